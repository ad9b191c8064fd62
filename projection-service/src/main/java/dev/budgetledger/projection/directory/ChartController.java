package dev.budgetledger.projection.directory;

import java.util.List;
import java.util.Map;
import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
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
import dev.budgetledger.projection.console.ConsolePage;
import dev.budgetledger.projection.console.ConsolePage.Head;
import dev.budgetledger.projection.console.ConsolePage.Link;
import dev.budgetledger.projection.console.ConsolePage.Value;
import dev.budgetledger.projection.console.InPage;
import dev.budgetledger.projection.console.PageConverter;
import dev.budgetledger.projection.console.PageFormat;
import dev.budgetledger.projection.console.PointBar;
import dev.budgetledger.projection.console.Vocabulary;
import dev.budgetledger.projection.console.Wording;
import dev.budgetledger.projection.entries.Basis;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.BudgetReader;
import dev.budgetledger.projection.entries.ChartReader;
import dev.budgetledger.projection.web.AsOfDocument;
import dev.budgetledger.projection.web.AsOfParameters;
import dev.budgetledger.projection.web.Budgets;
import dev.budgetledger.projection.web.Paging;
import dev.budgetledger.projection.web.Paging.PageParameters;
import dev.budgetledger.projection.web.ParameterValues;
import dev.budgetledger.projection.web.Query.FormQuery;

/** What a budget is made of: its units and its projects, and what it calls its codes. */
@RestController
@RequestMapping("/v1/disclosures/{department}/{year}")
@Tag(name = "Units and projects 单位和项目")
record ChartController(BudgetReader budgets, ChartReader chart) {

    @JsonPropertyOrder({"department", "fiscalYear", "asOf", "units", "next"})
    record UnitsDocument(Department department, int fiscalYear, AsOfDocument asOf, List<BudgetUnit> units, @Nullable String next) {}

    @JsonPropertyOrder({"department", "fiscalYear", "asOf", "projects", "next"})
    record ProjectsDocument(Department department, int fiscalYear, AsOfDocument asOf, List<Project> projects, @Nullable String next) {}

    @JsonPropertyOrder({"department", "fiscalYear", "asOf", "names", "next"})
    record NamesDocument(Department department, int fiscalYear, AsOfDocument asOf, List<Classification> names, @Nullable String next) {}

    @GetMapping(path = "/units", produces = {MediaType.APPLICATION_JSON_VALUE, PageConverter.HTML})
    @Operation(summary = "单位: the units of a department that are there at an as-of point")
    ResponseEntity<InPage<UnitsDocument>> units(@PathVariable String department, @PathVariable String year, ChartQuery query) {
        BudgetAsOf budget = read(department, year, query.asOf());
        var page = query.paged().of(chart.units(budget.id(), budget.asOf()), BudgetUnit::code);
        UnitsDocument document = new UnitsDocument(budget.department(), budget.fiscalYear(), AsOfDocument.of(budget.asOf()), page.shown(),
                query.next(address(budget, "/units"), page));
        return InPage.answer(document.asOf(), query.format(), document.next(), new InPage<>(document, () -> ChartPages.units(document)));
    }

    @GetMapping(path = "/projects", produces = {MediaType.APPLICATION_JSON_VALUE, PageConverter.HTML})
    @Operation(summary = "项目: the projects of a budget at an as-of point")
    ResponseEntity<InPage<ProjectsDocument>> projects(@PathVariable String department, @PathVariable String year, ChartQuery query) {
        BudgetAsOf budget = read(department, year, query.asOf());
        var page = query.paged().of(chart.projects(budget.id(), budget.asOf()), Project::code);
        ProjectsDocument document = new ProjectsDocument(budget.department(), budget.fiscalYear(), AsOfDocument.of(budget.asOf()), page.shown(),
                query.next(address(budget, "/projects"), page));
        return InPage.answer(document.asOf(), query.format(), document.next(), new InPage<>(document, () -> ChartPages.projects(document)));
    }

    @GetMapping(path = "/names", produces = {MediaType.APPLICATION_JSON_VALUE, PageConverter.HTML})
    @Operation(summary = "科目名称: what a department calls codes in its own tables at an as-of point")
    ResponseEntity<InPage<NamesDocument>> names(@PathVariable String department, @PathVariable String year, ChartQuery query) {
        BudgetAsOf budget = read(department, year, query.asOf());
        var page = query.paged().of(chart.names(budget.id(), budget.asOf()), each -> each.type() + "-" + each.code());
        NamesDocument document = new NamesDocument(budget.department(), budget.fiscalYear(), AsOfDocument.of(budget.asOf()), page.shown(),
                query.next(address(budget, "/names"), page));
        return InPage.answer(document.asOf(), query.format(), document.next(), new InPage<>(document, () -> ChartPages.names(document)));
    }

    private static String address(BudgetAsOf budget, String list) {
        return Budgets.address(budget.department(), budget.fiscalYear()) + list + AsOfDocument.of(budget.asOf()).inAddress();
    }

    private BudgetAsOf read(String department, String year, AsOfParameters asOf) {
        return Budgets.read(budgets, ParameterValues.budget(department, year), asOf.question(), Basis.ADJUSTED);
    }

    /** What may be asked of each list. */
    record ChartQuery(
            AsOfParameters asOf,
            PageParameters paged,
            @Parameter(description = PageFormat.DESCRIPTION)
            @Nullable PageFormat format)
            implements FormQuery {

        /** The next page of a list, written as this one. */
        @Nullable String next(String address, Paging.Slice<?> page) {
            return paged.next(address + PageFormat.inAddress(format), page);
        }
    }

    /** 单位, 项目, 自定名称 as pages. */
    private record ChartPages(Department department, int fiscalYear, AsOfDocument asOf, @Nullable String next) {

        private static final Head CODE = new Head("代码", "Code");
        private static final Head NAME = new Head("名称", "Name");

        static String units(UnitsDocument answer) {
            return new ChartPages(answer.department(), answer.fiscalYear(), answer.asOf(), answer.next()).html("units", new Wording("单位", "Units"),
                    List.of(CODE, NAME, new Head("性质", "Nature"), new Head("自", "From")), answer.units().stream().map(ChartPages::row).toList());
        }

        static String projects(ProjectsDocument answer) {
            return new ChartPages(answer.department(), answer.fiscalYear(), answer.asOf(), answer.next()).html("projects", new Wording("项目", "Projects"),
                    List.of(CODE, NAME, new Head("类别", "Category"), new Head("单位", "Unit")), answer.projects().stream().map(ChartPages::row).toList());
        }

        static String names(NamesDocument answer) {
            return new ChartPages(answer.department(), answer.fiscalYear(), answer.asOf(), answer.next()).html("names", new Wording("自定名称", "Own names"),
                    List.of(new Head("科目", "Classification"), CODE, NAME), answer.names().stream().map(ChartPages::row).toList());
        }

        private String html(String list, Wording title, List<Head> heads, List<List<Value>> rows) {
            ConsolePage page = ConsolePage.about(title, department, fiscalYear, asOf);
            String address = Budgets.address(department, fiscalYear) + "/" + list;
            PointBar.of(address, asOf, List.of(), Map.of()).write(page.out());
            if (rows.isEmpty()) {
                page.paragraph("没有。", "There is none.");
            } else {
                page.rows(new Wording(rows.size() + " 个", "", Integer.toString(rows.size())), heads, rows);
            }
            page.next(next, "其余", "the others");
            page.links("下载", "Download", List.of(new Link(address + asOf.inAddress() + "&format=json", "JSON", "")));
            return page.end(asOf);
        }

        private static List<Value> row(BudgetUnit unit) {
            return List.of(Value.words(unit.code()), Value.words(unit.name()), Value.said(Vocabulary.of(unit.nature())),
                    Value.words(Objects.toString(unit.validFrom(), "")));
        }

        private static List<Value> row(Project project) {
            return List.of(Value.words(project.code()), Value.words(project.name()), Value.words(Objects.toString(project.category(), "")),
                    Value.words(Objects.toString(project.unit(), "")));
        }

        private static List<Value> row(Classification own) {
            return List.of(Value.said(Vocabulary.of(own.type())), Value.words(own.code()), Value.words(own.name()));
        }
    }
}
