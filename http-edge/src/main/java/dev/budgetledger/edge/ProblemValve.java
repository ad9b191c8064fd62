package dev.budgetledger.edge;

import java.io.IOException;
import java.net.SocketTimeoutException;

import org.apache.catalina.connector.ClientAbortException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;

/**
 * What Tomcat refuses (a broken request line, a bad escape, a body that is cut) is a problem too, not a page.
 * Whatever is answered by {@code sendError} comes here: there are no error pages. Public for Tomcat, which knows it
 * by name.
 */
public final class ProblemValve extends ErrorReportValve {

    private static final String UNREADABLE = "the request cannot be read as HTTP, or its body ends before it says; "
            + "in an address write + as %2B, and what is not ASCII as its UTF-8 bytes, 元 as %E5%85%83";

    private static final String TOO_SLOW = "the body came too slowly";

    @Override
    protected void report(Request request, Response response, @Nullable Throwable thrown) {
        int code = isTooSlow(thrown) ? 408 : response.getStatus();
        if (code < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        String detail = switch (code) {
            case 400 -> UNREADABLE;
            case 408 -> TOO_SLOW;
            default -> null;
        };
        try {
            EdgeProblem.ofStatus(code, detail).answer(request, response);
        } catch (IOException e) {
            container.getLogger().debug("the sender of a refused request has gone", e);
        }
    }

    private static boolean isTooSlow(@Nullable Throwable thrown) {
        return thrown instanceof SocketTimeoutException
                || (thrown instanceof ClientAbortException && thrown.getCause() instanceof SocketTimeoutException);
    }
}
