package dev.budgetledger.projection.checks;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import dev.budgetledger.contract.Fund;
import dev.budgetledger.contract.Kind;
import dev.budgetledger.contract.form.ColumnForm;
import dev.budgetledger.contract.form.Selector.Side;
import dev.budgetledger.projection.checks.Checks.CheckList;
import dev.budgetledger.projection.checks.Equation.Relation;
import dev.budgetledger.projection.checks.EquationSide.Term;
import dev.budgetledger.projection.checks.Result.Verdict;

/** What the explanatory text says: of the tables, and of itself. */
final class StatementChecks {

    private static final BigDecimal TWO = BigDecimal.valueOf(2);

    /** Figures that are the sum of others. */
    private static final Map<String, List<String>> SUMS = Map.of(
            "total", List.of("basic", "project"),
            "fiscal-appropriation", List.of("fund.GENERAL_PUBLIC", "fund.GOVERNMENT_FUND", "fund.STATE_CAPITAL"),
            "three-public", List.of("three-public.abroad", "three-public.vehicles", "three-public.reception"),
            "three-public.vehicles", List.of("three-public.purchase", "three-public.running"),
            "procurement", List.of("procurement.goods", "procurement.works", "procurement.services"));

    private final FormPlan form;

    private StatementChecks(FormPlan form) {
        this.form = form;
    }

    static void of(FormPlan form, CheckList checks) {
        StatementChecks stated = new StatementChecks(form);
        checks.hard("YOY-parts", "增减合计 = 基本支出增减 + 项目支出增减",
                "the change on the prior year is that of basic and of project expenditure", stated::changes);
        stated.operating().ifPresent(cell -> checks.conditional(cell.table().name() + "-operating-cost",
                "行政单位: 机关运行经费 = " + cell.table().name() + " " + cell.words(),
                "the operating cost that an administrative unit states is 公用经费", printed -> operatingCost(printed, cell)));
        checks.hard("S-tables", "情况说明 = 公开表", "a figure of the text is that of the tables", stated::ofTables);
        checks.hard("S-change", "上年 + 增减 = 本年", "a figure is that of the prior year and its change", stated::change);
        checks.hard("S-percent", "增减 = 上年 × 增减百分比", "a change is its percentage of the prior year", stated::percent);
        checks.hard("S-parts", "合计 = 各项之和", "a figure is the sum of those that it is made of", stated::parts);
    }

    private Finding changes(PrintedTables printed) {
        if (!printed.rare().isEmpty()) {
            return new Finding.Unmet("there is other expenditure than basic and project");
        }
        Statements stated = printed.statements();
        return Finding.equal(stated.side(Statements.CHANGES.getFirst()), stated.sum(Statements.CHANGES.subList(1, 3)));
    }

    /** 公用经费 of 一般公共预算. */
    private Optional<TablePlan.Cell> operating() {
        Coverage operating = form.all().with(Coverage.Part.SIDE, Set.of(Side.EXPENDITURE.name()))
                .with(Coverage.Part.FUND, Set.of(Fund.GENERAL_PUBLIC.name()))
                .with(Coverage.Part.KIND, Set.of(Kind.OPERATING.name()));
        return form.fixedCells()
                .filter(cell -> cell.counts().equals(operating) && !isOfNatures(cell))
                .findFirst();
    }

    private static boolean isOfNatures(TablePlan.Cell cell) {
        ColumnForm.Amount column = cell.column().form();
        return column.of() != null && column.of().natures() != null;
    }

    private static Finding operatingCost(PrintedTables printed, TablePlan.Cell operating) {
        EquationSide stated = printed.statements().side(Statements.OPERATING);
        EquationSide whole = printed.across(operating);
        if (stated.missing() != null || whole.missing() != null) {
            return Finding.equal(stated, whole);
        }
        UnitNature nature = printed.nature();
        if (nature == UnitNature.INSTITUTION) {
            return new Finding.Unmet("only administrative units 行政单位 and such that are managed as they are 参公 have 机关运行经费");
        }
        if (nature != null) {
            return Finding.equal(besides(stated, whole), whole);
        }
        Equation atMost = new Equation(besides(stated, whole), Relation.AT_MOST, whole);
        return atMost.verdict() == Verdict.FAIL
                ? new Finding.Compared(List.of(atMost))
                : new Finding.Unmet("nature does not say whether all of this is of administrative units 行政单位 or 参公");
    }

    private Finding ofTables(PrintedTables printed) {
        List<Equation> equations = new ArrayList<>();
        printed.statements().figures().forEach((key, said) -> said.forEach(term -> {
            EquationSide stated = EquationSide.of(List.of(term));
            List<Equation> possible = shown(key, printed).stream()
                    .filter(side -> side.missing() == null)
                    .map(side -> Equation.equal(besides(stated, side), side))
                    .toList();
            possible.stream()
                    .filter(each -> each.verdict().compareTo(Verdict.ROUNDING) <= 0)
                    .findFirst()
                    .or(() -> possible.stream().findFirst())
                    .ifPresent(equations::add);
        }));
        return Finding.of(equations, "no figure that a table shows: " + printed.statements().whyAbsent());
    }

    /** What the tables show of a figure of this year, or of the year before. */
    private List<EquationSide> shown(String key, PrintedTables printed) {
        if (key.startsWith(Statements.PRIOR)) {
            String subject = key.substring(Statements.PRIOR.length());
            // A total may be of income or of expenditure, which differ where money was carried.
            boolean eitherSide = StatementKeys.of(subject, form.all()).stream().flatMap(List::stream)
                    .anyMatch(counts -> counts.of(Coverage.Part.SIDE).size() > 1);
            return eitherSide ? List.of() : shown(subject, form.all().ofPriorYear(), printed);
        }
        if (!StatementKeys.isCurrent(key)) {
            return List.of();
        }
        List<EquationSide> sides = new ArrayList<>();
        named(key).filter(cell -> printed.find(cell.table()).isPresent()).map(printed::across).ifPresent(sides::add);
        sides.addAll(shown(key, form.all(), printed));
        if (key.equals(StatementKeys.OTHER_INCOME)) {
            otherIncome().filter(cell -> printed.find(cell.table()).isPresent()).map(printed::across).ifPresent(sides::add);
        }
        return sides;
    }

    /** 其他收入, which is whatever the columns or rows of a form have no own for. */
    private Optional<TablePlan.Cell> otherIncome() {
        return form.fixedCells()
                .filter(cell -> cell.counts().of(Coverage.Part.FUND).contains(Fund.OTHER.name())
                        && cell.counts().isLike(form.all(), Coverage.Part.FUND)
                        && cell.counts().of(Coverage.Part.FUND).stream().map(Fund::valueOf).noneMatch(Fund::isFiscalAppropriation))
                .reduce((one, other) -> one.counts().contains(other.counts()) ? other : one);
    }

    /** @param all of which year */
    private List<EquationSide> shown(String key, Coverage all, PrintedTables printed) {
        List<EquationSide> sides = new ArrayList<>();
        for (List<Coverage> together : StatementKeys.of(key, all)) {
            List<EquationSide> each = together.stream().flatMap(counts -> shown(counts, printed).stream()).toList();
            if (!each.isEmpty()) {
                sides.add(EquationSide.sum(each));
            }
        }
        return sides;
    }

    /** A cell that is called as the figure is: of “三公”经费 in one row, and of 机关运行经费 where a column is of natures. */
    private Optional<TablePlan.Cell> named(String key) {
        String item = key.equals(StatementKeys.THREE_PUBLIC) ? "total" : key.replace(StatementKeys.THREE_PUBLIC + ".", "");
        return form.fixedCells()
                .filter(cell -> key.equals(Statements.OPERATING)
                        ? isOfNatures(cell)
                        : key.startsWith(StatementKeys.THREE_PUBLIC) && cell.table().id().equals(StatementKeys.THREE_PUBLIC)
                                && isOneRow(cell.table()) && cell.column().id().equals(item))
                .findFirst();
    }

    private static boolean isOneRow(TablePlan table) {
        return table.panels().size() == 1 && table.panels().getFirst().rows().size() == 1;
    }

    private Optional<EquationSide> shown(Coverage counts, PrintedTables printed) {
        Set<String> functions = counts.of(Coverage.Part.FUNCTION);
        Stream<EquationSide> found = functions.size() > 1
                ? form.fixedCells().filter(cell -> cell.counts().equals(counts) && printed.find(cell.table()).isPresent()).map(printed::across)
                : ofCode(counts, functions.iterator().next(), printed);
        return found.findFirst();
    }

    private Stream<EquationSide> ofCode(Coverage counts, String code, PrintedTables printed) {
        int level = (code.length() - 1) / 2;
        return form.codedCells()
                .filter(cell -> cell.counts().equals(counts.with(Coverage.Part.FUNCTION, Coverage.CODED)) && cell.row().levels().contains(level))
                .flatMap(cell -> printed.find(cell.table())
                        .filter(table -> table.unknown(cell.panel()).isEmpty() && !table.isEmpty())
                        .map(table -> table.sum(table.coded(cell.panel(), level, code), cell)).stream());
    }

    /** Beside a figure with the same last place, one that is rounded as that is; beside a finer one, it may have been cut off. */
    private static EquationSide besides(EquationSide stated, EquationSide shown) {
        return shown.error().compareTo(stated.error().divide(TWO)) >= 0 ? stated.withErrors(each -> each.divide(TWO)) : stated;
    }

    /** A figure that is said again is the same. */
    static List<Equation> saidTwice(Statements stated) {
        List<Equation> equations = new ArrayList<>();
        for (List<Term> said : stated.figures().values()) {
            EquationSide first = EquationSide.of(said.subList(0, 1));
            for (Term again : said.subList(1, said.size())) {
                EquationSide second = EquationSide.of(List.of(again));
                boolean alike = first.error().compareTo(second.error()) == 0;
                equations.add(alike
                        ? Equation.equal(first.withErrors(_ -> BigDecimal.ZERO), second.withErrors(_ -> BigDecimal.ZERO))
                        : Equation.equal(first, second));
            }
        }
        return equations;
    }

    private Finding change(PrintedTables printed) {
        Statements stated = printed.statements();
        List<Equation> equations = new ArrayList<>();
        for (String key : stated.figures().keySet()) {
            if (key.startsWith(Statements.CHANGE_OF)) {
                String subject = key.substring(Statements.CHANGE_OF.length());
                EquationSide prior = current(Statements.PRIOR + subject, printed);
                EquationSide current = current(subject, printed);
                if (prior.missing() == null && current.missing() == null) {
                    equations.add(Equation.equal(prior.plus(stated.side(key)), current));
                }
            }
        }
        return Finding.of(equations, "no figure with its prior year and its change: " + stated.whyAbsent());
    }

    /** As it is stated, or else as a table shows it. */
    private EquationSide current(String subject, PrintedTables printed) {
        EquationSide stated = printed.statements().side(subject);
        return stated.missing() == null ? stated : shown(subject, printed).stream().findFirst().orElse(stated);
    }

    private Finding percent(PrintedTables printed) {
        List<Equation> equations = new ArrayList<>();
        printed.statements().percents().forEach((subject, said) -> {
            EquationSide change = printed.statements().side(Statements.CHANGE_OF + subject);
            EquationSide prior = current(Statements.PRIOR + subject, printed);
            EquationSide current = current(subject, printed);
            EquationSide changed = change.missing() == null ? change : current.plus(prior.negated());
            EquationSide before = prior.missing() == null ? prior : current.plus(change.negated());
            // Of nothing there is no percentage, though some print 100.
            if (changed.missing() == null && before.missing() == null && before.sum().signum() != 0) {
                said.forEach(percent -> equations.add(Equation.equal(changed,
                        percent.of(before, "statements", StatementKeys.PERCENT_OF + subject, ""))));
            }
        });
        return Finding.of(equations, "no percentage with two of the figures that it is of: " + printed.statements().whyAbsent());
    }

    private Finding parts(PrintedTables printed) {
        Statements stated = printed.statements();
        List<Equation> equations = new ArrayList<>();
        for (String year : List.of("", Statements.PRIOR, Statements.CHANGE_OF)) {
            SUMS.forEach((whole, parts) -> {
                List<List<String>> said = parts.stream().map(part -> said(year, part, stated)).filter(keys -> !keys.isEmpty()).toList();
                // A change of the total has a check of its own.
                boolean kinds = whole.equals("total") && (year.equals(Statements.CHANGE_OF) || !printed.rare().isEmpty());
                boolean complete = said.size() == parts.size();
                boolean changes = year.equals(Statements.CHANGE_OF);
                // A part of whose change nothing is said may have had anything the year before; one that has nothing now, no less.
                boolean bounded = !changes || parts.stream()
                        .allMatch(part -> !said(year, part, stated).isEmpty() || isNothing(current(part, printed)));
                if (stated.has(year + whole) && !said.isEmpty() && !kinds && (complete || bounded)) {
                    equations.add(new Equation(stated.side(year + whole),
                            complete ? Relation.EQUAL : changes ? Relation.AT_MOST : Relation.AT_LEAST,
                            stated.sum(said.stream().flatMap(List::stream).toList())));
                }
            });
        }
        return Finding.of(equations, "no figure with its parts: " + stated.whyAbsent());
    }

    private static boolean isNothing(EquationSide side) {
        return side.isPrinted() && side.isZero();
    }

    /** A figure, or else all of its own parts; nothing where neither is said. */
    private static List<String> said(String year, String key, Statements stated) {
        List<String> parts = SUMS.getOrDefault(key, List.of()).stream().map(part -> year + part).toList();
        return stated.has(year + key) ? List.of(year + key)
                : !parts.isEmpty() && parts.stream().allMatch(stated::has) ? parts : List.of();
    }
}
