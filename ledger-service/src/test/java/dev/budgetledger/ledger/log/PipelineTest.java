package dev.budgetledger.ledger.log;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.budgetledger.ledger.TestLedger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PipelineTest {

    private static final String COUNT = "select count(*) from answers where idempotency_key like ?";
    private static final String KEY = "insert into answers select key, '', '', substring(sha256(convert_to(key, 'UTF8')) from 1 for 12) from (values (?)) as keys (key)";

    private final TestLedger ledger = new TestLedger();
    private Connection connection;

    @BeforeEach
    void connect() throws SQLException {
        connection = ledger.dataSource.getConnection();
        connection.setAutoCommit(false);
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
        ledger.close();
    }

    @Test
    void every_query_gets_its_own_result_whatever_is_executed_between() throws SQLException {
        for (long again = 1; again <= 10; again++) { // the driver prepares what comes often, and sends it otherwise
            Pipeline pipeline = new Pipeline(connection);
            var before = pipeline.query(COUNT, PipelineTest::number, "k%");
            pipeline.execute("insert into answers select key, '', '', substring(sha256(convert_to(key, 'UTF8')) from 1 for 12) from unnest(?::text[]) as keys (key)",
                    pipeline.array("text", new String[] {"k" + again, "k-" + again}));
            pipeline.execute("select * from answers");
            var after = pipeline.query(COUNT, PipelineTest::number, "k-%");
            pipeline.flush();

            assertThat(before.get()).isEqualTo(2 * again - 2);
            assertThat(after.get()).isEqualTo(again);
        }
    }

    @Test
    void nothing_after_a_statement_that_fails_is_executed_not_even_the_commit() throws SQLException {
        Pipeline pipeline = new Pipeline(connection);
        pipeline.execute(KEY, "k");
        pipeline.execute(KEY, "k");
        pipeline.execute("commit");

        assertThatThrownBy(pipeline::flush).isInstanceOf(SQLException.class).hasMessageContaining("answers_pkey");

        connection.rollback();
        assertThat(count()).isZero();
    }

    @Test
    void a_commit_among_them_is_a_commit() throws SQLException {
        Pipeline pipeline = new Pipeline(connection);
        pipeline.execute(KEY, "k");
        pipeline.execute("commit");
        pipeline.flush();

        connection.rollback();
        assertThat(count()).isOne();
    }

    @Test
    void there_is_no_result_before_the_flush() {
        var result = new Pipeline(connection).query("select 1", PipelineTest::number);

        assertThatThrownBy(result::get).isInstanceOf(IllegalStateException.class);
    }

    private long count() throws SQLException {
        Pipeline pipeline = new Pipeline(connection);
        var keys = pipeline.query(COUNT, PipelineTest::number, "%");
        pipeline.flush();
        return keys.get();
    }

    private static long number(ResultSet row) throws SQLException {
        row.next();
        return row.getLong(1);
    }
}
