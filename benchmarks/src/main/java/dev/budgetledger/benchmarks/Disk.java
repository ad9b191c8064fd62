package dev.budgetledger.benchmarks;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the system keeps, in bytes, the unused rest of pages included.
 *
 * @param tables of both services, each with its indexes, by database and name
 * @param kafka of the facts
 * @param wal that was ever written to PostgreSQL's log
 */
record Disk(Map<String, Double> tables, double kafka, double wal) {

    private static final String TABLES = """
            select relname, sum(pg_total_relation_size(c.oid)) from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where relkind = 'r' and nspname not in ('pg_catalog', 'information_schema') group by relname""";

    static Disk of(RunningSystem system) throws IOException, SQLException {
        Map<String, Double> tables = new TreeMap<>();
        for (String database : List.of("ledger", "projection")) {
            try (Connection connection = system.connect(database);
                    Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(TABLES)) {
                while (rows.next()) {
                    tables.put(database + "." + rows.getString(1), rows.getDouble(2));
                }
            }
        }
        return new Disk(tables, system.kafkaBytes(), wal(system));
    }

    static double wal(RunningSystem system) throws SQLException {
        return system.number("ledger", "select pg_current_wal_insert_lsn() - '0/0'");
    }

    /** What has come since then, by each of so many postings; without tables that gained less than a byte by each. */
    Disk since(Disk before, long postings) {
        Map<String, Double> grown = new TreeMap<>();
        tables.forEach((name, bytes) -> grown.put(name, (bytes - before.tables.getOrDefault(name, 0.0)) / postings));
        grown.values().removeIf(bytes -> bytes < 1);
        return new Disk(grown, (kafka - before.kafka) / postings, (wal - before.wal) / postings);
    }

    /** Without PostgreSQL's log, which is not kept. */
    double total() {
        return kafka + tables.values().stream().mapToDouble(Double::doubleValue).sum();
    }
}
