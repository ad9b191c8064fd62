package dev.budgetledger.edge.problems;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.coyote.BadRequestException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/**
 * Breaks off an answer that has begun and cannot be ended: it must not look like a whole one. Whatever fails by then leaves the
 * service as it is, and Tomcat closes the connection without the end of the answer. What the client broke off is answered by
 * {@link dev.budgetledger.edge.ProblemValve}, as far as it can be.
 */
public final class AnswerCut implements HandlerExceptionResolver, Ordered {

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception fault) {
        boolean isClients = fault instanceof BadRequestException || fault.getCause() instanceof BadRequestException;
        if (response.isCommitted() && !isClients) {
            throw new IllegalStateException("an answer that had begun was broken off", fault);
        }
        return null;
    }
}
