package dev.budgetledger.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Roles and databases, from {@code bootstrap.sql}: the same text that a PostgreSQL container runs when it is first made.
 *
 * <p>SQL has no CREATE ROLE or CREATE DATABASE "if not exists", and CREATE DATABASE runs in no transaction. So the
 * statements are run one by one, and what already exists counts as done.
 */
final class Bootstrap {

    private static final Set<String> ALREADY_EXISTS = Set.of("42710", "42P04");

    private Bootstrap() {}

    /** Runs the script; running it again changes nothing. */
    static void run(Connection superuser) throws SQLException {
        superuser.setAutoCommit(true);
        try (Statement statement = superuser.createStatement()) {
            for (String sql : statements()) {
                runUnlessDone(statement, sql);
            }
        }
    }

    private static void runUnlessDone(Statement statement, String sql) throws SQLException {
        try {
            statement.execute(sql);
        } catch (SQLException e) {
            if (!ALREADY_EXISTS.contains(e.getSQLState())) {
                throw e;
            }
        }
    }

    /** The script keeps to one rule: a semicolon at the end of a line, and only there, ends a statement. */
    private static List<String> statements() {
        String script = script().replaceAll("(?m)^--.*$", "");
        return Arrays.stream(script.split(";\\R")).map(String::strip).filter(sql -> !sql.isEmpty()).toList();
    }

    private static String script() {
        try (InputStream in = Bootstrap.class.getResourceAsStream("bootstrap.sql")) {
            return new String(Objects.requireNonNull(in, "bootstrap.sql").readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
