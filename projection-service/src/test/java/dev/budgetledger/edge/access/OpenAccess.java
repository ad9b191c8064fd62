package dev.budgetledger.edge.access;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;

/** What stands before the controllers of an open service, for those that are tried without a server. */
public final class OpenAccess {

    private OpenAccess() {}

    public static Filter filter() {
        return (request, response, chain) -> {
            Principal.ANYBODY.makes((HttpServletRequest) request);
            chain.doFilter(request, response);
        };
    }
}
