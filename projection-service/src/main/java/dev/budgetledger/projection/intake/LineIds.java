package dev.budgetledger.projection.intake;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.springframework.jdbc.core.simple.JdbcClient;

import dev.budgetledger.contract.Line;
import dev.budgetledger.projection.entries.jdbc.LineRow;

/**
 * The dictionary of lines. A stream has one writer at a time, the holder of its partition's offset row, so a line
 * that is not there can be added without a conflict.
 */
final class LineIds {

    /** A line within its budget. */
    record Key(String stream, Line line) {}

    private final JdbcClient jdbc;

    LineIds(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The ids of lines, new ones for those not seen before. */
    Map<Key, Long> of(Collection<Key> wanted) {
        Map<Key, Long> ids = new HashMap<>();
        String[] streams = wanted.stream().map(Key::stream).distinct().toArray(String[]::new);
        jdbc.sql("""
                        select stream, fund, origin, function, kind, economic, project, id from lines
                        where stream = any (?)""")
                .param(streams)
                .query(row -> {
                    ids.put(new Key(row.getString(1), LineRow.read(row, 2)), row.getLong(8));
                });
        Set<Key> missing = new LinkedHashSet<>(wanted);
        missing.removeAll(ids.keySet());
        if (!missing.isEmpty()) {
            ids.putAll(add(List.copyOf(missing)));
        }
        return ids;
    }

    private Map<Key, Long> add(List<Key> keys) {
        List<Long> fresh = jdbc.sql("select nextval('line_ids') from generate_series(1, ?)")
                .param(keys.size())
                .query((row, _) -> row.getLong(1))
                .list();
        jdbc.sql("""
                        insert into lines (id, stream, fund, origin, function, kind, economic, project)
                        select * from unnest(?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                            ?::text[], ?::text[])""")
                .param(Column.longs(fresh, Long::longValue))
                .param(Column.texts(keys, Key::stream))
                .param(Column.texts(keys, key -> key.line().fund()))
                .param(Column.texts(keys, key -> key.line().origin()))
                .param(Column.texts(keys, key -> key.line().function()))
                .param(Column.texts(keys, key -> key.line().kind()))
                .param(Column.texts(keys, key -> key.line().economic()))
                .param(Column.texts(keys, key -> key.line().project()))
                .update();
        Map<Key, Long> ids = new HashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            ids.put(keys.get(i), fresh.get(i));
        }
        return ids;
    }
}
