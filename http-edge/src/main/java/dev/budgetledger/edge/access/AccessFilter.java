package dev.budgetledger.edge.access;

import java.io.IOException;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.HandlerExceptionResolver;

import dev.budgetledger.edge.problems.ProblemCode;
import dev.budgetledger.edge.problems.ProblemException;

/** Before anything of a request but its address and its headers is read: who makes it, and whether he may. */
final class AccessFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;

    private static final String BEARER = "Bearer";

    private static final String HEALTH = "/actuator/health";

    private final transient AccessControl access;
    private final transient ForbiddenWatch watch;
    private final transient HandlerExceptionResolver faults;

    AccessFilter(AccessControl access, ForbiddenWatch watch, HandlerExceptionResolver faults) {
        this.access = access;
        this.watch = watch;
        this.faults = faults;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Principal principal;
        try {
            principal = access.admit(request);
            long seconds = access.secondsToWait(request, principal);
            if (seconds > 0) {
                response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
                throw new ProblemException(ProblemCode.TOO_MANY_REQUESTS, "", "more requests than one may make; ask again in a moment");
            }
        } catch (ProblemException why) {
            if (why.problem().code().equals(ProblemCode.UNAUTHORIZED.name())) {
                response.setHeader(HttpHeaders.WWW_AUTHENTICATE,
                        request.getHeader(HttpHeaders.AUTHORIZATION) == null ? BEARER : BEARER + " error=\"invalid_token\"");
            }
            String name = Principal.nameOf(request);
            if (name != null && why.problem().code().equals(ProblemCode.FORBIDDEN.name()) && access.isForSome(request)) {
                watch.forbidden(name, request);
            }
            if (faults.resolveException(request, response, null, why) == null) {
                throw new ServletException(why);
            }
            return;
        }
        chain.doFilter(principal.is(Role.OPERATOR) && request.getRequestURI().startsWith(HEALTH) ? new HealthReader(request) : request, response);
    }
}
