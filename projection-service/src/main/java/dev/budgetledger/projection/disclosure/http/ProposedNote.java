package dev.budgetledger.projection.disclosure.http;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.Department;
import dev.budgetledger.projection.console.ConsolePage;
import dev.budgetledger.projection.console.ConsolePage.Link;
import dev.budgetledger.projection.console.PointBar;
import dev.budgetledger.projection.console.Wording;
import dev.budgetledger.projection.disclosure.table.Table;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.web.AsOfDocument;
import dev.budgetledger.projection.web.Budgets;
import dev.budgetledger.projection.web.ProposedParameters;
import dev.budgetledger.projection.web.ProposedParameters.WithProposals;

/** 含提请: what is said of a table that counts what is proposed, wherever it is read. */
public final class ProposedNote {

    private ProposedNote() {}

    /** How many proposals are in a budget; absent where it is what was posted. */
    public static @Nullable Integer count(BudgetAsOf budget) {
        return budget.proposed() == null ? null : budget.proposed().size();
    }

    /** The table of a budget, which says below it whether it is of what was posted alone. */
    static Table on(Table table, BudgetAsOf budget) {
        List<String> proposed = budget.proposed();
        return proposed == null ? table : table.noting(said(proposed.size()).chinese());
    }

    /** In both languages. */
    public static Wording said(int proposals) {
        return new Wording("含待复核的提请 " + proposals + " 件，视同已记账；未经复核，不得公开。",
                "As if " + proposals + " open proposals had been posted; not decided, and not to be published.");
    }

    /** On a page of what may count them: with or without. */
    public static PointBar.Choice choice(ProposedParameters chosen) {
        return new PointBar.Choice("proposed", "提请", "Proposals",
                List.of(PointBar.Option.of(WithProposals.EXCLUDED), PointBar.Option.of(WithProposals.INCLUDED)),
                chosen.areIncluded() ? "included" : "excluded");
    }

    /** On a page of what counts so many: that it does, and where they are read. */
    public static void write(ConsolePage page, Department department, int fiscalYear, AsOfDocument asOf, @Nullable Integer proposals) {
        if (proposals != null) {
            page.paragraph(said(proposals));
            page.links("提请", "Proposals", List.of(
                    new Link(Budgets.address(department, fiscalYear) + "/proposals" + asOf.inAddress() + "&state=open", "待复核", "open")));
        }
    }
}
