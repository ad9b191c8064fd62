package dev.budgetledger.projection.replay;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import dev.budgetledger.projection.generations.Generation;

/** Compares the rows of two projections through a position, in the database: none of them is brought here but the first that differ. */
final class RowReconciliation {

    /** What bytes of PostgreSQL begin with as text. */
    private static final String HEX = "\\x";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<LinkedHashMap<String, @Nullable String>> ROW = new TypeReference<>() {};

    private final JdbcClient jdbc;

    RowReconciliation(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What differs.
     *
     * @param first the one that stands first in the log
     * @param different how many rows do
     */
    record Found(long different, Optional<Drift.OfRow> first) {}

    private record Pair(RowKey key, long different, @Nullable String served, @Nullable String expected) {}

    Found compare(Generation served, Generation expected, long position) {
        List<Pair> firsts = Arrays.stream(StoredTable.values())
                .flatMap(table -> first(table, served, expected, position).stream())
                .toList();
        return new Found(
                firsts.stream().mapToLong(Pair::different).sum(),
                firsts.stream().min(Comparator.comparing(Pair::key)).map(RowReconciliation::difference));
    }

    private Optional<Pair> first(StoredTable table, Generation served, Generation expected, long position) {
        return jdbc.sql("""
                        select position, ordinal, name, count(*) over () as different, row_to_json(s)::text, row_to_json(e)::text
                        from (%s) s full join (%s) e using (position, ordinal, name)
                        where %s
                        order by position, ordinal, name limit 1"""
                        .formatted(table.select(served::table), table.select(expected::table), table.differing()))
                .params(1, position, 1, position)
                .query((row, _) -> new Pair(
                        new RowKey(row.getLong(1), table, row.getInt(2), row.getString(3)),
                        row.getLong(4),
                        row.getString(5),
                        row.getString(6)))
                .optional();
    }

    private static Drift.OfRow difference(Pair pair) {
        return first(pair.key, columns(pair.served), columns(pair.expected)).orElseThrow();
    }

    private static @Nullable Map<String, @Nullable String> columns(@Nullable String json) {
        if (json == null) {
            return null;
        }
        Map<String, @Nullable String> row = JSON.readValue(json, ROW);
        row.keySet().removeAll(List.of("position", "ordinal", "name"));
        row.computeIfPresent(StoredTable.ENVELOPE, (_, hex) -> StoredTable.shown(HexFormat.of().parseHex(hex.substring(HEX.length()))));
        return row;
    }

    /** The first column in which two rows differ, if one does; a row that is absent on one side differs as a whole. */
    static Optional<Drift.OfRow> first(
            RowKey key, @Nullable Map<String, @Nullable String> served, @Nullable Map<String, @Nullable String> expected) {
        if (served == null || expected == null) {
            return Optional.of(key.difference(
                    "row", served == null ? "absent" : "present", expected == null ? "absent" : "present"));
        }
        return expected.keySet().stream()
                .filter(column -> !Objects.equals(served.get(column), expected.get(column)))
                .findFirst()
                .map(column -> key.difference(column, served.get(column), expected.get(column)));
    }
}
