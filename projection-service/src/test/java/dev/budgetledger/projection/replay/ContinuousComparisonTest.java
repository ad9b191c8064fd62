package dev.budgetledger.projection.replay;

import java.time.Duration;
import java.util.List;
import java.util.Random;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.budgetledger.embedded.TestServers;
import dev.budgetledger.projection.intake.RunningProjection;
import dev.budgetledger.projection.intake.TestPublisher;
import dev.budgetledger.projection.samples.SampleLog;
import dev.budgetledger.projection.samples.SignedLog;

import static org.assertj.core.api.Assertions.assertThat;

/** Someone with every right changes what is served; the comparison says where, and until it is repaired. */
class ContinuousComparisonTest {

    private static final SignedLog LOG = new SignedLog(SampleLog.random(new Random(46), 600).facts());
    private static TestPublisher publisher;
    private static RunningProjection projection;

    @BeforeAll
    static void givenAServedProjection() {
        publisher = TestPublisher.toNewTopics(3);
        publisher.facts(LOG.facts());
        publisher.watermark(LOG.head(600));
        projection = RunningProjection.on(
                TestServers.newProjectionDatabase("projection"),
                LOG.setting(),
                "--projection.comparison.share=1",
                "--projection.comparison.pause=1ms");
        projection.awaitPosition(600);
        awaitARound();
    }

    @AfterAll
    static void stop() {
        projection.close();
        publisher.close();
    }

    @Test
    void what_follows_from_the_log_is_compared_round_after_round_and_nothing_differs() throws Exception {
        awaitARound();

        assertThat(status().differences()).isEmpty();
        assertThat(status().tables()).isGreaterThanOrEqualTo(18);
        assertThat(projection.get("/actuator/health/comparison").body())
                .contains("\"status\":\"UP\"", "\"differences\":0");
        assertThat(projection.get("/actuator/metrics/projection.comparison.differences").body())
                .contains("\"value\":0.0");
        assertThat(projection.get("/actuator/metrics/projection.comparison.facts").statusCode()).isEqualTo(200);
        assertThat(projection.get("/actuator/metrics/projection.comparison.round.age").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            entries         | amount      | update entries set amount = amount + 1 where position = 431 and ordinal = 0 | update entries set amount = amount - 1 where position = 431 and ordinal = 0
            entries         | effective_on| update entries set effective_on = effective_on + 1 where position = 431 and ordinal = 1 | update entries set effective_on = effective_on - 1 where position = 431 and ordinal = 1
            facts           | posted_by   | update facts set posted_by = 'nobody' where position = 431   | update facts set posted_by = 'treasury' where position = 431
            facts           | leaf_hash   | update facts set leaf_hash = sha256('x') where position = 431 | update facts set leaf_hash = sha256('\\x00'::bytea || envelope) where position = 431
            facts           | envelope    | update facts set envelope = 'x'::bytea || envelope where position = 431 | update facts set envelope = substr(envelope, 2) where position = 431""")
    void a_changed_row_is_named_and_reported_until_it_is_repaired(
            String table, String column, String change, String repair) throws Exception {
        Doctor.change(projection.jdbc(), change);

        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> !rows().isEmpty());
        assertThat(rows()).singleElement().satisfies(row -> {
            assertThat(row.table()).isEqualTo(table);
            assertThat(row.position()).isEqualTo(431);
            assertThat(row.column()).isEqualTo(column);
        });
        awaitARound();
        assertThat(projection.get("/actuator/health/comparison").body())
                .contains("\"status\":\"DOWN\"", "\"position\":431", "\"column\":\"" + column + "\"");
        assertThat(projection.get("/actuator/health").statusCode()).isEqualTo(503);
        assertThat(projection.get("/actuator/health/readiness").statusCode()).as("it is still served").isEqualTo(200);

        Doctor.change(projection.jdbc(), repair);

        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> status().differences().isEmpty());
    }

    @Test
    void a_changed_line_is_named_by_the_first_entry_that_is_of_it() {
        long first = projection.jdbc().sql("select min(position) from entries where line = 1").query(Long.class).single();
        Doctor.change(projection.jdbc(), "update lines set function = '2019999' where id = 1");

        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> !rows().isEmpty());
        assertThat(rows().getFirst().position()).isEqualTo(first);
        assertThat(rows().getFirst().column()).isEqualTo("line");
        assertThat(rows().getFirst().served()).contains("2019999");

        Doctor.change(projection.jdbc(), "update lines set function = substr(economic, 1, 0) || '2010301' where id = 1");
        Doctor.change(projection.jdbc(), "update lines set function = '2010302' where id = 1 and kind = 'PROJECT'");
        Doctor.change(projection.jdbc(), "update lines set function = null where id = 1 and fund = 'OTHER'");
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> status().differences().isEmpty());
    }

    /** Bytes and leaf hash agree, and are not what the ledger signed. */
    @Test
    void another_fact_in_the_place_of_one_is_caught_by_the_tree_even_with_its_hashes() {
        byte[] before = projection.jdbc().sql("select envelope from facts where position = 600").query(byte[].class).single();
        byte[] hash = projection.jdbc().sql("select leaf_hash from facts where position = 600").query(byte[].class).single();
        Doctor.change(projection.jdbc(), """
                update facts set posted_by = 'treasurx', envelope = convert_to(replace(
                    convert_from(envelope, 'UTF8'), 'treasury', 'treasurx'), 'UTF8') where position = 600""",
                "update facts set leaf_hash = sha256('\\x00'::bytea || envelope) where position = 600");

        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> !rows().isEmpty());
        assertThat(rows()).singleElement().satisfies(row -> {
            assertThat(row.table()).isEqualTo("checkpoints");
            assertThat(row.column()).isEqualTo("root");
        });

        Doctor.change(projection.jdbc(), "update facts set posted_by = 'treasury' where position = 600");
        projection.jdbc().sql("alter table facts disable trigger user").update();
        projection.jdbc().sql("update facts set envelope = ?, leaf_hash = ? where position = 600").params(before, hash).update();
        projection.jdbc().sql("alter table facts enable trigger user").update();
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> status().differences().isEmpty());
    }

    @Test
    void a_full_tile_is_compared_with_the_stored_root_over_it() {
        byte[] hash = projection.jdbc().sql("select hash from subtrees where level = 1 and number = 1").query(byte[].class).single();
        Doctor.change(projection.jdbc(), "update subtrees set hash = sha256('x') where level = 1 and number = 1");

        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> rows().stream()
                .anyMatch(row -> row.table().equals("subtrees") && row.position() == 256));

        projection.jdbc().sql("alter table subtrees disable trigger user").update();
        projection.jdbc().sql("update subtrees set hash = ? where level = 1 and number = 1").param(hash).update();
        projection.jdbc().sql("alter table subtrees enable trigger user").update();
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> status().differences().isEmpty());
    }

    private static List<Difference.OfRow> rows() {
        return status().differences().stream()
                .filter(Difference.OfRow.class::isInstance)
                .map(Difference.OfRow.class::cast)
                .toList();
    }

    private static ComparisonStatus status() {
        return projection.bean(ComparisonStatus.class);
    }

    /** Waits until a round has begun and ended. */
    private static void awaitARound() {
        long facts = status().facts();
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> status().facts() > facts + 1200);
    }
}
