package dev.budgetledger.verifier;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.verifier.Balances.LineMoney;
import dev.budgetledger.verifier.Selector.Counts;
import dev.budgetledger.verifier.Selector.Part;

/**
 * A year that columns of a panel are of.
 *
 * @param isPrior whether it is held against the year of the table, so that what may be missing in it makes a cell unknown
 * @param unsaid a line of each fund that it says nothing of and the other has money of
 * @param isWholeOfThreePublic whether all 三公 of it was published, in a table of its own
 */
record PanelYear(Budget budget, boolean isPrior, List<LineMoney> unsaid, boolean isWholeOfThreePublic) {

    private static final List<String> THREE_PUBLIC = List.of("30212", "30217", "30231", "31013");
    private static final List<String> FUNDS_OF_THREE_PUBLIC = List.of("GENERAL_PUBLIC", "GOVERNMENT_FUND", "STATE_CAPITAL");

    static PanelYear of(Budget budget) {
        return new PanelYear(budget, false, List.of(), false);
    }

    /** The year before one. */
    static PanelYear before(Budget budget, Budget prior) {
        List<LineMoney> unsaid = new ArrayList<>();
        if (prior.comparative()) {
            Set<String> funds = new HashSet<>();
            budget.lines().stream().filter(each -> each.balance() != 0 || each.carriedOut() != 0).forEach(each -> funds.add(each.line().fund()));
            prior.lines().forEach(each -> funds.remove(each.line().fund()));
            funds.forEach(fund -> unsaid.add(new LineMoney(
                    new Line(fund, "CURRENT", null, null, null, null, null, null, null), 1, 1, 1)));
        }
        return new PanelYear(prior, true, unsaid, prior.comparative() && prior.lines().stream().map(LineMoney::line)
                .anyMatch(line -> isThreePublic(line.economic()) && FUNDS_OF_THREE_PUBLIC.contains(line.fund())));
    }

    /** All money that may be in a cell. */
    List<LineMoney> lines() {
        return Stream.concat(budget.lines().stream(), unsaid.stream()).toList();
    }

    /** How sure it is that there is such money at all. */
    Counts sureness(LineMoney line) {
        return !unsaid.isEmpty() && unsaid.contains(line) ? Counts.COARSE : Counts.YES;
    }

    Counts counts(Selector selector, Line line) {
        String nature = budget.nature(line);
        if (!budget.comparative()) {
            return selector.accepts(line, nature) ? Counts.YES : Counts.NO;
        }
        List<String> economics = selector.wanted().get(Part.ECONOMICS);
        if (isWholeOfThreePublic && economics != null && economics.stream().allMatch(PanelYear::isThreePublic)
                && !isThreePublic(line.economic())) {
            return Counts.NO;
        }
        return taken(selector.counts(line, nature));
    }

    /** How an amount that may be of a cell is taken. */
    private Counts taken(Counts counts) {
        return isPrior && counts == Counts.UNPUBLISHED ? Counts.COARSE : counts;
    }

    /** Whether any of its money may be where it does not say so. */
    boolean isInDoubt(TableForm.Panel panel) {
        return budget.comparative() || (isPrior && panel.isByUnit());
    }

    /**
     * Whether money of a line is of a row by code, or of all of them.
     *
     * @param key of the row, none of all
     */
    Counts inRow(TableForm.Codes codes, String key, Line line) {
        List<String> keys = codes.keys(line);
        if (!keys.isEmpty() && (key.isEmpty() || keys.contains(key))) {
            return Counts.YES;
        }
        if (codes.levels().isEmpty() || (codes.under() != null && keys.isEmpty())) {
            boolean mayBe = keys.isEmpty() && (budget.comparative() || (isPrior && codes.isByUnit() && line.unit() == null));
            return mayBe ? taken(Counts.UNPUBLISHED) : Counts.NO;
        }
        String code = codes.under() == null ? codes.by().of(line) : codes.under().of(line) + "/" + codes.by().of(line);
        return budget.comparative() && (code == null || key.startsWith(code)) ? taken(Counts.UNPUBLISHED) : Counts.NO;
    }

    private static boolean isThreePublic(@Nullable String economic) {
        return economic != null && THREE_PUBLIC.stream().anyMatch(economic::startsWith);
    }
}
