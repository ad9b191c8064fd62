package dev.budgetledger.projection.shards;

import java.io.IOException;
import java.util.List;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.HandlerExceptionResolver;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.edge.problems.ProblemCode;
import dev.budgetledger.edge.problems.ProblemException;

/**
 * Before anything else of a request is looked at: what is of a department of another shard is there, not here. Which one that is follows from
 * the address, so who asks is asked where it is answered. Every answer says whose it is.
 */
final class ShardFilter extends HttpFilter {

    /** Of which share of the departments an answer is. */
    static final String HEADER = "Budget-Shard";

    private static final long serialVersionUID = 1L;

    /** What stands before the code of a department. */
    private static final List<String> BEFORE = List.of("/v1/disclosures/", "/v1/departments/", "/desk/");

    private final transient Shard shard;
    private final transient ShardUrls urls;
    private final transient HandlerExceptionResolver faults;

    ShardFilter(Shard shard, ShardUrls urls, HandlerExceptionResolver faults) {
        this.shard = shard;
        this.urls = urls;
        this.faults = faults;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        response.setHeader(HEADER, shard.toString());
        String department = department(request.getRequestURI());
        if (department == null || shard.has(department)) {
            chain.doFilter(request, response);
        } else {
            leaveTo(Shard.numberOf(department, shard.shards()), department, request, response);
        }
    }

    private void leaveTo(int other, String department, HttpServletRequest request, HttpServletResponse response) throws ServletException {
        if (urls.isKnown()) {
            String query = request.getQueryString();
            response.setStatus(HttpStatus.TEMPORARY_REDIRECT.value());
            // The path has the one spelling that the edge lets in.
            response.setHeader(HttpHeaders.LOCATION, urls.of(other) + request.getRequestURI() + (query == null ? "" : "?" + query));
            return;
        }
        ProblemException why = new ProblemException(ProblemCode.MISDIRECTED, "department",
                "department " + department + " is of shard " + other + " of " + shard.shards() + "; this is shard " + shard.number());
        if (faults.resolveException(request, response, null, why) == null) {
            throw new ServletException(why);
        }
    }

    /** The department that an address is of, if of any. */
    private static @Nullable String department(String path) {
        for (String before : BEFORE) {
            if (path.startsWith(before)) {
                int end = path.indexOf('/', before.length());
                String code = path.substring(before.length(), end < 0 ? path.length() : end);
                return BudgetId.isDepartment(code) ? code : null;
            }
        }
        return null;
    }
}
