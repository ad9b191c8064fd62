package dev.budgetledger.projection.document;

import dev.budgetledger.contract.form.DocumentForm.Numbering;
import dev.budgetledger.projection.disclosure.table.ChineseNumerals;

/** 序号 before what is numbered. */
final class Numbers {

    private Numbers() {}

    /** @param number from 1 */
    static String of(Numbering numbering, int number) {
        return switch (numbering) {
            case NONE -> "";
            case CHINESE -> ChineseNumerals.of(number) + "、";
            case CHINESE_BRACKETED -> "（" + ChineseNumerals.of(number) + "）";
            case CHINESE_PART -> "第" + ChineseNumerals.of(number) + "部分 ";
            case ARABIC -> number + "、";
            case ARABIC_POINT -> number + ".";
        };
    }
}
