package dev.budgetledger.projection.directory;

import java.util.LinkedHashMap;
import java.util.Map;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.projection.console.PageFormat;
import dev.budgetledger.projection.entries.BudgetDirectory.Search;
import dev.budgetledger.projection.web.FormQuery;
import dev.budgetledger.projection.web.KnownParameters;
import dev.budgetledger.projection.web.Paging;
import dev.budgetledger.projection.web.ParameterValues;

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
        Map<String, String> asked = new LinkedHashMap<>();
        if (q != null) {
            asked.put("q", q);
        }
        if (limit != null) {
            asked.put("limit", limit.toString());
        }
        return "?position=" + position + Paging.inAddress(asked) + PageFormat.inAddress(format) + "&after=" + last;
    }
}
