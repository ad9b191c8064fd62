package dev.budgetledger.projection.disclosure.http;

import java.util.List;

import dev.budgetledger.contract.Department;
import dev.budgetledger.projection.console.ConsolePage;
import dev.budgetledger.projection.console.ConsolePage.Link;
import dev.budgetledger.projection.console.PointBar;
import dev.budgetledger.projection.console.Wording;
import dev.budgetledger.projection.web.AsOfDocument;
import dev.budgetledger.projection.web.ProposedParameters;
import dev.budgetledger.projection.web.ProposedParameters.WithProposals;

/** 提请 on pages of what may count it: the choice, and what was chosen. */
public final class ProposedBars {

    private ProposedBars() {}

    /** With or without. */
    public static PointBar.Choice choice(ProposedParameters chosen) {
        return new PointBar.Choice("proposed", "提请", "Proposals",
                List.of(PointBar.Option.of(WithProposals.EXCLUDED), PointBar.Option.of(WithProposals.INCLUDED)),
                chosen.areIncluded() ? "included" : "excluded");
    }

    /** That so many are counted, and where they are read. */
    public static void said(ConsolePage page, Department department, int fiscalYear, AsOfDocument asOf, int proposals) {
        Wording said = ProposedNote.said(proposals);
        page.paragraph(said.chinese(), said.english());
        page.links("提请", "Proposals", List.of(new Link(
                "/v1/disclosures/" + department.code() + "/" + fiscalYear + "/proposals" + asOf.inAddress() + "&state=open", "待复核", "open")));
    }
}
