package dev.budgetledger.projection.entries;

import dev.budgetledger.contract.Fact;

/** 业务类型 of an entry: what tells {@link Basis#APPROVED} from {@link Basis#ADJUSTED}. */
public enum Operation {
    /** 下达/批复. */
    ALLOCATION,
    /** 调剂. */
    TRANSFER,
    /** 追加/追减. */
    ADJUSTMENT;

    public static Operation of(Fact.Posted fact) {
        return switch (fact) {
            case Fact.FundsAllocated _ -> ALLOCATION;
            case Fact.FundsTransferred _ -> TRANSFER;
            case Fact.BudgetAdjusted _ -> ADJUSTMENT;
        };
    }
}
