package dev.budgetledger.projection.publication.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.CommandLimits;
import dev.budgetledger.contract.HttpHeaderNames;
import dev.budgetledger.edge.access.Grant;
import dev.budgetledger.edge.access.Principal;
import dev.budgetledger.edge.problems.ProblemException;
import dev.budgetledger.projection.console.InPage;
import dev.budgetledger.projection.console.PageConverter;
import dev.budgetledger.projection.console.PageFormat;
import dev.budgetledger.projection.entries.AsOfQuestion;
import dev.budgetledger.projection.entries.Basis;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.BudgetReader;
import dev.budgetledger.projection.publication.LoggedPublication;
import dev.budgetledger.projection.publication.PublicationReader;
import dev.budgetledger.projection.web.AsOfDocument;
import dev.budgetledger.projection.web.AsOfParameters;
import dev.budgetledger.projection.web.Budgets;
import dev.budgetledger.projection.web.JsonBody;
import dev.budgetledger.projection.web.Paging.PageParameters;
import dev.budgetledger.projection.web.ParameterValues;
import dev.budgetledger.projection.web.Query;
import dev.budgetledger.projection.web.RequestProblem;

/** Publishes tables, and says what was published. */
@RestController
@RequestMapping("/v1/disclosures/{department}/{year}/publications")
@Tag(name = "Publications 公开")
record PublicationController(BudgetReader budgets, PublicationReader publications, PublicationService publishing) {

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE, produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "公开: publish the tables at a point and the documents of their form; the ledger records it",
            requestBody = @RequestBody(
                    required = true,
                    content = @Content(schema = @Schema(implementation = PublishRequest.class))))
    @ApiResponse(responseCode = "201", headers = {
        @Header(name = "Location", required = true, description = "The publication"),
        @Header(name = "Idempotency-Replayed", required = true, description = "Whether it is the first answer again")})
    @ApiResponse(responseCode = "409")
    @ApiResponse(responseCode = "422")
    ResponseEntity<PublicationDocument.New> publishTables(
            @PathVariable String department,
            @PathVariable String year,
            Query.None query,
            @RequestHeader(name = HttpHeaderNames.IDEMPOTENCY_KEY, required = false) @Nullable String key,
            @RequestHeader(name = HttpHeaderNames.POSTED_BY, required = false) @Nullable String postedBy,
            HttpServletRequest http,
            InputStream body) throws IOException {
        BudgetId id = ParameterValues.budget(department, year);
        requireGranted(Principal.of(http).grant(), id);
        PublishRequest request = PublishRequest.read(body.readNBytes(PublishRequest.BYTES_MAX + 1));
        PublicationService.Done done = publishing.publish(id, request, key(key), JsonBody.postedBy(http, postedBy));
        PublicationDocument publication = PublicationDocument.of(id, done.published(), null);
        return ResponseEntity.created(URI.create(publication.address()))
                .header(HttpHeaderNames.IDEMPOTENCY_REPLAYED, Boolean.toString(done.repeated()))
                .body(new PublicationDocument.New(done.receipt(), publication));
    }

    @GetMapping(produces = {MediaType.APPLICATION_JSON_VALUE, PageConverter.HTML})
    @Operation(summary = "公开记录: what was published of a budget, in order")
    ResponseEntity<InPage<PublicationDocument.All>> publications(
            @PathVariable String department, @PathVariable String year, PublicationsQuery query) {
        BudgetId id = ParameterValues.budget(department, year);
        var budget = Budgets.read(budgets, id, query.asOf().question(), Basis.ADJUSTED);
        var page = query.paged().of(
                publications.of(id).stream().filter(each -> each.position() <= budget.asOf().position()).toList(),
                each -> Long.toString(each.fact().number()));
        String address = Budgets.address(id) + "/publications" + AsOfDocument.of(budget.asOf()).inAddress();
        var all = PublicationDocument.All.of(budget, page.shown(), query.paged().next(address, page));
        return InPage.answer(all.asOf(), query.format(), all.next(), new InPage<>(all, () -> new PublicationPages(id).all(all)));
    }

    @GetMapping(path = "/{number}", produces = {MediaType.APPLICATION_JSON_VALUE, PageConverter.HTML})
    @Operation(summary = "公开内容: a publication, and whether its tables and documents still come out the same")
    ResponseEntity<InPage<PublicationDocument>> publication(
            @PathVariable String department,
            @PathVariable String year,
            @PathVariable String number,
            PublicationQuery query) {
        BudgetId id = ParameterValues.budget(department, year);
        BudgetAsOf budget = Budgets.read(budgets, id, query.question(), Basis.ADJUSTED);
        LoggedPublication published = publications.one(id, number)
                .orElseThrow(() -> RequestProblem.publicationUnknown(id, number));
        PublicationDocument document = PublicationDocument.of(id, published, publishing.again(id, published));
        return InPage.answer(document.asOf(), query.format(), new InPage<>(document, () -> new PublicationPages(id).one(
                budget.department(), document, publishing.titles(id, published), publications.of(id).stream().filter(each -> each.fact().number() == document.number() - 1).findFirst())));
    }

    private static void requireGranted(Grant grant, BudgetId budget) {
        ProblemException department = grant.withoutDepartment(budget.department(), "department");
        ProblemException why = department == null ? grant.withoutYear(budget.fiscalYear(), "year") : department;
        if (why != null) {
            throw why;
        }
    }

    private static String key(@Nullable String header) {
        return JsonBody.header(HttpHeaderNames.IDEMPOTENCY_KEY, header == null ? "" : header, CommandLimits.IDEMPOTENCY_KEY_CHARS_MAX);
    }

    /** What may be asked of all publications. */
    record PublicationsQuery(
            AsOfParameters asOf,
            PageParameters paged,
            @Parameter(description = PageFormat.DESCRIPTION)
            @Nullable PageFormat format)
            implements Query {}

    /** What may be asked of a publication: it never changes, so no point is. */
    record PublicationQuery(
            @Parameter(description = "wait a bounded time until this position has been applied")
            @Nullable Long atLeastPosition,
            @Parameter(description = PageFormat.DESCRIPTION)
            @Nullable PageFormat format)
            implements Query {

        AsOfQuestion question() {
            return new AsOfQuestion(null, null, null, atLeastPosition);
        }
    }
}
