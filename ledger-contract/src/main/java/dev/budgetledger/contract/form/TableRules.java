package dev.budgetledger.contract.form;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/** What must hold between the parts of a table, each of which is right by itself. */
final class TableRules {

    private final TableForm table;
    private final String path;

    private TableRules(TableForm table, String path) {
        this.table = table;
        this.path = path;
    }

    static void check(TableForm table, String path) {
        TableRules rules = new TableRules(table, path);
        rules.columns();
        rules.rows();
        for (int i = 0; i < table.panels().size(); i++) {
            TableForm.Panel panel = table.panels().get(i);
            String at = path + "/panels/" + i;
            rules.words(panel, at);
            rules.changes(panel, at);
            rules.listings(panel, at);
            rules.sides(panel, at);
            SumRules.check(SumRules.rows(panel, at));
            SumRules.check(SumRules.columns(panel, at));
        }
    }

    private void columns() {
        List<ColumnForm> all = new ArrayList<>();
        List<String> paths = new ArrayList<>();
        for (int i = 0; i < table.panels().size(); i++) {
            for (ColumnForm column : table.panels().get(i).columns()) {
                paths.add(path + "/panels/" + i + "/columns/" + (all.size() - before(i)) + "/id");
                all.add(column);
            }
        }
        requireAtMost(all.size(), FormLimits.COLUMNS_MAX, "columns");
        FormReader.requireUnique(all, ColumnForm::id, paths::get);
    }

    private int before(int panel) {
        return table.panels().subList(0, panel).stream().mapToInt(each -> each.columns().size()).sum();
    }

    private void rows() {
        int rows = 0;
        int cells = 0;
        for (TableForm.Panel panel : table.panels()) {
            int own = panel.sections().stream().flatMap(List::stream).mapToInt(TableRules::size).sum();
            rows += own;
            cells += own * (int) panel.columns().stream().filter(column -> !(column instanceof ColumnForm.Words)).count();
        }
        requireAtMost(rows, FormLimits.ROWS_MAX, "rows");
        requireAtMost(cells, FormLimits.CELLS_MAX, "cells of money");
    }

    private static int size(RowForm row) {
        return row instanceof RowForm.Coded coded ? 1 + coded.listed().size() : 1;
    }

    private void requireAtMost(int size, int max, String what) {
        if (size > max) {
            throw new FormFault(path + "/panels", "must have at most " + max + " " + what + ", has " + size);
        }
    }

    /** Words come first, so that every amount is of something; a table of one row needs none. */
    private void words(TableForm.Panel panel, String at) {
        boolean oneRow = table.panels().size() == 1
                && panel.sections().size() == 1
                && panel.sections().get(0).size() == 1
                && panel.sections().get(0).get(0) instanceof RowForm.Fixed;
        if (!oneRow && !(panel.columns().get(0) instanceof ColumnForm.Words)) {
            throw new FormFault(at + "/columns/0", "must be a column of words, as the table has more than one row");
        }
    }

    /** What is held against each other are two columns of money beside it. */
    private void changes(TableForm.Panel panel, String at) {
        for (int i = 0; i < panel.columns().size(); i++) {
            if (panel.columns().get(i) instanceof ColumnForm.Change change) {
                String path = at + "/columns/" + i + "/change/";
                requireMoney(panel, change.change().from(), path + "from");
                requireMoney(panel, change.change().to(), path + "to");
                if (change.change().from().equals(change.change().to())) {
                    throw new FormFault(path + "to", "is held against itself");
                }
            }
        }
    }

    private static void requireMoney(TableForm.Panel panel, String id, String path) {
        if (panel.columns().stream().noneMatch(column -> column instanceof ColumnForm.Amount && column.id().equals(id))) {
            throw new FormFault(path, "is the id of no column of money beside it");
        }
    }

    /** Codes of projects and units have no levels, and may be anything that another row could be called; so may codes under others. */
    private void listings(TableForm.Panel panel, String at) {
        for (List<RowForm> section : panel.sections()) {
            for (RowForm row : section) {
                if (row instanceof RowForm.Coded coded && coded.hasPrefix()) {
                    for (int i = 0; i < panel.columns().size(); i++) {
                        if (coded.levels().isEmpty() && panel.columns().get(i) instanceof ColumnForm.Words words && words.level() != null) {
                            throw new FormFault(at + "/columns/" + i + "/level", "is of codes that have levels, which " + coded.id() + " have not");
                        }
                    }
                    SumRules.rows(panel, at).forEach(other -> {
                        if (other.id().startsWith(coded.prefix())) {
                            throw new FormFault(other.at(), "begins as the rows of " + coded.id() + " do");
                        }
                    });
                }
            }
        }
    }

    /** Which amounts of a line count is said by the table, or by each row, or by each column. */
    private void sides(TableForm.Panel panel, String at) {
        if (says(table.of())) {
            return;
        }
        boolean columnsSay = panel.columns().stream().allMatch(column ->
                !(column instanceof ColumnForm.Amount amount) || amount.sum() != null || says(amount.of()));
        for (SumRules.Part row : SumRules.rows(panel, at)) {
            if (!columnsSay && row.sum() == null && !says(row.of())) {
                throw new FormFault(row.at(), "says no sides, nor do all columns or the table");
            }
        }
    }

    private static boolean says(@Nullable Selector of) {
        return of != null && of.sides() != null;
    }
}
