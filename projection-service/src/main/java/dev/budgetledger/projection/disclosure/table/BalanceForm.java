package dev.budgetledger.projection.disclosure.table;

import java.util.List;

import dev.budgetledger.contract.Fund;

/**
 * A year's form of a table with income on the left and expenditure on the right.
 *
 * @param income a row for each fund
 * @param expenditure a row for each functional 类, in the order of the form
 * @param unpublished the name of the row for expenditure whose function was not published
 * @param current 本年合计
 * @param carried 结转结余: brought forward on the left, carried out on the right
 * @param broughtForward what was brought forward by fund, if the form shows it
 * @param all 总计
 */
public record BalanceForm(
        String title,
        Digits digits,
        List<Column> columns,
        List<FundRow> income,
        List<ClassRow> expenditure,
        String unpublished,
        Labels current,
        Labels carried,
        List<FundRow> broughtForward,
        Labels all) {

    /** A row on the left. */
    public record FundRow(String label, Fund fund) {}

    /** A row on the right; {@code function} is the three digits of a 类. */
    public record ClassRow(String label, String function) {}

    /** The two labels of a row of totals. */
    public record Labels(String income, String expenditure) {}
}
