package dev.budgetledger.edge.access;

import java.util.Collection;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.edge.problems.ProblemCode;
import dev.budgetledger.edge.problems.ProblemException;

/**
 * 授权范围: which budgets a principal may write to.
 *
 * @param departments codes of departments; null all, and what is of no department
 * @param fiscalYears null all
 */
public record Grant(@Nullable Set<String> departments, @Nullable Set<Integer> fiscalYears) {

    static final Grant ALL = new Grant(null, null);
    static final Grant NONE = new Grant(Set.of(), Set.of());

    private static final String EVERY = "*";

    public Grant {
        departments = departments == null ? null : Set.copyOf(departments);
        fiscalYears = fiscalYears == null ? null : Set.copyOf(fiscalYears);
    }

    /**
     * As it is written.
     *
     * @param departments codes, or {@code *} alone
     * @throws IllegalArgumentException if one can be none
     */
    static Grant of(Collection<String> departments, @Nullable Collection<Integer> fiscalYears) {
        if (fiscalYears != null && !fiscalYears.stream().allMatch(BudgetId::isFiscalYear)) {
            throw new IllegalArgumentException("fiscalYears: a fiscal year has four digits");
        }
        Set<Integer> years = fiscalYears == null ? null : Set.copyOf(fiscalYears);
        if (departments.size() == 1 && departments.contains(EVERY)) {
            return new Grant(null, years);
        }
        if (!departments.stream().allMatch(BudgetId::isDepartment)) {
            throw new IllegalArgumentException("departments: codes of 1–12 letters or digits, or * alone");
        }
        return new Grant(Set.copyOf(departments), years);
    }

    /** Whether all that another is of is of this. */
    public boolean contains(Grant other) {
        return (departments == null || (other.departments != null && departments.containsAll(other.departments)))
                && (fiscalYears == null || (other.fiscalYears != null && fiscalYears.containsAll(other.fiscalYears)));
    }

    public boolean isOfEverything() {
        return departments == null && fiscalYears == null;
    }

    public boolean isOfEveryDepartment() {
        return departments == null;
    }

    /**
     * Why a department is not of it, null if it is.
     *
     * @param field that names it
     */
    public @Nullable ProblemException withoutDepartment(String code, String field) {
        return departments == null || departments.contains(code)
                ? null
                : new ProblemException(ProblemCode.NOT_GRANTED, field, "department " + code + " is not in the grant");
    }

    /** The same of a fiscal year. */
    public @Nullable ProblemException withoutYear(int year, String field) {
        return fiscalYears == null || fiscalYears.contains(year)
                ? null
                : new ProblemException(ProblemCode.NOT_GRANTED, field, "fiscal year " + year + " is not in the grant");
    }
}
