package dev.budgetledger.ledger.store;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * How the writer's work continues.
 *
 * @param sinceLast how long ago the last commit or heartbeat was
 * @param oldest how long the oldest command without an outcome has waited, zero if there is none
 * @param trouble why nothing can be recorded, null if nothing is known to be wrong
 */
public record WriterProgress(Duration sinceLast, Duration oldest, @Nullable String trouble) {}
