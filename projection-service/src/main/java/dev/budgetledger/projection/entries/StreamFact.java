package dev.budgetledger.projection.entries;

/**
 * A fact of a stream.
 *
 * @param envelope its canonical bytes
 */
public record StreamFact(long position, long sequence, byte[] envelope) {}
