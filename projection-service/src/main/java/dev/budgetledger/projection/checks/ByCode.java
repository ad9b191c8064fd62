package dev.budgetledger.projection.checks;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;

import dev.budgetledger.projection.disclosure.TableId;
import dev.budgetledger.projection.disclosure.Template;
import dev.budgetledger.projection.disclosure.table.BalanceForm;

/** A table with rows by code, 合计 first: where its rows are. A code that is printed twice counts twice. */
record ByCode(PrintedTable table, String totalLabel) {

    /** Digits of 类, 款 and 项. */
    static final int CLASS = 3;
    static final int GROUP = 5;
    static final int ITEM = 7;

    /** What the row of 合计 is called. */
    static String total(TableId id, Template forms) {
        return BalanceForm.label(forms.table(id).panels().getFirst().sections().stream().flatMap(List::stream).toList(), "total");
    }

    /** 合计. */
    EquationSide total(String column) {
        return table.named(totals(), totalLabel, column);
    }

    /** The rows of 合计: one, or none if the table is empty. */
    List<PrintedRow> totals() {
        return rows(row -> row.code().isEmpty() && row.text("name").equals(totalLabel));
    }

    /** Money whose code was not published. */
    List<PrintedRow> unpublished() {
        return rows(row -> row.code().isEmpty() && !row.text("name").equals(totalLabel));
    }

    /** The rows of a level whose codes begin so. */
    List<PrintedRow> level(int digits, String beginning) {
        return rows(row -> row.code().length() == digits && row.code().startsWith(beginning));
    }

    /** The rows that stand where this one of another table stands: of the same code, or with the same words. */
    List<PrintedRow> like(PrintedRow other) {
        return rows(row -> row.code().equals(other.code())
                && (!row.code().isEmpty() || row.text("name").equals(other.text("name"))));
    }

    /** The codes of a level: those printed, and the parents of what is printed one level below. */
    SortedSet<String> parents(int digits) {
        SortedSet<String> codes = new TreeSet<>();
        for (PrintedRow row : table.rows()) {
            if (row.code().length() == digits || row.code().length() == digits + 2) {
                codes.add(row.code().substring(0, digits));
            }
        }
        return codes;
    }

    /** Why a level of this table cannot be summed up, if so. */
    Optional<String> lacks(int digits) {
        if (table.isEmpty()) {
            return Optional.of(table.id().id() + " is empty");
        }
        return level(digits, "").isEmpty()
                ? Optional.of(table.id().id() + " has no rows of " + digits + " digits")
                : Optional.empty();
    }

    private List<PrintedRow> rows(Predicate<PrintedRow> wanted) {
        return table.rows().stream().filter(wanted).toList();
    }
}
