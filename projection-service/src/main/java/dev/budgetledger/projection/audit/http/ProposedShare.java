package dev.budgetledger.projection.audit.http;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Money;
import dev.budgetledger.contract.Posting;
import dev.budgetledger.projection.audit.Contribution;
import dev.budgetledger.projection.entries.AsOf;
import dev.budgetledger.projection.entries.PostedEntry;
import dev.budgetledger.projection.entries.ProposedBudgets;
import dev.budgetledger.projection.web.AsOfDocument;
import dev.budgetledger.projection.web.Budgets;

/**
 * 提请: a proposal that is counted in a cell.
 *
 * @param proposal its id
 * @param href where it is read, at the same point, relative to the host
 * @param amount in yuan, what it adds to the cell
 */
@JsonPropertyOrder({"proposal", "href", "amount"})
record ProposedShare(String proposal, String href, String amount) {

    /** Those that change the amount at all, year by year, in order. */
    static List<ProposedShare> of(ProposedBudgets included, List<Contribution> contributions, AsOf asOf) {
        List<ProposedShare> shares = new ArrayList<>();
        for (Contribution each : contributions) {
            AsOf point = asOf.on(each.stretch().throughDate());
            included.each(each.stretch().budget(), point, (proposal, entries) -> {
                Money amount = Money.ZERO;
                for (PostedEntry entry : entries) {
                    amount = amount.plus(each.of(entry));
                }
                if (!amount.isZero()) {
                    shares.add(new ProposedShare(proposal, address(proposal, point), amount.toYuan()));
                }
            });
        }
        return shares;
    }

    private static String address(String proposal, AsOf asOf) {
        Posting.Place place = Posting.Place.of(proposal).orElseThrow();
        BudgetId of = BudgetId.ofStream(place.stream());
        return Budgets.address(of) + "/proposals/" + place.sequence() + AsOfDocument.of(asOf).inAddress();
    }
}
