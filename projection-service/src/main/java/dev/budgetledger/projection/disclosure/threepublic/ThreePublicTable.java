package dev.budgetledger.projection.disclosure.threepublic;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.budgetledger.projection.disclosure.table.AmountColumns;
import dev.budgetledger.projection.disclosure.table.Cell;
import dev.budgetledger.projection.disclosure.table.Row;
import dev.budgetledger.projection.disclosure.table.Table;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.LineAmount;

/**
 * 部门预算财政拨款“三公”经费支出表: going abroad, official cars and receptions paid from the three appropriations, told by
 * economic class, of any kind of expenditure.
 */
public final class ThreePublicTable {

    public static final String ID = "three-public";

    private ThreePublicTable() {}

    public static Table of(BudgetAsOf budget, ThreePublicForm form) {
        List<Row> rows = new ArrayList<>();
        for (ThreePublicForm.ItemRow row : form.rows()) {
            Map<String, Cell> cells = new HashMap<>(
                    AmountColumns.BY_APPROPRIATION.of(lines(budget, row.economics())));
            cells.put("item", new Cell.Text(row.label()));
            rows.add(new Row(rows.size() + 1, cells));
        }
        return new Table(ID, form.title(), form.digits(), form.columns(), rows, List.of());
    }

    /** The expenditure of the three appropriations with one of these economic classes. */
    public static List<LineAmount> lines(BudgetAsOf budget, List<String> economics) {
        return budget.expenditure().stream()
                .filter(line -> line.line().fund().isFiscalAppropriation())
                .filter(line -> {
                    String economic = line.line().economic();
                    return economic != null && economics.contains(economic);
                })
                .toList();
    }
}
