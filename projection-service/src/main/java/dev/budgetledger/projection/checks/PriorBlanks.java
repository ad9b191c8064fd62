package dev.budgetledger.projection.checks;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.budgetledger.contract.form.TableForm;

/**
 * 上年 in print: a blank may be nothing, or what is not known. It is not known where the table says so in the note of its form, or where
 * nothing at all is printed in a column of rows of one kind.
 */
final class PriorBlanks {

    private PriorBlanks() {}

    static List<PrintedRow> marked(RawTable table, List<PrintedRow> rows) {
        if (!table.plan().form().comparesYears()) {
            return rows;
        }
        boolean said = NoteChecks.own(table.plan(), table.notes()).anyMatch(note -> note.when() == TableForm.Note.When.PRIOR_UNKNOWN);
        List<PrintedRow> marked = new ArrayList<>();
        for (PrintedRow row : rows) {
            TablePlan.Panel panel = table.plan().panels().get(row.panel());
            Set<String> unknown = new HashSet<>();
            panel.columns().stream()
                    .filter(column -> column.isOfPriorYear() && !row.amounts().containsKey(column.id()))
                    .filter(column -> said || isBlank(panel, column, row, rows))
                    .forEach(column -> unknown.add(column.id()));
            marked.add(row.withUnknown(unknown));
        }
        return marked;
    }

    private static boolean isBlank(TablePlan.Panel panel, TablePlan.Column column, PrintedRow row, List<PrintedRow> rows) {
        Function<PrintedRow, String> kind = each -> kind(panel, each);
        String own = kind.apply(row);
        return rows.stream().filter(each -> each.panel() == row.panel() && kind.apply(each).equals(own))
                .noneMatch(each -> each.amounts().containsKey(column.id()));
    }

    /** Rows of codes of one level, and innermost rows that stand in the form, are of one kind; each total is of its own. */
    private static String kind(TablePlan.Panel panel, PrintedRow row) {
        if (row.isCoded()) {
            return "level " + row.key().length();
        }
        Set<Coverage> others = panel.rows().stream().filter(each -> !each.form().id().equals(row.key())).map(TablePlan.Row::counts).collect(Collectors.toSet());
        boolean total = PrintedTables.counts(panel, row)
                .filter(counts -> others.stream().anyMatch(each -> !each.isNothing() && counts.contains(each)))
                .isPresent();
        return total ? "total " + row.key() : "";
    }
}
