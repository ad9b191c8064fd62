package dev.budgetledger.ledger.budget;

import java.util.Optional;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Fact;

/** 账簿: what a decision may know, as it stands when the decision is made. */
public interface Books {

    Budget budget(BudgetId id);

    Catalogue catalogue(int fiscalYear);

    /** The posting at a place in the log, if there is one there. */
    Optional<Fact.Posted> posting(String stream, long sequence);
}
