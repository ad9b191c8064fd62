package dev.budgetledger.projection.document.http;

import dev.budgetledger.projection.disclosure.SampleTemplates;
import dev.budgetledger.projection.disclosure.http.AskedForms;
import dev.budgetledger.projection.disclosure.http.SampleHttp;
import dev.budgetledger.projection.entries.BudgetReader;
import dev.budgetledger.projection.entries.jdbc.JdbcAdoptedForms;
import dev.budgetledger.projection.entries.jdbc.JdbcChartReader;
import dev.budgetledger.projection.entries.jdbc.JdbcStatementReader;
import dev.budgetledger.projection.intake.StoredLog;

/** Documents out of a real database. */
public final class SampleDocumentHttp {

    private SampleDocumentHttp() {}

    /** The forms that were adopted there, and those that are released. */
    public static AskedForms forms(StoredLog stored) {
        return SampleHttp.forms(new JdbcAdoptedForms(stored.jdbc()), new JdbcChartReader(stored.jdbc()));
    }

    public static Documents documents(StoredLog stored, BudgetReader budgets) {
        return new Documents(budgets, forms(stored), SampleTemplates.all(), new JdbcStatementReader(stored.jdbc()),
                new JdbcChartReader(stored.jdbc()));
    }

    /** What answers {@code GET …/document}. */
    public static Object controller(StoredLog stored, BudgetReader budgets) {
        return new DocumentController(budgets, documents(stored, budgets), new DocumentFiles());
    }
}
