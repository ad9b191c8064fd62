package dev.budgetledger.projection.web;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.projection.entries.Amounts;
import dev.budgetledger.projection.entries.Basis;
import dev.budgetledger.projection.entries.Unit;

/** A query that names the form of tables at a point: on which basis, of which amounts, in which unit. */
public interface TableFormQuery extends AsOfQuery {

    @Nullable Basis basis();

    @Nullable Amounts amounts();

    @Nullable Unit unit();

    default Basis basisOrDefault() {
        Basis basis = basis();
        return basis == null ? Basis.ADJUSTED : basis;
    }

    default Amounts amountsOrDefault() {
        Amounts amounts = amounts();
        return amounts == null ? Amounts.ALL : amounts;
    }

    default Unit unitOrDefault() {
        Unit unit = unit();
        return unit == null ? Unit.WAN_YUAN : unit;
    }
}
