package dev.budgetledger.projection.entries.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Envelope;
import dev.budgetledger.projection.entries.AsOf;
import dev.budgetledger.projection.entries.PostingReader.Order;
import dev.budgetledger.projection.entries.ProposalReader;
import dev.budgetledger.projection.entries.ProposalState;

/** Looks for proposals in PostgreSQL. A page looks at no more than {@link #PROPOSALS_PER_PAGE_MAX} of them, in order. */
public final class JdbcProposalReader implements ProposalReader {

    /** As many as are open of one budget at most. */
    static final int PROPOSALS_PER_PAGE_MAX = 1_000;

    /** Of those that are looked at: the last that was done by the point decides, else the day. */
    private static final String STATED = """
            , stated as (
                select l.*, case
                        when s.step in ('POSTED', 'REJECTED', 'WITHDRAWN') then s.step
                        when l.expires_on < :today then 'EXPIRED'
                        else 'OPEN'
                    end as state
                from looked_at l cross join lateral (select step from proposals s
                    where s.stream = l.stream and s.proposal = l.proposal and s.position <= :through order by s.position desc limit 1) s)""";

    /** Those that may be open and move money of a budget. A reversal moves that of each budget which its posting did. */
    private static final String MAY_MOVE = """
            select p.* from proposals p where step = 'PROPOSED' and stream = :stream %1$s
            union all
            select p.* from proposals p where other = :stream %1$s
            union all
            select p.* from proposals p where reverses is not null and stream <> :stream %1$s
                and exists (select from stored_facts f
                    where f.stream = p.stream and f.sequence = p.reverses and :stream = any (f.counterparts))"""
            .formatted("and expires_on >= :today and position <= :through and effective_on <= :effectiveOn");

    private static final String STEPS = """
            array(select s.position from proposals s
                where s.stream = m.stream and s.proposal = m.proposal and s.position <= :through order by s.position)""";

    private final JdbcClient jdbc;
    private final int looksAtMax;

    public JdbcProposalReader(JdbcClient jdbc) {
        this(jdbc, PROPOSALS_PER_PAGE_MAX);
    }

    /** @param looksAtMax how many proposals a page looks at */
    JdbcProposalReader(JdbcClient jdbc, int looksAtMax) {
        this.jdbc = jdbc;
        this.looksAtMax = looksAtMax;
    }

    @Override
    public KnownProposals find(Whose whose, AsOf asOf, @Nullable ProposalState state, Order order, OptionalLong after, int limit) {
        boolean oldest = order == Order.OLDEST;
        String inOrder = " order by position" + (oldest ? "" : " desc") + " limit ";
        long begin = oldest ? after.orElse(0) : 0;
        long end = oldest ? asOf.position() : Math.min(asOf.position(), after.orElse(Long.MAX_VALUE) - 1);
        JdbcClient.StatementSpec page = jdbc.sql("with looked_at as materialized (select * from proposals where step = 'PROPOSED'"
                        + (whose instanceof Whose.OfBudget ? " and stream = :stream" : "")
                        + " and position > :begin and position <= :end" + inOrder + looksAtMax + ")" + STATED
                        + ", matching as (select * from stated m where (:state::text is null or state = :state)" + wanted(whose)
                        + inOrder + (limit + 1) + ") select m.state, " + STEPS + ", e.looked_at, e.last"
                        + " from (select count(*) as looked_at, " + (oldest ? "max" : "min") + "(position) as last from looked_at) e"
                        + " left join matching m on true order by m.position" + (oldest ? "" : " desc"))
                .param("begin", begin).param("end", end).param("state", state == null ? null : state.name());
        List<KnownProposal> found = new ArrayList<>();
        long[] lookedAt = new long[2];
        known(of(page, whose, asOf), asOf).query(row -> {
            if (row.getString(1) != null) {
                found.add(proposal(row));
            }
            lookedAt[0] = row.getLong(3);
            lookedAt[1] = row.getLong(4);
        });
        if (found.size() > limit) {
            return new KnownProposals(found.subList(0, limit), OptionalLong.of(found.get(limit - 1).position()));
        }
        return new KnownProposals(found, lookedAt[0] < looksAtMax ? OptionalLong.empty() : OptionalLong.of(lookedAt[1]));
    }

    private static String wanted(Whose whose) {
        return switch (whose) {
            case Whose.OfBudget _ -> " and effective_on <= :effectiveOn";
            case Whose.OfMany _ -> " and exists (select from budgets b where b.stream = m.stream"
                    + " and (:departments::text[] is null or b.department = any (:departments))"
                    + " and (:years::integer[] is null or b.fiscal_year = any (:years)))";
        };
    }

    private static JdbcClient.StatementSpec of(JdbcClient.StatementSpec page, Whose whose, AsOf asOf) {
        return switch (whose) {
            case Whose.OfBudget(BudgetId id) ->
                page.param("stream", id.stream()).param("effectiveOn", EntryPages.Dates.storable(asOf.effectiveOn()));
            case Whose.OfMany(var departments, var years) ->
                page.param("departments", departments == null ? null : departments.toArray(String[]::new))
                        .param("years", years == null ? null : years.toArray(Integer[]::new));
        };
    }

    @Override
    public List<Long> open(BudgetId budget, AsOf asOf) {
        return known(jdbc.sql("with looked_at as materialized (" + MAY_MOVE + ")" + STATED
                        + " select position from stated where state = 'OPEN' order by position")
                        .param("stream", budget.stream()).param("effectiveOn", EntryPages.Dates.storable(asOf.effectiveOn())), asOf)
                .query((row, _) -> row.getLong(1))
                .list();
    }

    @Override
    public Optional<KnownProposal> proposal(BudgetId budget, long sequence, AsOf asOf) {
        return known(jdbc.sql("with looked_at as (select * from proposals where stream = :stream and proposal = :sequence"
                        + " and step = 'PROPOSED' and position <= :through)" + STATED + " select m.state, " + STEPS + " from stated m")
                        .param("stream", budget.stream()).param("sequence", sequence), asOf)
                .query((row, _) -> proposal(row))
                .optional();
    }

    private static JdbcClient.StatementSpec known(JdbcClient.StatementSpec statement, AsOf asOf) {
        LocalDate today = EntryPages.Dates.storable(Envelope.dayOf(asOf.recordedAsOf()));
        return statement.param("through", asOf.position()).param("today", today);
    }

    private static KnownProposal proposal(ResultSet row) throws SQLException {
        return new KnownProposal(ProposalState.valueOf(row.getString(1)), List.of((Long[]) row.getArray(2).getArray()));
    }
}
