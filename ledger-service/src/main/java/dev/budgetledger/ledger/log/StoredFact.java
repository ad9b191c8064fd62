package dev.budgetledger.ledger.log;

import dev.budgetledger.contract.Envelope;

/**
 * A fact with the very bytes under which it stands in the log.
 *
 * @param bytes the canonical JSON of the envelope; never to be changed
 */
public record StoredFact(Envelope envelope, byte[] bytes) {

    static StoredFact of(Envelope envelope) {
        return new StoredFact(envelope, envelope.bytes());
    }

    static StoredFact read(byte[] bytes) {
        return new StoredFact(Envelope.parse(bytes), bytes);
    }
}
