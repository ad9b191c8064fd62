package dev.budgetledger.projection.entries;

import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.Money;

/** An amount of a line at an as-of point, never zero: one of those that its {@link LineBalance} tells. */
public record LineAmount(Line line, Money amount) {}
