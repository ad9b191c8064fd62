package dev.budgetledger.projection.entries;

import java.util.List;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Department;

/**
 * 部门预算 at an as-of point: everything a table is made of.
 *
 * @param comparative true where only part of the year was published (上年对比数): lines may lack codes and splits
 * @param lines every line whose balance is not zero, in no order
 */
public record BudgetAsOf(
        Department department,
        int fiscalYear,
        boolean comparative,
        AsOf asOf,
        Basis basis,
        List<LineAmount> lines,
        ClassificationNames names) {

    public BudgetAsOf {
        lines = List.copyOf(lines);
    }

    public BudgetId id() {
        return new BudgetId(department.code(), fiscalYear);
    }
}
