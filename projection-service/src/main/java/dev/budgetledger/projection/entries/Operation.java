package dev.budgetledger.projection.entries;

import java.util.List;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Entry;
import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.PostingType;

/** 业务类型 of an entry: what tells {@link Basis#APPROVED} from {@link Basis#ADJUSTED}, and what was carried out. */
public enum Operation {
    /** 下达/批复. */
    ALLOCATION,
    /** 调剂, within or between departments. */
    TRANSFER,
    /** 追加/追减. */
    ADJUSTMENT,
    /** 结转 into the next year. */
    CARRY_OUT,
    /** 结转 from the year before. */
    CARRY_IN,
    /** 冻结 and 解冻. */
    FREEZE;

    /**
     * The operation of a fact's entries; those of a reversal (冲销) have the operation of what they reverse.
     *
     * @param stream the budget that the fact belongs to
     * @throws IllegalArgumentException if a reversal says that it reverses what posts nothing, or a carry-forward does
     *     not say between which years
     */
    public static Operation of(String stream, Fact.Posted fact) {
        return switch (fact) {
            case Fact.FundsAllocated _ -> ALLOCATION;
            case Fact.FundsTransferred _ -> TRANSFER;
            case Fact.BudgetAdjusted _ -> ADJUSTMENT;
            case Fact.FundsCarriedForward _ -> carried(stream, fact);
            case Fact.FundsFrozen _, Fact.FundsReleased _ -> FREEZE;
            case Fact.PostingReversed reversal ->
                switch (reversal.reversedType()) {
                    case "FundsAllocated" -> ALLOCATION;
                    case "FundsTransferred" -> TRANSFER;
                    case "BudgetAdjusted" -> ADJUSTMENT;
                    case "FundsCarriedForward" -> carried(stream, fact);
                    case "FundsFrozen", "FundsReleased" -> FREEZE;
                    default ->
                        throw new IllegalArgumentException("posting " + fact.posting().id() + " reverses a "
                                + reversal.reversedType() + ", which posts nothing to reverse");
                };
        };
    }

    /** 操作: the operation that a fact was posted by. */
    public static PostingType typeOf(Fact.Posted fact) {
        return switch (fact) {
            case Fact.FundsAllocated _ -> PostingType.ALLOCATE;
            case Fact.FundsTransferred _ -> PostingType.TRANSFER;
            case Fact.BudgetAdjusted _ -> PostingType.ADJUST;
            case Fact.FundsCarriedForward _ -> PostingType.CARRY_FORWARD;
            case Fact.FundsFrozen _ -> PostingType.FREEZE;
            case Fact.FundsReleased _ -> PostingType.RELEASE;
            case Fact.PostingReversed _ -> PostingType.REVERSE;
        };
    }

    private static Operation carried(String stream, Fact.Posted fact) {
        List<Integer> others = fact.posting().entries().stream()
                .filter(Entry.OfCounterpart.class::isInstance)
                .map(entry -> BudgetId.ofStream(((Entry.OfCounterpart) entry).counterpart()).fiscalYear())
                .distinct()
                .toList();
        if (others.size() != 1) {
            throw new IllegalArgumentException(
                    "posting " + fact.posting().id() + " is carried between " + others.size() + " other years");
        }
        return others.getFirst() > BudgetId.ofStream(stream).fiscalYear() ? CARRY_OUT : CARRY_IN;
    }
}
