package dev.budgetledger.projection.entries.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Line;
import dev.budgetledger.projection.entries.DaySums;
import dev.budgetledger.projection.entries.LineSums;
import dev.budgetledger.projection.entries.LineSumsReader;
import dev.budgetledger.projection.entries.StoredEntry;
import dev.budgetledger.projection.entries.StreamSums;

/**
 * Adds a budget up from the snapshots of its stream and the few facts after these: the same, however many facts it has and wherever the
 * position and the day fall. A snapshot that is not there costs time and changes nothing.
 *
 * <p>With every {@link #FACTS_PER_SNAPSHOT}th fact the sums of so many are kept, with every {@link #FACTS_PER_MIDDLE_SNAPSHOT}th and
 * {@link #FACTS_PER_LARGE_SNAPSHOT}th those of as many instead; and instead of the last the sums of all facts, a base, whenever those since the
 * last base are half as many as in it. So what is written
 * stays in proportion to the facts, and what is read in proportion to what they add up to.
 */
public final class StreamHistories implements LineSumsReader {

    public static final int FACTS_PER_SNAPSHOT = 64;
    public static final int FACTS_PER_MIDDLE_SNAPSHOT = 256;
    public static final int FACTS_PER_LARGE_SNAPSHOT = 4096;

    /** The postings of a stream from one fact up to before another, through a position. */
    private static final String POSTINGS = """
            select position, effective_on, entries from stored_facts
            where stream = %s and sequence >= %s and sequence < %s and position <= %s and entries is not null""";

    /**
     * The last snapshot up to a position, and the postings after it: of the facts before the next one, else all later ones would be looked
     * at. No snapshot is a row of nulls, and so is no posting.
     */
    static final String END = """
            select s.facts, s.base, n.facts, f.* from (values (?::text, ?::bigint)) q (stream, through)
                left join lateral (
                    select facts, base from stream_snapshots where stream = q.stream and position <= q.through
                    order by position desc limit 1) s on true
                left join lateral (
                    select facts from stream_snapshots where stream = q.stream and position > q.through
                    order by position limit 1) n on true
                left join lateral (%s) f on true"""
            .formatted(POSTINGS.formatted("q.stream", "coalesce(s.facts, 0)", "coalesce(n.facts, 9223372036854775807)", "q.through"));

    /** Some facts of a stream, with the entries of those that are postings. */
    private static final String FACTS = """
            select sequence, position, effective_on, entries from stored_facts where stream = %s and sequence >= %s and sequence < %s""";

    private static final String MORE = FACTS.formatted("?", "?", "?");

    /** The last snapshot up to a position, and the facts after it, as many as there are before the next. */
    static final String TAIL = """
            select s.facts, s.base, s.position, f.* from (values (?::text, ?::bigint)) q (stream, through)
                left join lateral (
                    select facts, base, position from stream_snapshots where stream = q.stream and position <= q.through
                    order by position desc limit 1) s on true
                left join lateral (%s) f on true"""
            .formatted(FACTS.formatted("q.stream", "coalesce(s.facts, 0)", "coalesce(s.facts, 0) + " + FACTS_PER_SNAPSHOT));

    private static final String BETWEEN = POSTINGS.formatted("?", "?", "?", "?");

    private static final String IN_ORDER = BETWEEN + " order by sequence";

    private final JdbcClient jdbc;
    private final @Nullable KeptSums kept;

    /** One that reads all that it needs each time. */
    public StreamHistories(JdbcClient jdbc) {
        this(jdbc, null);
    }

    StreamHistories(JdbcClient jdbc, @Nullable KeptSums kept) {
        this.jdbc = jdbc;
        this.kept = kept;
    }

    /** Where a stream ends at a position: after its last snapshot, before the next, and the sums in between. */
    private record End(long facts, long base, long next, StreamSums rest) {}

    @Override
    public List<LineSums> read(BudgetId budget, long through) {
        List<StreamSums> parts = parts(budget.stream(), through);
        Map<Long, OfParts> all = new HashMap<>();
        for (StreamSums part : parts) {
            for (StreamSums.OfLine each : part.lines()) {
                all.computeIfAbsent(each.line(), _ -> new OfParts(parts.size())).add(each);
            }
        }
        Map<Long, Line> lines = lines(budget, all);
        List<LineSums> read = new ArrayList<>(all.size());
        all.forEach((id, of) -> read.add(new LineSums(Objects.requireNonNull(lines.get(id), "no line " + id), of.entries, of.sums)));
        return read;
    }

    /** What some snapshots say of a line. */
    private static final class OfParts {
        private final List<DaySums> sums;
        private long entries;

        OfParts(int most) {
            sums = new ArrayList<>(most);
        }

        void add(StreamSums.OfLine part) {
            sums.add(part.sums());
            entries = Math.addExact(entries, part.entries());
        }
    }

    /** The sums of all facts of a stream through a position. */
    public StreamSums sums(String stream, long through) {
        return StreamSums.sum(parts(stream, through));
    }

    /** The sums of the facts of a stream from one up to before another, counted from 0, entry by entry. */
    public StreamSums between(String stream, long from, long to) {
        return entries(stream, from, to, Long.MAX_VALUE);
    }

    /** The entries of the facts of a stream from one up to before another, counted from 0, in order. */
    public List<StoredEntry> entries(String stream, long from, long to) {
        List<StoredEntry> entries = new ArrayList<>();
        jdbc.sql(IN_ORDER).params(stream, from, to, Long.MAX_VALUE).query(row -> {
            EntriesOfFact.read(row, 1, entries::add);
        });
        return entries;
    }

    /** The snapshots of a stream with these numbers of facts, as they are stored; less than are wanted if one of them is not there. */
    public List<StreamSums> snapshots(String stream, List<Long> facts) {
        Map<Long, StreamSums> stored = stored(stream, facts);
        return facts.stream().takeWhile(stored::containsKey).map(each -> Objects.requireNonNull(stored.get(each))).toList();
    }

    private List<StreamSums> parts(String stream, long through) {
        End end = end(stream, through);
        List<Long> wanted = numbers(end.base, end.facts);
        Map<Long, StreamSums> stored = kept == null ? stored(stream, wanted) : kept.of(stream, wanted, missing -> stored(stream, missing));
        List<StreamSums> parts = new ArrayList<>();
        long from = 0;
        for (Long each : wanted) {
            StreamSums part = stored.get(each);
            if (part == null) {
                parts.add(entries(stream, from, end.next, through));
                return parts;
            }
            parts.add(part);
            from = each;
        }
        parts.add(end.rest);
        return parts;
    }

    /** With which facts those snapshots were kept that are together all facts up to one of them. */
    private static List<Long> numbers(long base, long facts) {
        List<Long> numbers = new ArrayList<>();
        if (base > 0) {
            numbers.add(base);
        }
        long last = base;
        for (int step : new int[] {FACTS_PER_LARGE_SNAPSHOT, FACTS_PER_MIDDLE_SNAPSHOT, FACTS_PER_SNAPSHOT}) {
            for (; last + step <= facts; last += step) {
                numbers.add(last + step);
            }
        }
        return numbers;
    }

    private End end(String stream, long through) {
        return Optional.ofNullable(kept)
                .flatMap(each -> each.tails().of(stream, through, tail -> extended(stream, tail, through), () -> tail(stream, through)))
                .map(tail -> new End(tail.facts(), tail.base(), tail.end(), tail.through(through)))
                .orElseGet(() -> storedEnd(stream, through));
    }

    private StreamTail tail(String stream, long through) {
        StreamTail.Growing[] tail = new StreamTail.Growing[1];
        jdbc.sql(TAIL).params(stream, through).query(row -> {
            if (tail[0] == null) {
                tail[0] = new StreamTail.Growing(row.getLong(1), row.getLong(2), row.getLong(3), through);
            }
            if (row.getObject(4) != null) {
                add(tail[0], row, 4);
            }
        });
        return tail[0].build();
    }

    private StreamTail extended(String stream, StreamTail from, long through) {
        StreamTail.Growing tail = new StreamTail.Growing(from, through);
        jdbc.sql(MORE).params(stream, from.end(), from.facts() + FACTS_PER_SNAPSHOT).query(row -> {
            add(tail, row, 1);
        });
        return tail.build();
    }

    private static void add(StreamTail.Growing tail, ResultSet row, int first) throws SQLException {
        tail.fact(row.getLong(first), row.getLong(first + 1));
        EntriesOfFact.read(row, first + 1, tail::entry);
    }

    private End storedEnd(String stream, long through) {
        StreamSums.Builder rest = new StreamSums.Builder();
        long[] numbers = new long[3];
        jdbc.sql(END).params(stream, through).query(row -> {
            numbers[0] = row.getLong(1);
            numbers[1] = row.getLong(2);
            numbers[2] = Objects.requireNonNullElse(row.getObject(3, Long.class), Long.MAX_VALUE);
            EntriesOfFact.read(row, 4, rest::add);
        });
        return new End(numbers[0], numbers[1], numbers[2], rest.build());
    }

    private StreamSums entries(String stream, long from, long to, long through) {
        StreamSums.Builder sums = new StreamSums.Builder();
        jdbc.sql(BETWEEN).params(stream, from, to, through).query(row -> {
            EntriesOfFact.read(row, 1, sums::add);
        });
        return sums.build();
    }

    private Map<Long, StreamSums> stored(String stream, List<Long> facts) {
        Map<Long, StreamSums> stored = new HashMap<>();
        if (!facts.isEmpty()) {
            jdbc.sql("select facts, sums from stream_snapshots where stream = ? and facts = any (?)")
                    .params(stream, facts.toArray(Long[]::new))
                    .query(row -> {
                        stored.put(row.getLong(1), StreamSums.of(row.getBytes(2)));
                    });
        }
        return stored;
    }

    /** Lines only come to a budget: those that are kept are its lines still, and have all that are wanted or are read again. */
    private Map<Long, Line> lines(BudgetId budget, Map<Long, ?> wanted) {
        return Optional.ofNullable(kept)
                .map(each -> each.linesOfIds(budget, wanted.keySet(), () -> LineRow.byId(jdbc, budget)))
                .orElseGet(() -> LineRow.byId(jdbc, budget));
    }
}
