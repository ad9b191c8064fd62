package dev.budgetledger.projection.disclosure;

import java.util.Map;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

import dev.budgetledger.contract.Fund;
import dev.budgetledger.contract.Kind;
import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.Money;
import dev.budgetledger.contract.Origin;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.ClassificationNames;
import dev.budgetledger.projection.entries.LineAmount;

/** Budgets of any lines: all funds, origins and kinds, 类 outside the form, unpublished codes, cuts, single fen. */
final class RandomBudgets {

    private static final String[] FUNCTIONS = {
        "2010301", "2010302", "2010399", "2019999", "2080501", "2180101", "2210201", "2250199", "2340101", "2990101"
    };
    private static final String[] ECONOMICS = {
        "30101", "30201", "30212", "30217", "30231", "30301", "31002", "31013", "39999"
    };

    private RandomBudgets() {}

    static Arbitrary<BudgetAsOf> budgets() {
        return lines().list().ofMaxSize(40).map(lines -> SampleBudgets.budget(
                2023, false, lines, new ClassificationNames(Map.of("218", "名称二一八"), Map.of())));
    }

    private static Arbitrary<LineAmount> lines() {
        Arbitrary<Line> keys = Combinators.combine(
                        Arbitraries.of(Fund.class),
                        Arbitraries.of(Origin.class),
                        Arbitraries.of(FUNCTIONS).injectNull(0.1),
                        Arbitraries.of(Kind.class),
                        Arbitraries.of(ECONOMICS).injectNull(0.2))
                .as((fund, origin, function, kind, economic) ->
                        new Line(fund, origin, function, kind, economic, null));
        Arbitrary<Long> fen = Arbitraries.longs()
                .between(-1_000_000_000_000L, 1_000_000_000_000L)
                .filter(amount -> amount != 0);
        return Combinators.combine(keys, fen).as((line, amount) -> new LineAmount(line, Money.ofFen(amount)));
    }
}
