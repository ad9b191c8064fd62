package dev.budgetledger.projection.comparison;

import java.math.BigDecimal;
import java.util.List;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.Kind;
import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.Money;
import dev.budgetledger.projection.disclosure.Disclosure;
import dev.budgetledger.projection.disclosure.TableId;
import dev.budgetledger.projection.disclosure.Template;
import dev.budgetledger.projection.disclosure.Templates;
import dev.budgetledger.projection.disclosure.table.Cell;
import dev.budgetledger.projection.disclosure.table.Digits;
import dev.budgetledger.projection.disclosure.table.Table;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.LineAmount;
import dev.budgetledger.projection.entries.Unit;

/**
 * 比上年增减情况: the figures of the explanatory text.
 *
 * <p>Each year's figure is rounded half up to the shown unit first, and then the two are subtracted: a reader who
 * subtracts the printed figures gets the printed change.
 *
 * @param total all money to be spent in the year
 * @param basic 基本支出
 * @param project 项目支出
 * @param threePublic 三公经费
 */
public record YearOverYear(Figure total, Figure basic, Figure project, Figure threePublic) {

    /**
     * One figure of both years, as printed.
     *
     * @param prior absent where the prior year is not known
     * @param change with its sign, but {@code 0.00} or {@code 0} where nothing changed; absent with {@code prior}
     */
    public record Figure(String current, @Nullable String prior, @Nullable String change) {

        static Figure of(BigDecimal current, @Nullable BigDecimal prior, Digits digits) {
            if (prior == null) {
                return new Figure(digits.write(current), null, null);
            }
            return new Figure(
                    digits.write(current), digits.write(prior), digits.writeChange(current.subtract(prior)));
        }
    }

    /**
     * Compares two years.
     *
     * @param prior absent if the budget of the year before was not open
     */
    public static YearOverYear of(BudgetAsOf current, @Nullable BudgetAsOf prior, Templates templates, Unit unit) {
        Template forms = templates.of(current.fiscalYear());
        Digits digits = digits(TableId.REVENUE_AND_EXPENDITURE, forms);
        return new YearOverYear(
                figure(current, prior, _ -> true, unit, digits),
                figure(current, prior, line -> line.kind().isBasic(), unit, digits),
                figure(current, prior, line -> line.kind() == Kind.PROJECT, unit, digits),
                Figure.of(
                        unit.round(threePublic(current, templates)),
                        prior == null || threePublicUnpublished(prior, templates)
                                ? null
                                : unit.round(threePublic(prior, templates)),
                        digits(TableId.THREE_PUBLIC, forms)));
    }

    private static Figure figure(
            BudgetAsOf current, @Nullable BudgetAsOf prior, Predicate<Line> counted, Unit unit, Digits digits) {
        return Figure.of(
                unit.round(sum(current, counted)), prior == null ? null : unit.round(sum(prior, counted)), digits);
    }

    private static Money sum(BudgetAsOf budget, Predicate<Line> counted) {
        return sum(budget.expenditure().stream().filter(line -> counted.test(line.line())).toList());
    }

    private static Money sum(List<LineAmount> lines) {
        return Cell.sum(lines).value();
    }

    private static Money threePublic(BudgetAsOf budget, Templates templates) {
        return sum(threePublicLines(budget, templates));
    }

    /** A year known only in total says nothing of 三公 unless some line has money of it: nothing said is not no money. */
    public static boolean threePublicUnpublished(BudgetAsOf budget, Templates templates) {
        return budget.comparative() && threePublicLines(budget, templates).stream().allMatch(LineAmount::isZero);
    }

    /** Those of the first row of its table, the subtotal of all. */
    private static List<LineAmount> threePublicLines(BudgetAsOf budget, Templates templates) {
        Table table = Disclosure.table(TableId.THREE_PUBLIC, budget, templates.of(budget.fiscalYear()));
        return table.rows().getFirst().cells().get("total") instanceof Cell.Amount all ? all.of() : List.of();
    }

    private static Digits digits(TableId id, Template forms) {
        return Digits.of(forms.table(id).format());
    }
}
