package dev.budgetledger.projection.entries;

import java.util.List;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.BudgetUnit;
import dev.budgetledger.contract.Classification;
import dev.budgetledger.contract.Project;

/** Reads what a budget is made of. */
public interface ChartReader {

    /** 单位, by code: those that are there on the day of the point, as was known by its position. */
    List<BudgetUnit> units(BudgetId budget, AsOf asOf);

    /** 项目, by code, as was known by the position of the point. */
    List<Project> projects(BudgetId budget, AsOf asOf);

    /** 科目名称: the department's own, by classification and code, as was known by the position of the point. */
    List<Classification> names(BudgetId budget, AsOf asOf);

    /** 科目: the codes of a year and what they are called, known by a position, by type and code. */
    List<Classification> classifications(int fiscalYear, long position);
}
