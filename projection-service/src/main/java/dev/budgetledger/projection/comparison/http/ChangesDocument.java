package dev.budgetledger.projection.comparison.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.Department;
import dev.budgetledger.contract.Money;
import dev.budgetledger.projection.audit.http.ContributionDocument;
import dev.budgetledger.projection.comparison.BudgetPair;
import dev.budgetledger.projection.comparison.Cause;
import dev.budgetledger.projection.comparison.CellChange;
import dev.budgetledger.projection.disclosure.table.Cell;
import dev.budgetledger.projection.disclosure.table.Digits;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.Unit;
import dev.budgetledger.projection.web.AsOfDocument;

/**
 * The cells that two as-of points show differently, and why.
 *
 * @param unit the unit of measure of all tables; absent if they have different ones
 */
@JsonPropertyOrder({"department", "fiscalYear", "unit", "basis", "amounts", "from", "to", "tables", "notes"})
record ChangesDocument(
        Department department,
        int fiscalYear,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String unit,
        String basis,
        String amounts,
        PointDocument from,
        PointDocument to,
        List<TableChanges> tables,
        List<String> notes) {

    @JsonPropertyOrder({"fiscalYear", "asOf"})
    record PointDocument(int fiscalYear, AsOfDocument asOf) {
        static PointDocument of(BudgetAsOf budget) {
            return new PointDocument(budget.fiscalYear(), AsOfDocument.of(budget.asOf()));
        }
    }

    /** A table that changed. */
    @JsonPropertyOrder({"id", "title", "unit", "cells"})
    record TableChanges(String id, String title, String unit, List<CellDocument> cells) {}

    /** @param exact in yuan */
    @JsonPropertyOrder({"printed", "exact"})
    record AmountDocument(String printed, String exact) {}

    /**
     * A cell that changed.
     *
     * @param change printed: of the two rounded amounts, so that anyone who subtracts what is printed gets it
     * @param parts by cause, in yuan; they add up to the exact change
     * @param next where there are more entries; null if there are none
     */
    @JsonPropertyOrder({
        "row", "label", "column", "before", "after", "change", "parts", "pageSum", "contributions", "next"
    })
    record CellDocument(
            String row,
            String label,
            String column,
            AmountDocument before,
            AmountDocument after,
            AmountDocument change,
            Map<String, String> parts,
            String pageSum,
            List<ContributionDocument> contributions,
            @Nullable String next) {

        static CellDocument of(
                CellChange cell,
                Map<Cause, Money> parts,
                Digits digits,
                Unit unit,
                Money pageSum,
                List<ContributionDocument> contributions,
                @Nullable String next) {
            Map<String, String> byName = new LinkedHashMap<>();
            parts.forEach((cause, amount) -> byName.put(cause.name(), amount.toYuan()));
            String change = digits.writeChange(unit.round(CellChange.value(cell.after()))
                    .subtract(unit.round(CellChange.value(cell.before()))));
            return new CellDocument(
                    cell.row(),
                    cell.label(),
                    cell.column(),
                    amount(cell.before(), digits, unit),
                    amount(cell.after(), digits, unit),
                    new AmountDocument(change, cell.difference().toYuan()),
                    byName,
                    pageSum.toYuan(),
                    contributions,
                    next);
        }

        private static AmountDocument amount(Cell.@Nullable Amount cell, Digits digits, Unit unit) {
            return new AmountDocument(
                    cell == null ? "" : cell.print(unit, digits), CellChange.value(cell).toYuan());
        }
    }

    static ChangesDocument of(
            BudgetPair compared, @Nullable Unit unit, List<TableChanges> tables, List<String> notes) {
        BudgetAsOf to = compared.to();
        return new ChangesDocument(
                to.department(),
                to.fiscalYear(),
                unit == null ? null : unit.chinese(),
                to.basis().name().toLowerCase(Locale.ROOT),
                compared.amounts().name().toLowerCase(Locale.ROOT),
                PointDocument.of(compared.from()),
                PointDocument.of(to),
                tables,
                notes);
    }
}
