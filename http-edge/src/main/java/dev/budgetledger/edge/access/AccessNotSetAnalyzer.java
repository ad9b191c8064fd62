package dev.budgetledger.edge.access;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says in a line, not in a stack trace, what is to be set. */
final class AccessNotSetAnalyzer extends AbstractFailureAnalyzer<AccessNotSetException> {

    @Override
    protected FailureAnalysis analyze(Throwable root, AccessNotSetException cause) {
        return new FailureAnalysis(String.valueOf(cause.getMessage()), "See docs/runbooks/access.md", cause);
    }
}
