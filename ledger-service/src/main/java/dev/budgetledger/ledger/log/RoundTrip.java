package dev.budgetledger.ledger.log;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Statements that go to the server together, and whose answers come together: one wait for all of them. They are executed in
 * their order, each seeing what was committed before it began; none after the first that fails.
 *
 * <p>PostgreSQL's extended query protocol, pipelined: the driver sends one Sync behind all statements of one string.
 */
public final class RoundTrip {

    private final Connection connection;
    private final List<String> statements = new ArrayList<>();
    private final List<Object> parameters = new ArrayList<>();
    private final List<@Nullable Answer<?>> answers = new ArrayList<>();

    /** On a connection whose transactions its caller ends. */
    public RoundTrip(Connection connection) {
        this.connection = connection;
    }

    /** What rows say. */
    public interface Reading<T> {
        T of(ResultSet rows) throws SQLException;
    }

    /** What a statement will have answered. */
    public static final class Answer<T> {
        private final Reading<T> reading;
        private @Nullable T value;

        private Answer(Reading<T> reading) {
            this.reading = reading;
        }

        private void read(ResultSet rows) throws SQLException {
            value = reading.of(rows);
        }

        /** After the round trip. */
        public T get() {
            if (value == null) {
                throw new IllegalStateException("the statement has not been answered");
            }
            return value;
        }
    }

    Connection connection() {
        return connection;
    }

    /**
     * Adds one statement that answers rows.
     *
     * @param values of its parameters; arrays by {@link #array}
     */
    public <T> Answer<T> ask(String query, Reading<T> reading, Object... values) {
        Answer<T> answer = new Answer<>(reading);
        add(query, answer, values);
        return answer;
    }

    /** Adds one statement whose answer nobody wants to know. */
    public void tell(String statement, Object... values) {
        add(statement, null, values);
    }

    private void add(String statement, @Nullable Answer<?> answer, Object... values) {
        statements.add(statement);
        answers.add(answer);
        parameters.addAll(List.of(values));
    }

    /** A parameter that is an array. */
    public Object array(String type, Object[] elements) throws SQLException {
        return connection.createArrayOf(type, elements);
    }

    /** Sends all, and waits for all. */
    public void make() throws SQLException {
        try (PreparedStatement all = connection.prepareStatement(String.join(";\n", statements))) {
            for (int i = 0; i < parameters.size(); i++) {
                all.setObject(i + 1, parameters.get(i));
            }
            all.execute();
            for (int i = 0; i < answers.size(); i++) {
                if (i > 0) {
                    var _ = all.getMoreResults();
                }
                Answer<?> answer = answers.get(i);
                if (answer != null) {
                    try (ResultSet rows = all.getResultSet()) {
                        answer.read(rows);
                    }
                }
            }
        }
    }
}
