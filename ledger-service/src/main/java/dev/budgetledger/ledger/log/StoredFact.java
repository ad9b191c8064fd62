package dev.budgetledger.ledger.log;

import dev.budgetledger.contract.Envelope;
import dev.budgetledger.contract.PackedEnvelope;
import dev.budgetledger.contract.merkle.Hash;

/**
 * A fact with the very bytes under which it stands in the log.
 *
 * @param bytes the canonical JSON of the envelope; never to be changed
 * @param leafHash what the log's tree has in its place
 */
public record StoredFact(Envelope envelope, byte[] bytes, Hash leafHash) {

    /** One that is to be in the log. */
    public static StoredFact of(Envelope envelope) {
        byte[] bytes = envelope.bytes();
        return new StoredFact(envelope, bytes, Hash.ofLeaf(bytes));
    }

    /**
     * One as it is in the log.
     *
     * @param stored as the column {@code envelope} has it
     */
    public static StoredFact read(byte[] stored, byte[] leafHash) {
        byte[] bytes = PackedEnvelope.unpack(stored);
        return new StoredFact(Envelope.parse(bytes), bytes, Hash.of(leafHash));
    }
}
