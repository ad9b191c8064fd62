package dev.budgetledger.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Roles and databases, from {@code bootstrap.sql}: the same text that a PostgreSQL container runs when it is first made.
 *
 * <p>SQL has no CREATE ROLE or CREATE DATABASE "if not exists", and CREATE DATABASE runs in no transaction. So the
 * statements are run one by one, and what exists is not made again: a server logs a statement that fails, with the
 * password in it.
 */
public final class Bootstrap {

    private static final Pattern MAKES = Pattern.compile("CREATE (?:ROLE|DATABASE) (\\w+).*", Pattern.DOTALL);

    private Bootstrap() {}

    /** Runs the script; running it again changes nothing, not even a password. */
    public static void run(Connection superuser, Passwords passwords) throws SQLException {
        superuser.setAutoCommit(true);
        try (Statement statement = superuser.createStatement()) {
            Set<String> there = there(statement);
            for (String sql : statements(passwords)) {
                Matcher makes = MAKES.matcher(sql);
                if (!makes.matches() || !there.contains(makes.group(1))) {
                    statement.execute(sql);
                }
            }
        }
    }

    private static Set<String> there(Statement statement) throws SQLException {
        Set<String> names = new HashSet<>();
        try (ResultSet rows =
                statement.executeQuery("SELECT rolname FROM pg_roles UNION ALL SELECT datname FROM pg_database")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    /** The script keeps to one rule: a semicolon at the end of a line, and only there, ends a statement. */
    private static List<String> statements(Passwords passwords) {
        String script = passwords.in(script()).replaceAll("(?m)^--.*$", "");
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
