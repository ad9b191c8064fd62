package dev.budgetledger.projection.entries;

import java.util.List;

import dev.budgetledger.contract.BudgetId;

/** Reads what the entries of the lines of a budget add up to. */
public interface LineSumsReader {

    /** Of every line that was ever posted to, with its entries up to a position, in no order. */
    List<LineSums> read(BudgetId budget, long through);
}
