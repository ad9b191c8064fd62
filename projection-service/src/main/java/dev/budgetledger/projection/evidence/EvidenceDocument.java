package dev.budgetledger.projection.evidence;

import java.util.Locale;

import dev.budgetledger.contract.Department;
import dev.budgetledger.projection.entries.Amounts;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.Unit;
import dev.budgetledger.projection.web.AsOfDocument;

/** {@code as-of.json}: what the tables of a package are, and as of when. */
record EvidenceDocument(
        Department department, int fiscalYear, AsOfDocument asOf, String basis, String amounts, String unit) {

    static EvidenceDocument of(BudgetAsOf budget, Amounts amounts, Unit unit) {
        return new EvidenceDocument(
                budget.department(),
                budget.fiscalYear(),
                AsOfDocument.of(budget.asOf()),
                budget.basis().name().toLowerCase(Locale.ROOT),
                amounts.name().toLowerCase(Locale.ROOT),
                unit.chinese());
    }
}
