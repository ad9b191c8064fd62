package dev.budgetledger.ledger.log;

import java.time.Instant;

import dev.budgetledger.contract.merkle.Hash;

/**
 * A fact as its row has it, for anyone who passes it on: what is in the envelope is not read for that.
 *
 * @param bytes the canonical JSON of the envelope; never to be changed
 */
public record LoggedFact(
        long position, Instant recordedAt, String stream, long sequence, String type, byte[] bytes, Hash leafHash) {}
