package dev.budgetledger.ledger.commands;

import java.io.IOException;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

import dev.budgetledger.edge.problems.ProblemCode;
import dev.budgetledger.edge.problems.ProblemException;

/** Refuses bodies beyond a limit, whether they announce their length or not, before they take memory. */
final class BodyLimit extends OncePerRequestFilter {

    private final long limit;
    private final String except;
    private final HandlerExceptionResolver faults;

    /** @param except the one address whose bodies are read as they come, and limited there */
    BodyLimit(long limit, String except, HandlerExceptionResolver faults) {
        this.limit = limit;
        this.except = except;
        this.faults = faults;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return except.equals(request.getRequestURI());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getContentLengthLong() > limit) {
            faults.resolveException(request, response, null, tooLarge());
            return;
        }
        chain.doFilter(new HttpServletRequestWrapper(request) {
            @Override
            public ServletInputStream getInputStream() throws IOException {
                return new Counted(super.getInputStream());
            }
        }, response);
    }

    private ProblemException tooLarge() {
        return tooLarge(limit);
    }

    static ProblemException tooLarge(long limit) {
        return new ProblemException(
                ProblemCode.BODY_TOO_LARGE, "body", "a request has at most " + limit + " bytes");
    }

    /** Counts what is read and stops at the limit. */
    private final class Counted extends ServletInputStream {
        private final ServletInputStream in;
        private long read;

        Counted(ServletInputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            int value = in.read();
            count(value < 0 ? 0 : 1);
            return value;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int n = in.read(buffer, offset, length);
            count(Math.max(n, 0));
            return n;
        }

        private void count(int n) {
            read += n;
            if (read > limit) {
                throw tooLarge();
            }
        }

        @Override
        public boolean isFinished() {
            return in.isFinished();
        }

        @Override
        public boolean isReady() {
            return in.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            in.setReadListener(listener);
        }
    }
}
