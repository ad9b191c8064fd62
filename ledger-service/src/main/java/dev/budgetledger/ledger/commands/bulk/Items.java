package dev.budgetledger.ledger.commands.bulk;

import java.io.IOException;

import org.jspecify.annotations.Nullable;

/** The commands of a request, read as they come. */
interface Items {

    /**
     * The next one, null at the end.
     *
     * @throws IOException if the request cannot be read on: its sender is gone
     */
    @Nullable Item next() throws IOException;
}
