package dev.budgetledger.ledger.store;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Classification;
import dev.budgetledger.contract.Department;
import dev.budgetledger.contract.Envelope;
import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.Fund;
import dev.budgetledger.contract.Kind;
import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.Money;
import dev.budgetledger.contract.Origin;
import dev.budgetledger.contract.Publication;
import dev.budgetledger.contract.merkle.Checkpoint;
import dev.budgetledger.contract.merkle.SigningKey;
import dev.budgetledger.ledger.TestLedger;
import dev.budgetledger.ledger.budget.Command;
import dev.budgetledger.ledger.budget.SourceDocument;
import dev.budgetledger.ledger.log.FactLog;
import dev.budgetledger.ledger.log.Head;
import dev.budgetledger.ledger.log.IdempotencyRecords;
import dev.budgetledger.ledger.log.LogTree;
import dev.budgetledger.ledger.log.LogVerification;
import dev.budgetledger.ledger.log.Pipeline;
import dev.budgetledger.ledger.log.StoreClock;
import dev.budgetledger.ledger.log.StoredFact;
import dev.budgetledger.ledger.log.TreeEdge;
import dev.budgetledger.ledger.log.Verification;

import static dev.budgetledger.ledger.TestLedger.OFFICE;
import static dev.budgetledger.ledger.TestLedger.TRAVEL;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each release left the log of a scenario with every fact. It is read, verified and continued with, for ever.
 *
 * <p>A new release adds its own: {@code ./mvnw -pl ledger-service,projection-service -am test -Dtest=ReleasedLogsTest
 * -Dsurefire.failIfNoSpecifiedTests=false -Dreleased.write=0.2.0}.
 */
class ReleasedLogsTest {

    private static final Line MEETING = new Line(Fund.GENERAL_PUBLIC, Origin.CURRENT, "2010302", Kind.PROJECT, null, "会议\"𠮷");
    private static final Line LAND = new Line(Fund.GOVERNMENT_FUND, Origin.CURRENT, "2120801", Kind.PROJECT, null, "征地");
    private static final Line BEFORE = new Line(Fund.GENERAL_PUBLIC, Origin.CURRENT, null, Kind.BASIC, null, null);

    /** Kinds of facts that the last release did not have; one that has them leaves none here. */
    private static final Set<Class<?>> YOUNGER = Set.of(Fact.UnitsDefined.class, Fact.ProjectsDefined.class, Fact.FormAdopted.class,
            Fact.NamesDefined.class, Fact.StatementMade.class, Fact.RulesAdopted.class, Fact.PostingProposed.class,
            Fact.ProposalApproved.class, Fact.ProposalRejected.class, Fact.ProposalWithdrawn.class,
            Fact.ClientKeyRegistered.class, Fact.ClientKeyRevoked.class, Fact.AuthorityRefused.class);

    private static final BudgetId BUDGET = new BudgetId("301", 2023);
    private static final BudgetId OTHER = new BudgetId("302", 2023);

    @ParameterizedTest
    @MethodSource("dev.budgetledger.ledger.store.ReleasedLog#all")
    void its_facts_have_the_same_hashes_make_the_same_states_and_are_continued_with(ReleasedLog released) throws Exception {
        try (TestLedger ledger = new TestLedger()) {
            FactLog log = new FactLog(StoreClock.DATABASE);
            store(released.facts(), log, ledger);
            var _ = IdempotencyRecords.rebuild(ledger.dataSource, log);

            assertThat(LogVerification.verify(ledger.dataSource, List.of(released.head())))
                    .isEqualTo(new Verification.Intact(released.facts().size(), released.head().root()));
            try (LedgerWriter writer = new LedgerWriter(ledger.dataSource, log, () -> {})) {
                assertThat(ReleasedLog.states(writer, released.facts())).isEqualTo(released.states());
                assertThat(writer.submit(new Submission(allocation(), "预算处 王", "allocation", null)).get())
                        .as("what was answered to its key").isInstanceOfSatisfying(Outcome.Accepted.class, answer -> {
                            assertThat(answer.repeated()).isTrue();
                            assertThat(answer.receipt().postingId()).isEqualTo("301-2023-1");
                        });
                assertThat(writer.submit(TestLedger.of(onLines(OTHER, "1.00"))).get())
                        .isInstanceOfSatisfying(Outcome.Accepted.class, answer ->
                                assertThat(answer.receipt().position()).isEqualTo(released.facts().size() + 1));
            }
        }
    }

    @Test
    void what_is_posted_today_becomes_the_same_bytes_as_in_the_last_release() throws Exception {
        try (TestLedger ledger = new TestLedger()) {
            AtomicReference<Instant> clock = new AtomicReference<>(Instant.parse("2023-01-05T01:00:00Z"));
            FactLog log = new FactLog(_ -> clock.get());
            try (LedgerWriter writer = new LedgerWriter(ledger.dataSource, log, () -> {})) {
                for (Submission submission : before()) {
                    post(writer, clock, submission);
                }
                Outcomes both = writer.submitAll(List.of(keyed(onLines(OTHER, "7.00"), "a"), keyed(onLines(OTHER, "8.00"), "b"))).get();
                assertThat(both).isInstanceOf(Outcomes.Accepted.class);
                post(writer, clock, keyed(publication(ledger), "publication"));
                for (Submission submission : after()) {
                    post(writer, clock, submission);
                }
                List<StoredFact> facts = facts(ledger, log);
                String release = System.getProperty("released.write");
                if (release != null) {
                    ReleasedLog.write(release, facts, ReleasedLog.states(writer, facts));
                }
                Set<Class<?>> released =
                        facts.stream().map(fact -> fact.envelope().fact().getClass()).collect(Collectors.toSet());
                assertThat(YOUNGER).doesNotContainAnyElementsOf(released);
                released.addAll(YOUNGER);
                assertThat(released).isEqualTo(kinds(Fact.class));
                assertThat(texts(facts)).isEqualTo(texts(ReleasedLog.all().getLast().facts()));
            }
        }
    }

    private static List<Submission> before() {
        return List.of(
                keyed(codes(2022), "codes of 2022"), keyed(codes(2023), "codes of 2023"), keyed(codes(2024), "codes of 2024"),
                keyed(open("301", 2022, true), "last year"), keyed(open("301", 2023, false), "this year"),
                keyed(open("302", 2023, false), "another"), keyed(open("301", 2024, false), "next year"),
                keyed(new Command.Allocate(new BudgetId("301", 2022), paper("比较", LocalDate.of(2022, 1, 1)),
                        List.of(amount(BEFORE, "70000.00"))), "of last year"),
                keyed(allocation(), "allocation"),
                TestLedger.of(onLines(OTHER, "12.34")), // without a key
                keyed(new Command.Adjust(BUDGET, paper("追加", LocalDate.of(2023, 6, 30)),
                        List.of(amount(OFFICE, "12000.00"), amount(TRAVEL, "-1000.00"))), "adjustment"),
                keyed(transfer(null, "500.00", OFFICE, null, TRAVEL), "transfer"),
                keyed(transfer("石财预〔2023〕20号", "700.00", OFFICE, null, MEETING), "across"),
                keyed(transfer("石财预〔2023〕20号", "300.00", OFFICE, "302", OFFICE), "to another"),
                keyed(new Command.Freeze(BUDGET, paper("冻结", LocalDate.of(2023, 8, 1)), List.of(amount(OFFICE, "50.00"))), "freeze"),
                keyed(new Command.Release(BUDGET, paper("解冻", LocalDate.of(2023, 9, 1)), List.of(amount(OFFICE, "50.00"))), "release"),
                keyed(new Command.Reverse(BUDGET, paper("冲销", LocalDate.of(2023, 10, 8)), "301-2023-3"), "reversal"),
                keyed(new Command.Reverse(BUDGET, paper("冲销", LocalDate.of(2023, 10, 9)), "301-2023-5"), "reversal of both"));
    }

    private static List<Submission> after() {
        LocalDate end = LocalDate.of(2023, 12, 31);
        return List.of(
                keyed(new Command.CarryForward(BUDGET, paper("结转", end), List.of(amount(MEETING, "600.00"))), "carried"),
                keyed(new Command.CloseYear(BUDGET, paper("结账", end)), "closing"),
                keyed(new Command.CarryForward(BUDGET, paper("结转", end), List.of(amount(LAND, "100.50"))), "carried later"));
    }

    private static void post(LedgerWriter writer, AtomicReference<Instant> clock, Submission submission) {
        clock.updateAndGet(now -> now.plusSeconds(3600));
        assertThat(writer.submit(submission).join()).as(submission.toString()).isInstanceOf(Outcome.Accepted.class);
    }

    /** With the head that the last release had signed, if there is one: a signature is of its key. */
    private static Command publication(TestLedger ledger) throws SQLException {
        try (Connection connection = ledger.dataSource.getConnection()) {
            long position = new FactLog(StoreClock.DATABASE).lastPosition(connection);
            Checkpoint head = new Checkpoint("budget-ledger", position, LogTree.root(connection, position));
            String note = System.getProperty("released.write") != null
                    ? SigningKey.generate("budget-ledger").sign(head.text()).format()
                    : ReleasedLog.all().getLast().facts().stream().map(fact -> fact.envelope().fact())
                            .filter(Fact.DisclosurePublished.class::isInstance)
                            .map(fact -> ((Fact.DisclosurePublished) fact).publication().checkpoint()).findFirst().orElseThrow();
            return new Command.Publish(BUDGET, paper("公开", LocalDate.of(2023, 2, 10)), LocalDate.of(2023, 12, 31), position,
                    Publication.Basis.ADJUSTED, Publication.Unit.WAN_YUAN,
                    Publication.TABLES.stream().map(id -> new Publication.Table(id, "ab".repeat(32))).toList(), note);
        }
    }

    private static Command codes(int year) {
        return new Command.DefineClassifications(year, List.of(
                new Classification(Classification.Type.FUNCTION, "2010301", "行政运行"),
                new Classification(Classification.Type.FUNCTION, "2010302", "一般行政管理事务"),
                new Classification(Classification.Type.FUNCTION, "2120801", "征地和拆迁补偿支出"),
                new Classification(Classification.Type.ECONOMIC, "30201", "办公费"),
                new Classification(Classification.Type.ECONOMIC, "30211", "差旅费")));
    }

    private static Command open(String department, int year, boolean comparative) {
        return new Command.OpenBudget(new Department(department, "部门" + department), year, comparative);
    }

    private static Command allocation() {
        return new Command.Allocate(BUDGET, paper("批复", LocalDate.of(2023, 1, 5)), List.of(amount(OFFICE, "100000.00"),
                amount(TRAVEL, "5000.00"), amount(MEETING, "20000.00"), amount(LAND, "30000.01")));
    }

    private static Command onLines(BudgetId budget, String yuan) {
        return new Command.Allocate(budget, paper("批复", LocalDate.of(2023, 1, 5)), List.of(amount(OFFICE, yuan)));
    }

    private static Command transfer(@Nullable String authority, String yuan, Line from, @Nullable String to, Line into) {
        return new Command.Transfer(BUDGET, paper("调剂", LocalDate.of(2023, 7, 1)), authority, Money.ofYuan(yuan), from, to, into);
    }

    private static Command.LineAmount amount(Line line, String yuan) {
        return new Command.LineAmount(line, Money.ofYuan(yuan));
    }

    private static SourceDocument paper(String reason, LocalDate on) {
        return new SourceDocument("石财预〔2023〕1号", on, reason);
    }

    private static Submission keyed(Command command, String key) {
        return new Submission(command, "预算处 王", key, null);
    }

    private static List<StoredFact> facts(TestLedger ledger, FactLog log) throws SQLException {
        try (Connection connection = ledger.dataSource.getConnection()) {
            return log.readAfter(connection, 0, 1000);
        }
    }

    private static List<String> texts(List<StoredFact> facts) {
        return facts.stream().map(fact -> new String(fact.bytes(), StandardCharsets.UTF_8)).toList();
    }

    /** As the ledger stored it: commit by commit. */
    private static void store(List<StoredFact> facts, FactLog log, TestLedger ledger) throws SQLException {
        try (Connection connection = ledger.dataSource.getConnection()) {
            connection.setAutoCommit(false);
            List<StoredFact> commit = new ArrayList<>();
            for (StoredFact fact : facts) {
                if (!commit.isEmpty() && !commit.getFirst().envelope().recordedAt().equals(fact.envelope().recordedAt())) {
                    append(commit, log, connection);
                }
                commit.add(fact);
            }
            append(commit, log, connection);
            connection.commit();
        }
    }

    private static void append(List<StoredFact> commit, FactLog log, Connection connection) throws SQLException {
        Envelope first = commit.getFirst().envelope();
        Pipeline last = new Pipeline(connection);
        log.append(last, new Head(first.position() - 1, first.recordedAt()), commit, new TreeEdge());
        last.flush();
        commit.clear();
    }

    private static Set<Class<?>> kinds(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(Objects.requireNonNull(type.getPermittedSubclasses())).flatMap(kind -> kinds(kind).stream())
                        .collect(Collectors.toSet())
                : Stream.<Class<?>>of(type).collect(Collectors.toSet());
    }
}
