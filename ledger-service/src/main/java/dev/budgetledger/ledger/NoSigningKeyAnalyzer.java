package dev.budgetledger.ledger;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says in a line, not in a stack trace, that the signing key is missing. */
final class NoSigningKeyAnalyzer extends AbstractFailureAnalyzer<NoSigningKeyException> {

    @Override
    protected FailureAnalysis analyze(Throwable root, NoSigningKeyException cause) {
        return new FailureAnalysis("No key to sign the log with: " + cause.getMessage(),
                "Make one and name it: docs/runbooks/signing-key.md", cause);
    }
}
