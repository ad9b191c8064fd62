package dev.budgetledger.projection.checks;

import java.util.List;
import java.util.stream.Stream;

import dev.budgetledger.projection.disclosure.table.BalanceForm;

/** What a balance says of itself: 收支总表, 财政拨款收支总表. */
final class BalanceRules {

    private BalanceRules() {}

    /** 收入总计 = 支出总计. The first column on the right is the one that counts all. */
    static Finding totals(Balance balance) {
        return Finding.of(new Equation(
                balance.income(BalanceForm::all),
                balance.expenditure(BalanceForm::all, balance.columns().getFirst())));
    }

    /** 本年收入合计 = Σ收入; 结转 = Σ各项结转, where they are shown; 收入总计 = 本年收入合计 + 结转. */
    static Finding income(Balance balance) {
        EquationSide current = balance.income(BalanceForm::current);
        EquationSide carried = balance.income(BalanceForm::carried);
        Stream<Equation> always = Stream.of(
                new Equation(current, balance.sumOfIncome(balance.funds())),
                new Equation(balance.income(BalanceForm::all), current.plus(carried)));
        List<PrintedRow> broughtForward = balance.broughtForward();
        Stream<Equation> byFund = broughtForward.isEmpty()
                ? Stream.of()
                : Stream.of(new Equation(carried, balance.sumOfIncome(broughtForward)));
        return new Finding.Compared(Stream.concat(always, byFund).toList());
    }

    /** 本年支出合计 = Σ类; 支出总计 = 本年支出合计 + 结转; in every column. */
    static Finding expenditure(Balance balance) {
        return new Finding.Compared(balance.columns().stream()
                .flatMap(column -> {
                    EquationSide current = balance.expenditure(BalanceForm::current, column);
                    EquationSide carried = balance.expenditure(BalanceForm::carried, column);
                    return Stream.of(
                            new Equation(current, balance.sum(balance.classes(), column)),
                            new Equation(balance.expenditure(BalanceForm::all, column), current.plus(carried)));
                })
                .toList());
    }
}
