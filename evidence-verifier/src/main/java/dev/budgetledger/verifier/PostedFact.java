package dev.budgetledger.verifier;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * 记账: what a fact moves.
 *
 * @param type of the fact; of a reversal, of what it reverses
 * @param reverses the id of the posting whose mirror this is
 */
record PostedFact(String type, @Nullable String reverses, LocalDate effectiveOn, List<Entry> entries) {

    /** Facts that move no money. */
    private static final Set<String> WITHOUT_MONEY =
            Set.of("BudgetOpened", "ClassificationsDefined", "YearClosed", "DisclosurePublished");

    private static final Set<String> WITH_MONEY = Set.of(
            "FundsAllocated", "FundsTransferred", "BudgetAdjusted", "FundsCarriedForward", "FundsFrozen", "FundsReleased");

    private static final String REVERSAL = "PostingReversed";

    /**
     * 分录.
     *
     * @param account whose money it is, in JSON
     * @param line the line, if it is one's
     * @param counterpart the stream of the other budget, if it is another budget's
     */
    record Entry(
            String account, String fund, @Nullable Line line, boolean frozen, @Nullable String counterpart, long fen) {

        static Entry of(Json.Members entry) {
            Map<String, Json> account = new HashMap<>(entry.members());
            account.remove("amount");
            account.remove("timesCarried");
            Json.Members owner = new Json.Members(account);
            String name = JsonReader.decode(CanonicalJson.bytes(owner));
            long fen = Yuan.fen(entry.text("amount"));
            Set<String> fields = account.keySet();
            if (fields.equals(Set.of("line")) || fields.equals(Set.of("frozen"))) {
                boolean frozen = fields.contains("frozen");
                Line line = Line.of(owner.object(frozen ? "frozen" : "line"));
                return new Entry(name, line.fund(), line, frozen, null, fen);
            }
            if (fields.equals(Set.of("source"))) {
                return new Entry(name, Line.fund(owner.text("source")), null, false, null, fen);
            }
            Fault.require(fields.equals(Set.of("counterpart", "fund")),
                    "未知的分录 " + name, "an entry that is not known: " + name);
            return new Entry(name, Line.fund(owner.text("fund")), null, false, owner.text("counterpart"), fen);
        }
    }

    /**
     * What a fact moves, null if it is one that moves nothing.
     *
     * @throws Fault if it does not balance, or its type is not known here
     */
    static @Nullable PostedFact of(LoggedFact fact) {
        if (WITHOUT_MONEY.contains(fact.type())) {
            return null;
        }
        boolean reversal = fact.type().equals(REVERSAL);
        Fault.require(reversal || WITH_MONEY.contains(fact.type()),
                fact.id() + " 类型 " + fact.type() + " 未知, 需要更新的核验程序",
                fact.id() + " is a " + fact.type() + ", which a newer verifier may know");
        Json.Members posting = fact.fact().object("posting");
        Fault.require(posting.text("id").equals(fact.id()),
                fact.id() + " 记账编号不符", fact.id() + " carries the posting " + posting.text("id"));
        List<Entry> entries = posting.objects("entries").stream().map(Entry::of).toList();
        Fault.require(entries.size() >= 2, fact.id() + " 分录不足", fact.id() + " has fewer than two entries");
        sums(entries, Entry::fund).forEach((fund, sum) -> Fault.require(sum == 0,
                fact.id() + " " + fund + " 不平衡", fact.id() + " is out of balance for " + fund));
        String type = reversal ? fact.fact().text("reversedType") : fact.type();
        Fault.require(WITH_MONEY.contains(type), fact.id() + " 冲销类型有误", fact.id() + " reverses a " + type);
        return new PostedFact(
                type,
                reversal ? fact.fact().text("reverses") : null,
                LocalDate.parse(posting.text("effectiveOn")),
                entries);
    }

    /** Whether this is what takes the other back: the same money of the same accounts, turned round. */
    boolean mirrors(PostedFact original) {
        List<Entry> both = new ArrayList<>(entries);
        both.addAll(original.entries);
        return original.reverses == null
                && type.equals(original.type)
                && sums(both, Entry::account).values().stream().allMatch(sum -> sum == 0);
    }

    /** 年终结转: whether this carries money out of a year, or takes back what did. */
    boolean carriesOutOf(int fiscalYear) {
        return type.equals("FundsCarriedForward")
                && entries.stream()
                        .map(Entry::counterpart)
                        .anyMatch(other -> other != null && year(other) > fiscalYear);
    }

    private static int year(String stream) {
        return Integer.parseInt(stream.substring(stream.lastIndexOf('-') + 1));
    }

    private static Map<String, Long> sums(List<Entry> entries, Function<Entry, String> by) {
        Map<String, Long> sums = new HashMap<>();
        entries.forEach(entry -> sums.merge(by.apply(entry), entry.fen(), Math::addExact));
        return sums;
    }
}
