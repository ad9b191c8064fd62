package dev.budgetledger.ledger.commands.bulk;

import java.io.IOException;

import dev.budgetledger.contract.CommandResult;

/** How results are written, one after the other. */
interface ResultWriter {

    String mediaType();

    /**
     * One result and what stands before or after it.
     *
     * @param first whether none was written before
     */
    byte[] write(CommandResult result, boolean first) throws IOException;

    /**
     * What stands after the last result.
     *
     * @param none whether there was no result
     */
    byte[] end(boolean none) throws IOException;
}
