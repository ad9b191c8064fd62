package dev.budgetledger.projection.comparison.http;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.projection.comparison.BudgetPair;
import dev.budgetledger.projection.comparison.CellChange;
import dev.budgetledger.projection.comparison.Changes;
import dev.budgetledger.projection.disclosure.TableId;
import dev.budgetledger.projection.disclosure.Templates;
import dev.budgetledger.projection.disclosure.table.Table;
import dev.budgetledger.projection.entries.BudgetReader;
import dev.budgetledger.projection.entries.EntryReader;
import dev.budgetledger.projection.web.AsOfDocument;
import dev.budgetledger.projection.web.ParameterValues;
import dev.budgetledger.projection.web.RequestProblem;

/** Serves what changed between two as-of points, or from another year, and the postings that made it. */
@RestController
@Tag(name = "Comparisons 比较")
class ChangesController {

    private final Points points;
    private final EntryReader entries;
    private final Templates templates;

    ChangesController(BudgetReader budgets, EntryReader entries, Templates templates) {
        this.points = new Points(budgets);
        this.entries = entries;
        this.templates = templates;
    }

    @GetMapping(path = "/v1/disclosures/{department}/{year}/changes", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "变动: the cells that changed between two as-of points, split by cause, and their postings")
    ResponseEntity<ChangesDocument> changes(
            @PathVariable String department, @PathVariable String year, ChangesQuery query) {
        BudgetId id = ParameterValues.budget(department, year);
        List<TableId> tables = tables(query);
        query.check();
        BudgetPair compared = points.read(id, query);
        Explainer explaining = new Explainer(entries, compared, query);
        List<ChangesDocument.TableChanges> changes = new ArrayList<>();
        boolean known = true;
        for (TableId table : tables) {
            Table after = compared.after(table, templates);
            List<CellChange> wanted = wanted(compared.before(table, templates), after, query);
            known &= wanted.stream().allMatch(CellChange::known);
            List<CellChange> changed = wanted.stream().filter(CellChange::isDifferent).toList();
            List<ChangesDocument.CellDocument> cells = explaining.explain(changed, after);
            if (!cells.isEmpty()) {
                changes.add(new ChangesDocument.TableChanges(after.id(), after.title(), cells));
            }
        }
        return ResponseEntity.ok()
                .headers(AsOfDocument.of(compared.to().asOf()).headers())
                .body(ChangesDocument.of(compared, query.of().measureOrDefault(), changes, known ? List.of() : compared.notes()));
    }

    private static List<TableId> tables(ChangesQuery query) {
        String table = query.cells().table();
        return table == null
                ? Arrays.asList(TableId.values())
                : List.of(TableId.of(table).orElseThrow(() -> RequestProblem.tableUnknown("table", table)));
    }

    private static List<CellChange> wanted(Table before, Table after, ChangesQuery query) {
        List<CellChange> cells = Changes.of(before, after);
        String row = query.cells().row();
        String column = query.cells().column();
        if (row == null || column == null) {
            return cells;
        }
        List<CellChange> ofRow = cells.stream().filter(cell -> cell.row().equals(row)).toList();
        if (ofRow.isEmpty()) {
            throw RequestProblem.cellUnknown("row", after.id(), row);
        }
        List<CellChange> wanted = ofRow.stream().filter(cell -> cell.column().equals(column)).toList();
        if (wanted.isEmpty()) {
            throw RequestProblem.cellUnknown("column", after.id(), column);
        }
        return wanted;
    }
}
