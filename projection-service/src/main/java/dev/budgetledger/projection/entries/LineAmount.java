package dev.budgetledger.projection.entries;

import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.Money;

/** The balance of a line at an as-of point, never zero. */
public record LineAmount(Line line, Money amount) {}
