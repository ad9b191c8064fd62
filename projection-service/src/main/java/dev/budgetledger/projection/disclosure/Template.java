package dev.budgetledger.projection.disclosure;

import java.util.List;
import java.util.stream.Stream;

import dev.budgetledger.contract.form.Form;
import dev.budgetledger.contract.form.RowForm;
import dev.budgetledger.contract.form.Selector;
import dev.budgetledger.contract.form.TableForm;
import dev.budgetledger.projection.disclosure.table.Column;
import dev.budgetledger.projection.disclosure.table.TableMaker;

/**
 * 公开表格式: the forms of the nine tables from a fiscal year on.
 *
 * @param form what the tables look like
 * @param sameMoney what is checked between tables by code
 */
public record Template(int fiscalYear, Form form, List<SameMoney> sameMoney) {

    /**
     * Money that is budgeted under codes of both classifications, and so must be the same under either.
     *
     * @param function the beginning of its functional codes: a 款 for all of its 项
     * @param economics the economic classes (款) that it buys
     * @param source the paper that says so
     */
    public record SameMoney(String function, List<String> economics, String source) {}

    public Template {
        sameMoney = List.copyOf(sameMoney);
    }

    /**
     * The form of a table.
     *
     * @throws IllegalArgumentException if the form lacks it
     */
    public TableForm table(TableId id) {
        return form.tables().stream()
                .filter(table -> table.id().equals(id.id()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(form.id() + " has no table " + id.id()));
    }

    /** What money is 三公: it counts for all of these. */
    public List<Selector> threePublic() {
        TableForm table = table(TableId.THREE_PUBLIC);
        return Stream.concat(
                        Stream.ofNullable(table.of()),
                        table.panels().getFirst().sections().getFirst().stream().limit(1)
                                .flatMap(row -> row instanceof RowForm.Fixed fixed ? Stream.ofNullable(fixed.of()) : Stream.empty()))
                .toList();
    }

    /** The title of a table. */
    public String title(TableId id) {
        return TableMaker.inYear(table(id).title(), fiscalYear);
    }

    /** The columns of a table. */
    public List<Column> columns(TableId id) {
        return TableMaker.columns(table(id), fiscalYear);
    }
}
