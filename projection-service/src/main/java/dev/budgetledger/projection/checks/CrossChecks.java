package dev.budgetledger.projection.checks;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import dev.budgetledger.contract.Fund;
import dev.budgetledger.contract.form.Selector.Side;
import dev.budgetledger.projection.checks.Checks.CheckList;
import dev.budgetledger.projection.checks.PrintedTable.PrintedRow;
import dev.budgetledger.projection.checks.Result.Verdict;

import static dev.budgetledger.projection.checks.Coverage.Part.FUND;
import static dev.budgetledger.projection.checks.Coverage.Part.KIND;
import static dev.budgetledger.projection.checks.Coverage.Part.ORIGIN;
import static dev.budgetledger.projection.checks.Coverage.Part.SIDE;

/** What two tables, or two sides of one, say of the same money: where the same is counted, the same must be printed. */
final class CrossChecks {

    private static final List<String> LEVELS = List.of("class", "group", "item");
    private static final Set<String> GENERAL = Set.of(Fund.GENERAL_PUBLIC.name());

    private final FormPlan form;
    private final CheckList checks;

    private CrossChecks(FormPlan form, CheckList checks) {
        this.form = form;
        this.checks = checks;
    }

    static void of(FormPlan form, CheckList checks) {
        CrossChecks cross = new CrossChecks(form, checks);
        form.tables().forEach(cross::totals);
        for (TablePlan later : form.tables()) {
            for (TablePlan earlier : form.tables().subList(0, later.number() - 1)) {
                cross.sameCells(earlier, later);
                cross.sameCodes(earlier, later);
                cross.carriedOut(earlier, later);
                cross.onlyGeneral(earlier, later);
            }
        }
    }

    /** 收入总计 = 支出总计: the same money on both sides of a table. */
    private void totals(TablePlan table) {
        List<TablePlan.Cell> cells = counting(table.fixedCells());
        for (TablePlan.Cell left : cells) {
            cells.stream()
                    .filter(right -> right.panel() > left.panel() && right.counts().equals(left.counts()))
                    .forEach(right -> checks.hard(table.name() + "-total" + left.counts().ofYear(), table.name() + " " + left.words() + " = " + right.words(),
                            "the two totals are equal", printed -> Finding.equal(printed.side(left), printed.side(right))));
        }
    }

    private void sameCells(TablePlan earlier, TablePlan later) {
        Set<Coverage> seen = new HashSet<>();
        for (TablePlan.Cell cell : counting(later.fixedCells())) {
            if (seen.add(cell.counts())) {
                earlier.find(cell.counts()).ifPresent(same -> checks.hard(
                        later.name() + "-" + earlier.name() + "-" + suffix(cell.counts()),
                        formula(cell, same), "both tables show the same money",
                        printed -> Finding.equal(printed.across(cell), printed.across(same))));
            }
        }
    }

    /** Each code has the same money in both tables; the balance tells a 类 by its words. */
    private void sameCodes(TablePlan earlier, TablePlan later) {
        for (TablePlan.Cell one : counting(earlier.codedCells())) {
            for (TablePlan.Cell other : counting(later.codedCells())) {
                if (one.counts().equals(other.counts())) {
                    one.row().levels().stream().filter(other.row().levels()::contains).forEach(level -> checks.hard(
                            earlier.name() + "-" + later.name() + "-" + LEVELS.get(level - 1) + one.counts().ofYear(),
                            earlier.name() + " " + one.column().title() + " = " + later.name() + " " + other.column().title(),
                            "each " + LEVELS.get(level - 1) + " is the same in both tables",
                            printed -> sameCodes(printed, one, other, level)));
                }
            }
        }
    }

    private static Finding sameCodes(PrintedTables printed, TablePlan.Cell one, TablePlan.Cell other, int level) {
        Optional<PrintedTable> left = printed.find(one.table());
        Optional<PrintedTable> right = printed.find(other.table());
        if (left.isEmpty() || right.isEmpty()) {
            return new Finding.Unmet((left.isEmpty() ? one : other).table().id() + " is not there");
        }
        TreeSet<String> codes = new TreeSet<>(left.get().parents(one.panel(), level, level));
        codes.addAll(right.get().parents(other.panel(), level, level));
        return Finding.of(
                codes.stream()
                        .map(code -> Equation.equal(
                                ofCode(left.get(), one, level, code), ofCode(right.get(), other, level, code)))
                        .toList(),
                "neither table has rows of this level");
    }

    /** A row that is not there is zero, unless it may be one whose words are not understood, or the table has none of its level. */
    private static EquationSide ofCode(PrintedTable table, TablePlan.Cell cell, int level, String code) {
        List<PrintedRow> rows = table.coded(cell.panel(), level, code);
        List<PrintedRow> unknown = table.unknown(cell.panel());
        if (rows.isEmpty() && !unknown.isEmpty()) {
            return EquationSide.missing(table.notUnderstood(unknown.getFirst()));
        }
        return rows.isEmpty() && table.coded(cell.panel(), level, "").isEmpty() && !table.isEmpty()
                ? EquationSide.missing(table.lacks(level))
                : table.sum(rows, cell);
    }

    /** Income is expenditure and what was carried out, where no cell shows the two together. */
    private void carriedOut(TablePlan earlier, TablePlan later) {
        for (TablePlan.Cell spent : firstOfEach(later)) {
            if (!spent.counts().of(SIDE).equals(Set.of(Side.EXPENDITURE.name())) || earlier.find(spent.counts()).isPresent()) {
                continue;
            }
            Coverage carried = spent.counts().with(SIDE, Set.of(Side.CARRIED_OUT.name()));
            Coverage all = spent.counts().with(SIDE, Set.of(Side.EXPENDITURE.name(), Side.CARRIED_OUT.name()));
            Optional<TablePlan.Cell> given = earlier.find(all);
            Optional<TablePlan.Cell> own = earlier.find(carried);
            Optional<TablePlan.Cell> out = own.or(() -> form.fixed(carried));
            if (given.isPresent() && out.isPresent()) {
                String names = own.isPresent() ? later.name() + "-" + earlier.name() : earlier.name() + "-" + later.name();
                checks.hard(names + "-" + suffix(all),
                        formula(given.get(), spent) + " + " + out.get().table().name() + " " + out.get().words(),
                        "income is expenditure and what was carried out",
                        printed -> Finding.equal(printed.across(given.get()), printed.across(spent).plus(printed.across(out.get()))));
            }
        }
    }

    /** 支出总表 = 一般公共预算支出表 row by row, where there is no other money. */
    private void onlyGeneral(TablePlan earlier, TablePlan later) {
        if (earlier.isBalance() || later.isBalance()) {
            return;
        }
        for (TablePlan.Cell some : counting(later.codedCells())) {
            for (TablePlan.Cell all : counting(earlier.codedCells())) {
                if (!some.counts().isOfPriorYear() && some.counts().of(FUND).equals(GENERAL) && all.counts().of(FUND).size() == Fund.values().length
                        && some.counts().isLike(all.counts(), FUND) && some.row().levels().equals(all.row().levels())) {
                    checks.conditional(later.name() + "-" + earlier.name() + "-only-general",
                            "只有一般公共预算拨款时: " + later.name() + " = " + earlier.name(),
                            "without other money, 一般公共预算 is all expenditure, row by row",
                            printed -> hasOtherIncome(printed)
                                    ? new Finding.Unmet("there is, or may be, other income than 一般公共预算拨款收入")
                                    : rowByRow(printed, some, all));
                }
            }
        }
    }

    private static Finding rowByRow(PrintedTables printed, TablePlan.Cell some, TablePlan.Cell all) {
        Optional<PrintedTable> left = printed.find(some.table());
        Optional<PrintedTable> right = printed.find(all.table());
        if (left.isEmpty() || right.isEmpty()) {
            return new Finding.Unmet((left.isEmpty() ? some : all).table().id() + " is not there");
        }
        Set<String> keys = new TreeSet<>();
        left.get().rows().forEach(row -> keys.add(row.key()));
        right.get().rows().forEach(row -> keys.add(row.key()));
        keys.remove("");
        return Finding.of(
                keys.stream()
                        .map(key -> Equation.equal(ofKey(left.get(), key, some), ofKey(right.get(), key, all)))
                        .toList(),
                "both tables are empty");
    }

    private static EquationSide ofKey(PrintedTable table, String key, TablePlan.Cell cell) {
        return table.sum(table.rows().stream().filter(row -> row.key().equals(key)).toList(), cell);
    }

    /** Unless all income is shown, and all of it is of 一般公共预算. */
    private boolean hasOtherIncome(PrintedTables printed) {
        Coverage all = form.all();
        List<TablePlan.Cell> cells = form.fixedCells()
                .filter(cell -> !cell.counts().isNothing() && printed.find(cell.table()).isPresent())
                .filter(cell -> all.isLike(cell.counts().with(ORIGIN, all.of(ORIGIN)), FUND))
                .toList();
        boolean shown = cells.stream()
                .anyMatch(cell -> !cell.counts().of(FUND).containsAll(GENERAL) && !printed.side(cell).isZero());
        if (shown) {
            return true;
        }
        Coverage general = all.with(FUND, GENERAL);
        EquationSide whole = printed(all, cells, printed);
        EquationSide byOrigin = EquationSide.sum(all.of(ORIGIN).stream()
                .map(origin -> printed(general.with(ORIGIN, Set.of(origin)), cells, printed))
                .toList());
        return Equation.equal(whole, byOrigin.missing() == null ? byOrigin : printed(general, cells, printed)).verdict().compareTo(Verdict.ROUNDING) > 0;
    }

    private static EquationSide printed(Coverage counts, List<TablePlan.Cell> cells, PrintedTables printed) {
        return cells.stream()
                .filter(cell -> cell.counts().equals(counts))
                .findFirst()
                .map(printed::across)
                .orElse(EquationSide.missing("not shown"));
    }

    private static List<TablePlan.Cell> counting(List<TablePlan.Cell> cells) {
        return cells.stream().filter(cell -> !cell.counts().isNothing()).toList();
    }

    private static List<TablePlan.Cell> firstOfEach(TablePlan table) {
        Set<Coverage> seen = new HashSet<>();
        return counting(table.fixedCells()).stream().filter(cell -> seen.add(cell.counts())).toList();
    }

    private static String formula(TablePlan.Cell one, TablePlan.Cell other) {
        return one.table().name() + " " + one.words() + " = " + other.table().name() + " " + other.words();
    }

    /** Whose money it is: of basic expenditure, of some funds, or all; and of which year. */
    private static String suffix(Coverage counts) {
        Set<String> kinds = counts.of(KIND);
        String money = kinds.equals(Coverage.BASIC) ? "basic"
                : kinds.size() == 1 ? kinds.iterator().next().toLowerCase(Locale.ROOT)
                : counts.of(FUND).size() < Fund.values().length ? "fund" : "total";
        return money + counts.ofYear();
    }
}
