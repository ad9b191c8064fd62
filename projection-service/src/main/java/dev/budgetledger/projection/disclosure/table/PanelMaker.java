package dev.budgetledger.projection.disclosure.table;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.Money;
import dev.budgetledger.contract.form.ColumnForm;
import dev.budgetledger.contract.form.RowForm;
import dev.budgetledger.contract.form.TableForm;

/** Makes the rows of a panel. */
final class PanelMaker {

    private final TableForm.Panel panel;
    private final boolean ofRounded;
    private final boolean codeIsShown;
    private final TableYear current;
    private final @Nullable TableYear prior;
    private final Set<String> unknown;
    private final Map<String, Long> bits = new HashMap<>();
    private final Map<String, Counted> counted = new HashMap<>();
    private final Map<String, CodedRows> coded = new HashMap<>();

    /** @param prior the year before, absent if nothing is known of it */
    PanelMaker(TableForm table, TableForm.Panel panel, TableYear current, @Nullable TableYear prior) {
        this.panel = panel;
        this.current = current;
        this.prior = panel.comparesYears() ? prior : null;
        unknown = prior != null || !panel.comparesYears() ? Set.of() : panel.columns().stream()
                .filter(column -> column instanceof ColumnForm.Amount amount && panel.yearOf(amount) != null)
                .map(ColumnForm::id)
                .collect(Collectors.toUnmodifiableSet());
        PanelAmounts selected = new PanelAmounts(table.of(), panel, current, this.prior);
        ofRounded = table.totals() == TableForm.Totals.OF_ROUNDED;
        codeIsShown = panel.columns().stream()
                .anyMatch(column -> column instanceof ColumnForm.Words words && words.text() == ColumnForm.Text.CODE);
        for (int i = 0; i < panel.columns().size(); i++) {
            bits.put(panel.columns().get(i).id(), 1L << i);
        }
        // All are counted first: a sum may stand above its parts.
        panel.sections().forEach(rows -> rows.forEach(row -> count(row, selected)));
    }

    private void count(RowForm row, PanelAmounts selected) {
        switch (row) {
            case RowForm.Fixed fixed -> {
                if (fixed.sum() == null) {
                    counted.put(fixed.id(), Counted.item(selected.of(fixed.of())));
                }
            }
            case RowForm.Coded codes -> {
                CodedRows rows = new CodedRows(codes, selected.of(codes.of()), this::name, ofRounded);
                coded.put(codes.id(), rows);
                counted.put(codes.id(), rows.all());
            }
        }
    }

    /** As this year calls it, or else the year before. */
    private String name(RowForm.By by, String code) {
        String name = current.name(by, code);
        return name.isEmpty() && prior != null ? prior.name(by, code) : name;
    }

    /** Whether a row that is not there may have money of a year all the same. */
    boolean isPartial(TableYear year) {
        return coded.values().stream().anyMatch(rows -> rows.isPartial(year));
    }

    /** The cells of its rows by column id, a list for each section. */
    List<List<Map<String, Cell>>> sections() {
        return panel.sections().stream().map(this::rows).toList();
    }

    private List<Map<String, Cell>> rows(List<RowForm> section) {
        List<Map<String, Cell>> rows = new ArrayList<>();
        for (RowForm row : section) {
            switch (row) {
                case RowForm.Fixed fixed -> {
                    Counted of = counted(fixed);
                    if (fixed.when() == RowForm.Fixed.When.ALWAYS || of.hasMoney()) {
                        rows.add(cells(_ -> "", inYear(fixed.label()), fixed.id(), of));
                    }
                }
                case RowForm.Coded codes -> named(coded, codes.id()).rows().forEach(each ->
                        rows.add(cells(level -> code(each, level), label(each), each.identity(), each.of())));
            }
        }
        return rows;
    }

    private Counted counted(RowForm.Fixed row) {
        List<String> sum = row.sum();
        return sum == null
                ? named(counted, row.id())
                : Counted.together(sum.stream().map(id -> named(counted, id)).toList());
    }

    /** As much of its code as a column has; what others are under has no level of theirs. */
    private static String code(CodedRows.CodedRow row, @Nullable Integer level) {
        return row.above() && level != null ? "" : Codes.digits(row.code(), level);
    }

    /** What has no name is called by its code, unless that stands beside it. */
    private String label(CodedRows.CodedRow row) {
        return row.number() + (row.label().isEmpty() && !codeIsShown
                ? row.code()
                : inYear(row.label()));
    }

    private String inYear(String text) {
        return TableMaker.inYear(text, current.budget().fiscalYear());
    }

    /** @param code as much of it as a column has, of a level or, for none, all */
    private Map<String, Cell> cells(Function<@Nullable Integer, String> code, String label, String identity, Counted of) {
        Map<String, Cell> cells = new HashMap<>();
        for (ColumnForm column : panel.columns()) {
            cells.put(column.id(), switch (column) {
                case ColumnForm.Words words -> new Cell.Text(
                        words.text() == ColumnForm.Text.LABEL ? label : code.apply(words.level()), identity);
                case ColumnForm.Amount amount -> unknown.contains(amount.id())
                        ? new Cell.Unknown()
                        : amount(amount.id(), amount.sum(), of);
                case ColumnForm.Change _ -> new Cell.Unknown(); // until both are there that it is of
            });
        }
        for (ColumnForm column : panel.columns()) {
            if (column instanceof ColumnForm.Change change) {
                cells.put(change.id(), new Cell.Change(
                        known(cells, change.change().from()), known(cells, change.change().to()), change.change()));
            }
        }
        return cells;
    }

    private static Cell.@Nullable Amount known(Map<String, Cell> cells, String column) {
        return cells.get(column) instanceof Cell.Amount amount ? amount : null;
    }

    private Cell amount(String id, @Nullable List<String> sum, Counted row) {
        List<Long> columns = sum == null ? List.of(named(bits, id)) : sum.stream().map(each -> named(bits, each)).toList();
        long all = 0;
        for (long column : columns) {
            all |= column;
        }
        Cell cell = Marked.cell(row.lines(), all);
        return ofRounded && cell instanceof Cell.Amount amount ? amount.ofParts(parts(row, columns)) : cell;
    }

    /** Each innermost item in each innermost column. */
    private static List<Money> parts(Counted row, List<Long> columns) {
        List<Money> parts = new ArrayList<>();
        for (List<Marked> item : row.items()) {
            columns.forEach(column -> parts.add(Marked.sum(item, column)));
        }
        return parts;
    }

    private static <T> T named(Map<String, T> all, String id) {
        return Objects.requireNonNull(all.get(id), id);
    }
}
