package dev.budgetledger.ledger.budget;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;

import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

import dev.budgetledger.contract.Approval;
import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Entry;
import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.Money;
import dev.budgetledger.contract.Posting;
import dev.budgetledger.contract.Statement;

/** 部门预算: the state that decides, evolved from the facts of its stream. Immutable. */
public sealed interface Budget extends StreamState {

    /** Before the first fact. */
    static Budget unopened() {
        return new Unopened();
    }

    /** Facts so far; the next fact takes this as its sequence. */
    long facts();

    @Override
    default long bytes() {
        return switch (this) {
            case Open open -> 400 + open.reversed.bytes() + open.chart.bytes() + open.targets.bytes() + open.rules.bytes() + open.proposals.bytes()
                    + open.lines.values().stream().mapToLong(Account::bytes).sum();
            case Unopened _ -> 16;
        };
    }

    /** 未开立. */
    record Unopened() implements Budget {
        @Override
        public long facts() {
            return 0;
        }
    }

    /**
     * 已开立.
     *
     * @param comparative holds a prior year of which only part was published
     * @param closed 已结账
     * @param lines every line that was ever moved
     * @param turnover all debits of lines ever posted: no sum of any lines at any date is larger
     * @param reversed the sequences of the postings that were reversed
     * @param publications how often its tables were published
     * @param chart its units and projects
     * @param targets its performance indicators
     * @param rules 复核规则 of its own
     * @param proposals those that are open
     */
    record Open(
            BudgetId id,
            String departmentName,
            boolean comparative,
            boolean closed,
            PMap<Line, Account> lines,
            Money turnover,
            Sequences reversed,
            long publications,
            Chart chart,
            Targets targets,
            RuleBook rules,
            Proposals proposals,
            long facts) implements Budget {

        /** What a line holds, nothing if it was never moved. */
        public Account account(Line line) {
            return lines.getOrDefault(line, Account.EMPTY);
        }

        /** After a fact that moves no money. */
        private Open next(boolean nowClosed, long nowPublications, Chart nowChart, Targets nowTargets) {
            return new Open(id, departmentName, comparative, nowClosed, lines, turnover, reversed, nowPublications, nowChart,
                    nowTargets, rules, proposals, facts + 1);
        }

        private Open next(RuleBook nowRules, Proposals nowProposals) {
            return new Open(id, departmentName, comparative, closed, lines, turnover, reversed, publications, chart, targets, nowRules,
                    nowProposals, facts + 1);
        }
    }

    @Override
    default Budget evolve(Fact fact) {
        return switch (fact) {
            case Fact.BudgetOpened opened -> new Open(
                    new BudgetId(opened.department().code(), opened.fiscalYear()), opened.department().name(),
                    opened.comparative(), false, HashTreePMap.empty(), Money.ZERO, Sequences.NONE, 0, Chart.EMPTY, Targets.NONE,
                    RuleBook.NONE, Proposals.NONE, facts() + 1);
            case Fact.YearClosed _ -> {
                Open open = opened(fact);
                yield open.next(true, open.publications, open.chart, open.targets);
            }
            case Fact.DisclosurePublished _ -> {
                Open open = opened(fact);
                yield open.next(open.closed, open.publications + 1, open.chart, open.targets);
            }
            case Fact.ChartDefined defined -> {
                Open open = opened(fact);
                yield open.next(open.closed, open.publications, open.chart.with(defined), open.targets);
            }
            case Fact.StatementMade said -> {
                Open open = opened(fact);
                Statement.Performance set = said.statement().performance();
                yield open.next(open.closed, open.publications, open.chart, set == null
                        ? open.targets
                        : open.targets.with(said.ofUnit(), Objects.requireNonNullElse(said.key(), ""), said.effectiveOn(), set));
            }
            case Fact.RulesAdopted adopted -> {
                Open open = opened(fact);
                yield open.next(open.rules.with(adopted), open.proposals);
            }
            case Fact.PostingProposed proposed -> {
                Open open = opened(fact);
                yield open.next(open.rules, open.proposals.with(open.facts, proposed));
            }
            case Fact.OfProposal of -> {
                Open open = opened(fact);
                yield open.next(open.rules, open.proposals.after(open.id.stream(), of));
            }
            case Fact.Posted posted -> moved(opened(fact), posted);
            case Fact.ClassificationsDefined _, Fact.FormAdopted _, Fact.ClientKeyFact _, Fact.AuthorityRefused _ ->
                throw new IllegalStateException("a fact of another stream in a budget");
        };
    }

    private Open opened(Fact fact) {
        return switch (this) {
            case Open open -> open;
            case Unopened _ -> throw new IllegalStateException(fact + " precedes the opening of its budget");
        };
    }

    private static Open moved(Open open, Fact.Posted fact) {
        PMap<Line, Account> lines = open.lines;
        Money turnover = open.turnover;
        LocalDate day = fact.posting().effectiveOn();
        boolean carried = false;
        for (Entry entry : fact.posting().entries()) {
            switch (entry) {
                case Entry.OfLine(Line line, Money amount, Integer times) -> {
                    turnover = amount.isPositive() ? turnover.plus(amount) : turnover;
                    Account account = lines.getOrDefault(line, Account.EMPTY);
                    Account moved = account.withFree(account.free().plus(day, amount));
                    boolean known = times != null && times > Account.timesCarried(line);
                    carried |= known || !account.carried().isZero();
                    lines = lines.plus(line, known ? moved.carried(times, amount) : moved);
                }
                case Entry.OfFrozen(Line line, Money amount) -> {
                    Account account = lines.getOrDefault(line, Account.EMPTY);
                    lines = lines.plus(line, account.withFrozen(account.frozen().plus(day, amount)));
                }
                case Entry.OfSource _, Entry.OfCounterpart _ -> {} // have no limit, and so no balance here
            }
        }
        if (carried) {
            lines = settled(lines, fact);
        }
        Sequences reversed = fact instanceof Fact.PostingReversed(_, String reverses, _, _)
                ? open.reversed.plus(Posting.Place.of(reverses).orElseThrow().sequence())
                : open.reversed;
        return new Open(open.id, open.departmentName, open.comparative, open.closed, lines, turnover, reversed,
                open.publications, open.chart, open.targets, open.rules, left(open, fact), open.facts + 1);
    }

    /** What is posted by approval is no longer proposed. */
    private static Proposals left(Open open, Fact.Posted fact) {
        Approval approval = fact.posting().approval();
        return approval == null ? open.proposals : open.proposals.without(open.id.stream(), approval.proposal());
    }

    /** Not before all entries: freezing takes money from the line's free account and keeps it on the line. */
    private static PMap<Line, Account> settled(PMap<Line, Account> moved, Fact.Posted fact) {
        PMap<Line, Account> lines = moved;
        for (Entry entry : fact.posting().entries()) {
            if (entry instanceof Entry.OfLine(Line line, _, _)) {
                lines = lines.plus(line, lines.getOrDefault(line, Account.EMPTY).settled());
            }
        }
        return lines;
    }

    /** The state after facts. */
    default Budget evolve(List<? extends Fact> facts) {
        Budget state = this;
        for (Fact fact : facts) {
            state = state.evolve(fact);
        }
        return state;
    }
}
