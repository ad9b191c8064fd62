package dev.budgetledger.projection.replay;

import java.util.Optional;

import dev.budgetledger.projection.disclosure.Templates;
import dev.budgetledger.projection.entries.AsOf;
import dev.budgetledger.projection.entries.AsOfQuestion;
import dev.budgetledger.projection.entries.BudgetReader;
import dev.budgetledger.projection.entries.LineSumsReader;

/** Compares the tables of a budget as they are served with those by the plain sum of its entries. */
final class BudgetCheck {

    /** Of a question about a position: its effective date is that of each budget. */
    private static final int ANY_YEAR = 9999;

    private final BudgetReader served;
    private final BudgetReader summed;
    private final Templates templates;

    BudgetCheck(BudgetReader served, LineSumsReader sums, Templates templates) {
        this.served = served;
        this.summed = new RawTables(served, sums);
        this.templates = templates;
    }

    Optional<Drift> check(String stream) {
        AsOf now = served.resolve(ANY_YEAR, AsOfQuestion.NOW);
        BudgetTables tables = new BudgetTables(served, summed, templates);
        tables.compare(stream, new ReplayDocument.Point(null, now.recordedAsOf(), now.position()));
        return Optional.ofNullable(tables.result().firstDifference());
    }
}
