package dev.budgetledger.ledger.budget;

import java.security.MessageDigest;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.BudgetUnit;
import dev.budgetledger.contract.CheckRule;
import dev.budgetledger.contract.Classification;
import dev.budgetledger.contract.ClientKey;
import dev.budgetledger.contract.ClientPublicKey;
import dev.budgetledger.contract.Department;
import dev.budgetledger.contract.Entry;
import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.FactTypes;
import dev.budgetledger.contract.Fund;
import dev.budgetledger.contract.Kind;
import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.Money;
import dev.budgetledger.contract.Origin;
import dev.budgetledger.contract.Posting;
import dev.budgetledger.contract.PostingType;
import dev.budgetledger.contract.Project;
import dev.budgetledger.contract.Publication;
import dev.budgetledger.contract.Statement;
import dev.budgetledger.contract.form.Form;
import dev.budgetledger.contract.merkle.Hash;
import dev.budgetledger.ledger.SampleForms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What a snapshot says is what all the facts before it say, for every history. */
class StateBytesTest {

    private static final Line OFFICE =
            new Line(Fund.GENERAL_PUBLIC, Origin.CURRENT, "2010301", Kind.OPERATING, "30201", null);
    private static final Line ROAD =
            new Line(Fund.GENERAL_PUBLIC, Origin.CURRENT, "2010301", Kind.PROJECT, null, "道路\uD83D\uDEE3");
    private static final Line OF_A_UNIT = new Line(
            Fund.GENERAL_PUBLIC, Origin.CURRENT, "301001", "2010301", Kind.PROJECT, null, null, "P1", "直达");
    private static final Line TOTAL = new Line(Fund.GENERAL_PUBLIC, Origin.CURRENT, null, null, null, null);
    private static final List<Line> LINES =
            List.of(OFFICE, ROAD, OFFICE.carriedOver(), ROAD.carriedOver(), OF_A_UNIT);

    /** Each state that it hands out was written and read again. */
    private record ByBytes(Books books) implements Books {
        @Override
        public Budget budget(BudgetId id) {
            Budget budget = books.budget(id);
            return budget instanceof Budget.Open ? (Budget) StateBytes.read(StateBytes.write(budget)) : budget;
        }

        @Override
        public Catalogue catalogue(int fiscalYear) {
            return (Catalogue) StateBytes.read(StateBytes.write(books.catalogue(fiscalYear)));
        }

        @Override
        public AdoptedForm form(String id) {
            AdoptedForm form = books.form(id);
            return form.last().isEmpty() ? form : (AdoptedForm) StateBytes.read(StateBytes.write(form));
        }

        @Override
        public ClientKeys clientKeys() {
            return (ClientKeys) StateBytes.read(StateBytes.write(books.clientKeys()));
        }

        @Override
        public Optional<Form> formAt(String id, long position) {
            return books.formAt(id, position);
        }

        @Override
        public boolean isClosedByAny(int fiscalYear) {
            return books.isClosedByAny(fiscalYear);
        }

        @Override
        public Optional<Fact.Posted> posting(String stream, long sequence) {
            return books.posting(stream, sequence);
        }

        @Override
        public Optional<Fact.PostingProposed> proposed(String stream, long sequence) {
            return books.proposed(stream, sequence);
        }

        @Override
        public LocalDate today() {
            return books.today();
        }

        @Override
        public long logSize() {
            return books.logSize();
        }

        @Override
        public Hash root(long size) {
            return books.root(size);
        }

        @Override
        public Instant recordedAt(long position) {
            return books.recordedAt(position);
        }

        @Override
        public Fact fact(long position) {
            return books.fact(position);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void decisions_and_states_are_the_same_with_a_snapshot_after_every_fact(long seed) {
        PlainBooks books = new PlainBooks();
        Map<String, StreamState> bySnapshots = new HashMap<>();
        Set<String> types = new HashSet<>();
        Random random = new Random(seed);
        List<@Nullable Command> commands = new ArrayList<>(beginning());
        IntStream.range(0, 900).forEach(_ -> commands.add(any(random)));
        BudgetId charted = new BudgetId("302", 2023);
        BudgetId partly = new BudgetId("302", 2021);
        commands.add(new Command.OpenBudget(new Department("302", "部门302"), 2021, true));
        commands.add(new Command.Allocate(partly, paper(random, 2021), List.of(new Command.LineAmount(TOTAL, Money.ofFen(100)))));
        commands.add(new Command.DefineUnits(
                charted, List.of(new BudgetUnit("301001", "本级", BudgetUnit.Nature.OTHER, null))));
        commands.add(new Command.DefineProjects(charted, List.of(new Project("P1", "校舍", null, null))));
        commands.add(new Command.DefineNames(
                charted, List.of(new Classification(Classification.Type.ECONOMIC, "30201", "办公经费"))));
        commands.add(new Command.CloseYear(new BudgetId("303", 2023), paper(random, 2023)));
        IntStream.range(0, 100).forEach(_ -> commands.add(any(random)));
        commands.addAll(rules());
        IntStream.range(0, 300).forEach(_ -> commands.add(null));
        for (Command planned : commands) {
            Command command = planned == null ? onProposals(books, random) : planned;
            String by = List.of("王", "李", "张").get(random.nextInt(3));
            Decision decision = Decider.decide(books, command, by, null);
            assertThat(Decider.decide(new ByBytes(books), command, by, null)).isEqualTo(decision);
            if (decision instanceof Decision.Accepted(List<NewFact> facts)) {
                List<NewFact> all = new ArrayList<>(facts);
                if (random.nextInt(50) == 0) {
                    all.add(new NewFact("301-2023", published()));
                }
                books.record(all);
                for (NewFact recorded : all) {
                    types.add(FactTypes.nameOf(recorded.fact()));
                    StreamState before =
                            bySnapshots.getOrDefault(recorded.stream(), StreamState.before(recorded.stream()));
                    bySnapshots.put(recorded.stream(), StateBytes.read(StateBytes.write(before.evolve(recorded.fact()))));
                }
            }
        }
        assertThat(types).contains("ClassificationsDefined", "FormAdopted", "BudgetOpened", "UnitsDefined", "ProjectsDefined", "NamesDefined", "StatementMade",
                "FundsAllocated", "FundsTransferred",
                "BudgetAdjusted", "FundsCarriedForward", "FundsFrozen", "FundsReleased", "PostingReversed", "YearClosed",
                "DisclosurePublished", "RulesAdopted", "PostingProposed", "ProposalApproved", "ProposalRejected", "ProposalWithdrawn",
                "ClientKeyRegistered", "ClientKeyRevoked", "AuthorityRefused");
        bySnapshots.forEach((stream, state) -> assertThat(state).as(stream).isEqualTo(switch (state) {
            case Catalogue _ -> books.catalogue(Integer.parseInt(stream.substring(stream.length() - 4)));
            case ClientKeys _ -> books.clientKeys();
            case RefusalBook _ -> books.refusals();
            case AdoptedForm _ -> books.form(stream.substring("form-".length()));
            case Budget _ -> books.budget(BudgetId.ofStream(stream));
        }));
    }

    private static List<Command> rules() {
        SourceDocument paper = new SourceDocument("内控1号", LocalDate.of(2023, 1, 1), "内部控制");
        SourceDocument later = new SourceDocument("内控2号", LocalDate.of(2023, 7, 1), "内部控制");
        CheckRule two = new CheckRule(List.of(PostingType.ADJUST), null, null, null, Money.ofFen(5000), null, 2);
        CheckRule all = new CheckRule(List.of(PostingType.values()), null, null, null, null, null, 1);
        CheckRule some = new CheckRule(List.of(PostingType.ADJUST, PostingType.TRANSFER), List.of(Kind.BASIC, Kind.PROJECT),
                List.of(Fund.GENERAL_PUBLIC), true, Money.ofFen(5000), 50, 2);
        return List.of(new Command.OpenBudget(new Department("304", "部门304"), 2023, false),
                new Command.AdoptRules(2023, null, paper, List.of(some)), new Command.AdoptRules(2023, "304", paper, List.of(all, some, two)),
                new Command.AdoptRules(2023, "304", later, List.of(new CheckRule(List.of(PostingType.ALLOCATE), null, null, false, null, null, 3))),
                new Command.AdoptRules(2023, null, later, List.of()));
    }

    /** Proposes something, or decides on what is open. */
    private static Command onProposals(PlainBooks books, Random random) {
        BudgetId budget = new BudgetId("304", 2023);
        List<Long> open = List.copyOf(((Budget.Open) books.budget(budget)).proposals().bySequence().keySet());
        String id = budget.stream() + "-" + (open.isEmpty() ? 0 : open.get(random.nextInt(open.size())));
        return switch (random.nextInt(8)) {
            case 0 -> new Command.Reject(budget, id, "退回");
            case 1 -> new Command.Withdraw(budget, id, "撤回");
            case 2, 3, 4, 5 -> new Command.Approve(budget, id);
            default -> Command.Propose.of(new Command.Adjust(budget, paper(random, 2023), List.of(new Command.LineAmount(
                    random.nextBoolean() ? OFFICE : ROAD, Money.ofFen(1 + random.nextInt(10_000))))), null);
        };
    }

    private static List<Command> beginning() {
        List<Command> commands = new ArrayList<>();
        for (int year : new int[] {2023, 2024}) {
            commands.add(new Command.DefineClassifications(year, List.of(
                    new Classification(Classification.Type.FUNCTION, "2010301", "行政运行"),
                    new Classification(Classification.Type.ECONOMIC, "30201", "办公费"))));
            for (String department : List.of("301", "302", "303")) {
                commands.add(new Command.OpenBudget(new Department(department, "部门" + department), year, false));
            }
        }
        return commands;
    }

    private static Command any(Random random) {
        int year = random.nextInt(4) == 0 ? 2024 : 2023;
        String other = random.nextBoolean() ? "301" : "302";
        BudgetId budget = new BudgetId(random.nextBoolean() ? "301" : "302", year);
        SourceDocument paper = paper(random, year);
        Line line = LINES.get(random.nextInt(LINES.size()));
        Money amount = Money.ofFen(1 + random.nextInt(10_000));
        List<Command.LineAmount> lines = List.of(new Command.LineAmount(line, amount));
        return switch (random.nextInt(13)) {
            case 0 -> new Command.Allocate(budget, paper, List.of(new Command.LineAmount(LINES.get(List.of(0, 1, 4).get(random.nextInt(3))), amount)));
            case 1 -> new Command.Adjust(budget, paper, List.of(new Command.LineAmount(line,
                    random.nextBoolean() ? amount : amount.negated())));
            case 2, 3 -> new Command.Transfer(budget, paper, "划转", amount, line, other,
                    LINES.get(random.nextInt(LINES.size())));
            case 4 -> new Command.Freeze(budget, paper, lines);
            case 5 -> new Command.Release(budget, paper, lines);
            case 6 -> new Command.CarryForward(budget, paper, lines);
            case 7 -> new Command.DefineClassifications(year, List.of(new Classification(
                    Classification.Type.ECONOMIC, "302" + (10 + random.nextInt(80)), "款" + random.nextInt(3))));
            case 8 -> new Command.AdoptForm(SampleForms.of("form-" + random.nextInt(3), "31000" + random.nextInt(2),
                    List.of("table-" + random.nextInt(2)), List.of("slot-" + random.nextInt(2))));
            case 10 -> random.nextBoolean()
                    ? new Command.RegisterClientKey(clientKey(random))
                    : new Command.RevokeClientKey(clientKey(random).key().id(), "吊销");
            case 12 -> new Command.NoteRefusal(new Fact.AuthorityRefused(
                    Fact.AuthorityRefused.Door.ADDRESS, null, null, "FORBIDDEN", null, null, random.nextInt(3), 0));
            case 9 -> new Command.MakeStatement(budget, paper, random.nextInt(3) == 0 ? "301001" : null, null, Statement.of(said(random)));
            default -> new Command.Reverse(budget, paper, budget.stream() + "-" + random.nextInt(1, 150));
        };
    }

    private static ClientKey clientKey(Random random) {
        ClientPublicKey key = new ClientPublicKey("Ed25519", "OKP", "key" + random.nextInt(5), null);
        return new ClientKey("client:国库", key, List.of("officer"), List.of("301"), List.of(2023),
                random.nextBoolean() ? null : Instant.EPOCH, random.nextBoolean() ? null : Instant.EPOCH.plusSeconds(10));
    }

    private static Statement.Content said(Random random) {
        String third = "指标" + random.nextInt(3);
        return switch (random.nextInt(3)) {
            case 0 -> new Statement.Performance(List.of(), List.of(), List.of(), List.of(
                    new Statement.Indicator("产出", "数量", third, null, null, "1", null, null)));
            case 1 -> new Statement.Attainment(List.of(
                    new Statement.AttainedIndicator("产出", "数量", third, "1", null, null, null)));
            default -> new Statement.Profile(List.of("职责"), List.of());
        };
    }

    private static SourceDocument paper(Random random, int year) {
        return new SourceDocument("财预〔2023〕1号", LocalDate.of(year, 1, 1).plusDays(random.nextInt(365)), "测试");
    }

    private static Fact published() {
        return new Fact.DisclosurePublished("公开", LocalDate.of(2023, 3, 1), "测试", 1, new Publication(
                new Publication.Point(LocalDate.of(2023, 3, 1), Instant.EPOCH, 1), Publication.Basis.APPROVED,
                Publication.Unit.YUAN,
                Publication.TABLES.stream().map(id -> new Publication.Table(id, "00")).toList(), "检查点"));
    }

    /** If this fails, {@code StateBytes.VERSION} must be raised, and what is expected here taken from the message. */
    @Test
    void the_version_is_that_of_what_evolve_makes_of_a_fixed_history() throws Exception {
        Budget budget = Budget.unopened().evolve(List.of(
                new Fact.BudgetOpened(new Department("301", "教育局"), 2024, false),
                new Fact.UnitsDefined(List.of(new BudgetUnit("301001", "本级", BudgetUnit.Nature.ADMINISTRATIVE, null))),
                new Fact.ProjectsDefined(List.of(new Project("P1", "校舍", null, "301001"))),
                new Fact.FundsAllocated(posting(8, free(OF_A_UNIT, 500, null), source(-500))),
                new Fact.FundsAllocated(posting(9, free(TOTAL, 9, null), source(-9))),
                new Fact.FundsAllocated(posting(1, free(OFFICE, 1000, null), source(-1000))),
                new Fact.FundsCarriedForward(posting(2, free(ROAD.carriedOver(), 300, 2), due(-300)), "301-2023-9"),
                new Fact.FundsTransferred(posting(3, free(ROAD.carriedOver(), -50, 2), free(OFFICE, 50, 2)), null, null),
                new Fact.FundsFrozen(posting(4, free(OFFICE, -200, null), new Entry.OfFrozen(OFFICE, Money.ofFen(200)))),
                new Fact.FundsReleased(posting(5, free(OFFICE, 20, null), new Entry.OfFrozen(OFFICE, Money.ofFen(-20)))),
                new Fact.BudgetAdjusted(posting(6, free(OFFICE, -7, null), source(7))),
                new Fact.PostingReversed(posting(7, free(OFFICE, 7, null), source(-7)), "301-2024-6", "BudgetAdjusted", null),
                published(),
                new Fact.StatementMade("号", LocalDate.of(2024, 1, 1), "测试", "P1", Statement.of(new Statement.Performance(
                        List.of("目标"), List.of(), List.of(), List.of(new Statement.Indicator(
                                "产出", "数量", "面积", null, Statement.Operator.AT_LEAST, "100", "平方米", null))))),
                new Fact.YearClosed("结账", LocalDate.of(2024, 12, 31), "测试")));
        Catalogue catalogue = Catalogue.EMPTY.evolve(new Fact.ClassificationsDefined(2024, List.of(
                new Classification(Classification.Type.FUNCTION, "2010301", "行政运行"),
                new Classification(Classification.Type.ECONOMIC, "30201", "办公费"))));

        AdoptedForm form = AdoptedForm.NONE.evolve(new Fact.FormAdopted(
                SampleForms.of("school", "310000", List.of("table"), List.of("why"))));

        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        sha256.update(StateBytes.write(budget));
        sha256.update(StateBytes.write(catalogue));
        sha256.update(StateBytes.write(form));

        assertThat(StateBytes.VERSION + " " + HexFormat.of().formatHex(sha256.digest()))
                .isEqualTo("4 711ecc87b218673b8c80c464038d21e7a923ac5c9cbb52b367b0b03a8b0533d4");
    }

    private static Posting posting(int number, Entry... entries) {
        return new Posting("301-2024-" + number, "号", LocalDate.of(2024, 1, number), "测试", List.of(entries));
    }

    private static Entry free(Line line, long fen, @Nullable Integer times) {
        return new Entry.OfLine(line, Money.ofFen(fen), times);
    }

    private static Entry source(long fen) {
        return new Entry.OfSource(Fund.GENERAL_PUBLIC, Money.ofFen(fen));
    }

    private static Entry due(long fen) {
        return new Entry.OfCounterpart("301-2023", Fund.GENERAL_PUBLIC, Money.ofFen(fen));
    }

    @Test
    void bytes_that_are_no_state_are_never_read_as_one() {
        byte[] bytes = StateBytes.write(Budget.unopened().evolve(
                new Fact.BudgetOpened(new Department("301", "教育局"), 2024, false)));
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> StateBytes.read(cut)).isInstanceOf(IllegalArgumentException.class);
        }
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
        assertThatThrownBy(() -> StateBytes.read(longer)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_million_reversals_take_little_room() {
        Sequences all = Sequences.NONE;
        for (long sequence = 0; sequence < 1_000_000; sequence += 2) {
            all = all.plus(sequence);
        }

        assertThat(all.contains(999_998)).isTrue();
        assertThat(all.contains(999_999)).isFalse();
        assertThat(all.bytes()).isLessThan(4_000_000);
    }
}
