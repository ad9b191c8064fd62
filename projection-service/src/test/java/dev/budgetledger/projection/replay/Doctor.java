package dev.budgetledger.projection.replay;

import java.util.List;

import org.springframework.jdbc.core.simple.JdbcClient;

/** Changes history as only the owner of the tables can: with the triggers off. */
final class Doctor {

    private static final List<String> GUARDED =
            List.of("stored_facts", "envelopes", "stored_entries", "lines", "stream_snapshots", "budgets", "classifications", "subtrees", "checkpoints");

    private Doctor() {}

    static void change(JdbcClient jdbc, String... statements) {
        GUARDED.forEach(each -> jdbc.sql("alter table " + each + " disable trigger user").update());
        for (String statement : statements) {
            jdbc.sql(statement).update();
        }
        GUARDED.forEach(each -> jdbc.sql("alter table " + each + " enable trigger user").update());
    }
}
