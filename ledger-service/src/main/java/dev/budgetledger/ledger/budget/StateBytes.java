package dev.budgetledger.ledger.budget;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.HashTreePSet;
import org.pcollections.PMap;
import org.pcollections.PSet;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.CheckRule;
import dev.budgetledger.contract.Classification;
import dev.budgetledger.contract.Fund;
import dev.budgetledger.contract.Kind;
import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.Money;
import dev.budgetledger.contract.Origin;
import dev.budgetledger.contract.PostingType;
import dev.budgetledger.contract.form.Form;

/**
 * The state of a stream as bytes: the same state always gives the same. Numbers take as many bytes as they need, and each text is
 * written once.
 */
public final class StateBytes {

    /** To be raised whenever an {@code evolve} or what is written here changes: bytes of another version are not read. */
    public static final int VERSION = 4;

    private static final int CATALOGUE = 1;
    private static final int BUDGET = 2;
    private static final int FORM = 3;

    /** With what came later, so that those without it stay as they were. */
    private static final int CATALOGUE_WITH_RULES = 4;
    private static final int BUDGET_WITH_PROPOSALS = 5;
    private static final int CLIENT_KEYS = 6;
    private static final int REFUSALS = 7;

    private static final Comparator<Catalogue.Key> KEYS =
            Comparator.comparing(Catalogue.Key::type).thenComparing(Catalogue.Key::code);

    private StateBytes() {}

    /**
     * The bytes of a state.
     *
     * @throws IllegalArgumentException if there was no fact
     */
    public static byte[] write(StreamState state) {
        try {
            Out out = new Out();
            switch (state) {
                case Catalogue catalogue -> write(out, catalogue);
                case AdoptedForm form -> write(out, form);
                case ClientKeys keys -> write(out, keys);
                case RefusalBook(long facts) -> {
                    out.number(REFUSALS);
                    out.number(facts);
                }
                case Budget.Open open -> write(out, open);
                case Budget.Unopened _ -> throw new IllegalArgumentException("nothing is known of it");
            }
            return out.bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The state of which these are the bytes.
     *
     * @throws IllegalArgumentException if they are of none
     */
    public static StreamState read(byte[] bytes) {
        try {
            In in = new In(bytes);
            StreamState state = switch ((int) in.number()) {
                case CATALOGUE -> catalogue(in);
                case FORM -> form(in);
                case BUDGET -> budget(in, false);
                case CATALOGUE_WITH_RULES -> new Catalogue(catalogue(in).names(), rules(in));
                case BUDGET_WITH_PROPOSALS -> budget(in, true);
                case CLIENT_KEYS -> clientKeys(in);
                case REFUSALS -> new RefusalBook(in.number());
                default -> throw new IOException("neither a budget nor a catalogue nor a form nor client keys nor refusals");
            };
            if (in.data.available() > 0) {
                throw new IOException("more bytes than a state has");
            }
            return state;
        } catch (IOException | RuntimeException e) {
            throw new IllegalArgumentException("not the bytes of a state", e);
        }
    }

    private static void write(Out out, Catalogue catalogue) throws IOException {
        out.number(catalogue.rules().isEmpty() ? CATALOGUE : CATALOGUE_WITH_RULES);
        out.number(catalogue.names().size());
        Map<Catalogue.Key, String> names = new TreeMap<>(KEYS);
        names.putAll(catalogue.names());
        for (Map.Entry<Catalogue.Key, String> each : names.entrySet()) {
            out.text(each.getKey().type().name());
            out.text(each.getKey().code());
            out.text(each.getValue());
        }
        if (!catalogue.rules().isEmpty()) {
            write(out, catalogue.rules());
        }
    }

    private static Catalogue catalogue(In in) throws IOException {
        PMap<Catalogue.Key, String> names = HashTreePMap.empty();
        for (int left = in.count(); left > 0; left--) {
            Catalogue.Key key = new Catalogue.Key(Classification.Type.valueOf(in.someText()), in.someText());
            names = names.plus(key, in.someText());
        }
        return new Catalogue(names, RuleBook.NONE);
    }

    private static void write(Out out, AdoptedForm form) throws IOException {
        out.number(FORM);
        AdoptedForm.Of of = form.last().orElseThrow(() -> new IllegalArgumentException("nothing is known of it"));
        out.text(of.jurisdiction());
        out.text(of.level().name());
        out.text(of.of().name());
        write(out, form.slots());
    }

    private static AdoptedForm form(In in) throws IOException {
        return new AdoptedForm(Optional.of(new AdoptedForm.Of(
                in.someText(), Form.Level.valueOf(in.someText()), Form.Of.valueOf(in.someText()))), codes(in));
    }

    private static void write(Out out, ClientKeys keys) throws IOException {
        out.number(CLIENT_KEYS);
        out.number(keys.known().size());
        for (Map.Entry<String, ClientKeys.Known> each : new TreeMap<>(keys.known()).entrySet()) {
            out.text(each.getKey());
            out.text(text(each.getValue().validFrom()));
            out.text(text(each.getValue().expires()));
            out.data.writeBoolean(each.getValue().isRevoked());
        }
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }

    private static ClientKeys clientKeys(In in) throws IOException {
        PMap<String, ClientKeys.Known> known = HashTreePMap.empty();
        for (int left = in.count(); left > 0; left--) {
            known = known.plus(in.someText(), new ClientKeys.Known(instant(in.text()), instant(in.text()), in.data.readBoolean()));
        }
        return new ClientKeys(known);
    }

    private static @Nullable Instant instant(@Nullable String text) {
        return text == null ? null : Instant.parse(text);
    }

    private static void write(Out out, Budget.Open open) throws IOException {
        boolean withProposals = !open.rules().isEmpty() || !open.proposals().bySequence().isEmpty();
        out.number(withProposals ? BUDGET_WITH_PROPOSALS : BUDGET);
        out.text(open.id().department());
        out.number(open.id().fiscalYear());
        out.text(open.departmentName());
        out.data.writeBoolean(open.comparative());
        out.data.writeBoolean(open.closed());
        out.number(open.turnover().fen());
        out.number(open.publications());
        write(out, open.chart().units());
        write(out, open.chart().projects());
        out.number(open.targets().byKey().size());
        for (Map.Entry<String, Targets.Set> each : new TreeMap<>(open.targets().byKey()).entrySet()) {
            out.text(each.getKey());
            out.number(each.getValue().effectiveOn().toEpochDay());
            write(out, each.getValue().names());
        }
        out.number(open.facts());
        out.number(open.lines().size());
        Map<Line, Account> lines = new TreeMap<>(Line.ORDER);
        lines.putAll(open.lines());
        for (Map.Entry<Line, Account> each : lines.entrySet()) {
            write(out, each.getKey(), each.getValue());
        }
        out.number(open.reversed().words().size());
        long before = 0;
        for (Map.Entry<Long, Long> word : new TreeMap<>(open.reversed().words()).entrySet()) {
            out.number(word.getKey() - before);
            out.data.writeLong(word.getValue());
            before = word.getKey();
        }
        if (withProposals) {
            write(out, open.rules());
            write(out, open.proposals());
        }
    }

    private static void write(Out out, Proposals proposals) throws IOException {
        out.number(proposals.bySequence().size());
        for (Map.Entry<Long, Proposals.Open> each : new TreeMap<>(proposals.bySequence()).entrySet()) {
            out.number(each.getKey());
            out.text(each.getValue().digest());
            out.text(each.getValue().proposedBy());
            out.number(each.getValue().expiresOn().toEpochDay());
            out.number(each.getValue().approvedBy().size());
            for (String checker : each.getValue().approvedBy()) {
                out.text(checker);
            }
        }
    }

    private static Proposals proposals(In in) throws IOException {
        PMap<Long, Proposals.Open> open = HashTreePMap.empty();
        for (int left = in.count(); left > 0; left--) {
            long sequence = in.number();
            String digest = in.someText();
            String proposedBy = in.someText();
            LocalDate expiresOn = LocalDate.ofEpochDay(in.number());
            open = open.plus(sequence, new Proposals.Open(digest, proposedBy, expiresOn, texts(in)));
        }
        return new Proposals(open);
    }

    private static List<String> texts(In in) throws IOException {
        List<String> texts = new ArrayList<>();
        for (int left = in.count(); left > 0; left--) {
            texts.add(in.someText());
        }
        return texts;
    }

    private static void write(Out out, RuleBook rules) throws IOException {
        out.number(rules.adopted().size());
        for (RuleBook.Adopted adopted : rules.adopted()) {
            out.number(adopted.effectiveOn().toEpochDay());
            out.text(adopted.documentNo());
            out.number(adopted.rules().size());
            for (CheckRule rule : adopted.rules()) {
                write(out, rule);
            }
        }
    }

    private static RuleBook rules(In in) throws IOException {
        List<RuleBook.Adopted> adopted = new ArrayList<>();
        for (int left = in.count(); left > 0; left--) {
            LocalDate effectiveOn = LocalDate.ofEpochDay(in.number());
            String documentNo = in.someText();
            List<CheckRule> rules = new ArrayList<>();
            for (int more = in.count(); more > 0; more--) {
                rules.add(rule(in));
            }
            adopted.add(new RuleBook.Adopted(effectiveOn, documentNo, rules));
        }
        return new RuleBook(adopted);
    }

    /** Of what may be absent one more than it is, 0 if it is. */
    private static void write(Out out, CheckRule rule) throws IOException {
        names(out, rule.operations());
        names(out, rule.kinds());
        names(out, rule.funds());
        out.number(rule.across() == null ? 0 : rule.across() ? 2 : 1);
        out.number(rule.from() == null ? 0 : rule.from().fen() + 1);
        out.number(rule.percent() == null ? 0 : rule.percent() + 1L);
        out.number(rule.checkers());
    }

    private static CheckRule rule(In in) throws IOException {
        List<PostingType> operations = Objects.requireNonNull(names(in, PostingType::valueOf));
        List<Kind> kinds = names(in, Kind::valueOf);
        List<Fund> funds = names(in, Fund::valueOf);
        long across = in.number();
        long from = in.number();
        long percent = in.number();
        return new CheckRule(operations, kinds, funds, across == 0 ? null : across == 2, from == 0 ? null : Money.ofFen(from - 1),
                percent == 0 ? null : Math.toIntExact(percent - 1), (int) in.number());
    }

    private static void names(Out out, @Nullable List<? extends Enum<?>> values) throws IOException {
        out.number(values == null ? 0 : values.size() + 1L);
        for (Enum<?> value : values == null ? List.<Enum<?>>of() : values) {
            out.text(value.name());
        }
    }

    private static <E> @Nullable List<E> names(In in, Function<String, E> named) throws IOException {
        int count = in.count();
        if (count == 0) {
            return null;
        }
        List<E> values = new ArrayList<>();
        for (int left = count - 1; left > 0; left--) {
            values.add(named.apply(in.someText()));
        }
        return values;
    }

    private static Budget budget(In in, boolean withProposals) throws IOException {
        BudgetId id = new BudgetId(in.someText(), (int) in.number());
        String departmentName = in.someText();
        boolean comparative = in.data.readBoolean();
        boolean closed = in.data.readBoolean();
        Money turnover = Money.ofFen(in.number());
        long publications = in.number();
        Chart chart = new Chart(codes(in), codes(in));
        PMap<String, Targets.Set> targets = HashTreePMap.empty();
        for (int left = in.count(); left > 0; left--) {
            targets = targets.plus(in.someText(), new Targets.Set(LocalDate.ofEpochDay(in.number()), codes(in)));
        }
        long facts = in.number();
        PMap<Line, Account> lines = HashTreePMap.empty();
        for (int left = in.count(); left > 0; left--) {
            lines = lines.plus(line(in), new Account(
                    timeline(in), timeline(in), Money.ofFen(in.number()), Money.ofFen(in.number())));
        }
        PMap<Long, Long> reversed = HashTreePMap.empty();
        long word = 0;
        for (int left = in.count(); left > 0; left--) {
            word += in.number();
            reversed = reversed.plus(word, in.data.readLong());
        }
        return new Budget.Open(id, departmentName, comparative, closed, lines, turnover, new Sequences(reversed),
                publications, chart, new Targets(targets), withProposals ? rules(in) : RuleBook.NONE,
                withProposals ? proposals(in) : Proposals.NONE, facts);
    }

    private static Line line(In in) throws IOException {
        Fund fund = Fund.valueOf(in.someText());
        Origin origin = Origin.valueOf(in.someText());
        String unit = in.text();
        String function = in.text();
        String kind = in.text();
        return new Line(fund, origin, unit, function, kind == null ? null : Kind.valueOf(kind),
                in.text(), in.text(), in.text(), in.text());
    }

    private static void write(Out out, PSet<String> codes) throws IOException {
        out.number(codes.size());
        for (String code : new TreeSet<>(codes)) {
            out.text(code);
        }
    }

    private static PSet<String> codes(In in) throws IOException {
        PSet<String> codes = HashTreePSet.empty();
        for (int left = in.count(); left > 0; left--) {
            codes = codes.plus(in.someText());
        }
        return codes;
    }

    private static void write(Out out, Line line, Account account) throws IOException {
        out.text(line.fund().name());
        out.text(line.origin().name());
        out.text(line.unit());
        out.text(line.function());
        Kind kind = line.kind();
        out.text(kind == null ? null : kind.name());
        out.text(line.economic());
        out.text(line.governmentEconomic());
        out.text(line.project());
        out.text(line.tag());
        write(out, account.free());
        write(out, account.frozen());
        out.number(account.carriedOnce().fen());
        out.number(account.carriedTwice().fen());
    }

    private static void write(Out out, Timeline timeline) throws IOException {
        out.number(timeline.days().length);
        for (int i = 0; i < timeline.days().length; i++) {
            out.number(timeline.days()[i] - (i == 0 ? 0 : timeline.days()[i - 1]));
            out.number(timeline.balances()[i] - (i == 0 ? 0 : timeline.balances()[i - 1]));
        }
    }

    private static Timeline timeline(In in) throws IOException {
        int length = in.count();
        if (length == 0) {
            return Timeline.EMPTY;
        }
        int[] days = new int[length];
        long[] balances = new long[length];
        for (int i = 0; i < length; i++) {
            days[i] = (int) in.number() + (i == 0 ? 0 : days[i - 1]);
            balances[i] = in.number() + (i == 0 ? 0 : balances[i - 1]);
        }
        return new Timeline(days, balances);
    }

    private static final class Out {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        private final DataOutputStream data = new DataOutputStream(bytes);
        private final Map<String, Integer> texts = new HashMap<>();

        /** Small ones, negative or not, take a byte for each seven bits. */
        void number(long value) throws IOException {
            long rest = (value << 1) ^ (value >> 63);
            while ((rest & ~0x7fL) != 0) {
                data.writeByte((int) ((rest & 0x7f) | 0x80));
                rest >>>= 7;
            }
            data.writeByte((int) rest);
        }

        /** Its number among the texts, the text itself after a new one; 0 for none. */
        void text(@Nullable String text) throws IOException {
            if (text == null) {
                number(0);
                return;
            }
            Integer known = texts.putIfAbsent(text, texts.size() + 1);
            number(known == null ? texts.size() : known);
            if (known == null) {
                number(text.length());
                for (int i = 0; i < text.length(); i++) {
                    number(text.charAt(i));
                }
            }
        }
    }

    private static final class In {
        private final DataInputStream data;
        private final List<String> texts = new ArrayList<>();

        In(byte[] bytes) {
            data = new DataInputStream(new ByteArrayInputStream(bytes));
        }

        long number() throws IOException {
            long value = 0;
            for (int shift = 0; shift < Long.SIZE; shift += 7) {
                byte next = data.readByte();
                value |= (next & 0x7fL) << shift;
                if (next >= 0) {
                    return (value >>> 1) ^ -(value & 1);
                }
            }
            throw new IOException("a number without an end");
        }

        /** How many follow: no more than there are bytes for. */
        int count() throws IOException {
            long count = number();
            if (count < 0 || count > data.available()) {
                throw new IOException("more of something than there are bytes for");
            }
            return (int) count;
        }

        @Nullable String text() throws IOException {
            int number = (int) number();
            if (number == texts.size() + 1) {
                char[] chars = new char[count()];
                for (int i = 0; i < chars.length; i++) {
                    chars[i] = (char) number();
                }
                texts.add(new String(chars));
            }
            return number == 0 ? null : texts.get(number - 1);
        }

        String someText() throws IOException {
            String text = text();
            if (text == null) {
                throw new IOException("a text is missing");
            }
            return text;
        }
    }
}
