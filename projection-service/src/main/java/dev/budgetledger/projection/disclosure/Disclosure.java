package dev.budgetledger.projection.disclosure;

import java.util.Set;

import dev.budgetledger.contract.BudgetUnit.Nature;
import dev.budgetledger.contract.Fund;
import dev.budgetledger.projection.disclosure.table.Table;
import dev.budgetledger.projection.disclosure.table.TableMaker;
import dev.budgetledger.projection.entries.BudgetAsOf;

/** Makes disclosure tables: a pure function of a budget at an as-of point and the year's template. */
public final class Disclosure {

    private Disclosure() {}

    /** The same to be held against another year, which has money of funds of which this one says nothing. */
    public static Table compared(TableId id, BudgetAsOf budget, Set<Fund> without, Template forms) {
        return TableMaker.compared(forms.table(id), budget, without, _ -> Nature.ADMINISTRATIVE);
    }

    /** The table, its amounts exact to the fen. */
    public static Table table(TableId id, BudgetAsOf budget, Template forms) {
        return TableMaker.table(forms.table(id), budget, _ -> Nature.ADMINISTRATIVE);
    }
}
