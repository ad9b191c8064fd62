package dev.budgetledger.contract;

/**
 * 科目: a code of a year's classification and its name.
 *
 * @param code FUNCTION: 3, 5 or 7 digits (类, 款, 项); ECONOMIC and GOVERNMENT_ECONOMIC: 3 or 5 digits (类, 款)
 * @param name as printed in the tables
 */
public record Classification(Type type, String code, String name) {

    /** 分类. */
    public enum Type {
        /** 支出功能分类. */
        FUNCTION,
        /** 部门预算支出经济分类. */
        ECONOMIC,
        /** 政府预算支出经济分类. */
        GOVERNMENT_ECONOMIC
    }
}
