package dev.budgetledger.projection.entries.jdbc;

import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.LongSupplier;

import org.springframework.jdbc.core.simple.JdbcClient;

import dev.budgetledger.contract.Classification;
import dev.budgetledger.projection.entries.ClassificationNames;

/**
 * 科目 of a year as of a position. A catalogue has some thousand names and changes seldom: those after a change that has been
 * applied are the same for ever, so the latest few are kept: for a while, so that rows which somebody changed and put right
 * again are not served wrongly for as long as the service runs.
 */
final class KnownNames {

    private static final int KEPT = 16;
    private static final Duration KEPT_FOR = Duration.ofMinutes(1);

    /** The last position, up to one, that changed the names of a year, zero before the first: one with the budget, so that none is asked for alone. */
    static final String LAST_CHANGE =
            "(select coalesce(max(position), 0) from classifications where fiscal_year = ? and position <= ?)";

    private record Version(long generation, int fiscalYear, long change) {}

    private record Kept(ClassificationNames names, long readAt) {}

    private final JdbcClient jdbc;
    private final LongSupplier generation;
    private final LongSupplier nanoTime;
    private final SequencedMap<Version, Kept> kept = new LinkedHashMap<>();

    /**
     * @param generation which projection is read: what another one said counts no more
     * @param nanoTime {@link System#nanoTime}
     */
    KnownNames(JdbcClient jdbc, LongSupplier generation, LongSupplier nanoTime) {
        this.jdbc = jdbc;
        this.generation = generation;
        this.nanoTime = nanoTime;
    }

    /** @param change the last position that changed them, of those that count: {@link #LAST_CHANGE} */
    ClassificationNames of(int fiscalYear, long change) {
        Version version = new Version(generation.getAsLong(), fiscalYear, change);
        long now = nanoTime.getAsLong();
        synchronized (kept) {
            Kept known = kept.get(version);
            if (known != null && now - known.readAt < KEPT_FOR.toNanos()) {
                return known.names;
            }
        }
        ClassificationNames names = read(version);
        synchronized (kept) {
            kept.putLast(version, new Kept(names, now));
            if (kept.size() > KEPT) {
                kept.pollFirstEntry();
            }
        }
        return names;
    }

    private ClassificationNames read(Version version) {
        Map<Classification.Type, Map<String, String>> names = new EnumMap<>(Classification.Type.class);
        jdbc.sql("""
                        select distinct on (type, code) type, code, name from classifications
                        where fiscal_year = ? and position <= ?
                        order by type, code, position desc""")
                .params(version.fiscalYear, version.change)
                .query(row -> {
                    names.computeIfAbsent(Classification.Type.valueOf(row.getString(1)), _ -> new HashMap<>())
                            .put(row.getString(2), row.getString(3));
                });
        return new ClassificationNames(
                names.getOrDefault(Classification.Type.FUNCTION, Map.of()),
                names.getOrDefault(Classification.Type.ECONOMIC, Map.of()),
                names.getOrDefault(Classification.Type.GOVERNMENT_ECONOMIC, Map.of()));
    }
}
