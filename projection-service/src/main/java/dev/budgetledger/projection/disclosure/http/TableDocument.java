package dev.budgetledger.projection.disclosure.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.Department;
import dev.budgetledger.projection.disclosure.table.Column;
import dev.budgetledger.projection.disclosure.table.Row;
import dev.budgetledger.projection.disclosure.table.Table;
import dev.budgetledger.projection.entries.Amounts;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.Unit;
import dev.budgetledger.projection.web.AsOfDocument;

/**
 * A disclosure table as printed: every amount a string, rounded by itself, blank where it is zero.
 *
 * @param ofUnit the code of the unit 单位 whose money it is of, absent where it is of the whole department
 * @param unit 万元 or 元
 * @param basis approved or adjusted
 * @param amounts all, frozen or free
 * @param proposed 提请: how many proposals of the budget are counted as if they had been posted; absent where it is what was posted
 */
@JsonPropertyOrder({
    "id", "title", "department", "fiscalYear", "ofUnit", "unit", "basis", "amounts", "proposed", "asOf", "columns", "rows", "notes"
})
record TableDocument(
        String id,
        String title,
        Department department,
        int fiscalYear,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String ofUnit,
        String unit,
        String basis,
        String amounts,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer proposed,
        AsOfDocument asOf,
        List<ColumnDocument> columns,
        List<RowDocument> rows,
        List<String> notes) {

    /** @param under the heads above its own, the uppermost first; absent where it has none */
    @JsonPropertyOrder({"id", "title", "under", "type"})
    record ColumnDocument(
            String id, String title, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<String> under, Column.Type type) {}

    /** @param cells by column id, in the order of the columns, none left out */
    @JsonPropertyOrder({"number", "cells"})
    record RowDocument(int number, Map<String, String> cells) {}

    static TableDocument of(Table table, BudgetAsOf budget, Amounts amounts, Unit unit) {
        return new TableDocument(
                table.id(),
                table.title(),
                budget.department(),
                budget.fiscalYear(),
                budget.ofUnit(),
                unit.chinese(),
                budget.basis().name().toLowerCase(Locale.ROOT),
                amounts.name().toLowerCase(Locale.ROOT),
                ProposedNote.count(budget),
                AsOfDocument.of(budget.asOf()),
                table.columns().stream()
                        .map(column -> new ColumnDocument(column.id(), column.title(), column.under().isEmpty() ? null : column.under(),
                                column.type()))
                        .toList(),
                table.rows().stream().map(row -> print(row, table, unit)).toList(),
                table.notes());
    }

    private static RowDocument print(Row row, Table table, Unit unit) {
        Map<String, String> cells = new LinkedHashMap<>();
        for (Column column : table.columns()) {
            cells.put(column.id(), row.print(column, unit, table.digits()));
        }
        return new RowDocument(row.number(), cells);
    }
}
