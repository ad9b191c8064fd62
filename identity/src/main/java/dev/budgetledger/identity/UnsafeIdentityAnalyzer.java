package dev.budgetledger.identity;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says in a line, not in a stack trace, what is to be changed. */
final class UnsafeIdentityAnalyzer extends AbstractFailureAnalyzer<UnsafeIdentityException> {

    @Override
    protected FailureAnalysis analyze(Throwable root, UnsafeIdentityException cause) {
        return new FailureAnalysis(String.valueOf(cause.getMessage()), "See docs/runbooks/access.md", cause);
    }
}
