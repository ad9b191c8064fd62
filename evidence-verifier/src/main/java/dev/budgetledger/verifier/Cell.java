package dev.budgetledger.verifier;

/**
 * 格: a printed cell of a table.
 *
 * @param mark of the amounts that it is the sum of; 0 of words, and of nothing
 */
record Cell(String text, long mark) {

    static final Cell BLANK = new Cell("", 0);
}
