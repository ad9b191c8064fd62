package dev.budgetledger.ledger.log;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Pipelined statements: they go to the server together, and their results come together: one wait for all of them. They are executed in
 * their order, each seeing what was committed before it began; none after the first that fails.
 *
 * <p>PostgreSQL's extended query protocol: the driver sends one Sync after all statements of one string.
 */
public final class Pipeline {

    private final Connection connection;
    private final List<String> statements = new ArrayList<>();
    private final List<Object> parameters = new ArrayList<>();
    private final List<@Nullable Result<?>> results = new ArrayList<>();

    /** On a connection whose transactions its caller ends. */
    public Pipeline(Connection connection) {
        this.connection = connection;
    }

    /** Reads rows. */
    public interface Reading<T> {
        T of(ResultSet rows) throws SQLException;
    }

    /** What a statement returns. */
    public static final class Result<T> {
        private final Reading<T> reading;
        private @Nullable T value;

        private Result(Reading<T> reading) {
            this.reading = reading;
        }

        private void read(ResultSet rows) throws SQLException {
            value = reading.of(rows);
        }

        /** After {@link #flush}. */
        public T get() {
            if (value == null) {
                throw new IllegalStateException("the pipeline has not been flushed");
            }
            return value;
        }
    }

    Connection connection() {
        return connection;
    }

    /**
     * Adds one statement that returns rows.
     *
     * @param values of its parameters; arrays by {@link #array}
     */
    public <T> Result<T> query(String statement, Reading<T> reading, Object... values) {
        Result<T> result = new Result<>(reading);
        add(statement, result, values);
        return result;
    }

    /** Adds one statement whose result nobody wants to know. */
    public void execute(String statement, Object... values) {
        add(statement, null, values);
    }

    private void add(String statement, @Nullable Result<?> result, Object... values) {
        statements.add(statement);
        results.add(result);
        parameters.addAll(List.of(values));
    }

    /** A parameter that is an array. */
    public Object array(String type, Object[] elements) throws SQLException {
        return connection.createArrayOf(type, elements);
    }

    /** Sends all, and waits for all. */
    public void flush() throws SQLException {
        try (PreparedStatement all = connection.prepareStatement(String.join(";\n", statements))) {
            for (int i = 0; i < parameters.size(); i++) {
                all.setObject(i + 1, parameters.get(i));
            }
            all.execute();
            for (int i = 0; i < results.size(); i++) {
                if (i > 0) {
                    var _ = all.getMoreResults();
                }
                Result<?> result = results.get(i);
                if (result != null) {
                    try (ResultSet rows = all.getResultSet()) {
                        result.read(rows);
                    }
                }
            }
        }
    }
}
