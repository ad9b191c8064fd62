package dev.budgetledger.contract.form;

/** How large a form may be. Characters are code points. */
public final class FormLimits {

    /** A form, in bytes of JSON: as it is sent, and as it is written with its defaults. */
    public static final int BYTES_MAX = 256 * 1024;

    /** Objects and arrays in one another: the language itself needs 17. */
    public static final int DEPTH_MAX = 20;

    public static final int TABLES_MAX = 40;
    public static final int PANELS_MAX = 4;

    /** Of a table. */
    public static final int COLUMNS_MAX = 60;

    /** Of a panel. */
    public static final int SECTIONS_MAX = 10;

    /** Of a table: those that stand in it and the codes it lists. */
    public static final int ROWS_MAX = 1000;

    /** Of a table: its rows in each of their columns of money. It bounds what a table holds, whatever its rows count. */
    public static final int CELLS_MAX = 5000;

    /** Above the head of a column. */
    public static final int HEADS_MAX = 4;

    /** Rows or columns of one sum. */
    public static final int SUM_MAX = 30;

    /** Beginnings of codes in one list. */
    public static final int CODES_MAX = 30;

    /** Of a document: its lines of contents. */
    public static final int PARTS_MAX = 60;

    /** Of a part, or of what there is one of each. */
    public static final int BLOCKS_MAX = 100;

    /** Of a paragraph; and items of a list. */
    public static final int SPANS_MAX = 100;

    public static final int SLOTS_MAX = 200;
    public static final int SENTENCE_CHARS_MAX = 2000;
    public static final int NOTES_MAX = 10;
    public static final int PLACES_MAX = 6;
    public static final int ID_CHARS_MAX = 64;
    public static final int TEXT_CHARS_MAX = 200;

    private FormLimits() {}
}
