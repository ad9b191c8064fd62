package dev.budgetledger.contract;

/**
 * 事实: something that happened to a budget, for ever. Its type name in the log is {@link FactTypes stable}.
 */
public sealed interface Fact {

    /** 开立预算: a department budget exists from now on. Comparative ones hold a prior year known only in part. */
    record BudgetOpened(Department department, int fiscalYear, boolean comparative) implements Fact {}

    /** 科目: codes and names of a year's classification; a later name of the same code corrects an earlier one. */
    record ClassificationsDefined(int fiscalYear, java.util.List<Classification> classifications) implements Fact {
        public ClassificationsDefined {
            classifications = java.util.List.copyOf(classifications);
        }
    }

    /** A fact that moves money. */
    sealed interface Posted extends Fact {
        Posting posting();
    }

    /** 下达/批复: money from the source of a fund to lines. */
    record FundsAllocated(Posting posting) implements Posted {}

    /**
     * 调剂: money from one line to another of the same fund.
     *
     * @param authority the paper that allows moving money across 项 or kinds
     */
    record FundsTransferred(Posting posting, @org.jspecify.annotations.Nullable String authority) implements Posted {}

    /** 追加/追减: lines raised or lowered against the source of their fund. */
    record BudgetAdjusted(Posting posting) implements Posted {}
}
