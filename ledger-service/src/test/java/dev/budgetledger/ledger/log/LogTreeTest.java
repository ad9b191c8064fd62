package dev.budgetledger.ledger.log;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationVersion;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.budgetledger.contract.Envelope;
import dev.budgetledger.contract.merkle.Checkpoint;
import dev.budgetledger.contract.merkle.ConsistencyProof;
import dev.budgetledger.contract.merkle.Hash;
import dev.budgetledger.contract.merkle.InclusionProof;
import dev.budgetledger.contract.merkle.Subtree;
import dev.budgetledger.ledger.TestLedger;
import dev.budgetledger.testservers.TestServers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The tree over the log on a real PostgreSQL. */
class LogTreeTest {

    private final TestLedger ledger = new TestLedger();
    private final SampleFacts sample = new SampleFacts(ledger);

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void whatever_the_commits_and_rollbacks_of_two_instances_roots_and_proofs_are_those_of_the_facts() throws SQLException {
        SplittableRandom random = new SplittableRandom(9162);
        List<FactLog> instances = List.of(new FactLog(StoreClock.DATABASE), new FactLog(StoreClock.DATABASE));
        List<TreeEdge> edges = List.of(new TreeEdge(), new TreeEdge());
        List<StoredFact> facts = new ArrayList<>();
        while (facts.size() < 1300) {
            int size = random.nextBoolean() ? random.nextInt(1, 4) : random.nextInt(1, 400);
            int instance = random.nextInt(2);
            facts.addAll(sample.append(instances.get(instance), edges.get(instance), size, random.nextInt(3) > 0));
        }

        try (Connection connection = ledger.dataSource.getConnection()) {
            for (int i = 0; i < 40; i++) {
                int size = random.nextInt(1, facts.size() + 1);
                int position = random.nextInt(1, size + 1);
                Hash root = LogTree.root(connection, size);
                assertThat(root).isEqualTo(SampleFacts.root(facts.subList(0, size)));
                InclusionProof inclusion = LogTree.inclusion(connection, position, size);
                assertThat(inclusion.leaf()).isEqualTo(Hash.ofLeaf(facts.get(position - 1).bytes()));
                assertThat(inclusion.leadsTo(root)).isTrue();
                ConsistencyProof consistency = LogTree.consistency(connection, position, size);
                assertThat(consistency.connects(LogTree.root(connection, position), root)).isTrue();
            }
            assertThat(LogTree.root(connection, 0)).isEqualTo(Hash.OF_NOTHING);
            assertThat(LogTree.edge(connection, facts.size()).root()).isEqualTo(SampleFacts.root(facts));
        }
        assertThat(LogVerification.verify(ledger.dataSource, List.of()))
                .isEqualTo(new Verification.Intact(facts.size(), SampleFacts.root(facts)));
    }

    @Test
    void the_edge_is_read_once_and_again_only_after_a_commit_of_another_or_one_that_is_not_certain() throws SQLException {
        // given a log whose next fact but one completes a subtree
        FactLog log = new FactLog(StoreClock.DATABASE);
        List<StoredFact> facts = new ArrayList<>(sample.append(log, 254, true));
        TreeEdge edge = new TreeEdge();
        List<StoredFact> two = List.of(of("a"), of("b"));
        Connection closed = ledger.dataSource.getConnection();
        closed.close();

        // when nothing becomes complete, nothing is read
        assertThat(edge.append(closed, 254, List.of(of("a")))).isEmpty();
        assertThatThrownBy(() -> edge.append(closed, 254, two)).isInstanceOf(SQLException.class);

        // when it was read once, it continues by itself, over the next subtree too
        try (Connection connection = ledger.dataSource.getConnection()) {
            assertThat(edge.append(connection, 254, two)).containsExactly(completed(0, facts, two));
        }
        List<StoredFact> next = IntStream.range(0, 256).mapToObj(i -> of("n" + i)).toList();
        assertThat(edge.append(closed, 256, next)).containsExactly(completed(1, List.of(), next));

        // then a log of another size has it read again, and so has one that it may not be of
        assertThatThrownBy(() -> edge.append(closed, 766, two)).isInstanceOf(SQLException.class);
        try (Connection connection = ledger.dataSource.getConnection()) {
            assertThat(edge.append(connection, 254, two)).containsExactly(completed(0, facts, two));
        }
        edge.forget();
        assertThatThrownBy(() -> edge.append(closed, 256, next)).isInstanceOf(SQLException.class);
    }

    private static Subtree completed(long number, List<StoredFact> facts, List<StoredFact> more) {
        return new Subtree(1, number, SampleFacts.root(Stream.concat(facts.stream(), more.stream()).toList()));
    }

    private static StoredFact of(String bytes) {
        return new StoredFact(ANY, new byte[0], Hash.ofLeaf(bytes.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void proofs_reach_over_two_stored_levels() throws SQLException {
        // given more than 65536 facts, of which only the hashes count here
        JdbcClient owner = JdbcClient.create(owner(ledger.database));
        owner.sql("""
                        insert into facts (position, recorded_at, stream, sequence, type, envelope, leaf_hash)
                        select n, now(), 's', n, 'T', '\\x00', sha256(n::text::bytea)
                        from generate_series(1, 66000) as n""")
                .update();
        try (Connection connection = ledger.dataSource.getConnection()) {
            connection.setAutoCommit(false);
            List<StoredFact> facts = owner.sql("select leaf_hash from facts order by position")
                    .query((row, _) -> new StoredFact(ANY, new byte[0], Hash.of(row.getBytes(1))))
                    .list();
            Pipeline last = new Pipeline(connection);
            LogTree.grow(last, 0, facts, new TreeEdge());
            last.flush();

            // when a commit continues with it
            Hash root = LogTree.root(connection, 66000);

            assertThat(root).isEqualTo(SampleFacts.root(facts));
            assertThat(LogTree.inclusion(connection, 1, 66000).leadsTo(root)).isTrue();
            assertThat(LogTree.inclusion(connection, 66000, 66000).leadsTo(root)).isTrue();
            assertThat(LogTree.consistency(connection, 65537, 66000).connects(LogTree.root(connection, 65537), root))
                    .isTrue();
            connection.rollback();
        }
    }

    @Test
    void a_log_of_an_earlier_release_gets_its_tree() throws SQLException {
        // given a log of the first release
        TestServers.TestDatabase database = TestServers.newDatabase("earlier");
        PGSimpleDataSource owner = owner(database);
        Flyway.configure().dataSource(owner).locations("classpath:db/ledger")
                .target(MigrationVersion.fromVersion("1")).load().migrate();
        List<StoredFact> facts = sample.append(new FactLog(StoreClock.DATABASE), 700, true);
        for (StoredFact fact : facts) {
            Envelope envelope = fact.envelope();
            JdbcClient.create(owner)
                    .sql("insert into facts values (?, ?::timestamptz, ?, ?, 'BudgetOpened', ?)")
                    .params(envelope.position(), Envelope.format(envelope.recordedAt()), envelope.stream(),
                            envelope.sequence(), fact.bytes())
                    .update();
        }

        // when it is migrated
        Flyway.configure().dataSource(owner).locations("classpath:db/ledger").load().migrate();

        // then its tree is that of its facts, and it is append-only again
        Checkpoint kept = new Checkpoint("budget-ledger", 700, SampleFacts.root(facts));
        assertThat(LogVerification.verify(owner, List.of(kept)))
                .isEqualTo(new Verification.Intact(700, SampleFacts.root(facts)));
        try (Connection connection = owner.getConnection()) {
            assertThat(LogTree.root(connection, 700)).isEqualTo(SampleFacts.root(facts));
        }
        assertThatThrownBy(() -> JdbcClient.create(owner).sql("update facts set leaf_hash = leaf_hash").update())
                .rootCause().hasMessageContaining("is append-only");
    }

    private static final Envelope ANY = new Envelope(1, java.time.Instant.EPOCH, "s", 0, "p",
            new dev.budgetledger.contract.Fact.BudgetOpened(
                    new dev.budgetledger.contract.Department("301", "部门"), 2023, false));

    private static PGSimpleDataSource owner(TestServers.TestDatabase database) {
        PGSimpleDataSource owner = new PGSimpleDataSource();
        owner.setUrl(database.jdbcUrl());
        owner.setUser("ledger_owner");
        owner.setPassword("ledger_owner");
        return owner;
    }
}
