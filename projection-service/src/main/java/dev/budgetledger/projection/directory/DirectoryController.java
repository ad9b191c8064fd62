package dev.budgetledger.projection.directory;

import java.util.List;

import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

import dev.budgetledger.projection.console.InPage;
import dev.budgetledger.projection.console.PageConverter;
import dev.budgetledger.projection.directory.DepartmentsDocument.DepartmentDocument;
import dev.budgetledger.projection.entries.AsOf;
import dev.budgetledger.projection.entries.BudgetDirectory;
import dev.budgetledger.projection.entries.BudgetDirectory.ListedDepartment;
import dev.budgetledger.projection.entries.BudgetReader;
import dev.budgetledger.projection.shards.Shard;
import dev.budgetledger.projection.web.AsOfDocument;
import dev.budgetledger.projection.web.KnownParameters;
import dev.budgetledger.projection.web.Paging;
import dev.budgetledger.projection.web.ParameterValues;
import dev.budgetledger.projection.web.RequestProblem;

/** 部门和年度: which departments and budgets there are. */
@RestController
@Tag(name = "Departments 部门")
class DirectoryController {

    private final BudgetReader reader;
    private final BudgetDirectory directory;
    private final Shard shard;

    DirectoryController(BudgetReader reader, BudgetDirectory directory, Shard shard) {
        this.reader = reader;
        this.directory = directory;
        this.shard = shard;
    }

    /** What a person opens first. */
    @Hidden
    @GetMapping(path = "/", produces = PageConverter.HTML)
    ResponseEntity<InPage> front(DirectoryQuery query) {
        return list("/", query);
    }

    @GetMapping(path = "/v1/departments", produces = {MediaType.APPLICATION_JSON_VALUE, PageConverter.HTML})
    @Operation(summary = "部门和年度: departments by code, each with its budgets and what happened to them last, page by page")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = DepartmentsDocument.class)), headers = {
        @Header(name = "Vary", description = "Accept, where it chose the form"), @Header(name = "Link", description = Paging.LINK)})
    ResponseEntity<InPage> departments(DirectoryQuery query) {
        return list("/v1/departments", query);
    }

    private ResponseEntity<InPage> list(String address, DirectoryQuery query) {
        int limit = query.limitOrDefault();
        String after = query.afterOrStart();
        AsOf point = query.known().point(reader);
        List<ListedDepartment> found = directory.departments(query.search(), after, point.position(), limit + 1);
        var page = Paging.slice(found, limit, ListedDepartment::code);
        String next = page.last() == null ? null : address + query.next(point.position(), page.last());
        DepartmentsDocument document = new DepartmentsDocument(
                point.position(), shard.said(), page.shown().stream().map(each -> DepartmentDocument.of(each, point.position())).toList(), next);
        AsOfDocument asOf = AsOfDocument.of(point);
        return InPage.answer(asOf, query.format(), next, new InPage(document, () -> new DirectoryPage(address, document, query, asOf).html()));
    }

    @GetMapping(path = "/v1/departments/{department}", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "部门: a department with its budgets and what happened to them last")
    DepartmentDocument department(@PathVariable String department, KnownParameters query) {
        ParameterValues.department("department", department);
        long position = query.position(reader);
        return directory.department(department, position)
                .map(each -> DepartmentDocument.of(each, position))
                .orElseThrow(() -> RequestProblem.departmentUnknown(department));
    }
}
