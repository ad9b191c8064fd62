package dev.budgetledger.ledger;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

import dev.budgetledger.testservers.TestServers;

/** What the owner of a database does to it though the ledger does not let him. */
public final class BehindTheBack {

    private BehindTheBack() {}

    /** What a row of {@code answers} is found by. */
    public static String isOfKey(String key) {
        return "key_hash = substring(sha256('" + key + "') from 1 for 12)";
    }

    /** Executes statements with the triggers that keep tables append-only switched off. */
    public static void change(TestServers.TestDatabase database, String... statements) throws SQLException {
        try (Connection owner = DriverManager.getConnection(database.jdbcUrl(), "ledger_owner", "ledger_owner");
                Statement sql = owner.createStatement()) {
            for (String table : new String[] {"facts", "answers", "subtrees"}) {
                sql.execute("alter table " + table + " disable trigger user");
            }
            for (String statement : statements) {
                sql.execute(statement);
            }
            for (String table : new String[] {"facts", "answers", "subtrees"}) {
                sql.execute("alter table " + table + " enable trigger user");
            }
        }
    }
}
