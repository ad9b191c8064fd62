package dev.budgetledger.edge.problems;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** A service does not start: what is set is unsafe, or contradicts itself, or is not there. Said in a line, not in a stack trace. */
public class StartRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String action;

    /** @param action what is to be done about it, or the page that says it */
    public StartRefusedException(String message, String action) {
        super(message);
        this.action = action;
    }

    /** Has Spring Boot say it. */
    public static final class Analyzer extends AbstractFailureAnalyzer<StartRefusedException> {

        @Override
        protected FailureAnalysis analyze(Throwable root, StartRefusedException cause) {
            return new FailureAnalysis(String.valueOf(cause.getMessage()), cause.action, cause);
        }
    }
}
