package dev.budgetledger.projection.catalogue;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.Classification;
import dev.budgetledger.contract.Fund;

/**
 * 科目: an official name of a code, and when it is valid.
 *
 * @param fund whose money is budgeted under it; absent if that is not known, and always of a 类, which is of more than one
 * @param from the first fiscal year, or from the beginning
 * @param to the last one, or until now
 */
record ListedCode(
        Classification.Type type, String code, String name, @Nullable Fund fund, @Nullable Integer from, @Nullable Integer to) {

    private static final int CLASS_DIGITS = 3;

    ListedCode {
        fund = code.length() == CLASS_DIGITS ? null : fund;
    }

    boolean isValidIn(int fiscalYear) {
        return (from == null || from <= fiscalYear) && (to == null || fiscalYear <= to);
    }
}
