package dev.budgetledger.projection.entries;

/**
 * 分叉: what was received is not what the ledger signed.
 *
 * @param goodThrough the last signed head before, which agrees with what was received
 */
public record Contradiction(long goodThrough, String reason) {}
