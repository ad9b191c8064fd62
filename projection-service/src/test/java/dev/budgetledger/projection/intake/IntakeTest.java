package dev.budgetledger.projection.intake;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.sql.DataSource;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Envelope;
import dev.budgetledger.contract.Topics;
import dev.budgetledger.contract.Watermark;
import dev.budgetledger.contract.merkle.Checkpoint;
import dev.budgetledger.contract.merkle.Hash;
import dev.budgetledger.contract.merkle.RightEdge;
import dev.budgetledger.contract.merkle.SigningKey;
import dev.budgetledger.projection.entries.AsOfQuestion;
import dev.budgetledger.projection.entries.Basis;
import dev.budgetledger.projection.entries.LineBalance;
import dev.budgetledger.projection.entries.NotCaughtUpException;
import dev.budgetledger.projection.generations.Generations;
import dev.budgetledger.projection.samples.PlainSums;
import dev.budgetledger.projection.samples.SampleLog;
import dev.budgetledger.testservers.TestServers;
import dev.budgetledger.testservers.TestServers.TestDatabase;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The read side as it runs, on real servers. */
@ExtendWith(OutputCaptureExtension.class)
class IntakeTest {

    private static final BudgetId OFFICE = new BudgetId("301", 2023);
    private static final LocalDate JANUARY = LocalDate.of(2023, 1, 5);
    private static final LocalDate JUNE = LocalDate.of(2023, 6, 1);
    private static final String SMALL_BATCHES = "--projection.kafka.properties.max.poll.records=5";

    private final TestDatabase database = TestServers.newProjectionDatabase("projection");
    private final SampleLog log = new SampleLog();

    @Test
    void published_facts_are_answered_at_any_point_in_both_times() {
        log.open(OFFICE);
        Instant approved = log.tick().allocate(OFFICE, JANUARY, SampleLog.STAFF, 100).recordedAt();
        log.tick().adjust(OFFICE, JUNE, SampleLog.STAFF, 30);
        log.tick().adjust(OFFICE, JANUARY, SampleLog.STAFF, 5);
        try (TestRelay relay = TestRelay.toNewTopics(3);
                RunningProjection projection = RunningProjection.on(database)) {
            relay.facts(log.facts());
            relay.watermark(new Watermark(4, log.now()));

            AsOfQuestion now = new AsOfQuestion(null, null, null, 4L);
            assertThat(staff(projection, now)).isEqualTo(135);
            assertThat(staff(projection, new AsOfQuestion(JANUARY, null, null, null))).isEqualTo(105);
            assertThat(staff(projection, new AsOfQuestion(JANUARY, approved, null, null))).isEqualTo(100);
            assertThat(staff(projection, new AsOfQuestion(null, null, 3L, null))).isEqualTo(130);
            assertThat(projection.awaitReadiness(200)).contains("\"completeThrough\":4");
        }
    }

    @Test
    void a_projection_that_starts_before_the_ledger_waits_for_its_topics(CapturedOutput output) {
        TestRelay.noTopics();
        try (RunningProjection projection = RunningProjection.on(database)) {
            assertThat(projection.awaitReadiness(503)).contains("OUT_OF_SERVICE");
            Awaitility.await().until(() -> projection.awaitReadiness(503).contains("waiting"));

            try (TestRelay relay = TestRelay.createTopics(2)) {
                relay.facts(List.of(log.open(OFFICE)));
                relay.watermark(new Watermark(1, log.now()));

                projection.awaitPosition(1).awaitReadiness(200);
            }
        }
        assertThat(output.getAll().lines().filter(line -> line.contains("Waiting for what there is"))).hasSize(1);
    }

    /** Topics that are gone say nothing, least of all that nothing waits in them. */
    @Test
    void a_projection_whose_topics_were_deleted_says_that_it_does_not_know_what_waits() {
        log.open(OFFICE);
        try (TestRelay relay = TestRelay.toNewTopics(2);
                RunningProjection projection = RunningProjection.on(database)) {
            relay.facts(log.facts());
            relay.watermark(new Watermark(1, log.now()));
            assertThat(projection.awaitPosition(1).awaitReadiness(200)).contains("\"lag\":0");

            TestRelay.noTopics();

            assertThat(projection.awaitReadiness(503)).contains("\"waiting\":\"Kafka has no topic " + Topics.FACTS, "\"lag\":\"unknown\"");
        }
    }

    @Test
    void stopping_in_the_middle_and_sending_all_again_changes_nothing() {
        List<Envelope> facts = SampleLog.random(new Random(7), 400).facts();
        Watermark end = new Watermark(400, facts.getLast().recordedAt());
        try (TestRelay relay = TestRelay.toNewTopics(3)) {
            relay.facts(facts.subList(0, 300));
            relay.watermark(new Watermark(250, facts.get(249).recordedAt().minusMillis(1)));
            try (RunningProjection first = RunningProjection.on(database, SMALL_BATCHES)) {
                Awaitility.await().until(() -> first.count("facts") > 20);
            }
            relay.facts(facts);
            relay.watermark(end);

            try (RunningProjection second = RunningProjection.on(database, SMALL_BATCHES)) {
                holdsExactly(second.awaitPosition(400), facts);
            }
        }
    }

    @Test
    void two_instances_that_share_a_group_and_a_database_lose_and_double_nothing() {
        List<Envelope> facts = SampleLog.random(new Random(8), 900).facts();
        try (TestRelay relay = TestRelay.toNewTopics(4)) {
            RunningProjection first = RunningProjection.on(database, SMALL_BATCHES);
            relay.facts(facts.subList(0, 300));
            try (RunningProjection second = RunningProjection.on(database, SMALL_BATCHES)) {
                relay.facts(facts.subList(300, 600));
                // Only once both hold partitions is the group really shared.
                Awaitility.await().until(() -> TestRelay.sharersOf(database.name()) == 2);
                relay.facts(facts.subList(600, 750));
                first.close();
                relay.facts(facts.subList(750, 900));
                relay.watermark(new Watermark(900, facts.getLast().recordedAt()));

                holdsExactly(second.awaitPosition(900), facts);
                second.awaitReadiness(200);
            } finally {
                first.close();
            }
        }
    }

    @Test
    void a_record_that_cannot_be_read_stops_the_intake_loudly(CapturedOutput output) {
        log.open(OFFICE);
        log.tick().allocate(OFFICE, JANUARY, SampleLog.STAFF, 100);
        try (TestRelay relay = TestRelay.toNewTopics(1);
                RunningProjection projection = RunningProjection.on(database)) {
            relay.facts(log.facts());
            relay.watermark(new Watermark(2, log.now()));
            projection.awaitPosition(2).awaitReadiness(200);

            Envelope good = log.tick().adjust(OFFICE, JUNE, SampleLog.STAFF, 30);
            ProducerRecord<byte[], byte[]> poison = TestRelay.ofFact(good, 0);
            byte[] garbled = new String(poison.value(), UTF_8).replace("-0.30", "-0.31").getBytes(UTF_8);
            relay.send(List.of(
                    new ProducerRecord<>(Topics.FACTS, 0, poison.key(), garbled, poison.headers()), poison));
            relay.watermark(new Watermark(3, log.now()));

            assertThat(projection.awaitReadiness(503))
                    .contains("\"DOWN\"")
                    .contains("before budget.facts.v1-0@3: ")
                    .contains("posting 301-2023-2");
            assertThat(staff(projection, AsOfQuestion.NOW)).isEqualTo(100);
            assertThat(projection.count("facts")).isEqualTo(2);
        }
        assertThat(output.getAll().lines().filter(line -> line.contains("ERROR"))).singleElement()
                .asString()
                .contains("before budget.facts.v1-0@3: ");

        // Starting again does not get round it.
        try (RunningProjection again = RunningProjection.on(database)) {
            Awaitility.await().until(() -> again.awaitReadiness(503).contains("before budget.facts.v1-0@3: "));
            assertThat(again.count("facts")).isEqualTo(2);
        }
    }

    /** 分叉: the facts of one history, the signed head of another. */
    @Test
    void a_ledger_that_signs_another_history_stops_the_intake_loudly(CapturedOutput output) {
        SigningKey key = SigningKey.generate("budget-ledger");
        String setting = "--projection.log.verifier-key=" + key.verifier().format();
        log.open(OFFICE);
        log.tick().allocate(OFFICE, JANUARY, SampleLog.STAFF, 100);
        RightEdge tree = new RightEdge();
        log.facts().forEach(each -> tree.append(Hash.ofLeaf(each.bytes()), _ -> {}));
        String head = key.sign(new Checkpoint("budget-ledger", 2, tree.root()).text()).format();
        String forged = key.sign(new Checkpoint("budget-ledger", 2, Hash.OF_NOTHING).text()).format();
        try (TestRelay relay = TestRelay.toNewTopics(3)) {
            relay.facts(log.facts());
            relay.watermark(new Watermark(2, log.now(), head));
            try (RunningProjection projection = RunningProjection.on(database, setting)) {
                projection.awaitPosition(2);
                Awaitility.await().until(() -> projection.awaitReadiness(200).contains("\"verifiedThrough\":2"));

                relay.tick(new Watermark(2, log.now().plusSeconds(1), forged));

                assertThat(projection.awaitReadiness(503)).contains("there are two histories");
            }
            try (RunningProjection restarted = RunningProjection.on(database, setting)) {
                relay.tick(new Watermark(2, log.now().plusSeconds(2)));
                Awaitility.await().until(() -> restarted.awaitReadiness(503).contains("there are two histories"));
            }
        }
        assertThat(output).contains("Nothing is taken in, ").contains("the checkpoint of size 2 has root");
    }

    @Test
    void a_position_that_does_not_come_in_time_is_not_caught_up() {
        log.open(OFFICE);
        try (TestRelay relay = TestRelay.toNewTopics(2);
                RunningProjection projection = RunningProjection.on(database, "--projection.read-wait=100ms")) {
            relay.facts(log.facts());
            relay.watermark(new Watermark(1, log.now()));
            projection.awaitPosition(1);

            assertThatThrownBy(() -> projection.reader().resolve(2023, new AsOfQuestion(null, null, null, 2L)))
                    .isInstanceOf(NotCaughtUpException.class)
                    .hasMessageContaining("position 2 has not been applied within 100 ms");
        }
    }

    @Test
    void idle_partitions_are_complete_by_watermarks_and_an_idle_log_by_ticks() {
        log.open(OFFICE);
        log.tick().allocate(OFFICE, JANUARY, SampleLog.STAFF, 100);
        Instant afterwards = log.now().plusSeconds(3600);
        try (TestRelay relay = TestRelay.toNewTopics(4);
                RunningProjection projection = RunningProjection.on(database)) {
            relay.facts(log.facts());
            Awaitility.await().until(() -> projection.count("facts") == 2);
            assertThat(projection.completeThrough()).isZero();

            relay.watermark(new Watermark(2, log.now()));
            assertThat(staff(projection, new AsOfQuestion(null, null, null, 2L))).isEqualTo(100);

            relay.tick(new Watermark(2, afterwards));
            assertThat(staff(projection, new AsOfQuestion(null, afterwards, null, null))).isEqualTo(100);
        }
    }

    @Test
    void a_database_that_goes_away_and_comes_back_only_delays() throws SQLException {
        log.open(OFFICE);
        try (TestRelay relay = TestRelay.toNewTopics(1);
                RunningProjection projection = RunningProjection.on(database)) {
            relay.facts(log.facts());
            projection.awaitPosition(1);

            asSuperuser("alter database " + database.name() + " allow_connections false");
            asSuperuser("select pg_terminate_backend(pid) from pg_stat_activity where datname = '" + database.name()
                    + "'");
            relay.facts(List.of(log.tick().allocate(OFFICE, JANUARY, SampleLog.STAFF, 100)));
            relay.watermark(new Watermark(2, log.now()));
            projection.awaitReadiness(503);
            Awaitility.await().until(() -> projection.status() instanceof IntakeStatus.State.Retrying);
            asSuperuser("alter database " + database.name() + " allow_connections true");

            projection.awaitReadiness(200);
            assertThat(staff(projection, new AsOfQuestion(null, null, null, 2L))).isEqualTo(100);
        }
    }

    @Test
    void who_reads_is_not_waited_for_as_long_as_a_rebuild() throws SQLException {
        try (RunningProjection projection = RunningProjection.on(database);
                Connection reader = projection.bean(DataSource.class).getConnection();
                Connection writer = projection.bean(Generations.class).served().source().getConnection()) {
            assertThat(List.of(reader.getNetworkTimeout(), setting(reader, "statement_timeout"))).containsExactly(20_000, "15s");
            assertThat(List.of(writer.getNetworkTimeout(), setting(writer, "statement_timeout"))).containsExactly(300_000, "0");
            assertThat(setting(writer, "lock_timeout")).isEqualTo("30s");
        }
    }

    private static String setting(Connection connection, String name) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet shown = statement.executeQuery("show " + name)) {
            return shown.next() ? shown.getString(1) : "";
        }
    }

    private static void holdsExactly(RunningProjection projection, List<Envelope> facts) {
        assertThat(projection.count("facts")).isEqualTo(facts.size());
        assertThat(projection.count("entries"))
                .isEqualTo(facts.stream().mapToLong(each -> EntryRow.of(each).size()).sum());
        LocalDate yearEnd = LocalDate.of(2023, 12, 31);
        for (BudgetId budget : List.of(new BudgetId("D0", 2023), new BudgetId("D1", 2023), new BudgetId("D2", 2023))) {
            assertThat(projection.lines(budget, AsOfQuestion.NOW))
                    .isEqualTo(PlainSums.of(facts, budget, yearEnd, facts.size(), Basis.ADJUSTED));
        }
    }

    private static long staff(RunningProjection projection, AsOfQuestion question) {
        LineBalance staff = projection.lines(OFFICE, question).get(SampleLog.STAFF);
        return staff == null ? 0 : staff.balance().fen();
    }

    private static void asSuperuser(String sql) throws SQLException {
        try (Connection connection = TestServers.superuserConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
