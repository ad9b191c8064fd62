package dev.budgetledger.projection.comparison.http;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.Department;
import dev.budgetledger.contract.Money;
import dev.budgetledger.contract.Statement;
import dev.budgetledger.projection.audit.http.ContributionDocument;
import dev.budgetledger.projection.comparison.BudgetPair;
import dev.budgetledger.projection.comparison.Causes;
import dev.budgetledger.projection.comparison.Causes.Cause;
import dev.budgetledger.projection.comparison.CellChange;
import dev.budgetledger.projection.comparison.ChangeGroups;
import dev.budgetledger.projection.comparison.StatementChange;
import dev.budgetledger.projection.disclosure.table.Cell;
import dev.budgetledger.projection.disclosure.table.Digits;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.StatementReader;
import dev.budgetledger.projection.entries.Unit;
import dev.budgetledger.projection.web.AsOfDocument;

/**
 * The cells that two as-of points show differently, and why; and the statements.
 *
 * @param unit the unit of measure of all tables; absent if they have different ones
 * @param tables those that changed; absent where one statement was asked for
 * @param groups what changed of the expenditure by project or class; absent where that was not asked for
 * @param statements those that changed; absent where a table or a unit was asked for, or another year
 */
@JsonPropertyOrder({"department", "fiscalYear", "unit", "basis", "amounts", "from", "to", "tables", "groups", "statements", "notes"})
record ChangesDocument(
        Department department,
        int fiscalYear,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String unit,
        String basis,
        String amounts,
        PointDocument from,
        PointDocument to,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<TableChanges> tables,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<GroupDocument> groups,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<StatementDocument> statements,
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
     * @param operations the same by operation, whenever it was recorded, and how much of each is late
     * @param href the cell at the end; absent of a row that is there no more
     * @param next where there are more entries; null if there are none
     */
    @JsonPropertyOrder({
        "row", "label", "column", "before", "after", "change", "parts", "operations", "href", "pageSum", "contributions", "next"
    })
    record CellDocument(
            String row,
            String label,
            String column,
            AmountDocument before,
            AmountDocument after,
            AmountDocument change,
            Map<String, String> parts,
            Map<String, PartDocument> operations,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String href,
            String pageSum,
            List<ContributionDocument> contributions,
            @Nullable String next) {

        static CellDocument of(
                CellChange cell,
                Map<Cause, Money> parts,
                Causes operations,
                @Nullable String href,
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
                    PartDocument.of(operations),
                    href,
                    pageSum.toYuan(),
                    contributions,
                    next);
        }

        private static AmountDocument amount(Cell.@Nullable Amount cell, Digits digits, Unit unit) {
            return new AmountDocument(
                    cell == null ? "" : cell.print(unit, digits), CellChange.value(cell).toYuan());
        }
    }

    /** What an operation makes of a change, in yuan, and how much of that is late 补记. */
    @JsonPropertyOrder({"total", "late"})
    record PartDocument(String total, String late) {

        static Map<String, PartDocument> of(Causes causes) {
            Map<String, PartDocument> byName = new LinkedHashMap<>();
            causes.parts().forEach((cause, part) -> byName.put(cause.name(), new PartDocument(part.total().toYuan(), part.late().toYuan())));
            return byName;
        }
    }

    /**
     * What changed of the expenditure of lines that say the same.
     *
     * @param key a project or a class; empty of lines that say none
     * @param change in yuan
     */
    @JsonPropertyOrder({"key", "change", "operations"})
    record GroupDocument(String key, String change, Map<String, PartDocument> operations) {

        static GroupDocument of(ChangeGroups.Group group) {
            return new GroupDocument(group.key(), group.causes().total().toYuan(), PartDocument.of(group.causes()));
        }
    }

    /**
     * A statement that changed.
     *
     * @param ofUnit the code of the unit that it is of; absent if it is of the department
     * @param before the fact that counted; absent if none did
     * @param after the fact that counts; absent if none does
     * @param items what changed in it, as many as were asked for
     * @param next where there are more items; null if there are none
     */
    @JsonPropertyOrder({"part", "key", "ofUnit", "before", "after", "items", "next"})
    record StatementDocument(
            Statement.Part part,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String key,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String ofUnit,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable SaidDocument before,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable SaidDocument after,
            List<ItemDocument> items,
            @Nullable String next) {

        /** @param address where changes between the two points are asked for */
        static StatementDocument of(StatementChange change, int afterItem, int limit, String address) {
            List<StatementChange.Item> all = change.items();
            int from = Math.min(afterItem, all.size());
            int through = Math.min(from + limit, all.size());
            return new StatementDocument(change.part(), change.key(), change.ofUnit(), SaidDocument.of(change.before()), SaidDocument.of(change.after()),
                    all.subList(from, through).stream().map(ItemDocument::of).toList(),
                    through == all.size() ? null : address + "&part=" + change.part()
                            + (change.key() == null ? "" : "&key=" + URLEncoder.encode(change.key(), StandardCharsets.UTF_8))
                            + (change.ofUnit() == null ? "" : "&ofUnit=" + change.ofUnit())
                            + "&afterItem=" + through);
        }
    }

    /** The fact of a statement. */
    @JsonPropertyOrder({"position", "recordedAt", "documentNo", "effectiveOn", "reason"})
    record SaidDocument(long position, Instant recordedAt, String documentNo, LocalDate effectiveOn, String reason) {
        static @Nullable SaidDocument of(StatementReader.@Nullable Said said) {
            return said == null ? null : new SaidDocument(said.position(), said.recordedAt(), said.fact().documentNo(),
                    said.fact().effectiveOn(), said.fact().reason());
        }
    }

    /**
     * A text or number of a statement.
     *
     * @param field a JSON Pointer (RFC 6901) into the later statement, or into the earlier where it is no more
     * @param row the indicator, purchase … that it is of; absent if it is of none
     * @param before absent where it was not there
     * @param after absent where it is no more
     */
    @JsonPropertyOrder({"field", "row", "before", "after"})
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ItemDocument(String field, @Nullable String row, @Nullable String before, @Nullable String after) {
        static ItemDocument of(StatementChange.Item item) {
            return new ItemDocument(item.field(), item.row(), item.before(), item.after());
        }
    }

    static ChangesDocument of(
            BudgetPair compared, @Nullable Unit unit, @Nullable List<TableChanges> tables, ChangeGroups.@Nullable By groupBy,
            @Nullable List<StatementDocument> statements, List<String> notes) {
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
                groupBy == null ? null : ChangeGroups.of(compared, groupBy).stream().map(GroupDocument::of).toList(),
                statements,
                notes);
    }
}
