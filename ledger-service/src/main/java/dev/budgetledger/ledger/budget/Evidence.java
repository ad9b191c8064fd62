package dev.budgetledger.ledger.budget;

import java.time.Instant;
import java.util.Optional;

import dev.budgetledger.contract.merkle.Hash;

/**
 * What the log itself says of the position and the checkpoint that a publication names.
 *
 * @param logSize how many facts it holds
 * @param recordedAt of the position, if the log has it
 * @param root over as many facts as the checkpoint, if the log has them
 */
record Evidence(long logSize, Optional<Instant> recordedAt, Optional<Hash> root) {

    static Evidence of(Books books, Command.Publish publish) {
        long end = books.logSize();
        long size = publish.head().size();
        return new Evidence(
                end,
                publish.position() <= end ? Optional.of(books.recordedAt(publish.position())) : Optional.empty(),
                size <= end ? Optional.of(books.root(size)) : Optional.empty());
    }
}
