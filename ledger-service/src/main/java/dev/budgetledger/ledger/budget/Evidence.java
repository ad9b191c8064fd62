package dev.budgetledger.ledger.budget;

import java.time.Instant;
import java.util.Optional;

import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.form.Form;
import dev.budgetledger.contract.merkle.Hash;

/**
 * What the log itself says of the position and the checkpoint that a publication names.
 *
 * @param logSize how many facts it holds
 * @param recordedAt of the position, if the log has it
 * @param betweenHalves whether the position is that of one half of a command, and the other half comes after it
 * @param root over as many facts as the checkpoint, if the log has them
 * @param form the one of the id that is pinned, as it was adopted last up to the position, if it was
 */
record Evidence(
        long logSize, Optional<Instant> recordedAt, boolean betweenHalves, Optional<Hash> root, Optional<Form> form) {

    static Evidence of(Books books, Command.Publish publish) {
        long end = books.logSize();
        long size = publish.head().size();
        return new Evidence(
                end,
                publish.position() <= end ? Optional.of(books.recordedAt(publish.position())) : Optional.empty(),
                publish.position() < end && betweenHalves(books, publish.position()),
                size <= end ? Optional.of(books.root(size)) : Optional.empty(),
                Optional.ofNullable(publish.form())
                        .filter(_ -> publish.position() <= end)
                        .flatMap(pinned -> books.formAt(pinned.id(), publish.position())));
    }

    /** The two halves of a command lie next to each other, and each names the other. */
    private static boolean betweenHalves(Books books, long position) {
        return books.fact(position) instanceof Fact.Posted half
                && books.fact(position + 1) instanceof Fact.Posted next
                && next.posting().id().equals(half.counterpart());
    }
}
