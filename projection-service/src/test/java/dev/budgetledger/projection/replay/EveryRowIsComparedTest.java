package dev.budgetledger.projection.replay;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.SimpleTransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.BudgetUnit;
import dev.budgetledger.contract.Classification;
import dev.budgetledger.contract.Department;
import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.Project;
import dev.budgetledger.contract.Publication;
import dev.budgetledger.contract.Statement;
import dev.budgetledger.contract.Watermark;
import dev.budgetledger.contract.merkle.Checkpoint;
import dev.budgetledger.contract.merkle.SignedNote;
import dev.budgetledger.projection.disclosure.SampleTemplates;
import dev.budgetledger.projection.entries.Amounts;
import dev.budgetledger.projection.entries.AsOf;
import dev.budgetledger.projection.entries.AsOfQuestion;
import dev.budgetledger.projection.entries.Basis;
import dev.budgetledger.projection.entries.BudgetReader;
import dev.budgetledger.projection.entries.EntryFilter;
import dev.budgetledger.projection.entries.EntryPlace;
import dev.budgetledger.projection.entries.EntryRange;
import dev.budgetledger.projection.entries.EntryReader;
import dev.budgetledger.projection.entries.VerifiedCheckpoint;
import dev.budgetledger.projection.entries.jdbc.CompletenessWatch;
import dev.budgetledger.projection.entries.jdbc.JdbcBudgetReader;
import dev.budgetledger.projection.entries.jdbc.JdbcEntryReader;
import dev.budgetledger.projection.entries.jdbc.JdbcProofs;
import dev.budgetledger.projection.entries.jdbc.JdbcStreamReader;
import dev.budgetledger.projection.intake.StoredLog;
import dev.budgetledger.projection.samples.SampleLog;
import dev.budgetledger.projection.samples.SampleProposals;
import dev.budgetledger.projection.samples.SignedLog;
import dev.budgetledger.projection.shards.Shard;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Somebody with every right changes a value, takes a row away or adds one, in any column of any table: a round finds it,
 * or it is of what no answer reads.
 */
class EveryRowIsComparedTest {

    /** What is not compared, and why it need not be: no answer changes with it. A table, or a column of it. */
    private static final Map<String, String> NOT_COMPARED = Map.ofEntries(
            Map.entry("public.flyway_schema_history", "which scripts have run: read when the service starts"),
            Map.entry("generations.flyway_schema_history", "the same"),
            Map.entry("public.announced_checkpoints",
                    "heads to come: the intake checks each before it counts, or stops"),
            Map.entry("public.stream_keys", "what is made of it is held against a signed head before anybody sees it, or is not handed out"),
            Map.entry("public.stream_ends", "the same"),
            Map.entry("public.stream_subtrees", "the same"),
            Map.entry("public.line_entries", "of a line that there is not: those of a line are held against the facts"),
            Map.entry("public.stored_facts.counterparts", "as many as entries, of which none says another budget"),
            Map.entry("public.envelopes", "bytes that no fact points to, which nobody reads: those of a fact are held against its leaf"),
            Map.entry("public.stored_facts.length", "beyond the end of its block, where there are no bytes"),
            Map.entry("public.shard", "whose tables they are: read when the service starts, or it does not"),
            Map.entry("generations.replays", "what a replay said when it ran: nothing is computed from it"),
            Map.entry("generations.generations.changed_at", "for how long a retired generation is kept"),
            Map.entry("public.intake_offsets.next_offset",
                    "where the intake reads on: it stops before a fact that does not follow"),
            Map.entry("public.intake_offsets.complete_through",
                    "of a partition that is not the slowest: no answer is cut there"),
            Map.entry("public.intake_offsets.watermark_position", "of a watermark that is not the latest that counts"),
            Map.entry("public.intake_offsets.known_at",
                    "to a moment that is past, and by which nothing else was recorded"),
            Map.entry("public.tree.only_row", "that there is one row is the key's to say"),
            Map.entry("public.summarised.only_row", "the same"),
            Map.entry("public.summarised.complete", "whether snapshots are added at the next start: without them answers are the same, and slower"));

    private static final BudgetId HOT = new BudgetId("D0", 2023);
    private static final BudgetId LATE = new BudgetId("ZZ", 2023);
    /** A key that is there already, no value where there must be one, one that is out of range. */
    private static final Set<String> REFUSED = Set.of("23505", "23502", "22003", "22008");
    private static final Random RANDOM = new Random(84);

    private static SignedLog log;
    private static StoredLog stored;
    private static SingleConnectionDataSource source;
    private static Connection connection;
    private static JdbcClient jdbc;
    private static List<String> answers;

    @BeforeAll
    static void givenALogWithEveryKindOfRow() throws SQLException {
        SampleLog sample = SampleLog.random(new Random(46), 300);
        while (sample.facts().size() < 580) {
            LocalDate on = LocalDate.of(2023, 1, 1).plusDays(RANDOM.nextInt(300));
            sample.tick().allocate(HOT, on, SampleLog.STAFF, RANDOM.nextLong(1, 90));
        }
        String note = new SignedLog(sample.facts()).head(300).checkpoint();
        Publication publication = new Publication(
                new Publication.Point(LocalDate.of(2023, 2, 1), sample.facts().get(299).recordedAt(), 300),
                Publication.Basis.ADJUSTED, Publication.Unit.YUAN,
                Publication.TABLES.stream().map(id -> new Publication.Table(id, "0".repeat(64))).toList(),
                String.valueOf(note));
        sample.tick().publish(
                HOT, new Fact.DisclosurePublished("公开1号", LocalDate.of(2023, 2, 1), "公开", 1, publication));
        sample.tick().define(LATE, new Fact.BudgetOpened(new Department("ZZ", "部门 ZZ"), 2023, false, "130100"));
        sample.define(LATE, new Fact.UnitsDefined(List.of(
                new BudgetUnit("ZZ001", "本级", BudgetUnit.Nature.ADMINISTRATIVE, LocalDate.of(2023, 3, 1)))));
        sample.define(LATE, new Fact.ProjectsDefined(List.of(new Project("P1", "网站", "部门预算项目", "ZZ001"))));
        sample.define(LATE, new Fact.NamesDefined(List.of(new Classification(Classification.Type.ECONOMIC, "30202", "印刷及复制费"))));
        sample.define(LATE, new Fact.StatementMade("绩效1号", LocalDate.of(2023, 1, 10), "绩效", "P1", Statement.of(
                new Statement.Explanation("putuo-department-2025", List.of("原因"), List.of()))));
        sample.define(LATE, new Fact.StatementMade("绩效1号", LocalDate.of(2023, 1, 10), "绩效", "ZZ001", "P1", Statement.of(
                new Statement.Explanation("putuo-department-2025", List.of("本级原因"), List.of()))));
        SampleProposals proposals = new SampleProposals(sample);
        LocalDate day = LocalDate.of(2023, 3, 1);
        String sentBack = proposals.propose(LATE, SampleProposals.adding(day, 1), day);
        proposals.approve(LATE, sentBack, "王");
        proposals.reject(LATE, sentBack);
        proposals.withdraw(LATE, proposals.propose(LATE, SampleProposals.adding(day, 2), day));
        proposals.post(LATE, proposals.propose(LATE, SampleProposals.adding(day, 3), day), day, 3, "王");
        proposals.propose(LATE, SampleProposals.moving(day, 4, "302"), day);
        proposals.propose(LATE, SampleProposals.reversing(day, LATE.stream() + "-5"), day);
        sample.adopt(SampleTemplates.forms().of("putuo-department-2025").orElseThrow());
        log = new SignedLog(sample.facts());
        stored = new StoredLog(3);
        int taken = 0;
        for (int head : new int[] {100, 250, 256, 300, 513, 570, log.facts().size()}) {
            stored.batch(log.facts().subList(taken, head)).watermark(log.head(head)).advance();
            taken = head;
        }
        Watermark last = log.head(log.facts().size());
        stored.tick(new Watermark(last.position(), last.knownAt(), null));
        Flyway.configure().dataSource(stored.source()).schemas("generations").locations("classpath:db/generations")
                .load().migrate();
        connection = stored.source().getConnection();
        source = new SingleConnectionDataSource(connection, true);
        jdbc = JdbcClient.create(source);
        // Who owns the tables also takes the guards away; keys stay, for without them nobody could look anything up.
        jdbc.sql("""
                        select format('alter table %s disable trigger user', oid::regclass) from pg_class
                        where relnamespace = 'public'::regnamespace and relkind = 'r'
                        union all
                        select * from (select format('alter table %s drop constraint %I', conrelid::regclass, conname)
                            from pg_constraint where contype in ('f', 'c')
                                and connamespace in ('public'::regnamespace, 'generations'::regnamespace)
                            order by contype desc) c""")
                .query(String.class)
                .list()
                .forEach(each -> jdbc.sql(each).update());
        connection.setAutoCommit(false);
        answers = answers();
        assertThat(jdbc.sql("select count(*) from stream_snapshots").query(Long.class).single())
                .isPositive();
        assertThat(round(bounds())).as("before anything is changed").isEmpty();
    }

    @AfterAll
    static void close() {
        source.destroy();
    }

    @TestFactory
    List<DynamicTest> whatever_is_changed_is_found_or_shown_by_no_answer() {
        return jdbc.sql("""
                        select table_schema || '.' || table_name from information_schema.tables
                        where table_schema in ('public', 'generations') and table_type = 'BASE TABLE' order by 1""")
                .query((row, _) -> row.getString(1))
                .list()
                .stream()
                .map(table -> DynamicTest.dynamicTest(table, () -> doctor(table)))
                .toList();
    }

    @Test
    void snapshots_that_are_still_to_be_added_are_no_difference() throws SQLException {
        Savepoint before = connection.setSavepoint();
        assertThat(jdbc.sql("delete from stream_snapshots where facts % 256 > 0").update()).isPositive();
        assertThat(round(bounds())).as("all had been added").isPresent();

        jdbc.sql("update summarised set complete = false").update();
        assertThat(round(bounds())).isEmpty();

        connection.rollback(before);
    }

    private record Column(String name, String type, boolean inKey) {}

    private static void doctor(String table) throws SQLException {
        List<Column> columns = columns(table);
        long rows = jdbc.sql("select count(*) from " + table).query(Long.class).single();
        List<Long> places = rows == 0 ? List.of() : List.of(rows - 1, RANDOM.nextLong(rows));
        for (Column column : columns) {
            int tried = 0;
            for (long place : Set.copyOf(places)) {
                for (String change : changes(column)) {
                    tried += attempt(table, column.name, "update %s set %s = %s%s and %2$s is distinct from %3$s"
                            .formatted(table, column.name, change, at(table, place)));
                }
            }
            assertThat(tried > 0 || rows == 0).as("a change of %s.%s", table, column.name).isTrue();
        }
        for (long place : Set.copyOf(places)) {
            attempt(table, null, "delete from " + table + at(table, place));
            for (Column column : columns) {
                for (String change : column.inKey ? changes(column) : List.<String>of()) {
                    String values = String.join(", ", columns.stream()
                            .map(each -> each.equals(column) ? change : each.name).toList());
                    attempt(table, null, "insert into %s (%s) select %s from %1$s%s"
                            .formatted(table, names(columns), values, at(table, place)));
                }
            }
        }
        attempt(table, null, "delete from " + table);
    }

    /** @return 1 if it changed anything */
    private static int attempt(String table, @Nullable String column, String statement) throws SQLException {
        BoundsReconciliation bounds = bounds();
        assertThat(bounds.check()).isEmpty();
        Savepoint before = connection.setSavepoint();
        try {
            if (jdbc.sql(statement).update() == 0) {
                return 0;
            }
            Optional<Drift> found = round(bounds);
            if (found.isEmpty()) {
                assertThat(NOT_COMPARED).as("not found: %s", statement).containsAnyOf(
                        Map.entry(table, NOT_COMPARED.getOrDefault(table, "")),
                        Map.entry(table + "." + column, NOT_COMPARED.getOrDefault(table + "." + column, "")));
                assertThat(answers()).as(statement).isEqualTo(answers);
            }
            return 1;
        } catch (DataAccessException e) {
            SQLException cause = (SQLException) e.getMostSpecificCause();
            assertThat(REFUSED).as("%s: %s", statement, cause.getMessage()).contains(cause.getSQLState());
            return 0;
        } finally {
            connection.rollback(before);
        }
    }

    private static List<String> changes(Column column) {
        String name = column.name;
        return switch (column.type) {
            case "bigint", "integer" -> List.of(name + " + 1", "1000000000", "-7");
            case "smallint" -> List.of("3 - " + name, "0", "3");
            case "text", "character varying" -> List.of("coalesce(" + name + ", '') || 'x'", "'-'", "null");
            case "boolean" -> List.of("not " + name);
            case "date" -> List.of(name + " + 2", name + " - 2", "'infinity'");
            case "timestamp with time zone", "timestamp without time zone" ->
                List.of(name + " + interval '2 days'", name + " - interval '1 microsecond'",
                        name + " - interval '4045 years'", "now() + interval '1 year'", "'-infinity'");
            case "bytea" ->
                List.of("set_byte(" + name + ", 0, 255 - get_byte(" + name + ", 0))", name + " || '\\x00'", "''");
            case "ARRAY" -> column.name.equals("entries")
                    ? List.of("entries || 1::bigint", "'{}'", "null", "entries[3:] || entries[1:2]", "array_fill(coalesce(entries[1], 0), array[coalesce(cardinality(entries), 2)], array[0])",
                            "entries[:1] || null::bigint || entries[3:]", "entries || 32::bigint || 1::bigint")
                    : List.of("'{}'", "'{302-2023}'", "array_fill('302-2023'::text, array[99])", "array[null, '302-2023']");
            default -> throw new IllegalArgumentException(column.toString());
        };
    }

    private static String at(String table, long place) {
        return " where ctid = (select ctid from " + table + " order by ctid offset " + place + " limit 1)";
    }

    private static String names(List<Column> columns) {
        return String.join(", ", columns.stream().map(Column::name).toList());
    }

    private static List<Column> columns(String table) {
        return jdbc.sql("""
                        select column_name, data_type, exists (
                            select from pg_index i
                                join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
                            where i.indrelid = ?::regclass and i.indisunique and a.attname = column_name)
                        from information_schema.columns
                        where table_schema || '.' || table_name = ? and is_generated = 'NEVER'
                        order by ordinal_position""")
                .params(table, table)
                .query((row, _) -> new Column(row.getString(1), row.getString(2), row.getBoolean(3)))
                .list();
    }

    /** What the reconciliation looks at in a round. */
    private static Optional<Drift> round(BoundsReconciliation bounds) {
        Optional<Drift> found = bounds.check();
        if (found.isPresent()) {
            return found;
        }
        long through = new CompletenessWatch(jdbc).refresh().completeness().completeThrough();
        WindowCheck windows = new WindowCheck(jdbc, Shard.WHOLE, new HeadCheck(jdbc, EveryRowIsComparedTest::signed));
        for (long window = 0; window * WindowCheck.FACTS < through && found.isEmpty(); window++) {
            found = windows.check(window, through);
        }
        if (found.isEmpty()) {
            List<Drift> ofStreams = new ArrayList<>();
            StreamReconciliation streams = new StreamReconciliation(jdbc, Shard.WHOLE);
            boolean ended = false;
            while (!ended) {
                ended = streams.step((_, each) -> each.ifPresent(ofStreams::add));
            }
            found = ofStreams.stream().findFirst();
        }
        return found;
    }

    private static BoundsReconciliation bounds() {
        return new BoundsReconciliation(
                jdbc, new TransactionTemplate(new InTheTransactionOfTheTest()), 1, Clock.systemUTC());
    }

    private static boolean signed(VerifiedCheckpoint head) {
        SignedNote note = SignedNote.parse(head.note());
        return log.key().verifier().verifies(note)
                && Checkpoint.parse(note.text()).root().equals(head.root())
                && Checkpoint.parse(note.text()).size() == head.size();
    }

    /** Of every budget at many points, with publications, streams and proofs. */
    private static List<String> answers() {
        List<String> answers = new ArrayList<>();
        BudgetReader reader = new JdbcBudgetReader(jdbc, new CompletenessWatch(jdbc),
                Clock.fixed(log.facts().getLast().recordedAt(), ZoneOffset.UTC), Duration.ZERO);
        JdbcProofs proofs = new JdbcProofs(jdbc);
        EntryReader entries = new JdbcEntryReader(jdbc);
        for (AsOfQuestion question : List.of(
                AsOfQuestion.NOW,
                new AsOfQuestion(null, null, 120L, null),
                new AsOfQuestion(null, null, 257L, null),
                new AsOfQuestion(LocalDate.of(2023, 6, 1), log.facts().get(400).recordedAt(), null, null))) {
            AsOf asOf = reader.resolve(2023, question);
            answers.add(asOf.toString());
            for (BudgetId budget : List.of(HOT, SampleLog.nextYear(HOT), new BudgetId("D1", 2023), LATE)) {
                answers.add(reader.read(budget, asOf, Basis.ADJUSTED).toString());
                for (Line line : List.of(SampleLog.STAFF, SampleLog.MEETING)) {
                    EntryFilter all = new EntryFilter(Map.of(line, new EntryFilter.Weight(1, 1, 1)), Basis.ADJUSTED, Amounts.ALL);
                    answers.add(entries.entries(EntryRange.through(budget, asOf), all, EntryPlace.START, 1000).toString());
                }
                new JdbcStreamReader(jdbc).facts(budget.stream(), -1, asOf.position(), 1000)
                        .forEach(each -> answers.add(each.position() + " " + each.sequence() + " "
                                + new String(each.envelope(), StandardCharsets.UTF_8)));
            }
            answers.add(proofs.covering(asOf.position()).toString());
            answers.add(proofs.inclusions(List.of(1L, 100L), 570).toString());
        }
        jdbc.sql("""
                        select p.stream, number, encode(f.envelope, 'hex')
                        from publications p join facts f on f.position = p.position""")
                .query(row -> {
                    answers.add(row.getString(1) + row.getLong(2) + row.getString(3));
                });
        return answers;
    }

    /** One moment there already is. */
    private static final class InTheTransactionOfTheTest implements PlatformTransactionManager {

        @Override
        public TransactionStatus getTransaction(@Nullable TransactionDefinition definition) {
            return new SimpleTransactionStatus();
        }

        @Override
        public void commit(TransactionStatus status) {}

        @Override
        public void rollback(TransactionStatus status) {}
    }
}
