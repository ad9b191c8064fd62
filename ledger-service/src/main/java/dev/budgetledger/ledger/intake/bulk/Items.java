package dev.budgetledger.ledger.intake.bulk;

import java.io.IOException;

import org.jspecify.annotations.Nullable;

/** The commands of a request, read as they come. */
interface Items {

    /** No command may be larger, in bytes: as large as the body of a single one. */
    long LARGEST = 4 * 1024 * 1024;

    /**
     * The next one, null at the end.
     *
     * @throws IOException if the request cannot be read on: its sender is gone
     */
    @Nullable Item next() throws IOException;
}
