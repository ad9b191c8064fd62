package dev.budgetledger.contract.form;

/**
 * How amounts are printed.
 *
 * @param places after the point, half rounded away from zero (四舍五入)
 * @param shortest whether zeros at the end are left out
 * @param grouping whether thousands are parted by commas
 * @param zero what stands where there is nothing: blank, {@code 0}, {@code 0.00} …
 */
public record NumberFormat(int places, boolean shortest, boolean grouping, String zero) {}
