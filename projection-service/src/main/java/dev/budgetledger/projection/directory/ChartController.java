package dev.budgetledger.projection.directory;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.budgetledger.contract.BudgetUnit;
import dev.budgetledger.contract.Classification;
import dev.budgetledger.contract.Department;
import dev.budgetledger.contract.Project;
import dev.budgetledger.projection.entries.Basis;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.BudgetReader;
import dev.budgetledger.projection.entries.ChartReader;
import dev.budgetledger.projection.web.AsOfDocument;
import dev.budgetledger.projection.web.AsOfParameters;
import dev.budgetledger.projection.web.Budgets;
import dev.budgetledger.projection.web.ParameterValues;

/** What a budget is made of: its units and its projects, and what it calls its codes. */
@RestController
@RequestMapping(path = "/v1/disclosures/{department}/{year}", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Units and projects 单位和项目")
class ChartController {

    private final BudgetReader budgets;
    private final ChartReader chart;

    ChartController(BudgetReader budgets, ChartReader chart) {
        this.budgets = budgets;
        this.chart = chart;
    }

    @JsonPropertyOrder({"department", "fiscalYear", "asOf", "units"})
    record UnitsDocument(Department department, int fiscalYear, AsOfDocument asOf, List<BudgetUnit> units) {}

    @JsonPropertyOrder({"department", "fiscalYear", "asOf", "projects"})
    record ProjectsDocument(Department department, int fiscalYear, AsOfDocument asOf, List<Project> projects) {}

    @JsonPropertyOrder({"department", "fiscalYear", "asOf", "names"})
    record NamesDocument(Department department, int fiscalYear, AsOfDocument asOf, List<Classification> names) {}

    @GetMapping("/units")
    @Operation(summary = "单位: the units of a department that are there at an as-of point")
    ResponseEntity<UnitsDocument> units(
            @PathVariable String department, @PathVariable String year, AsOfParameters asOf) {
        BudgetAsOf budget = read(department, year, asOf);
        UnitsDocument document = new UnitsDocument(budget.department(), budget.fiscalYear(),
                AsOfDocument.of(budget.asOf()), chart.units(budget.id(), budget.asOf()));
        return ResponseEntity.ok().headers(document.asOf().headers()).body(document);
    }

    @GetMapping("/projects")
    @Operation(summary = "项目: the projects of a budget at an as-of point")
    ResponseEntity<ProjectsDocument> projects(
            @PathVariable String department, @PathVariable String year, AsOfParameters asOf) {
        BudgetAsOf budget = read(department, year, asOf);
        ProjectsDocument document = new ProjectsDocument(budget.department(), budget.fiscalYear(),
                AsOfDocument.of(budget.asOf()), chart.projects(budget.id(), budget.asOf()));
        return ResponseEntity.ok().headers(document.asOf().headers()).body(document);
    }

    @GetMapping("/names")
    @Operation(summary = "科目名称: what a department calls codes in its own tables at an as-of point")
    ResponseEntity<NamesDocument> names(
            @PathVariable String department, @PathVariable String year, AsOfParameters asOf) {
        BudgetAsOf budget = read(department, year, asOf);
        NamesDocument document = new NamesDocument(budget.department(), budget.fiscalYear(),
                AsOfDocument.of(budget.asOf()), chart.names(budget.id(), budget.asOf()));
        return ResponseEntity.ok().headers(document.asOf().headers()).body(document);
    }

    private BudgetAsOf read(String department, String year, AsOfParameters asOf) {
        return Budgets.read(budgets, ParameterValues.budget(department, year), asOf.question(), Basis.ADJUSTED);
    }
}
