package dev.budgetledger.projection.directory;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.projection.console.InPage;
import dev.budgetledger.projection.console.PageConverter;
import dev.budgetledger.projection.console.PageFormat;
import dev.budgetledger.projection.directory.DirectoryController.DepartmentsDocument.DepartmentDocument;
import dev.budgetledger.projection.entries.AsOf;
import dev.budgetledger.projection.entries.BudgetDirectory;
import dev.budgetledger.projection.entries.BudgetDirectory.At;
import dev.budgetledger.projection.entries.BudgetDirectory.ListedBudget;
import dev.budgetledger.projection.entries.BudgetDirectory.ListedDepartment;
import dev.budgetledger.projection.entries.BudgetDirectory.Search;
import dev.budgetledger.projection.entries.BudgetReader;
import dev.budgetledger.projection.shards.Shard;
import dev.budgetledger.projection.web.AsOfDocument;
import dev.budgetledger.projection.web.Asked;
import dev.budgetledger.projection.web.Budgets;
import dev.budgetledger.projection.web.KnownParameters;
import dev.budgetledger.projection.web.Paging;
import dev.budgetledger.projection.web.ParameterValues;
import dev.budgetledger.projection.web.Query.FormQuery;
import dev.budgetledger.projection.web.RequestProblem;

/** 部门和年度: which departments and budgets there are. */
@RestController
@Tag(name = "Departments 部门")
record DirectoryController(BudgetReader reader, BudgetDirectory directory, Shard shard) {

    /** What a person opens first. */
    @Hidden
    @GetMapping(path = "/", produces = PageConverter.HTML)
    ResponseEntity<InPage<DepartmentsDocument>> front(DirectoryQuery query) {
        return list("/", query);
    }

    @GetMapping(path = "/v1/departments", produces = {MediaType.APPLICATION_JSON_VALUE, PageConverter.HTML})
    @Operation(summary = "部门和年度: departments by code, each with its budgets and what happened to them last, page by page")
    ResponseEntity<InPage<DepartmentsDocument>> departments(DirectoryQuery query) {
        return list("/v1/departments", query);
    }

    private ResponseEntity<InPage<DepartmentsDocument>> list(String address, DirectoryQuery query) {
        int limit = query.limitOrDefault();
        String after = query.afterOrStart();
        AsOf point = query.known().point(reader);
        List<ListedDepartment> found = directory.departments(query.search(), after, point.position(), limit + 1);
        var page = Paging.slice(found, limit, ListedDepartment::code);
        String next = page.last() == null ? null : address + query.next(point.position(), page.last());
        DepartmentsDocument document = new DepartmentsDocument(
                point.position(), shard.said(), page.shown().stream().map(each -> DepartmentDocument.of(each, point.position())).toList(), next);
        AsOfDocument asOf = AsOfDocument.of(point);
        return InPage.answer(asOf, query.format(), next, new InPage<>(document, () -> new DirectoryPage(address, document, query, asOf).html()));
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

    /** What may be asked of the departments. */
    record DirectoryQuery(
            KnownParameters known,
            @Parameter(description = "what the code, or else the name, of a department begins with")
            @Nullable String q,
            @Parameter(description = "departments behind the one of this code", schema = @Schema(pattern = "^[A-Za-z0-9]{1,12}$"))
            @Nullable String after,
            @Parameter(description = Paging.LIMIT, schema = @Schema(minimum = "1", maximum = "1000"))
            @Nullable Integer limit,
            @Parameter(description = PageFormat.DESCRIPTION)
            @Nullable PageFormat format)
            implements FormQuery {

        Search search() {
            if (q == null) {
                return new Search.All();
            }
            return BudgetId.isDepartment(q) ? new Search.OfCode(q) : new Search.OfName(q);
        }

        /**
         * Behind which code they come.
         *
         * @throws dev.budgetledger.edge.problems.ProblemException if it is none
         */
        String afterOrStart() {
            if (after == null) {
                return "";
            }
            ParameterValues.department("after", after);
            return after;
        }

        int limitOrDefault() {
            return Paging.limit(limit);
        }

        /** The next page in an address. */
        String next(long position, String last) {
            return "?position=" + position + new Asked().and("q", q).and("limit", limit).and("format", format).inAddress() + "&after=" + last;
        }
    }

    /**
     * 部门和年度, by code.
     *
     * @param position through which facts count
     * @param shard of which share of the departments they are all; absent if of all
     * @param next the address of the next page; null at the end
     */
    @JsonPropertyOrder({"position", "shard", "departments", "next"})
    record DepartmentsDocument(long position, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String shard, List<DepartmentDocument> departments,
            @Nullable String next) {

        /** @param name what it was called when its last budget was opened */
        @JsonPropertyOrder({"code", "name", "budgets"})
        record DepartmentDocument(String code, String name, List<BudgetDocument> budgets) {

            static DepartmentDocument of(ListedDepartment department, long position) {
                return new DepartmentDocument(department.code(), department.name(),
                        department.budgets().stream().map(each -> BudgetDocument.of(each, position)).toList());
            }
        }

        /**
         * A budget of a department.
         *
         * @param name what the department was called when it was opened
         * @param lastPosting absent if there is none
         * @param lastPublication absent if there is none
         * @param href its tables
         */
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @JsonPropertyOrder({"fiscalYear", "name", "comparative", "lastPosting", "lastPublication", "href"})
        record BudgetDocument(int fiscalYear, String name, boolean comparative, @Nullable HappenedDocument lastPosting,
                @Nullable HappenedDocument lastPublication, String href) {

            static BudgetDocument of(ListedBudget budget, long position) {
                return new BudgetDocument(budget.id().fiscalYear(), budget.departmentName(), budget.comparative(),
                        HappenedDocument.of(budget.posting(), null), HappenedDocument.of(budget.publication(), budget.published()),
                        Budgets.address(budget.id()) + "/tables?position=" + position);
            }
        }

        /** @param number of a publication */
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @JsonPropertyOrder({"number", "position", "recordedAt"})
        record HappenedDocument(@Nullable Long number, long position, Instant recordedAt) {

            static @Nullable HappenedDocument of(@Nullable At at, @Nullable Long number) {
                return at == null ? null : new HappenedDocument(number, at.position(), at.recordedAt());
            }
        }
    }
}
