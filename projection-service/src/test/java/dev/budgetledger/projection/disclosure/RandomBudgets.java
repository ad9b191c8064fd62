package dev.budgetledger.projection.disclosure;

import java.util.Map;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.Fund;
import dev.budgetledger.contract.Kind;
import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.Money;
import dev.budgetledger.contract.Origin;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.LineBalance;

/**
 * Budgets of any lines: all funds, origins and kinds, 类 outside the form, unpublished codes, cuts, single fen; some
 * carried out in whole or in part, some frozen.
 */
public final class RandomBudgets {

    private static final String[] FUNCTIONS = {
        "2010301", "2010302", "2010399", "2019999", "2080501", "2180101", "2210201", "2250199", "2340101", "2990101"
    };
    private static final String[] ECONOMICS = {
        "30101", "30201", "30212", "30217", "30231", "30301", "31002", "31013", "39999"
    };

    private RandomBudgets() {}

    public static Arbitrary<BudgetAsOf> budgets() {
        return budgets(false, lines(Arbitraries.of(FUNCTIONS).injectNull(0.1), Arbitraries.of(Kind.class).injectNull(0),
                Arbitraries.of(ECONOMICS).injectNull(0.2)));
    }

    /** Comparative ones: also kinds are left out, and codes are those of 类 and 款. */
    public static Arbitrary<BudgetAsOf> partlyPublished() {
        return budgets(true, lines(shortened(FUNCTIONS), Arbitraries.of(Kind.class).injectNull(0.3), shortened(ECONOMICS)));
    }

    private static Arbitrary<@Nullable String> shortened(String... codes) {
        return Combinators.combine(Arbitraries.of(codes), Arbitraries.of(3, 5, 7))
                .as((code, digits) -> code.substring(0, Math.min(code.length(), digits)))
                .injectNull(0.2);
    }

    private static Arbitrary<BudgetAsOf> budgets(boolean comparative, Arbitrary<LineBalance> lines) {
        return lines.list().ofMaxSize(40).map(all -> SampleBudgets.budget(
                2023, comparative, all, SampleBudgets.names(Map.of("218", "名称二一八"), Map.of())));
    }

    private static Arbitrary<LineBalance> lines(
            Arbitrary<@Nullable String> functions, Arbitrary<@Nullable Kind> kinds, Arbitrary<@Nullable String> economics) {
        Arbitrary<Line> keys = Combinators.combine(
                        Arbitraries.of(Fund.class),
                        Arbitraries.of(Origin.class),
                        functions,
                        kinds,
                        economics)
                .as((fund, origin, function, kind, economic) ->
                        new Line(fund, origin, function, kind, economic, null));
        Arbitrary<Long> balances = Arbitraries.frequencyOf(
                Tuple.of(1, Arbitraries.just(0L)),
                Tuple.of(9, Arbitraries.longs().between(-1_000_000_000_000L, 1_000_000_000_000L)));
        Arbitrary<Long> carriedOut = someOrNone();
        Arbitrary<Long> frozen = someOrNone();
        return Combinators.combine(keys, balances, carriedOut, frozen, someOrNone())
                .as((line, balance, out, held, approved) ->
                        new LineBalance(line, Money.ofFen(balance), Money.ofFen(out), Money.ofFen(held), Money.ofFen(approved)))
                .filter(line -> !line.balance().isZero() || !line.carriedOut().isZero());
    }

    private static Arbitrary<Long> someOrNone() {
        return Arbitraries.frequencyOf(
                Tuple.of(2, Arbitraries.just(0L)), Tuple.of(1, Arbitraries.longs().between(1, 1_000_000_000_000L)));
    }
}
