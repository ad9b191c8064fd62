package dev.budgetledger.ledger;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says in a line, not in a stack trace, that the signing key, or the place of what was signed last, is missing. */
final class CannotSignAnalyzer extends AbstractFailureAnalyzer<CannotSignException> {

    @Override
    protected FailureAnalysis analyze(Throwable root, CannotSignException cause) {
        return new FailureAnalysis(String.valueOf(cause.getMessage()),
                "See docs/runbooks/signing-key.md", cause);
    }
}
