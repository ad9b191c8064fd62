package dev.budgetledger.projection.entries.jdbc;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

import org.springframework.jdbc.core.simple.JdbcClient;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Classification;
import dev.budgetledger.projection.entries.ClassificationNames;

/**
 * What a budget calls its codes as of a position. A catalogue has some thousand names and changes seldom, a department's own names too: those
 * after a change that has been applied are the same for ever, so the latest few of either are kept.
 */
final class KnownNames {

    private static final int CATALOGUES_MAX = 16;
    private static final int DEPARTMENTS_MAX = 512;

    /**
     * The last positions, up to one, that changed the names of a year and of a budget, zero before the first: asked for with the budget, so that
     * none is asked for alone. Its parameters are the year, the position, the stream and the position.
     */
    static final String LAST_CHANGES = """
            (select coalesce(max(position), 0) from classifications where fiscal_year = ? and position <= ?),
            (select coalesce(max(position), 0) from own_names where stream = ? and position <= ?)""";

    /** @param change the last position that changed the names of a year, or of a budget; zero before the first */
    private record Version(long generation, Object of, long change) {}

    /** As {@link #LAST_CHANGES} has them. */
    record Changes(long everyones, long own) {}

    private final JdbcClient jdbc;
    private final LongSupplier generation;
    private final RecentReads<Version, Map<Classification.Type, Map<String, String>>> everyones;
    private final RecentReads<Version, Map<Classification.Type, Map<String, String>>> own;

    /**
     * @param generation which projection is read: what another one said counts no more
     * @param nanoTime {@link System#nanoTime}
     */
    KnownNames(JdbcClient jdbc, LongSupplier generation, LongSupplier nanoTime) {
        this.jdbc = jdbc;
        this.generation = generation;
        this.everyones = new RecentReads<>(CATALOGUES_MAX, nanoTime);
        this.own = new RecentReads<>(DEPARTMENTS_MAX, nanoTime);
    }

    /** As of the position through which these are the last changes. */
    ClassificationNames of(BudgetId budget, Changes last) {
        long read = generation.getAsLong();
        return new ClassificationNames(
                everyones.of(new Version(read, budget.fiscalYear(), last.everyones), each -> read("classifications where fiscal_year", each)),
                last.own == 0 ? Map.of() : own.of(new Version(read, budget.stream(), last.own), each -> read("own_names where stream", each)));
    }

    private Map<Classification.Type, Map<String, String>> read(String whose, Version version) {
        Map<Classification.Type, Map<String, String>> names = new EnumMap<>(Classification.Type.class);
        jdbc.sql("""
                        select distinct on (type, code) type, code, name from %s = ? and position <= ?
                        order by type, code, position desc""".formatted(whose))
                .params(version.of, version.change)
                .query(row -> {
                    names.computeIfAbsent(Classification.Type.valueOf(row.getString(1)), _ -> new HashMap<>())
                            .put(row.getString(2), row.getString(3));
                });
        return names;
    }
}
