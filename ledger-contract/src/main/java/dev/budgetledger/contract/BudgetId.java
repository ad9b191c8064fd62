package dev.budgetledger.contract;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * 部门预算: one department in one fiscal year, the consistency boundary.
 *
 * @param department 1–12 letters or digits
 * @param fiscalYear 预算年度, four digits
 */
public record BudgetId(String department, int fiscalYear) {

    private static final int DEPARTMENT_CHARS_MAX = 12;
    private static final Pattern STREAM = Pattern.compile("([A-Za-z0-9]{1,12})-([0-9]{4})");

    public BudgetId {
        if (!isDepartment(department)) {
            throw new IllegalArgumentException("a department code is 1–12 letters or digits: " + department);
        }
        if (!isFiscalYear(fiscalYear)) {
            throw new IllegalArgumentException("a fiscal year has four digits: " + fiscalYear);
        }
    }

    public static boolean isDepartment(String code) {
        for (int i = 0; i < code.length(); i++) { // without a regular expression: each budget that is named is looked at
            char c = code.charAt(i);
            if (!((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))) {
                return false;
            }
        }
        return !code.isEmpty() && code.length() <= DEPARTMENT_CHARS_MAX;
    }

    public static boolean isFiscalYear(int year) {
        return year >= 1949 && year <= 9999;
    }

    /** The stream id, {@code 301-2023}. */
    public String stream() {
        return department + "-" + fiscalYear;
    }

    /** Whether a stream is that of a budget. */
    public static boolean isStream(String stream) {
        Matcher parts = STREAM.matcher(stream);
        return parts.matches() && isFiscalYear(Integer.parseInt(parts.group(2)));
    }

    /**
     * The budget of a stream id.
     *
     * @throws IllegalArgumentException if the text is not the stream of a budget
     */
    public static BudgetId ofStream(String stream) {
        Matcher parts = STREAM.matcher(stream);
        if (!parts.matches()) {
            throw new IllegalArgumentException("not the stream of a budget: " + stream);
        }
        return new BudgetId(parts.group(1), Integer.parseInt(parts.group(2)));
    }

    /** The budget of the same department for the following year. */
    public BudgetId next() {
        return new BudgetId(department, fiscalYear + 1);
    }

    /** The stream of what a year has for all budgets: its classification catalogue, its rules, {@code classification-2023}. */
    public static String classificationStream(int fiscalYear) {
        return "classification-" + fiscalYear;
    }

    /** Whether a stream is that of a year's catalogue: no department code is so long. */
    public static boolean isClassificationStream(String stream) {
        return stream.startsWith("classification-");
    }
}
