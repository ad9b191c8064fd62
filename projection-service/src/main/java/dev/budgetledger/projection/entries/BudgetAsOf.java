package dev.budgetledger.projection.entries;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongConsumer;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Department;
import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.Money;

/**
 * 部门预算 at an as-of point: everything a table is made of.
 *
 * @param comparative true where only part of the year was published (上年对比数): lines may lack codes and splits
 * @param jurisdiction 行政区划代码 of the place whose forms its tables have; absent: it is of no place that is known
 * @param ofUnit 单位: the code of the one unit of which it has the lines; absent: those of the whole department
 * @param lines every line that has money or was allocated some, or from which some was carried out, in no order
 * @param sums of every line that was ever posted to, up to the position of the point
 * @param proposed 提请: ids of the proposals whose entries are among them as if they had been posted; absent: it is what was posted
 */
public record BudgetAsOf(
        Department department,
        int fiscalYear,
        boolean comparative,
        @Nullable String jurisdiction,
        @Nullable String ofUnit,
        AsOf asOf,
        Basis basis,
        List<LineBalance> lines,
        List<LineSums> sums,
        ClassificationNames names,
        @Nullable List<String> proposed) {

    public BudgetAsOf {
        lines = List.copyOf(lines);
        sums = List.copyOf(sums);
        proposed = proposed == null ? null : List.copyOf(proposed);
    }

    /** One of the whole department, of no place that is known. */
    public BudgetAsOf(
            Department department,
            int fiscalYear,
            boolean comparative,
            AsOf asOf,
            Basis basis,
            List<LineBalance> lines,
            List<LineSums> sums,
            ClassificationNames names) {
        this(department, fiscalYear, comparative, null, null, asOf, basis, lines, sums, names, null);
    }

    /** One whose lines are what sums add up to at the point. */
    public static BudgetAsOf of(
            Department department,
            int fiscalYear,
            boolean comparative,
            AsOf asOf,
            Basis basis,
            List<LineSums> sums,
            ClassificationNames names) {
        List<LineBalance> lines = sums.stream()
                .map(line -> line.balance(asOf.effectiveOn(), basis))
                .filter(line -> !line.isEmpty() || !line.approved().isZero())
                .toList();
        return new BudgetAsOf(department, fiscalYear, comparative, asOf, basis, lines, sums, names);
    }

    /** The same budget, of whose point more is known. */
    public BudgetAsOf at(AsOf point) {
        return new BudgetAsOf(department, fiscalYear, comparative, jurisdiction, ofUnit, point, basis, lines, sums, names, proposed);
    }

    /** The same budget, whose tables have the forms of a place. */
    public BudgetAsOf inFormsOf(@Nullable String place) {
        return new BudgetAsOf(department, fiscalYear, comparative, place, ofUnit, asOf, basis, lines, sums, names, proposed);
    }

    /**
     * The same budget, as if proposals had been posted.
     *
     * @param entries what their entries add up to, line by line
     * @param proposals their ids
     */
    BudgetAsOf including(Collection<LineSums> entries, List<String> proposals) {
        Map<Line, LineSums> all = new LinkedHashMap<>();
        sums.forEach(each -> all.put(each.line(), each));
        entries.forEach(each -> all.merge(each.line(), each, LineSums::plus));
        BudgetAsOf with = of(department, fiscalYear, comparative, asOf, basis, List.copyOf(all.values()), names);
        return new BudgetAsOf(
                department, fiscalYear, comparative, jurisdiction, ofUnit, asOf, basis, with.lines, with.sums, names, proposals);
    }

    /** The days on which it becomes another, in order, as far as it is known: those of entries that do not cancel. */
    public NavigableSet<LocalDate> days() {
        NavigableSet<LocalDate> days = new TreeSet<>();
        LocalDate newYear = LocalDate.ofYearDay(fiscalYear, 1);
        long first = newYear.toEpochDay();
        BitSet ofYear = new BitSet(); // nearly all are, and most of them of very many sums
        LongConsumer add = day -> {
            if (day >= first && day - first < newYear.lengthOfYear()) {
                ofYear.set((int) (day - first));
            } else {
                days.add(LocalDate.ofEpochDay(day));
            }
        };
        sums.forEach(line -> line.parts().forEach(part -> part.eachDay(add)));
        ofYear.stream().mapToObj(newYear::plusDays).forEach(days::add);
        return days;
    }

    public BudgetId id() {
        return new BudgetId(department.code(), fiscalYear);
    }

    /** 收入: what the lines were given, whether it is still here or was carried out. */
    public List<LineAmount> income() {
        return amounts(Side.INCOME);
    }

    /** 支出: what the lines are to spend this year, without what was carried out. */
    public List<LineAmount> expenditure() {
        return amounts(Side.EXPENDITURE);
    }

    /** 年终结转结余: what was carried out of the lines. */
    public List<LineAmount> carriedOut() {
        return amounts(Side.CARRIED_OUT);
    }

    /** 年初预算数: what the lines were allocated. */
    public List<LineAmount> approved() {
        return amounts(Side.APPROVED);
    }

    /** This budget with no other lines than these. */
    public BudgetAsOf only(Predicate<Line> wanted) {
        return new BudgetAsOf(
                department,
                fiscalYear,
                comparative,
                jurisdiction,
                ofUnit,
                asOf,
                basis,
                lines.stream().filter(each -> wanted.test(each.line())).toList(),
                sums.stream().filter(each -> wanted.test(each.line())).toList(),
                names,
                proposed);
    }

    /** 单位预算: this budget with the lines of one of its units only. */
    public BudgetAsOf ofUnit(String code) {
        BudgetAsOf of = only(line -> code.equals(line.unit()));
        return new BudgetAsOf(department, fiscalYear, comparative, jurisdiction, code, asOf, basis, of.lines, of.sums, names, proposed);
    }

    /** Whether it has lines at all: they were posted to by the position, for whatever day, and may have nothing now. */
    public boolean hasLines() {
        return !lines.isEmpty() || sums.stream().anyMatch(each -> each.entries() > 0);
    }

    /**
     * This budget with every line that was ever posted to, those that have nothing too. Its tables stay the same, but a cell
     * then names also the lines whose entries cancel.
     */
    public BudgetAsOf includingEveryLine() {
        Set<Line> missing = new HashSet<>();
        sums.forEach(each -> missing.add(each.line()));
        lines.forEach(each -> missing.remove(each.line()));
        List<LineBalance> all = new ArrayList<>(lines);
        missing.forEach(line -> all.add(new LineBalance(line, Money.ZERO, Money.ZERO, Money.ZERO, Money.ZERO)));
        return with(all);
    }

    /** This budget as if its lines had only this part of their money; a line that has none of it stays. */
    public BudgetAsOf showing(Amounts amounts) {
        return with(lines.stream().map(each -> each.showing(amounts)).toList());
    }

    private BudgetAsOf with(List<LineBalance> others) {
        return new BudgetAsOf(department, fiscalYear, comparative, jurisdiction, ofUnit, asOf, basis, others, sums, names, proposed);
    }

    private List<LineAmount> amounts(Side side) {
        return lines.stream().map(each -> new LineAmount(each.line(), side, side.of(each))).toList();
    }
}
