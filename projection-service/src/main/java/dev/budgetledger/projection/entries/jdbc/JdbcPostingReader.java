package dev.budgetledger.projection.entries.jdbc;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.projection.entries.AsOf;
import dev.budgetledger.projection.entries.Lateness;
import dev.budgetledger.projection.entries.PostingFilter;
import dev.budgetledger.projection.entries.PostingFilter.Document;
import dev.budgetledger.projection.entries.PostingReader;

/**
 * Looks for postings in PostgreSQL. A page looks at no more than {@link #POSTINGS_PER_PAGE_MAX} of them, by the shortest way that is known: those of a
 * 文号 if they are few, those of a few lines, else the budget's in order.
 */
public final class JdbcPostingReader implements PostingReader {

    static final int POSTINGS_PER_PAGE_MAX = 5_000;

    /** Of each that is shown, before it is known that what is asked for is rare. */
    private static final int LOOKED_AT_FIRST = 4;

    /** Each line may bring as many as a page looks at. */
    private static final int LINES_MAX = 8;

    private static final ZoneOffset CHINA = ZoneOffset.ofHours(8);

    private final JdbcClient jdbc;
    private final int looksAtMax;

    public JdbcPostingReader(JdbcClient jdbc) {
        this(jdbc, POSTINGS_PER_PAGE_MAX);
    }

    /** @param looksAtMax how many postings a page looks at */
    JdbcPostingReader(JdbcClient jdbc, int looksAtMax) {
        this.jdbc = jdbc;
        this.looksAtMax = looksAtMax;
    }

    @Override
    public Optional<Long> reversalOf(BudgetId budget, long sequence, long throughPosition) {
        return jdbc.sql("select position from postings where stream = ? and reverses = ? and position <= ?")
                .params(budget.stream(), sequence, throughPosition)
                .query(Long.class)
                .optional();
    }

    @Override
    public List<Recorded> recorded(BudgetId budget, long throughPosition, int most) {
        Optional<Long> last = jdbc.sql("select sequence from facts where stream = ? and position <= ? order by sequence desc limit 1")
                .params(budget.stream(), throughPosition)
                .query(Long.class)
                .optional();
        if (last.isEmpty()) {
            return List.of();
        }
        long gaps = Math.min(most - 1L, last.get());
        List<Long> sequences = LongStream.rangeClosed(0, gaps).mapToObj(i -> gaps == 0 ? 0 : i * last.get() / gaps).toList();
        return jdbc.sql("select position, recorded_at from facts where stream = :stream and sequence in (:sequences) order by sequence")
                .param("stream", budget.stream())
                .param("sequences", sequences)
                .query((row, _) -> new Recorded(row.getLong(1), row.getObject(2, OffsetDateTime.class).toInstant()))
                .list();
    }

    @Override
    public Positions find(BudgetId budget, AsOf asOf, PostingFilter filter, Order order, OptionalLong after, int limit) {
        PositionRange stretch = stretch(asOf, filter, order, after);
        List<Long> lines = lines(budget, filter);
        if (stretch.isEmpty() || (filter.lines() != null && lines.isEmpty())) {
            return new Positions(List.of(), OptionalLong.empty());
        }
        Document few = filter.document() != null && areFew(budget, filter.document()) ? filter.document() : null;
        int first = Math.min(looksAtMax, LOOKED_AT_FIRST * limit);
        Optional<Positions> common = few == null && first < looksAtMax
                ? Optional.of(read(page(budget, asOf, filter, null, stretch, lines, order, first, limit), first, limit))
                        .filter(page -> page.positions().size() == limit || page.next().isEmpty())
                : Optional.empty();
        return common.orElseGet(
                () -> read(page(budget, asOf, filter, few, stretch, lines, order, looksAtMax, limit), looksAtMax, limit));
    }

    private Sql page(BudgetId budget, AsOf asOf, PostingFilter filter, @Nullable Document few, PositionRange stretch, List<Long> lines,
            Order order, int looksAt, int limit) {
        return new Sql().add("with looked_at as materialized (").add(candidates(budget, few, stretch, lines, order, looksAt)).add("""
                ), matching as (select position from looked_at p where true""").add(conditions(budget, asOf, filter))
                .add(few == null && areFew(lines) ? new Sql() : of(lines))
                .add(" order by position" + direction(order) + " limit ?)", limit + 1)
                .add(" select m.position, e.looked_at, e.last from (select count(*) as looked_at, "
                        + (order == Order.OLDEST ? "max" : "min") + "(position) as last from looked_at) e left join matching m on true"
                        + " order by m.position" + direction(order));
    }

    private Positions read(Sql page, int lookedAtMax, int limit) {
        List<Long> found = new ArrayList<>();
        long[] end = new long[2];
        jdbc.sql(page.text.toString()).params(page.params).query(row -> {
            long position = row.getLong(1);
            if (!row.wasNull()) {
                found.add(position);
            }
            end[0] = row.getLong(2);
            end[1] = row.getLong(3);
        });
        if (found.size() > limit) {
            return new Positions(found.subList(0, limit), OptionalLong.of(found.get(limit - 1)));
        }
        return new Positions(found, end[0] < lookedAtMax ? OptionalLong.empty() : OptionalLong.of(end[1]));
    }

    /** Positions after one and through another. */
    private record PositionRange(long after, long through) {

        boolean isEmpty() {
            return after >= through;
        }
    }

    private PositionRange stretch(AsOf asOf, PostingFilter filter, Order order, OptionalLong after) {
        long from = filter.recordedFrom() == null ? 0 : recordedBefore(filter.recordedFrom());
        long through = filter.recordedTo() == null
                ? asOf.position()
                : Math.min(asOf.position(), recordedBefore(filter.recordedTo().plusDays(1)));
        return order == Order.OLDEST
                ? new PositionRange(Math.max(from, after.orElse(0)), through)
                : new PositionRange(from, Math.min(through, after.orElse(Long.MAX_VALUE) - 1));
    }

    /** Instants are of whole microseconds. */
    private long recordedBefore(LocalDate day) {
        Instant begins = EntryPages.Dates.storable(day).atStartOfDay().toInstant(CHINA);
        return LastFact.by(jdbc, begins.minusNanos(1000)).position();
    }

    private List<Long> lines(BudgetId budget, PostingFilter filter) {
        var wanted = filter.lines();
        return wanted == null
                ? List.of()
                : LineRow.byId(jdbc, budget).entrySet().stream().filter(each -> wanted.test(each.getValue())).map(Map.Entry::getKey).toList();
    }

    private Sql candidates(BudgetId budget, @Nullable Document few, PositionRange stretch, List<Long> lines, Order order, int looksAt) {
        if (few != null) {
            return new Sql().add("select * from postings p where stream = ?", budget.stream()).add(of(few))
                    .add(" and position > ?", stretch.after).add(" and position <= ?", stretch.through);
        }
        String inOrder = " order by position" + direction(order) + " limit " + looksAt;
        if (areFew(lines)) {
            return new Sql().add("select p.* from unnest(?::bigint[]) l (position) join postings p using (position)",
                    (Object) positions(budget, stretch, lines, order, looksAt).toArray(Long[]::new));
        }
        return new Sql().add("select * from postings p where stream = ?", budget.stream())
                .add(" and position > ?", stretch.after).add(" and position <= ?", stretch.through).add(inOrder);
    }

    /** Those of postings of some lines, in order: as far as entries stand by line, from there; the later ones from the postings themselves. */
    private List<Long> positions(BudgetId budget, PositionRange stretch, List<Long> lines, Order order, int most) {
        LinePages pages = new LinePages(jdbc, budget);
        long end = Math.min(pages.end(), stretch.through);
        Stream<Long> early = lines.stream().flatMap(line -> (order == Order.OLDEST
                ? pages.firstPositions(line, stretch.after, end, most)
                : pages.lastPositions(line, stretch.after, end, most)).stream());
        Sql late = new Sql().add("select position from postings p where stream = ?", budget.stream())
                .add(" and position > ?", Math.max(end, stretch.after)).add(" and position <= ?", stretch.through).add(of(lines))
                .add(" order by position" + direction(order) + " limit " + most);
        return Stream.concat(early, jdbc.sql(late.text.toString()).params(late.params).query(Long.class).list().stream())
                .distinct()
                .sorted(order == Order.OLDEST ? Comparator.naturalOrder() : Comparator.reverseOrder())
                .limit(most)
                .toList();
    }

    private static boolean areFew(List<Long> lines) {
        return !lines.isEmpty() && lines.size() <= LINES_MAX;
    }

    private boolean areFew(BudgetId budget, Document document) {
        Sql count = new Sql().add("select count(*) from (select from postings p where stream = ?", budget.stream()).add(of(document))
                .add(" limit " + looksAtMax + ") f");
        return jdbc.sql(count.text.toString()).params(count.params).query(Long.class).single() < looksAtMax;
    }

    private static Sql of(Document document) {
        return document.prefix()
                ? new Sql().add(" and p.document_no collate \"C\" >= ?", document.text())
                        .add(" and p.document_no collate \"C\" < ?", document.text() + Character.toString(Character.MAX_CODE_POINT))
                : new Sql().add(" and p.document_no collate \"C\" = ?", document.text());
    }

    /** The offset keeps the planner to one fact a posting: a plan made while there are few would look at all of them. */
    private static Sql of(List<Long> lines) {
        return lines.isEmpty()
                ? new Sql()
                : new Sql().add(" and exists (select from (select line from entries where position = p.position offset 0) e"
                        + " where e.line = any (?))", (Object) ids(lines));
    }

    private static Sql conditions(BudgetId budget, AsOf asOf, PostingFilter filter) {
        Sql sql = new Sql().add(" and effective_on <= ?", EntryPages.Dates.storable(asOf.effectiveOn()));
        if (filter.document() != null) {
            sql.add(of(filter.document()));
        }
        if (filter.effectiveFrom() != null) {
            sql.add(" and effective_on >= ?", EntryPages.Dates.storable(filter.effectiveFrom()));
        }
        if (filter.effectiveTo() != null) {
            sql.add(" and effective_on <= ?", EntryPages.Dates.storable(filter.effectiveTo()));
        }
        if (filter.postedBy() != null) {
            sql.add(" and posted_by = ?", filter.postedBy());
        }
        if (filter.type() != null) {
            sql.add(" and type = ?", filter.type().name());
        }
        if (filter.amountFrom() != null) {
            sql.add(" and amount >= ?", filter.amountFrom().fen());
        }
        if (filter.amountTo() != null) {
            sql.add(" and amount <= ?", filter.amountTo().fen());
        }
        if (filter.lateness() != null) {
            sql.add(late(filter.lateness()), LocalDate.of(budget.fiscalYear(), 12, 31));
        }
        return sql;
    }

    private static String late(Lateness lateness) {
        String afterMonth = "date_trunc('month', recorded_on) > date_trunc('month', effective_on)";
        return switch (lateness) {
            case AFTER_YEAR -> " and recorded_on > ?";
            case AFTER_PERIOD -> " and recorded_on <= ? and " + afterMonth;
            case IN_TIME -> " and recorded_on <= ? and not " + afterMonth;
        };
    }

    private static Long[] ids(List<Long> lines) {
        return lines.toArray(Long[]::new);
    }

    private static String direction(Order order) {
        return order == Order.OLDEST ? "" : " desc";
    }

    /** A statement as it grows, with its parameters in order. */
    private static final class Sql {

        private final StringBuilder text = new StringBuilder();
        private final List<Object> params = new ArrayList<>();

        Sql add(String more, Object... values) {
            text.append(more);
            params.addAll(List.of(values));
            return this;
        }

        Sql add(Sql more) {
            text.append(more.text);
            params.addAll(more.params);
            return this;
        }
    }
}
