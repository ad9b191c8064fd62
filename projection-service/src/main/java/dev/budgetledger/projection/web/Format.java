package dev.budgetledger.projection.web;

/** The representation of a table, where the address rather than the {@code Accept} header names it. */
public enum Format {
    JSON,
    CSV,
    XLSX,
    HTML
}
