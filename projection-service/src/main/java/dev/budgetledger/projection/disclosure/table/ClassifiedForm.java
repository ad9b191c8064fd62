package dev.budgetledger.projection.disclosure.table;

import java.util.List;

/**
 * A year's form of a table with rows by code.
 *
 * @param total the name of the first row, 合计
 * @param unpublished the name of the last row, for money whose code was not published
 * @param notesWhenEmpty notes of the table where the budget has no such lines, whatever they have
 */
public record ClassifiedForm(
        String title,
        Digits digits,
        List<Column> columns,
        String total,
        String unpublished,
        List<String> notesWhenEmpty) {}
