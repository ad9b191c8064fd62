package dev.budgetledger.ledger.commands.sheets;

/** Columns as spreadsheets call them: A, B, … Z, AA. */
final class CellReference {

    /** What a sheet has at most. */
    static final int COLUMNS_MAX = 16_384;

    static final int ROWS_MAX = 1_048_576;

    private CellReference() {}

    /** The number of a column, from 0. */
    static int column(String letters) {
        int number = 0;
        for (int i = 0; i < letters.length(); i++) {
            number = number * 26 + letters.charAt(i) - 'A' + 1;
        }
        return number - 1;
    }

    /** The letters of one. */
    static String letters(int column) {
        StringBuilder letters = new StringBuilder();
        for (int rest = column + 1; rest > 0; rest = (rest - 1) / 26) {
            letters.insert(0, (char) ('A' + (rest - 1) % 26));
        }
        return letters.toString();
    }
}
