package dev.budgetledger.projection.document.http;

import java.util.List;

import dev.budgetledger.contract.BudgetUnit;
import dev.budgetledger.contract.Project;
import dev.budgetledger.contract.form.Form;
import dev.budgetledger.projection.disclosure.table.Table;
import dev.budgetledger.projection.document.Document;
import dev.budgetledger.projection.document.DocumentMaker;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.StatementReader.Said;

/**
 * A document and what it was made of.
 *
 * @param tables of the form
 * @param said what counts at the point
 */
record Disclosed(
        DocumentMaker.Made made,
        BudgetAsOf budget,
        Form form,
        List<Table> tables,
        List<Said> said,
        List<BudgetUnit> units,
        List<Project> projects) {

    Disclosed {
        tables = List.copyOf(tables);
        said = List.copyOf(said);
        units = List.copyOf(units);
        projects = List.copyOf(projects);
    }

    Document document() {
        return made.document();
    }
}
