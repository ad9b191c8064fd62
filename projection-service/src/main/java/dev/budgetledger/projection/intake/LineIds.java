package dev.budgetledger.projection.intake;

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

    /** Lines whose ids are remembered; others are looked up. More than 2,000 departments of 100 lines. */
    private static final int REMEMBERED = 250_000;

    private final JdbcClient jdbc;
    private final Map<Key, Long> remembered = new HashMap<>();

    LineIds(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The ids of lines, new ones for those not seen before; among others, until the next call. */
    Map<Key, Long> of(Set<Key> wanted) {
        if (remembered.size() > REMEMBERED) {
            remembered.clear();
        }
        if (!remembered.keySet().containsAll(wanted)) {
            lookUp(wanted);
        }
        Set<Key> missing = new LinkedHashSet<>(wanted);
        missing.removeAll(remembered.keySet());
        if (!missing.isEmpty()) {
            remembered.putAll(add(List.copyOf(missing)));
        }
        return remembered;
    }

    /** What is remembered may no longer be so. */
    void forget() {
        remembered.clear();
    }

    private void lookUp(Set<Key> wanted) {
        String[] streams = wanted.stream()
                .filter(key -> !remembered.containsKey(key))
                .map(Key::stream)
                .distinct()
                .toArray(String[]::new);
        jdbc.sql("""
                        select stream, fund, origin, function, kind, economic, project, id from lines
                        where stream = any (?)""")
                .param(streams)
                .query(row -> {
                    remembered.put(new Key(row.getString(1), LineRow.read(row, 2)), row.getLong(8));
                });
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
