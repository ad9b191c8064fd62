package dev.budgetledger.contract;

import java.util.regex.Pattern;

/**
 * 部门预算: one department in one fiscal year, the consistency boundary.
 *
 * @param department 1–12 letters or digits
 * @param fiscalYear 预算年度, four digits
 */
public record BudgetId(String department, int fiscalYear) {

    private static final Pattern DEPARTMENT = Pattern.compile("[A-Za-z0-9]{1,12}");

    public BudgetId {
        if (!isDepartment(department)) {
            throw new IllegalArgumentException("a department code is 1–12 letters or digits: " + department);
        }
        if (!isFiscalYear(fiscalYear)) {
            throw new IllegalArgumentException("a fiscal year has four digits: " + fiscalYear);
        }
    }

    public static boolean isDepartment(String code) {
        return DEPARTMENT.matcher(code).matches();
    }

    public static boolean isFiscalYear(int year) {
        return year >= 1949 && year <= 9999;
    }

    /** The stream id, {@code 301-2023}. */
    public String stream() {
        return department + "-" + fiscalYear;
    }

    /** The stream of a year's classification catalogue, {@code classification-2023}. */
    public static String classificationStream(int fiscalYear) {
        return "classification-" + fiscalYear;
    }
}
