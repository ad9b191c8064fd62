package dev.budgetledger.projection.disclosure;

import java.util.Arrays;
import java.util.List;

import dev.budgetledger.contract.BudgetUnit.Nature;
import dev.budgetledger.projection.disclosure.table.Table;
import dev.budgetledger.projection.disclosure.table.TableMaker;
import dev.budgetledger.projection.entries.BudgetAsOf;

/** Makes disclosure tables: a pure function of a budget at an as-of point and the year's template. */
public final class Disclosure {

    private Disclosure() {}

    /** All of the nine tables, their amounts exact to the fen. */
    public static List<Table> tables(BudgetAsOf budget, Template forms) {
        return Arrays.stream(TableId.values()).map(id -> table(id, budget, forms)).toList();
    }

    /** The table, its amounts exact to the fen. */
    public static Table table(TableId id, BudgetAsOf budget, Template forms) {
        return TableMaker.table(forms.table(id), budget, _ -> Nature.ADMINISTRATIVE);
    }
}
