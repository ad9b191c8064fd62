package dev.budgetledger.verifier;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * 记账: what a fact moves.
 *
 * @param type of the fact; of a reversal, of what it reverses
 * @param reverses the id of the posting whose mirror this is
 * @param counterpart the id of the other half in another budget
 * @param authorised whether a paper is named that allows moving money across 项 or kinds
 * @param approval by whose hands it went, if more than one's
 */
record PostedFact(
        long position,
        String id,
        String type,
        @Nullable String reverses,
        @Nullable String counterpart,
        boolean authorised,
        @Nullable Approval approval,
        LocalDate effectiveOn,
        List<Entry> entries) {

    static final String ALLOCATED = "FundsAllocated";
    static final String TRANSFERRED = "FundsTransferred";
    static final String ADJUSTED = "BudgetAdjusted";
    static final String CARRIED = "FundsCarriedForward";
    static final String FROZEN = "FundsFrozen";
    static final String RELEASED = "FundsReleased";

    private static final String REVERSED = "PostingReversed";

    /** 操作, as rules and proposals name what a fact was posted as. */
    private static final Map<String, String> OPERATION = Map.of(
            ALLOCATED, "ALLOCATE",
            ADJUSTED, "ADJUST",
            TRANSFERRED, "TRANSFER",
            FROZEN, "FREEZE",
            RELEASED, "RELEASE",
            CARRIED, "CARRY_FORWARD",
            REVERSED, "REVERSE");

    static final List<String> OPERATIONS = List.copyOf(OPERATION.values());

    /** What stands in an entry of free money. */
    private static final String[] FREE = {"amount", "line", "timesCarried?"};

    /** 预算法 第42条: no release of the ledger has written more. */
    private static final int TIMES_CARRIED_MAX = 2;

    /** Facts that move money, and what stands in them beside the posting. */
    private static final Map<String, List<String>> FIELDS = Map.of(
            ALLOCATED, List.of(),
            ADJUSTED, List.of(),
            FROZEN, List.of(),
            RELEASED, List.of(),
            TRANSFERRED, List.of("authority?", "counterpart?"),
            CARRIED, List.of("counterpart"),
            REVERSED, List.of("counterpart?", "reversedType", "reverses"));

    /** 账户: whose money it is. */
    sealed interface Account {

        String fund();

        /** Free money of a line. */
        record Free(Line line) implements Account {
            @Override
            public String fund() {
                return line.fund();
            }
        }

        /** Frozen money of a line. */
        record Frozen(Line line) implements Account {
            @Override
            public String fund() {
                return line.fund();
            }
        }

        /** 资金来源. */
        record Source(String fund) implements Account {}

        /** 往来: another budget, by its stream. */
        record Other(String stream, String fund) implements Account {}
    }

    /** 分录. */
    record Entry(Account account, long fen) {

        static Entry of(Json.Members entry) {
            return new Entry(account(entry), Yuan.fen(entry.text("amount")));
        }

        private static Account account(Json.Members entry) {
            if (entry.has("line")) {
                Fault.require(!entry.has("timesCarried") || entry.number("timesCarried") <= TIMES_CARRIED_MAX,
                        "结转次数有误", "money that was carried forward too often");
                return new Account.Free(Line.of(entry.only(FREE).object("line")));
            }
            if (entry.has("frozen")) {
                return new Account.Frozen(Line.of(entry.only("amount", "frozen").object("frozen")));
            }
            if (entry.has("source")) {
                return new Account.Source(Line.fund(entry.only("amount", "source").text("source")));
            }
            entry.only("amount", "counterpart", "fund");
            return new Account.Other(entry.text("counterpart", Known.BUDGET), Line.fund(entry.text("fund")));
        }

        /** The line whose money moves, frozen or free, if it is one's. */
        @Nullable Line line() {
            if (account instanceof Account.Free free) {
                return free.line();
            }
            return account instanceof Account.Frozen frozen ? frozen.line() : null;
        }

        boolean isFrozen() {
            return account instanceof Account.Frozen;
        }
    }

    static boolean isOne(LoggedFact fact) {
        return FIELDS.containsKey(fact.type());
    }

    /** @throws Fault if it is not written as it must be, or does not balance */
    static PostedFact of(LoggedFact logged) {
        Json.Members fact = logged.fact();
        List<String> beside = FIELDS.getOrDefault(logged.type(), List.of());
        fact.only(Stream.concat(beside.stream(), Stream.of("posting"))
                .toArray(String[]::new));
        Json.Members posting = fact.object("posting").only(
                "approval?", "documentNo", "effectiveOn", "entries", "id", "reason", "superiorDocumentNo?");
        SourceDocument.require(posting);
        Fault.require(posting.text("id").equals(logged.id()), "记账编号不符", "it carries the posting of another id");
        List<Entry> entries = posting.objects("entries", Known.ENTRIES_MAX).stream().map(Entry::of).toList();
        Fault.require(entries.size() >= 2, "分录不足", "it has fewer than two entries");
        sums(entries, entry -> entry.account().fund()).forEach((fund, sum) -> Fault.require(sum == 0,
                fund + " 不平衡", "it is out of balance for " + fund));
        boolean reversal = logged.type().equals(REVERSED);
        String type = reversal ? fact.text("reversedType") : logged.type();
        Fault.require(!type.equals(REVERSED) && FIELDS.containsKey(type), "冲销类型有误", "it reverses what is no posting");
        boolean authorised = fact.has("authority") && !fact.text("authority", Known.DOCUMENT_MAX).isEmpty();
        return new PostedFact(
                logged.position(),
                logged.id(),
                type,
                reversal ? fact.text("reverses", Known.POSTING) : null,
                fact.textIfAny("counterpart", Known.POSTING),
                authorised,
                posting.has("approval") ? Approval.of(posting.object("approval")) : null,
                posting.date("effectiveOn"),
                entries);
    }

    /** The same, with accounts that are known already: a budget has few of them, and a million postings. */
    PostedFact sharing(Map<Account, Account> known) {
        return new PostedFact(position, id, type, reverses, counterpart, authorised, approval, effectiveOn, entries.stream()
                .map(entry -> new Entry(known.computeIfAbsent(entry.account(), account -> account), entry.fen()))
                .toList());
    }

    /**
     * Whether this is what takes the other back: the same money of the same accounts, turned round. How often it was carried
     * may differ: what came may be gone.
     */
    boolean mirrors(PostedFact original) {
        if (original.reverses != null || !type.equals(original.type)) {
            return false;
        }
        Map<Account, Long> both = sums(entries, Entry::account);
        original.entries.forEach(entry -> both.merge(entry.account(), entry.fen(), Math::addExact));
        return both.values().stream().allMatch(sum -> sum == 0);
    }

    /** What it was posted as. */
    String operation() {
        return OPERATION.getOrDefault(reverses == null ? type : REVERSED, "");
    }

    /** Whether it moves so much of these accounts, and nothing else. */
    boolean moves(Map<Account, Long> expected) {
        Map<Account, Long> left = sums(entries, Entry::account);
        expected.forEach((account, fen) -> left.merge(account, -fen, Math::addExact));
        return left.values().stream().allMatch(fen -> fen == 0);
    }

    /** The stream of the other budget, if there is one. */
    @Nullable String other() {
        return entries.stream()
                .map(entry -> entry.account() instanceof Account.Other other ? other.stream() : null)
                .filter(stream -> stream != null)
                .findFirst()
                .orElse(null);
    }

    /** 年终结转: whether this carries money out of a year, or takes back what did. */
    boolean carriesOutOf(int fiscalYear) {
        String other = other();
        return type.equals(CARRIED) && other != null && year(other) > fiscalYear;
    }

    static int year(String stream) {
        return Integer.parseInt(stream.substring(stream.lastIndexOf('-') + 1));
    }

    private static <K> Map<K, Long> sums(List<Entry> entries, Function<Entry, K> by) {
        Map<K, Long> sums = new HashMap<>();
        entries.forEach(entry -> sums.merge(by.apply(entry), entry.fen(), Math::addExact));
        return sums;
    }
}
