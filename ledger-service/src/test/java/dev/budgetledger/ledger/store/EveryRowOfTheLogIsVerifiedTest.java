package dev.budgetledger.ledger.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

import dev.budgetledger.contract.merkle.Checkpoint;
import dev.budgetledger.contract.merkle.KeptHead;
import dev.budgetledger.contract.merkle.SignedNote;
import dev.budgetledger.contract.merkle.SigningKey;
import dev.budgetledger.contract.merkle.StreamTree;
import dev.budgetledger.ledger.TestLedger;
import dev.budgetledger.ledger.log.Checkpoints;
import dev.budgetledger.ledger.log.FactLog;
import dev.budgetledger.ledger.log.History;
import dev.budgetledger.ledger.log.LogVerification;
import dev.budgetledger.ledger.log.StoreClock;
import dev.budgetledger.ledger.log.Verification;

import static dev.budgetledger.ledger.TestLedger.OFFICE;
import static dev.budgetledger.ledger.TestLedger.TRAVEL;
import static dev.budgetledger.ledger.TestLedger.allocate;
import static dev.budgetledger.ledger.TestLedger.catalogue;
import static dev.budgetledger.ledger.TestLedger.keyed;
import static dev.budgetledger.ledger.TestLedger.open;
import static dev.budgetledger.ledger.TestLedger.transfer;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Somebody with every right changes a value, takes a row away or adds one, in any column of any table of the ledger: the verification
 * says so, or it is of what nothing that was recorded depends on.
 */
class EveryRowOfTheLogIsVerifiedTest {

    /** Tables of which verification does not see all, and why it need not. */
    private static final Map<String, String> NOT_VERIFIED = Map.ofEntries(
            Map.entry("flyway_schema_history", "which scripts have run: read when the service starts"),
            Map.entry("snapshots", "sealed, and held against the facts all the time: one that is not right is not read, and made again"),
            Map.entry("outbox_cursor", "how far the relay is: set back, the log is sent again; set ahead, the projection stops before what it misses"),
            Map.entry("closed_timestamp", "until when all is known: set ahead, posting waits and says so; set back, the projection stops before what comes too late"),
            Map.entry("answers", "of what was refused, for which nothing was recorded: asked again, it is decided again"));

    /** A key that is there already, no value where there must be one, one that is out of range. */
    private static final Set<String> REFUSED = Set.of("23505", "23502", "22003", "22008");

    private static TestLedger ledger;
    private static JdbcClient owner;
    private static SingleConnectionDataSource owners;
    private static List<Checkpoint> kept;

    @BeforeAll
    static void givenALogWithEveryKindOfRow(@TempDir Path folder) throws Exception {
        ledger = new TestLedger();
        FactLog log = new FactLog(StoreClock.DATABASE);
        try (LedgerWriter writer = new LedgerWriter(ledger.dataSource, log, () -> {})) {
            List<Submission> submissions = new ArrayList<>(List.of(keyed(catalogue(), "catalogue"), keyed(open("301"), "open"),
                    keyed(open("302"), "open other"), keyed(allocate("301", OFFICE, "90000.00"), "allocate")));
            IntStream.range(0, StreamTree.KEPT_EVERY)
                    .forEach(each -> submissions.add(keyed(transfer("301", OFFICE, TRAVEL, "1.00"), "transfer " + each)));
            assertThat(writer.submitAll(submissions).get()).isInstanceOf(Outcomes.Accepted.class);
            assertThat(writer.submit(keyed(transfer("302", OFFICE, TRAVEL, "1.00"), "refused")).get()).isInstanceOf(Outcome.Refused.class);
        }
        Verification.Intact intact = (Verification.Intact) LogVerification.verify(ledger.dataSource, List.of());
        Checkpoints checkpoints = new Checkpoints(SigningKey.generate("budget-ledger"), new KeptHead(folder.resolve("last-signed")), new History());
        checkpoints.compared();
        try (Connection connection = ledger.dataSource.getConnection()) {
            kept = List.of(Checkpoint.parse(SignedNote.parse(checkpoints.sign(connection, intact.size(), intact.root())).text()));
        }
        owners = new SingleConnectionDataSource(
                DriverManager.getConnection(ledger.database.jdbcUrl(), "ledger_owner", "ledger_owner"), true);
        owner = JdbcClient.create(owners);
        owner.sql("insert into outbox_cursor (topic, position) values ('budget.facts.v1', 1)").update();
        // Who owns the tables also takes the guards away; keys stay, for without them nobody could look anything up.
        owner.sql("""
                        select format('alter table %s disable trigger user', oid::regclass) from pg_class
                        where relnamespace = 'public'::regnamespace and relkind = 'r'
                        union all
                        select format('alter table %s drop constraint %I', conrelid::regclass, conname)
                        from pg_constraint where contype in ('f', 'c') and connamespace = 'public'::regnamespace""")
                .query(String.class)
                .list()
                .forEach(each -> owner.sql(each).update());
        owner.sql("create schema copies").update();
        tables().forEach(each -> owner.sql("create table copies." + each + " as table public." + each).update());
        assertThat(verified()).as("before anything is changed").isInstanceOf(Verification.Intact.class);
    }

    @AfterAll
    static void close() {
        owners.destroy();
        ledger.close();
    }

    @TestFactory
    List<DynamicTest> whatever_is_changed_is_named_or_nothing_depends_on_it() {
        return tables().stream().map(table -> DynamicTest.dynamicTest(table, () -> doctor(table))).toList();
    }

    private static List<String> tables() {
        return owner.sql("""
                        select table_name from information_schema.tables
                        where table_schema = 'public' and table_type = 'BASE TABLE' order by 1""")
                .query((row, _) -> row.getString(1))
                .list();
    }

    private record Column(String name, String type, boolean inKey) {}

    private static void doctor(String table) throws SQLException {
        List<Column> columns = columns(table);
        long rows = owner.sql("select count(*) from " + table).query(Long.class).single();
        List<Long> places = rows == 0 ? List.of() : List.of(rows - 1, rows / 2);
        for (Column column : columns) {
            int tried = 0;
            for (long place : Set.copyOf(places)) {
                for (String change : changes(column)) {
                    tried += attempt(table, "update %s set %s = %s%s and %2$s is distinct from %3$s"
                            .formatted(table, column.name, change, at(table, place)));
                }
            }
            assertThat(tried > 0 || rows == 0).as("a change of %s.%s", table, column.name).isTrue();
        }
        for (long place : Set.copyOf(places)) {
            attempt(table, "delete from " + table + at(table, place));
            for (Column column : columns) {
                for (String change : column.inKey ? changes(column) : List.<String>of()) {
                    String values = String.join(", ", columns.stream().map(each -> each.equals(column) ? change : each.name).toList());
                    attempt(table, "insert into %s (%s) select %s from %1$s%s".formatted(
                            table, String.join(", ", columns.stream().map(Column::name).toList()), values, at(table, place)));
                }
            }
        }
        attempt(table, "delete from " + table);
    }

    /** @return 1 if it changed anything */
    private static int attempt(String table, String statement) throws SQLException {
        try {
            if (owner.sql(statement).update() == 0) {
                return 0;
            }
        } catch (DataAccessException e) {
            SQLException cause = (SQLException) e.getMostSpecificCause();
            assertThat(REFUSED).as("%s: %s", statement, cause.getMessage()).contains(cause.getSQLState());
            return 0;
        }
        try {
            if (verified() instanceof Verification.Intact) {
                assertThat(NOT_VERIFIED).as("not named: %s", statement).containsKey(table);
                assertThat(acceptedThatDiffer()).as(statement).isZero();
            }
            return 1;
        } finally {
            owner.sql("delete from " + table).update();
            owner.sql("insert into " + table + " select * from copies." + table).update();
        }
    }

    /** Of the answers that name what was recorded, how many do not do so any more. */
    private static long acceptedThatDiffer() {
        return owner.sql("""
                        select count(*) from (select key_hash, position from copies.answers where position is not null
                            except select key_hash, position from answers) a""")
                .query(Long.class)
                .single();
    }

    private static Verification verified() throws SQLException {
        return LogVerification.verify(ledger.dataSource, kept);
    }

    private static List<String> changes(Column column) {
        String name = column.name;
        return switch (column.type) {
            case "bigint", "integer" -> List.of(name + " + 1", "1000000000", "-7");
            case "text", "character varying" -> List.of("coalesce(" + name + ", '') || 'x'", "'-'", "null");
            case "boolean" -> List.of("not " + name);
            case "timestamp with time zone", "timestamp without time zone" ->
                List.of(name + " + interval '2 days'", name + " - interval '1 microsecond'", "now() + interval '1 year'", "'-infinity'");
            case "bytea" ->
                List.of("set_byte(" + name + ", 0, 255 - get_byte(" + name + ", 0))", name + " || '\\x00'", "''", "null");
            default -> throw new IllegalArgumentException(column.toString());
        };
    }

    private static String at(String table, long place) {
        return " where ctid = (select ctid from " + table + " order by ctid offset " + place + " limit 1)";
    }

    private static List<Column> columns(String table) {
        return owner.sql("""
                        select column_name, data_type, exists (
                            select from pg_index i
                                join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
                            where i.indrelid = ?::regclass and i.indisunique and a.attname = column_name)
                        from information_schema.columns
                        where table_schema = 'public' and table_name = ? and is_generated = 'NEVER'
                        order by ordinal_position""")
                .params("public." + table, table)
                .query((row, _) -> new Column(row.getString(1), row.getString(2), row.getBoolean(3)))
                .list();
    }
}
