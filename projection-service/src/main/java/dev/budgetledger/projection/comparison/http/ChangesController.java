package dev.budgetledger.projection.comparison.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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
import dev.budgetledger.contract.form.TableForm;
import dev.budgetledger.edge.problems.ProblemException;
import dev.budgetledger.projection.comparison.BudgetPair;
import dev.budgetledger.projection.comparison.CellChange;
import dev.budgetledger.projection.comparison.Changes;
import dev.budgetledger.projection.comparison.StatementChange;
import dev.budgetledger.projection.console.InPage;
import dev.budgetledger.projection.console.PageConverter;
import dev.budgetledger.projection.disclosure.http.AskedForms;
import dev.budgetledger.projection.disclosure.table.Table;
import dev.budgetledger.projection.entries.Amounts;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.BudgetReader;
import dev.budgetledger.projection.entries.EntryReader;
import dev.budgetledger.projection.entries.StatementReader;
import dev.budgetledger.projection.entries.Unit;
import dev.budgetledger.projection.web.ParameterValues;
import dev.budgetledger.projection.web.RequestProblem;

/** Serves what changed between two as-of points, or from another year, and the postings that made it. */
@RestController
@Tag(name = "Comparisons 比较")
record ChangesController(BudgetReader budgets, EntryReader entries, AskedForms forms, StatementReader statements) {

    @GetMapping(
            path = "/v1/disclosures/{department}/{year}/changes",
            produces = {MediaType.APPLICATION_JSON_VALUE, PageConverter.HTML})
    @Operation(summary = "变动: the cells that changed between two as-of points, split by cause, and their postings; and the statements")
    ResponseEntity<InPage<ChangesDocument>> changes(
            @PathVariable String department, @PathVariable String year, ChangesQuery query) {
        BudgetId id = ParameterValues.budget(department, year);
        query.check();
        query.requireOfTheirYears(id);
        return answer(id, query);
    }

    /** The same of points that were recorded. */
    ResponseEntity<InPage<ChangesDocument>> answer(BudgetId id, ChangesQuery query) {
        query.check();
        BudgetPair compared = query.read(budgets, id);
        if (query.said().isOne() && !query.asksForStatements(compared)) {
            throw ProblemException.invalid("part", "statements are of a department in one year");
        }
        List<ChangesDocument.StatementDocument> said = query.asksForStatements(compared) ? statements(compared, query) : null;
        ChangesDocument document = query.said().isOne()
                ? ChangesDocument.of(compared, null, null, null, said, List.of())
                : tables(compared, query, said);
        return InPage.answer(document.to().asOf(), query.format(), new InPage<>(document, () -> new ChangesPage(document, forms.form(query.in().form(), compared.to()).form(), compared.to().names(), query).html()));
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
        List<ChangesDocument.TableChanges> changes = new ArrayList<>();
        // Both in the form of the later: what the rows of one say can be looked for in the other.
        Form form = forms.form(query.in().form(), compared.to()).form();
        String asked = query.cells().table();
        List<TableForm> tables = asked == null ? form.tables() : List.of(AskedForms.table(form, "table", asked));
        Optional<BudgetAsOf> priorFrom = forms.prior(tables, compared.from()).map(BudgetAsOf::includingEveryLine);
        Optional<BudgetAsOf> priorTo = forms.prior(tables, compared.to()).map(BudgetAsOf::includingEveryLine);
        Amounts amounts = compared.amounts();
        List<Table> before = forms.tables(tables, compared.before(), compared.publishedBefore(), shown(priorFrom, amounts));
        List<Table> after = forms.tables(tables, compared.after(), compared.publishedAfter(), shown(priorTo, amounts));
        Optional<BudgetPair> prior = priorFrom.flatMap(from -> priorTo.map(to -> new BudgetPair(from, to, amounts)));
        Explainer explaining = new Explainer(entries, compared, prior.orElse(null), query);
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
        return ChangesDocument.of(compared, measure(after, query), changes, query.groupBy(), said, known ? List.of() : notes(compared, prior));
    }

    private static @Nullable BudgetAsOf shown(Optional<BudgetAsOf> prior, Amounts amounts) {
        return prior.map(each -> each.showing(amounts)).orElse(null);
    }

    private static List<String> notes(BudgetPair compared, Optional<BudgetPair> prior) {
        return Stream.concat(compared.notes().stream(), prior.stream().flatMap(pair -> pair.notes().stream())).distinct().toList();
    }

    /** The unit of measure of all tables, null if they have different ones. */
    private static @Nullable Unit measure(List<Table> tables, ChangesQuery query) {
        List<Unit> measures = tables.stream().map(table -> AskedForms.measure(query.of(), table)).distinct().toList();
        return measures.size() == 1 ? measures.getFirst() : null;
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
