package dev.budgetledger.projection.shards;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says in a line, not in a stack trace, that the database is another shard's. */
final class ShardDiffersAnalyzer extends AbstractFailureAnalyzer<ShardDiffersException> {

    @Override
    protected FailureAnalysis analyze(Throwable root, ShardDiffersException cause) {
        return new FailureAnalysis(String.valueOf(cause.getMessage()), "See docs/runbooks/shards.md", cause);
    }
}
