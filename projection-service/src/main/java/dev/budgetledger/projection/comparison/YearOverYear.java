package dev.budgetledger.projection.comparison;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.Classification;
import dev.budgetledger.contract.Fund;
import dev.budgetledger.contract.Kind;
import dev.budgetledger.contract.Money;
import dev.budgetledger.contract.form.RowForm;
import dev.budgetledger.contract.form.Selector;
import dev.budgetledger.contract.form.TableForm;
import dev.budgetledger.projection.disclosure.TableId;
import dev.budgetledger.projection.disclosure.Template;
import dev.budgetledger.projection.disclosure.Templates;
import dev.budgetledger.projection.disclosure.table.Digits;
import dev.budgetledger.projection.disclosure.table.TableMaker;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.Unit;

/**
 * 比上年增减情况: the figures of the explanatory text.
 *
 * <p>Each year's figure is rounded half up to the shown unit first, and then the two are subtracted: a reader who
 * subtracts the printed figures gets the printed change. What is not known is absent, and a note says why.
 *
 * @param total all money to be spent in the year
 * @param basic 基本支出
 * @param project 项目支出
 * @param threePublic 三公经费
 * @param funds by 资金性质, those that have money in either year
 * @param classes by 支出功能分类 类, those that have money in either year
 * @param items of 三公经费, in the order of its table
 */
public record YearOverYear(
        Figure total,
        Figure basic,
        Figure project,
        Figure threePublic,
        List<Part<Fund>> funds,
        List<Part<String>> classes,
        List<Part<String>> items,
        List<String> notes) {

    private static final Selector ALL = new Selector(null, null, null, null, null, null, null, null);
    private static final Selector BASIC = ofKinds(Kind.PERSONNEL, Kind.OPERATING, Kind.BASIC);
    private static final Selector PROJECT = ofKinds(Kind.PROJECT);

    public YearOverYear {
        funds = List.copyOf(funds);
        classes = List.copyOf(classes);
        items = List.copyOf(items);
        notes = List.copyOf(notes);
    }

    /** A figure of what is named, by a code or the like that stays the same. */
    public record Part<T>(T of, String name, Figure figure) {}

    /**
     * One figure of both years, as printed.
     *
     * @param current absent where the year itself does not say it
     * @param prior absent where the prior year is not known
     * @param change with its sign, but {@code 0.00} or {@code 0} where nothing changed; absent with either year
     * @param percent of the printed prior figure, half up to two places, with the sign of the change; absent where that is zero
     */
    public record Figure(
            @Nullable String current, @Nullable String prior, @Nullable String change, @Nullable String percent) {

        private static final Digits PERCENT = new Digits(2, false, false, "");

        static Figure of(@Nullable BigDecimal current, @Nullable BigDecimal prior, Digits digits) {
            BigDecimal change = current == null || prior == null ? null : current.subtract(prior);
            return new Figure(
                    current == null ? null : digits.write(current),
                    prior == null ? null : digits.write(prior),
                    change == null ? null : digits.writeChange(change),
                    change == null || prior == null || prior.signum() == 0
                            ? null
                            : PERCENT.writeChange(change.movePointRight(2).divide(prior, 2, RoundingMode.HALF_UP)));
        }

        /** Whether the prior year had nothing of it, so that there is no percentage of that. */
        boolean isNew() {
            return change != null && percent == null;
        }
    }

    /** Compares two years of a department, or of the unit whose lines {@code current} has. */
    public static YearOverYear of(BudgetAsOf current, @Nullable BudgetAsOf prior, Templates templates, Unit unit) {
        return of(current, prior, current.ofUnit(), templates, unit);
    }

    /**
     * Compares two years.
     *
     * @param prior of the whole department; absent if the budget of the year before was not open
     * @param ofUnit the code of the unit that is compared, absent for all
     */
    public static YearOverYear of(
            BudgetAsOf current, @Nullable BudgetAsOf prior, @Nullable String ofUnit, Templates templates, Unit unit) {
        BudgetAsOf own = ofUnit == null || current.comparative() ? current : current.ofUnit(ofUnit);
        PublishedYear year = PublishedYear.of(own, ofUnit, prior);
        PublishedYear before = prior == null ? null : PublishedYear.of(prior, ofUnit, current);
        return new Comparing(year, before == null || before.isWithoutUnit() ? null : before, templates.of(current.fiscalYear()), unit)
                .compare(before);
    }

    private static Selector ofKinds(Kind... kinds) {
        return new Selector(null, null, null, EnumSet.of(kinds[0], kinds), null, null, null, null);
    }

    /** @param before absent where there is nothing to compare with */
    private record Comparing(PublishedYear year, @Nullable PublishedYear before, Template forms, Unit unit) {

        /** @param asked the year before, with or without the unit */
        YearOverYear compare(@Nullable PublishedYear asked) {
            Figure total = figure(ALL);
            Figure basic = figure(BASIC);
            Figure project = figure(PROJECT);
            Digits digits = Digits.of(forms.table(TableId.THREE_PUBLIC).format());
            TableForm table = forms.table(TableId.THREE_PUBLIC);
            List<RowForm.Fixed> rows = table.panels().getFirst().sections().stream()
                    .flatMap(List::stream)
                    .flatMap(row -> row instanceof RowForm.Fixed fixed && fixed.of() != null ? Stream.of(fixed) : null)
                    .toList();
            List<Part<String>> items = rows.stream()
                    .map(row -> new Part<>(row.id(), TableMaker.inYear(row.label(), year.budget().fiscalYear()),
                            threePublic(table, rows.getFirst(), row, digits)))
                    .toList();
            List<Part<Fund>> funds = funds();
            List<Part<String>> classes = classes();
            Figure threePublic = items.getFirst().figure();
            List<Part<String>> parts = items.subList(1, items.size());
            return new YearOverYear(total, basic, project, threePublic, funds, classes, parts,
                    YearOverYearNotes.of(year, asked, List.of(total, basic, project, threePublic), funds, classes, parts));
        }

        private Figure figure(Selector of) {
            return figure(year.sum(of), before == null ? null : before.sum(of),
                    Digits.of(forms.table(TableId.REVENUE_AND_EXPENDITURE).format()));
        }

        private Figure figure(@Nullable Money current, @Nullable Money prior, Digits digits) {
            return Figure.of(current == null ? null : unit.round(current), prior == null ? null : unit.round(prior), digits);
        }

        private Figure threePublic(TableForm table, RowForm.Fixed all, RowForm.Fixed item, Digits digits) {
            Selector[] of = {orAll(table.of()), orAll(all.of())};
            return figure(year.ofThreePublic(of).sum(of[0], orAll(item.of())),
                    before == null ? null : before.ofThreePublic(of).sum(of[0], orAll(item.of())), digits);
        }

        private static Selector orAll(@Nullable Selector of) {
            return Objects.requireNonNullElse(of, ALL);
        }

        private List<Part<Fund>> funds() {
            Set<Fund> funds = EnumSet.noneOf(Fund.class);
            for (PublishedYear each : years()) {
                funds.addAll(each.funds());
            }
            return funds.stream()
                    .map(fund -> new Part<>(fund, fund.chinese(),
                            figure(new Selector(null, EnumSet.of(fund), null, null, null, null, null, null))))
                    .toList();
        }

        private List<Part<String>> classes() {
            Set<String> codes = new TreeSet<>();
            for (PublishedYear each : years()) {
                codes.addAll(each.classes());
            }
            return codes.stream()
                    .map(code -> new Part<>(code, nameOf(code),
                            figure(new Selector(null, null, null, null, List.of(code), null, null, null))))
                    .toList();
        }

        /** As it is called this year, or was before. */
        private String nameOf(String code) {
            return years().stream()
                    .map(each -> each.budget().names().of(Classification.Type.FUNCTION, code))
                    .filter(name -> !name.isEmpty())
                    .findFirst()
                    .orElse("");
        }

        private List<PublishedYear> years() {
            List<PublishedYear> years = new ArrayList<>(List.of(year));
            if (before != null) {
                years.add(before);
            }
            return years;
        }
    }
}
