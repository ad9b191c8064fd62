package dev.budgetledger.ledger.commands.sheets;

import java.util.SortedMap;

/**
 * A row of a sheet.
 *
 * @param number as the sheet shows it, from 1
 * @param isHidden whether nobody sees it, filtered away or hidden by hand
 * @param cells those that show something, by column from 0
 */
public record SheetRow(int number, boolean isHidden, SortedMap<Integer, SheetCell> cells) {}
