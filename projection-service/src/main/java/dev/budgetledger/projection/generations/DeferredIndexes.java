package dev.budgetledger.projection.generations;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * 后建索引: the indexes of the tables that get rows with each fact, which a generation that is being filled does without. Made in one go from the
 * rows that are there they cost a fraction of what they cost row by row; they are what the scripts of db/projection say, for these made them,
 * and the catalogue says how.
 */
final class DeferredIndexes {

    /** Those that take longest first. */
    private static final List<String> TABLES = List.of("stored_facts", "line_entries", "proposals", "envelopes");

    /** Each is one sort after the other, on a processor of its own. */
    private static final int TABLES_AT_A_TIME = 2;

    private final JdbcTemplate jdbc;
    private final List<Index> indexes;

    /** @param constraint the key that it is, null if it is none */
    private record Index(String table, String name, String definition, @Nullable String constraint) {

        boolean isKey() {
            return constraint != null;
        }

        String create() {
            return constraint == null ? definition : "alter table %s add constraint %s %s".formatted(table, name, constraint);
        }

        String drop() {
            return constraint == null ? "drop index " + name : "alter table %s drop constraint %s".formatted(table, name);
        }
    }

    private DeferredIndexes(JdbcTemplate jdbc, List<Index> indexes) {
        this.jdbc = jdbc;
        this.indexes = indexes;
    }

    /** Takes them from tables without rows. */
    static DeferredIndexes take(DataSource empty) {
        JdbcTemplate jdbc = new JdbcTemplate(empty);
        List<Index> indexes = JdbcClient.create(jdbc)
                // Without those that other tables refer to: they cannot be had without.
                .sql("""
                        select t.relname, i.relname, pg_get_indexdef(i.oid), pg_get_constraintdef(k.oid)
                        from pg_index x join pg_class t on t.oid = x.indrelid join pg_class i on i.oid = x.indexrelid
                            left join pg_constraint k on k.conindid = i.oid and k.conrelid = t.oid
                        where t.relnamespace = current_schema()::regnamespace and t.relname = any (?)
                            and not exists (select from pg_constraint f where f.conindid = i.oid and f.contype = 'f')
                        order by t.relname, i.relname""")
                .param(TABLES.toArray(String[]::new))
                .query((row, _) -> new Index(row.getString(1), row.getString(2), row.getString(3), row.getString(4)))
                .list();
        indexes.forEach(each -> jdbc.execute(each.drop()));
        return new DeferredIndexes(jdbc, indexes);
    }

    /** Makes those by which rows are looked up while others are written, as far as they are not there. */
    void makeKeys() {
        make(indexes.stream().filter(Index::isKey).toList());
    }

    /** Makes all that are not there, of two tables at a time, and lets the planner know what is in the tables. */
    void makeAll() {
        try (ExecutorService two = Executors.newFixedThreadPool(TABLES_AT_A_TIME, Thread.ofVirtual().factory())) {
            List<CompletableFuture<Void>> all = TABLES.stream()
                    .map(table -> CompletableFuture.runAsync(() -> makeAll(table), two))
                    .toList();
            CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException fault ? fault : e;
        }
    }

    private void makeAll(String table) {
        make(indexes.stream().filter(each -> each.table.equals(table)).toList());
        jdbc.execute("analyze " + table);
    }

    private void make(List<Index> wanted) {
        for (Index each : wanted) {
            if (Boolean.TRUE.equals(jdbc.queryForObject("select to_regclass(?) is null", Boolean.class, each.name))) {
                jdbc.execute(each.create());
            }
        }
    }
}
