package dev.budgetledger.projection.comparison.http;

import java.util.ArrayList;
import java.util.List;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.form.Form;
import dev.budgetledger.edge.problems.ProblemException;
import dev.budgetledger.projection.comparison.BudgetPair;
import dev.budgetledger.projection.comparison.CellChange;
import dev.budgetledger.projection.comparison.Changes;
import dev.budgetledger.projection.comparison.StatementChange;
import dev.budgetledger.projection.disclosure.http.AskedForms;
import dev.budgetledger.projection.disclosure.table.Published;
import dev.budgetledger.projection.disclosure.table.Table;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.BudgetReader;
import dev.budgetledger.projection.entries.EntryReader;
import dev.budgetledger.projection.entries.StatementReader;
import dev.budgetledger.projection.entries.Unit;
import dev.budgetledger.projection.web.AsOfDocument;
import dev.budgetledger.projection.web.ParameterValues;
import dev.budgetledger.projection.web.RequestProblem;

/** Serves what changed between two as-of points, or from another year, and the postings that made it. */
@RestController
@Tag(name = "Comparisons 比较")
class ChangesController {

    private final Points points;
    private final EntryReader entries;
    private final AskedForms forms;
    private final StatementReader statements;

    ChangesController(BudgetReader budgets, EntryReader entries, AskedForms forms, StatementReader statements) {
        this.points = new Points(budgets);
        this.entries = entries;
        this.forms = forms;
        this.statements = statements;
    }

    @GetMapping(path = "/v1/disclosures/{department}/{year}/changes", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "变动: the cells that changed between two as-of points, split by cause, and their postings; and the statements")
    ResponseEntity<ChangesDocument> changes(
            @PathVariable String department, @PathVariable String year, ChangesQuery query) {
        BudgetId id = ParameterValues.budget(department, year);
        query.check();
        BudgetPair compared = points.read(id, query);
        if (query.said().isOne() && !query.asksForStatements(compared)) {
            throw ProblemException.invalid("part", "statements are of a department in one year");
        }
        List<ChangesDocument.StatementDocument> said = query.asksForStatements(compared) ? statements(compared, query) : null;
        return ResponseEntity.ok()
                .headers(AsOfDocument.of(compared.to().asOf()).headers())
                .body(query.said().isOne()
                        ? ChangesDocument.of(compared, null, null, said, List.of())
                        : tables(compared, query, said));
    }

    private List<ChangesDocument.StatementDocument> statements(BudgetPair compared, ChangesQuery query) {
        String address = query.address(compared) + query.limitInAddress();
        return StatementChange.of(
                        statements.statements(compared.from().id(), compared.from().asOf()),
                        statements.statements(compared.to().id(), compared.to().asOf()))
                .stream()
                .filter(query.said()::asksFor)
                .map(each -> ChangesDocument.StatementDocument.of(each, query.said().afterOrStart(), query.itemsOfEach(), address))
                .toList();
    }

    private ChangesDocument tables(
            BudgetPair compared, ChangesQuery query, @Nullable List<ChangesDocument.StatementDocument> said) {
        Explainer explaining = new Explainer(entries, compared, query);
        List<ChangesDocument.TableChanges> changes = new ArrayList<>();
        // Both in the form of the later: what the rows of one say can be looked for in the other.
        Form form = forms.form(query.in().form(), compared.to()).form();
        List<Table> before = tables(form, compared.before(), compared.publishedBefore(), query);
        List<Table> after = tables(form, compared.after(), compared.publishedAfter(), query);
        boolean known = true;
        for (int i = 0; i < after.size(); i++) {
            Table table = after.get(i);
            List<CellChange> wanted = wanted(before.get(i), table, query);
            known &= wanted.stream().allMatch(CellChange::known);
            List<CellChange> changed = wanted.stream().filter(CellChange::isDifferent).toList();
            List<ChangesDocument.CellDocument> cells = explaining.explain(changed, table);
            if (!cells.isEmpty()) {
                changes.add(new ChangesDocument.TableChanges(
                        table.id(), table.title(), AskedForms.measure(query.of(), table).chinese(), cells));
            }
        }
        return ChangesDocument.of(compared, measure(after, query), changes, said, known ? List.of() : compared.notes());
    }

    /** The unit of measure of all tables, null if they have different ones. */
    private static @Nullable Unit measure(List<Table> tables, ChangesQuery query) {
        List<Unit> measures = tables.stream().map(table -> AskedForms.measure(query.of(), table)).distinct().toList();
        return measures.size() == 1 ? measures.getFirst() : null;
    }

    private List<Table> tables(Form form, BudgetAsOf budget, Published published, ChangesQuery query) {
        String table = query.cells().table();
        return table == null
                ? forms.tables(form, budget, published)
                : List.of(forms.table(form, "table", table, budget, published));
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
