package dev.budgetledger.projection.disclosure.table;

/**
 * 栏: a column of a table. The running number (序号) is not a column, every row has one.
 *
 * @param id stable, the same in every year
 * @param title as printed in the year's form
 */
public record Column(String id, String title, Type type) {

    /** What the cells of a column hold. */
    public enum Type {
        TEXT,
        AMOUNT
    }
}
