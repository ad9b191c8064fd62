package dev.budgetledger.projection.disclosure.table;

import java.util.List;
import java.util.NoSuchElementException;

import dev.budgetledger.contract.Fund;
import dev.budgetledger.contract.form.RowForm;
import dev.budgetledger.contract.form.TableForm;

/**
 * What the rows are called of a table with income on the left and expenditure on the right, as its form says.
 *
 * @param income a row for each fund
 * @param expenditure a row for each functional 类, in the order of the form
 * @param current 本年合计
 * @param carried 结转结余: brought forward on the left, carried out on the right
 * @param broughtForward what was brought forward by fund, if the form shows it
 * @param all 总计
 */
public record BalanceForm(
        List<FundRow> income,
        List<ClassRow> expenditure,
        Labels current,
        Labels carried,
        List<FundRow> broughtForward,
        Labels all) {

    private static final String CARRIED_OVER = "carriedOver";

    /** A row on the left. */
    public record FundRow(String label, Fund fund) {}

    /** A row on the right; {@code function} is the three digits of a 类. */
    public record ClassRow(String label, String function) {}

    /** The two labels of a row of totals. */
    public record Labels(String income, String expenditure) {}

    /** Reads the form of such a table by the ids of its rows. */
    public static BalanceForm of(TableForm form) {
        List<RowForm> left = rows(form, 0);
        List<RowForm> right = rows(form, 1);
        return new BalanceForm(
                funds(form.panels().getFirst().sections().getFirst(), ""),
                right.stream()
                        .flatMap(row -> row instanceof RowForm.Coded coded ? coded.listed().stream() : null)
                        .map(listed -> new ClassRow(listed.label(), listed.code()))
                        .toList(),
                new Labels(label(left, "current"), label(right, "current")),
                new Labels(label(left, CARRIED_OVER), label(right, "carriedOut")),
                funds(left, CARRIED_OVER + "-"),
                new Labels(label(left, "total"), label(right, "total")));
    }

    private static List<RowForm> rows(TableForm form, int panel) {
        return form.panels().get(panel).sections().stream().flatMap(List::stream).toList();
    }

    private static List<FundRow> funds(List<RowForm> rows, String prefix) {
        return rows.stream()
                .filter(row -> row.id().startsWith(prefix))
                .map(row -> new FundRow(label(rows, row.id()), Fund.valueOf(row.id().substring(prefix.length()))))
                .toList();
    }

    /** What a row is called, by its id. */
    public static String label(List<RowForm> rows, String id) {
        return rows.stream()
                .filter(row -> row.id().equals(id))
                .map(row -> row instanceof RowForm.Fixed fixed ? fixed.label() : "")
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("the form has no row " + id));
    }
}
