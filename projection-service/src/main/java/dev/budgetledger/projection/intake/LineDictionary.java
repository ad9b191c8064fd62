package dev.budgetledger.projection.intake;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.budgetledger.contract.Kind;
import dev.budgetledger.contract.Line;
import dev.budgetledger.projection.entries.jdbc.LineRow;

/**
 * The dictionary of lines. A stream has one writer at a time, the holder of its partition's offset row. So what is not among
 * the lines of a budget that were once looked up is new, and can be added without a conflict.
 */
final class LineDictionary {

    /** Lines that are remembered, by whole budgets; others are looked up. More than 2,000 departments of 100 lines. */
    private static final int REMEMBERED = 250_000;

    private static final List<String> COLUMNS =
            Stream.concat(Stream.of("id", "stream"), LineRow.COLUMNS.stream()).toList();

    private final JdbcOperations operations;
    private final JdbcClient jdbc;
    private final Map<String, Map<Line, RememberedLine>> budgets = new HashMap<>();
    private int remembered;

    LineDictionary(JdbcOperations operations) {
        this.operations = operations;
        this.jdbc = JdbcClient.create(operations);
    }

    /** The line of each entry, new ones being added; absent where an entry is of no line. The same line is the same object. */
    List<@Nullable RememberedLine> of(List<EntryRow> entries) {
        if (remembered > REMEMBERED) {
            forget();
        }
        lookUp(entries.stream()
                .map(EntryRow::stream)
                .distinct()
                .filter(stream -> !budgets.containsKey(stream))
                .toList());
        List<RememberedLine> fresh = new ArrayList<>();
        List<@Nullable RememberedLine> lines = new ArrayList<>(entries.size());
        for (EntryRow each : entries) {
            Line line = each.line();
            lines.add(line == null ? null : budget(each.stream()).computeIfAbsent(line, key -> {
                RememberedLine added = RememberedLine.fresh(each.stream(), key);
                fresh.add(added);
                return added;
            }));
        }
        add(fresh);
        return lines;
    }

    /** What is remembered may no longer be so. */
    void forget() {
        budgets.clear();
        remembered = 0;
    }

    /** What is remembered of a budget may no longer be so. */
    void forget(String stream) {
        Map<Line, RememberedLine> lines = budgets.remove(stream);
        remembered -= lines == null ? 0 : lines.size();
    }

    private Map<Line, RememberedLine> budget(String stream) {
        return Objects.requireNonNull(budgets.get(stream));
    }

    private void lookUp(List<String> streams) {
        if (streams.isEmpty()) {
            return;
        }
        streams.forEach(stream -> budgets.put(stream, new HashMap<>()));
        jdbc.sql("select stream, id, " + LineRow.SELECTED + " from lines where stream = any (?)")
                .param(streams.toArray(String[]::new))
                .query(row -> {
                    RememberedLine stored = RememberedLine.stored(row.getString(1), LineRow.read(row, 3), row.getLong(2));
                    budget(stored.stream()).put(stored.line(), stored);
                    remembered++;
                });
    }

    private void add(List<RememberedLine> fresh) {
        if (fresh.isEmpty()) {
            return;
        }
        List<Long> ids = jdbc.sql("select nextval('line_ids') from generate_series(1, ?)")
                .param(fresh.size())
                .query((row, _) -> row.getLong(1))
                .list();
        for (int i = 0; i < fresh.size(); i++) {
            fresh.get(i).storedAs(ids.get(i));
        }
        CopyRows.copy(operations, "lines", COLUMNS, fresh, (row, each) -> {
            Line line = each.line();
            Kind kind = line.kind();
            row.bigint(each.id())
                    .text(each.stream())
                    .text(line.fund().name())
                    .text(line.origin().name())
                    .text(line.unit())
                    .text(line.function())
                    .text(kind == null ? null : kind.name())
                    .text(line.economic())
                    .text(line.governmentEconomic())
                    .text(line.project())
                    .text(line.tag());
        });
        remembered += fresh.size();
    }
}
