package dev.budgetledger.identity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table of accounts. One that is not enabled is not there. */
final class Accounts {

    private static final String ENABLED = "SELECT * FROM account WHERE enabled";

    private final JdbcClient database;

    Accounts(JdbcClient database) {
        this.database = database;
    }

    Optional<UserAccount> named(String name, UserAccount.Kind kind) {
        return database.sql(ENABLED + " AND name = ? AND kind = ?").params(name, kind.name()).query(Accounts::account).optional();
    }

    Optional<UserAccount> named(String name) {
        return database.sql(ENABLED + " AND name = ?").param(name).query(Accounts::account).optional();
    }

    /** Each is looked at where they are many, too: none is kept in memory. */
    Stream<UserAccount> all() {
        return database.sql(ENABLED).query(Accounts::account).stream();
    }

    boolean areNone() {
        return !database.sql("SELECT EXISTS (SELECT FROM account)").query(Boolean.class).single();
    }

    /** One of a single role, of every department and year. */
    void add(String name, UserAccount.Kind kind, String secret, String role) {
        database.sql("INSERT INTO account (name, kind, secret, roles, departments) VALUES (?, ?, ?, ARRAY[?], ARRAY['*'])")
                .params(name, kind.name(), secret, role).update();
    }

    private static UserAccount account(ResultSet row, int number) throws SQLException {
        return new UserAccount(row.getString("name"), UserAccount.Kind.valueOf(row.getString("kind")), row.getString("secret"),
                List.of((String[]) row.getArray("roles").getArray()), List.of((String[]) row.getArray("departments").getArray()),
                years(row));
    }

    private static @Nullable List<Integer> years(ResultSet row) throws SQLException {
        var years = row.getArray("fiscal_years");
        return years == null ? null : List.of((Integer[]) years.getArray());
    }
}
