package dev.budgetledger.projection.replay;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.budgetledger.contract.merkle.Hash;
import dev.budgetledger.projection.entries.DaySums;
import dev.budgetledger.projection.entries.EntryKind;
import dev.budgetledger.projection.entries.Operation;
import dev.budgetledger.projection.entries.jdbc.LineHistory;
import dev.budgetledger.projection.intake.LineSnapshot;
import dev.budgetledger.projection.intake.LineSnapshotBuilder;

/**
 * Walks through the lines in the order of their ids, some entries a step; adds each up again, compares every summary that
 * is stored with what should be, and names lines that no entry is of. Between two steps only the sums of one line are kept.
 * For one generation, for ids are its own. Not for several threads.
 */
final class LineReconciliation {

    private static final int ENTRIES_PER_STEP_MAX = 4096;

    private static final String ENTRIES = """
            select line, position, ordinal, effective_on, operation, reversal, frozen, amount from entries
            where line is not null and (line, position, ordinal) > (?, ?, ?) and position <= ?
            order by line, position, ordinal limit ?""";

    /** From after a fact of a line to before one of another; beyond what is complete only those that no entry is for. */
    private static final String SUMMARIES = """
            select s.line, s.position, s.level, s.entries, s.sums from (
                select * from line_snapshots where line = ? and level in (1, 2) and position > ? and position < ?
                union all select * from line_snapshots where line > ? and line <= ?
                union all select * from line_snapshots where line = ?::bigint and level in (1, 2) and position < ?) s
            where s.position <= ?
                or not exists (select from entries e where e.line = s.line and e.position = s.position)""";

    private static final String WITHOUT_ENTRIES = """
            select id from lines l
            where id > ? and id <= ? and not exists (select from entries e where e.line = l.id)""";

    private static final Comparator<Key> ORDER =
            Comparator.comparingLong(Key::line).thenComparingLong(Key::position).thenComparingInt(Key::level);

    private record Key(long line, long position, int level) implements Comparable<Key> {

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }

    private record Summary(long entries, DaySums sums) {}

    private record Entry(
            long line, long position, int ordinal, LocalDate effectiveOn, EntryKind kind, long amount) {}

    private final JdbcClient jdbc;
    private final long lastLine;
    private long line;
    private long position = Long.MAX_VALUE;
    private int ordinal = Integer.MAX_VALUE;
    /** Through which fact of the line summaries have been compared. */
    private long comparedThrough = Long.MAX_VALUE;
    private LineSnapshotBuilder sums = new LineSnapshotBuilder(0, LineHistory.NONE);
    private boolean differs;

    /** Of all lines. */
    LineReconciliation(JdbcClient jdbc) {
        this(jdbc, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    private LineReconciliation(JdbcClient jdbc, long after, long lastLine) {
        this.jdbc = jdbc;
        this.line = after;
        this.lastLine = lastLine;
    }

    /** The first difference of one line, from its first entry to its last. */
    static Optional<Drift> check(JdbcClient jdbc, long line, long through) {
        LineReconciliation walk = new LineReconciliation(jdbc, line - 1, line);
        TreeMap<Integer, Drift> found = new TreeMap<>();
        boolean ended = false;
        while (!ended) {
            ended = walk.step(through, (_, difference) -> difference.ifPresent(each -> found.put(found.size(), each)));
        }
        return Optional.ofNullable(found.get(0));
    }

    /**
     * Reads on.
     *
     * @param through which all is complete
     * @param verdict of each line that was gone through to its end, or that something is not right about
     * @return whether it has come to the end of the lines
     */
    boolean step(long through, BiConsumer<Long, Optional<Drift>> verdict) {
        List<Entry> entries = read(through);
        boolean ended = entries.size() < ENTRIES_PER_STEP_MAX || entries.getLast().line > lastLine;
        // Everything is read before anything is remembered: what fails is done again.
        SortedMap<Key, Summary> stored = stored(entries, ended, through);
        List<Long> unused = unused(entries, ended);
        long firstLine = line;
        boolean differed = differs;
        SortedMap<Key, Summary> expected = new TreeMap<>();
        Map<Long, Optional<Drift>> verdicts = new HashMap<>();
        for (Entry each : entries) {
            if (each.line > lastLine) {
                break;
            }
            if (each.line != line || each.position != position) {
                endOfFact(expected);
            }
            if (each.line != line) {
                verdicts.putIfAbsent(line, Optional.empty());
                sums = new LineSnapshotBuilder(each.line, LineHistory.NONE);
                comparedThrough = 0;
            }
            line = each.line;
            position = each.position;
            ordinal = each.ordinal;
            try {
                sums.add(each.kind, each.effectiveOn, each.amount);
            } catch (ArithmeticException e) {
                verdicts.putIfAbsent(line, Optional.of(new Drift.OfRow(
                        "entries", position, ordinal, null, "amount", Long.toString(each.amount), "less than all money")));
            }
        }
        if (ended) {
            endOfFact(expected);
            verdicts.putIfAbsent(line, Optional.empty());
        }
        if (differed) {
            verdicts.remove(firstLine); // what was found in an earlier step stands
        }
        compare(stored, expected).forEach((id, difference) -> verdicts.merge(
                id, Optional.of(difference), (before, now) -> before.isPresent() ? before : now));
        unused.forEach(id -> verdicts.put(id, Optional.of(
                new Drift.OfRow("lines", 0, null, words(id), "row", "present", "absent"))));
        verdicts.forEach(verdict);
        differs = verdicts.getOrDefault(line, Optional.empty()).isPresent() || (differed && line == firstLine);
        return ended;
    }

    private void endOfFact(SortedMap<Key, Summary> expected) {
        sums.endOfFact(position, each -> expected.put(
                new Key(each.line(), each.position(), each.level()), new Summary(each.entries(), each.sums())));
        comparedThrough = position;
    }

    private List<Entry> read(long through) {
        return jdbc.sql(ENTRIES)
                .params(line, position, ordinal, through, ENTRIES_PER_STEP_MAX)
                .query((row, _) -> new Entry(
                        row.getLong(1),
                        row.getLong(2),
                        row.getInt(3),
                        row.getObject(4, LocalDate.class),
                        new EntryKind(Operation.valueOf(row.getString(5)), row.getBoolean(6), row.getBoolean(7)),
                        row.getLong(8)))
                .list();
    }

    private SortedMap<Key, Summary> stored(List<Entry> entries, boolean ended, long through) {
        Entry last = ended ? null : entries.getLast();
        boolean within = last != null && last.line == line;
        SortedMap<Key, Summary> stored = new TreeMap<>();
        jdbc.sql(SUMMARIES)
                .params(
                        line, comparedThrough, last != null && within ? last.position : Long.MAX_VALUE,
                        line, last == null ? lastLine : last.line - 1)
                .param(last == null || within ? null : last.line)
                .param(last == null ? 0 : last.position)
                .param(through)
                .query(row -> {
                    stored.put(
                            new Key(row.getLong(1), row.getLong(2), row.getInt(3)),
                            new Summary(row.getLong(4), DaySums.of(row.getBytes(5))));
                });
        return stored;
    }

    /** The lines before the last that no entry is of. */
    private List<Long> unused(List<Entry> entries, boolean ended) {
        return jdbc.sql(WITHOUT_ENTRIES)
                .params(line, ended ? lastLine : entries.getLast().line)
                .query((row, _) -> row.getLong(1))
                .list();
    }

    /** The first difference of each line that has one. */
    private Map<Long, Drift> compare(SortedMap<Key, Summary> stored, SortedMap<Key, Summary> expected) {
        TreeSet<Key> all = new TreeSet<>(stored.keySet());
        all.addAll(expected.keySet());
        Map<Long, Drift> first = new HashMap<>();
        for (Key key : all) {
            if (!first.containsKey(key.line)) {
                difference(key, stored.get(key), expected.get(key)).ifPresent(each -> first.put(key.line, each));
            }
        }
        return first;
    }

    private Optional<Drift> difference(Key key, @Nullable Summary is, @Nullable Summary should) {
        if (is == null || should == null) {
            return Optional.of(summary(key, "row", presence(is), presence(should)));
        }
        if (is.entries != should.entries) {
            return Optional.of(summary(key, "entries", Long.toString(is.entries), Long.toString(should.entries)));
        }
        return is.sums.equals(should.sums)
                ? Optional.empty()
                : Optional.of(summary(key, "sums", digest(is.sums), digest(should.sums)));
    }

    private Drift summary(Key key, String column, String is, String should) {
        return new Drift.OfRow("line_snapshots", key.position, key.level, words(key.line), column, is, should);
    }

    private static String presence(@Nullable Summary summary) {
        return summary == null ? "absent" : "present";
    }

    private static String digest(DaySums sums) {
        return Hash.ofLeaf(sums.bytes()).base64();
    }

    private String words(long id) {
        try {
            return jdbc.sql("select " + Words.OF_LINE + " from lines l where l.id = ?")
                    .param(id)
                    .query(String.class)
                    .optional()
                    .orElse("no line " + id);
        } catch (DataAccessException e) {
            return "line " + id;
        }
    }
}
