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

class RoundTripTest {

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
    void every_question_gets_its_own_answer_whatever_is_told_between() throws SQLException {
        for (long again = 1; again <= 10; again++) { // the driver prepares what comes often, and sends it otherwise
            RoundTrip trip = new RoundTrip(connection);
            var before = trip.ask(COUNT, RoundTripTest::number, "k%");
            trip.tell("insert into answers select key, '', '', substring(sha256(convert_to(key, 'UTF8')) from 1 for 12) from unnest(?::text[]) as keys (key)",
                    trip.array("text", new String[] {"k" + again, "k-" + again}));
            trip.tell("select * from answers");
            var after = trip.ask(COUNT, RoundTripTest::number, "k-%");
            trip.make();

            assertThat(before.get()).isEqualTo(2 * again - 2);
            assertThat(after.get()).isEqualTo(again);
        }
    }

    @Test
    void nothing_behind_a_statement_that_fails_is_executed_not_even_the_commit() throws SQLException {
        RoundTrip trip = new RoundTrip(connection);
        trip.tell(KEY, "k");
        trip.tell(KEY, "k");
        trip.tell("commit");

        assertThatThrownBy(trip::make).isInstanceOf(SQLException.class).hasMessageContaining("answers_pkey");

        connection.rollback();
        assertThat(count()).isZero();
    }

    @Test
    void a_commit_among_them_is_a_commit() throws SQLException {
        RoundTrip trip = new RoundTrip(connection);
        trip.tell(KEY, "k");
        trip.tell("commit");
        trip.make();

        connection.rollback();
        assertThat(count()).isOne();
    }

    @Test
    void there_is_no_answer_before_the_round_trip() {
        var answer = new RoundTrip(connection).ask("select 1", RoundTripTest::number);

        assertThatThrownBy(answer::get).isInstanceOf(IllegalStateException.class);
    }

    private long count() throws SQLException {
        RoundTrip trip = new RoundTrip(connection);
        var keys = trip.ask(COUNT, RoundTripTest::number, "%");
        trip.make();
        return keys.get();
    }

    private static long number(ResultSet row) throws SQLException {
        row.next();
        return row.getLong(1);
    }
}
