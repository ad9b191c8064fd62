package dev.budgetledger.projection.disclosure.threepublic;

import java.util.List;

import dev.budgetledger.projection.disclosure.table.Column;
import dev.budgetledger.projection.disclosure.table.Digits;

/** A year's form of the 三公 table; its first row is the subtotal of all. */
public record ThreePublicForm(String title, Digits digits, List<Column> columns, List<ItemRow> rows) {

    /**
     * A row of the form.
     *
     * @param economics the economic classes (款) it counts; empty where they do not tell it from another row
     */
    public record ItemRow(String label, List<String> economics) {}

    /** Every economic class that counts as 三公. */
    public List<String> economics() {
        return rows.stream().flatMap(row -> row.economics().stream()).distinct().toList();
    }
}
