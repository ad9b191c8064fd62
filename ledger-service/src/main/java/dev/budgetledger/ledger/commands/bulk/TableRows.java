package dev.budgetledger.ledger.commands.bulk;

import java.io.IOException;
import java.util.SortedMap;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.edge.problems.ProblemException;
import dev.budgetledger.ledger.commands.sheets.SheetCell;

/** The rows of a table as they come, however it is written. */
interface TableRows {

    /**
     * The next one, null after the last.
     *
     * @throws ProblemException if it cannot be told where cells and rows begin from here on
     * @throws IOException if the request cannot be read on
     */
    @Nullable TableRow next() throws IOException;

    /** Where the row read last begins. */
    long line();

    /** The bytes read since the last call, about. */
    long restart();

    /**
     * A row.
     *
     * @param line the number it has for who wrote it, from 1
     * @param cells those that say something, by column from 0
     * @param width how many cells it has, those that say nothing counted; -1 if a row may have as many as it likes
     * @param isHidden whether who wrote it does not see it
     */
    record TableRow(long line, SortedMap<Integer, SheetCell> cells, int width, boolean isHidden) {}
}
