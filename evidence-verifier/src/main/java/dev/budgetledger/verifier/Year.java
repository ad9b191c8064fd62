package dev.budgetledger.verifier;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.verifier.Balances.LineMoney;
import dev.budgetledger.verifier.Selector.Counts;

/** A year that sentences speak of: what a selector counts of its money, if that is known. */
final class Year {

    private final Budget budget;
    private final boolean compared;
    private final Set<String> without;
    private final NavigableMap<String, List<LineMoney>> byFunction = new TreeMap<>();
    private final Map<String, List<LineMoney>> byProject = new HashMap<>();

    private Year(Budget budget, boolean compared, Set<String> without) {
        this.budget = budget;
        this.compared = compared;
        this.without = without;
        for (LineMoney each : budget.lines()) {
            byFunction.computeIfAbsent(function(each.line()), code -> new ArrayList<>()).add(each);
            byProject.computeIfAbsent(String.valueOf(each.line().project()), code -> new ArrayList<>()).add(each);
        }
    }

    /**
     * What is counted.
     *
     * @param mark of the amounts that it is the sum of: that of the cells which are the sum of the same
     */
    record Sum(long fen, long mark) {}

    /** The year of the document. */
    static Year of(Budget budget) {
        return new Year(budget, false, Set.of());
    }

    /** The year before it: of a fund that it never had, and the document's has, a year that was published only in part says nothing. */
    static Year before(Budget prior, Budget current) {
        Set<String> without = new HashSet<>();
        if (prior.comparative()) {
            current.lines().stream().filter(LineMoney::hasAny).forEach(each -> without.add(each.line().fund()));
            prior.lines().forEach(each -> without.remove(each.line().fund()));
        }
        return new Year(prior, true, without);
    }

    private static String function(Line line) {
        return line.function() == null ? "" : line.function();
    }

    boolean isComparative() {
        return budget.comparative();
    }

    /** Nothing if it is not known: of a year that was published in part, money that says too little may be of anything. */
    @Nullable Sum sum(Selector of, Scope scope) {
        if (scope.isProject() && budget.comparative()) {
            return null;
        }
        Selector wanted = scope.within(of);
        long fen = 0;
        long mark = 0;
        boolean isUnpublished = false;
        for (LineMoney each : lines(scope)) {
            for (Selector.Side side : wanted.sides()) {
                Counts counts = each.of(side) == 0 ? Counts.NO : counts(wanted, each.line());
                if (counts == Counts.COARSE) {
                    return null;
                } else if (counts == Counts.YES) {
                    fen = Math.addExact(fen, each.of(side));
                    mark += each.mark(side);
                }
                isUnpublished |= counts == Counts.UNPUBLISHED;
            }
        }
        boolean isKnown = without.stream().allMatch(fund -> counts(wanted, nothingElse(fund)) == Counts.NO) && !(isUnpublished && fen == 0);
        return isKnown ? new Sum(fen, mark) : null;
    }

    /** 项 with money that a selector counts, in their order. */
    SortedSet<String> functions(Selector of) {
        SortedSet<String> functions = new TreeSet<>();
        if (sum(of, Scope.WHOLE) != null) {
            budget.lines().stream()
                    .filter(each -> each.line().function() != null && counts(of, each.line()) == Counts.YES)
                    .filter(each -> of.sides().stream().anyMatch(side -> each.of(side) != 0))
                    .forEach(each -> functions.add(function(each.line())));
        }
        return functions;
    }

    /** 三公 is published in a table of its own: a year published in part that has a class of it has all of it. */
    Year ofThreePublic(List<Selector> threePublic) {
        Budget only = budget.only(line -> threePublic.stream().allMatch(each -> each.accepts(line, budget.nature(line))));
        return budget.comparative() && !only.lines().isEmpty() ? new Year(only, true, Set.of()) : this;
    }

    /** Those that may count there, and few others. */
    private Collection<LineMoney> lines(Scope scope) {
        if (scope.isProject()) {
            return byProject.getOrDefault(scope.code(), List.of());
        }
        if (!scope.isFunction()) {
            return budget.lines();
        }
        List<LineMoney> lines = new ArrayList<>();
        byFunction.subMap(scope.code(), scope.code() + ':').values().forEach(lines::addAll); // : comes after the digits
        for (int digits = 0; budget.comparative() && digits < scope.code().length(); digits++) {
            lines.addAll(byFunction.getOrDefault(scope.code().substring(0, digits), List.of()));
        }
        return lines;
    }

    private Counts counts(Selector of, Line line) {
        if (!budget.comparative()) {
            return of.accepts(line, budget.nature(line)) ? Counts.YES : Counts.NO;
        }
        Counts counts = of.counts(line, budget.nature(line));
        return compared && counts == Counts.UNPUBLISHED ? Counts.COARSE : counts;
    }

    private static Line nothingElse(String fund) {
        return new Line(fund, "CURRENT", null, null, null, null, null, null, null);
    }
}
