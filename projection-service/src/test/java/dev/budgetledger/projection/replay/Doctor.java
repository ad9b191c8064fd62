package dev.budgetledger.projection.replay;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.springframework.jdbc.core.simple.JdbcClient;

/** Changes history as only the owner of the tables can: with the triggers off. */
final class Doctor {

    private static final List<String> GUARDED =
            List.of("stored_facts", "envelopes", "line_entries", "lines", "stream_snapshots", "budgets", "classifications", "subtrees", "checkpoints");

    private Doctor() {}

    /** In one transaction, so that nobody sees the triggers off. */
    static void change(JdbcClient jdbc, String... statements) {
        jdbc.sql(Stream.of(switched("disable"), Stream.of(statements), switched("enable")).flatMap(each -> each).collect(Collectors.joining(";\n")))
                .update();
    }

    private static Stream<String> switched(String how) {
        return GUARDED.stream().map(each -> "alter table " + each + " " + how + " trigger user");
    }
}
