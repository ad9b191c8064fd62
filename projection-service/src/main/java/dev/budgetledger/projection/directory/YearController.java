package dev.budgetledger.projection.directory;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
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
import dev.budgetledger.contract.Classification;
import dev.budgetledger.contract.Department;
import dev.budgetledger.contract.Money;
import dev.budgetledger.contract.PlainText;
import dev.budgetledger.edge.problems.ProblemException;
import dev.budgetledger.projection.entries.AsOf;
import dev.budgetledger.projection.entries.Basis;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.BudgetDirectory;
import dev.budgetledger.projection.entries.BudgetReader;
import dev.budgetledger.projection.entries.ChartReader;
import dev.budgetledger.projection.entries.LineBalance;
import dev.budgetledger.projection.shards.Shard;
import dev.budgetledger.projection.web.AsOfDocument;
import dev.budgetledger.projection.web.AsOfParameters;
import dev.budgetledger.projection.web.Budgets;
import dev.budgetledger.projection.web.KnownParameters;
import dev.budgetledger.projection.web.Paging;
import dev.budgetledger.projection.web.ParameterValues;
import dev.budgetledger.projection.web.Query;

/** What a year has over all departments: its classification, and totals. */
@RestController
@Tag(name = "Departments 部门")
record YearController(BudgetReader reader, BudgetDirectory directory, ChartReader chart, Shard shard) {

    /** A total reads every line of a budget. */
    private static final int TOTALS_PER_PAGE_MAX = 100;

    private static final Pattern CODE = Pattern.compile("[0-9]{1,7}");

    /**
     * 科目 by type and code.
     *
     * @param position through which facts count
     * @param next the address of the next page; null at the end
     */
    @JsonPropertyOrder({"fiscalYear", "position", "classifications", "next"})
    record ClassificationsDocument(int fiscalYear, long position, List<Classification> classifications, @Nullable String next) {}

    @GetMapping(path = "/v1/classifications/{year}", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "科目: the codes that were defined for a year, page by page")
    ResponseEntity<ClassificationsDocument> classifications(@PathVariable String year, ClassificationsQuery query) {
        int limit = Paging.limit(query.limit(), Paging.LIMIT_MAX, Paging.LIMIT_MAX);
        int fiscalYear = ParameterValues.fiscalYear(year);
        String prefix = query.prefix();
        if (prefix != null && !CODE.matcher(prefix).matches()) {
            throw ProblemException.invalid("prefix", "not 1 to 7 digits: " + PlainText.quoted(prefix));
        }
        AsOf point = query.known().point(reader);
        long position = point.position();
        List<Classification> all = Paging.after(chart.classifications(fiscalYear, position), query.after(), YearController::key);
        List<Classification> asked = all.stream().filter(query::asksFor).limit(limit + 1L).toList();
        var page = Paging.slice(asked, limit, YearController::key);
        String next = page.last() == null ? null : "/v1/classifications/" + fiscalYear + "?position=" + position
                + (query.type() == null ? "" : "&type=" + query.type().name())
                + (query.prefix() == null ? "" : "&prefix=" + query.prefix()) + "&limit=" + limit + "&after=" + page.last();
        return ResponseEntity.ok().headers(Paging.linking(AsOfDocument.of(point).headers(), next))
                .body(new ClassificationsDocument(fiscalYear, position, page.shown(), next));
    }

    private static String key(Classification each) {
        return each.type() + "-" + each.code();
    }

    /** What may be asked of the classification of a year. */
    record ClassificationsQuery(
            KnownParameters known,
            @Parameter(description = "only of this classification")
            Classification.@Nullable Type type,
            @Parameter(description = "what a code begins with", schema = @Schema(pattern = "^[0-9]{1,7}$"))
            @Nullable String prefix,
            @Parameter(description = "codes behind this one of the list, such as FUNCTION-2010301")
            @Nullable String after,
            @Parameter(description = "at most this many, 1 to 1000; 1000 by default", schema = @Schema(minimum = "1", maximum = "1000"))
            @Nullable Integer limit)
            implements Query {

        boolean asksFor(Classification each) {
            return (type == null || type == each.type()) && (prefix == null || each.code().startsWith(prefix));
        }
    }

    /**
     * 合计 of the departments of a year, by code.
     *
     * @param shard of which share of the departments they are all; absent if of all
     * @param departments as many as asked for, fewer at the end, or where more would add up to more than an amount can be
     * @param pageSum what those of this page add up to
     * @param next the address of the next page, at the same point; null at the end
     */
    @JsonPropertyOrder({"fiscalYear", "asOf", "shard", "departments", "pageSum", "next"})
    record TotalsDocument(
            int fiscalYear, AsOfDocument asOf, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String shard, List<DepartmentTotal> departments, TotalDocument pageSum, @Nullable String next) {}

    @JsonPropertyOrder({"department", "total"})
    record DepartmentTotal(Department department, TotalDocument total) {}

    /**
     * In yuan.
     *
     * @param approved 年初批复
     * @param adjusted 变动后: what it has, frozen too
     * @param carriedOut 年终结转: what left for the next year
     * @param frozen 冻结: the part that cannot be moved
     */
    @JsonPropertyOrder({"approved", "adjusted", "carriedOut", "frozen"})
    record TotalDocument(Money approved, Money adjusted, Money carriedOut, Money frozen) {

        private static final TotalDocument NOTHING = new TotalDocument(Money.ZERO, Money.ZERO, Money.ZERO, Money.ZERO);

        static TotalDocument of(LineBalance line) {
            return new TotalDocument(line.approved(), line.balance(), line.carriedOut(), line.frozen());
        }

        /** Whether both together are amounts. A department alone is, and two are, as what a budget may turn over is less than half of what an amount may be. */
        boolean fitsWith(TotalDocument other) {
            try {
                var _ = plus(other);
                return true;
            } catch (ArithmeticException tooLarge) {
                return false;
            }
        }

        TotalDocument plus(TotalDocument other) {
            return new TotalDocument(approved.plus(other.approved), adjusted.plus(other.adjusted), carriedOut.plus(other.carriedOut),
                    frozen.plus(other.frozen));
        }
    }

    @GetMapping(path = "/v1/years/{year}/totals", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "合计: what each department of a year has at an as-of point, page by page")
    ResponseEntity<TotalsDocument> totals(@PathVariable String year, TotalsQuery query) {
        int limit = Paging.limit(query.limit(), TOTALS_PER_PAGE_MAX, TOTALS_PER_PAGE_MAX);
        int fiscalYear = ParameterValues.fiscalYear(year);
        String after = query.after() == null ? "" : query.after();
        if (query.after() != null) {
            ParameterValues.department("after", after);
        }
        Budgets.requireOfYear("effectiveOn", query.asOf().effectiveOn(), fiscalYear);
        AsOf point = reader.resolve(fiscalYear, query.asOf().question());
        var page = Paging.slice(directory.budgets(fiscalYear, after, point.position(), limit + 1), limit, BudgetId::department);
        List<DepartmentTotal> totals = new ArrayList<>();
        TotalDocument sum = TotalDocument.NOTHING;
        String last = page.last();
        for (BudgetId id : page.shown()) {
            DepartmentTotal total = total(reader.read(id, point, Basis.ADJUSTED).orElseThrow());
            if (!sum.fitsWith(total.total)) {
                last = totals.getLast().department.code();
                break;
            }
            totals.add(total);
            sum = sum.plus(total.total);
        }
        AsOfDocument asOf = AsOfDocument.of(point);
        String next = last == null ? null : "/v1/years/" + fiscalYear + "/totals" + asOf.inAddress() + "&limit=" + limit + "&after=" + last;
        TotalsDocument document = new TotalsDocument(fiscalYear, asOf, shard.said(), totals, sum, next);
        return ResponseEntity.ok().headers(Paging.linking(asOf.headers(), next)).body(document);
    }

    private static DepartmentTotal total(BudgetAsOf budget) {
        return new DepartmentTotal(budget.department(),
                budget.lines().stream().map(TotalDocument::of).reduce(TotalDocument.NOTHING, TotalDocument::plus));
    }

    /** What may be asked of totals. */
    record TotalsQuery(
            AsOfParameters asOf,
            @Parameter(description = "departments behind the one of this code", schema = @Schema(pattern = "^[A-Za-z0-9]{1,12}$"))
            @Nullable String after,
            @Parameter(description = "at most this many, 1 to 100; 100 by default", schema = @Schema(minimum = "1", maximum = "100"))
            @Nullable Integer limit)
            implements Query {}
}
