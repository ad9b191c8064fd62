package dev.budgetledger.projection.checks;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.form.ColumnForm;
import dev.budgetledger.contract.form.RowForm;
import dev.budgetledger.contract.form.Selector;
import dev.budgetledger.contract.form.TableForm;
import dev.budgetledger.projection.disclosure.table.TableMaker;

/** A table of a form, by what its rows and columns count. */
final class TablePlan {

    private final int number;
    private final TableForm form;
    private final int fiscalYear;
    private final List<Panel> panels;
    private final List<Cell> fixed;
    private final List<Cell> coded;
    private final Map<Coverage, Cell> byCounts = new HashMap<>();

    private TablePlan(int number, TableForm form, int fiscalYear, List<Panel> panels) {
        this.number = number;
        this.form = form;
        this.fiscalYear = fiscalYear;
        this.panels = List.copyOf(panels);
        fixed = cells(false);
        coded = cells(true);
        fixed.forEach(cell -> byCounts.putIfAbsent(cell.counts(), cell));
    }

    /** 栏. */
    record Panel(List<Row> rows, List<Column> columns) {

        boolean has(ColumnForm column) {
            return columns.stream().anyMatch(each -> each.form().equals(column));
        }

        /** The rows by code, if there are such: a panel has one entry of them. */
        Optional<Row> codes() {
            return rows.stream().filter(Row::isCoded).findFirst();
        }
    }

    /** A row that stands in the form, or all rows by code together. */
    record Row(RowForm form, String label, Coverage counts) {
        boolean isCoded() {
            return form instanceof RowForm.Coded;
        }

        /** Of rows by code: what is printed of the classification, 类 first. */
        List<Integer> levels() {
            return form instanceof RowForm.Coded coded ? coded.levels() : List.of();
        }

        /** Of rows by code: whose codes. */
        Coverage.Part part() {
            return switch (((RowForm.Coded) form).by()) {
                case FUNCTION -> Coverage.Part.FUNCTION;
                case ECONOMIC -> Coverage.Part.ECONOMIC;
                case GOVERNMENT_ECONOMIC -> Coverage.Part.GOVERNMENT_ECONOMIC;
                case PROJECT, UNIT -> throw new IllegalStateException(form.id() + " is of no classification");
            };
        }
    }

    /** A column of money. */
    record Column(ColumnForm.Amount form, String title, Coverage counts) {
        String id() {
            return form.id();
        }

        boolean isOfPriorYear() {
            return counts.isOfPriorYear();
        }

        /** What it counts of a row, which is of either year. */
        Coverage of(Coverage row) {
            return row.with(Coverage.Part.YEAR, counts.of(Coverage.Part.YEAR)).and(counts);
        }
    }

    /** Where a row crosses a column; of rows by code, the column of all of them. */
    record Cell(TablePlan table, int panel, Row row, Column column, Coverage counts) {

        /** As a formula says it, after the name of its table. */
        String words() {
            boolean first = column.equals(table.panels().get(panel).columns().stream().filter(each -> !each.isOfPriorYear()).findFirst().orElse(null));
            return first || row.label().equals(column.title()) ? row.label() : row.label() + " " + column.title();
        }
    }

    /** @param all what everything counts */
    static TablePlan of(int number, TableForm form, int fiscalYear, Coverage all) {
        return new TablePlan(number, form, fiscalYear, form.panels().stream()
                .map(panel -> panel(panel, fiscalYear, all.ofSides(panel.sides(form.of())).and(form.of())))
                .toList());
    }

    private static Panel panel(TableForm.Panel panel, int fiscalYear, Coverage about) {
        return new Panel(rows(panel, fiscalYear, about), columns(panel, fiscalYear, about));
    }

    private static List<Row> rows(TableForm.Panel panel, int fiscalYear, Coverage about) {
        List<RowForm> forms = panel.sections().stream().flatMap(List::stream).toList();
        Map<String, Coverage> counts = new HashMap<>();
        for (RowForm row : forms) {
            switch (row) {
                case RowForm.Fixed fixed -> {
                    if (fixed.sum() == null) {
                        counts.put(fixed.id(), about.and(fixed.of()));
                    }
                }
                case RowForm.Coded coded -> {
                    Row block = new Row(coded, "", about.and(coded.of()));
                    counts.put(coded.id(), isListing(coded) ? nothing(about) : block.counts().and(block.part(), Coverage.CODED));
                }
            }
        }
        return forms.stream()
                .filter(row -> !isListing(row))
                .map(row -> switch (row) {
                    case RowForm.Fixed fixed -> new Row(fixed, inYear(fixed.label(), fiscalYear), counted(fixed.id(), fixed.sum(), counts, about));
                    case RowForm.Coded coded -> new Row(coded, "", counted(coded.id(), null, counts, about));
                })
                .toList();
    }

    /** Rows by project, by unit or under something, of which no coverage tells. */
    private static boolean isListing(RowForm row) {
        return row instanceof RowForm.Coded coded && coded.hasPrefix();
    }

    private static Coverage nothing(Coverage about) {
        return about.with(Coverage.Part.SIDE, Set.of());
    }

    private static List<Column> columns(TableForm.Panel panel, int fiscalYear, Coverage about) {
        List<ColumnForm.Amount> forms = new ArrayList<>();
        Map<String, Coverage> counts = new HashMap<>();
        for (ColumnForm column : panel.columns()) {
            if (column instanceof ColumnForm.Amount amount) {
                forms.add(amount);
                if (amount.sum() == null) {
                    Coverage own = about.and(amount.of());
                    counts.put(amount.id(), amount.year() == null ? own : own.ofPriorYear());
                }
            }
        }
        return forms.stream()
                .map(column -> new Column(column, inYear(column.title(), fiscalYear), counted(column.id(), column.sum(), counts, about)))
                .toList();
    }

    /** A sum of nothing is never filled in, so it counts nothing; neither does one that is no coverage by itself. */
    private static Coverage counted(
            String id, @Nullable List<String> sum, Map<String, Coverage> counts, Coverage about) {
        if (sum == null) {
            return Objects.requireNonNull(counts.get(id), id);
        }
        return (sum.isEmpty() ? Optional.<Coverage>empty()
                        : Coverage.together(sum.stream().map(each -> Objects.requireNonNull(counts.get(each), each)).toList()))
                .orElse(nothing(about));
    }

    private static String inYear(String text, int fiscalYear) {
        return TableMaker.inYear(text, fiscalYear);
    }

    String id() {
        return form.id();
    }

    /** T3. */
    String name() {
        return "T" + number;
    }

    /** Its place in the form, from 1: T1, T2 … */
    int number() {
        return number;
    }

    TableForm form() {
        return form;
    }

    /** A printed text of the form. */
    String inYear(String text) {
        return inYear(text, fiscalYear);
    }

    List<Panel> panels() {
        return panels;
    }

    /** The columns of a panel that hold two others against each other. */
    List<ColumnForm.Change> changes(int panel) {
        return form.panels().get(panel).columns().stream()
                .flatMap(column -> column instanceof ColumnForm.Change change ? Stream.of(change) : Stream.empty())
                .toList();
    }

    /** The cells of the rows that stand in the form, panel after panel. */
    List<Cell> fixedCells() {
        return fixed;
    }

    /** A cell for each column of the rows by code. */
    List<Cell> codedCells() {
        return coded;
    }

    /** The first cell that counts this, of rows that stand in the form. */
    Optional<Cell> find(Coverage counts) {
        return Optional.ofNullable(byCounts.get(counts));
    }

    Cell cell(int panel, Row row, Column column) {
        return new Cell(this, panel, row, column, column.of(row.counts()));
    }

    private List<Cell> cells(boolean byCode) {
        List<Cell> cells = new ArrayList<>();
        for (int i = 0; i < panels.size(); i++) {
            for (Row row : panels.get(i).rows()) {
                for (Column column : panels.get(i).columns()) {
                    if (row.isCoded() == byCode) {
                        cells.add(cell(i, row, column));
                    }
                }
            }
        }
        return cells;
    }

    /** Whether what stands in its columns of codes may be anything. */
    boolean listsProjectsOrUnits(int panel) {
        return form.panels().get(panel).sections().stream().flatMap(List::stream).anyMatch(TablePlan::isListing);
    }

    /** Whether it has income on one side: such a table is balanced by its panels. */
    boolean isBalance() {
        return panels.size() > 1;
    }

    /** Whether a panel is of income. */
    boolean isOfIncome(int panel) {
        return panels.get(panel).rows().stream().allMatch(row -> row.counts().isNothing()
                || row.counts().of(Coverage.Part.SIDE).contains(Selector.Side.CARRIED_OUT.name()));
    }
}
