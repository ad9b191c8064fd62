package dev.budgetledger.projection.directory;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.jspecify.annotations.Nullable;

import dev.budgetledger.projection.entries.BudgetDirectory.At;
import dev.budgetledger.projection.entries.BudgetDirectory.ListedBudget;
import dev.budgetledger.projection.entries.BudgetDirectory.ListedDepartment;

/**
 * 部门和年度, by code.
 *
 * @param position through which facts count
 * @param shard of which share of the departments they are all; absent if of all
 * @param next the address of the next page; null at the end
 */
@JsonPropertyOrder({"position", "shard", "departments", "next"})
record DepartmentsDocument(long position, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String shard, List<DepartmentDocument> departments,
        @Nullable String next) {

    /** @param name what it was called when its last budget was opened */
    @JsonPropertyOrder({"code", "name", "budgets"})
    record DepartmentDocument(String code, String name, List<BudgetDocument> budgets) {

        static DepartmentDocument of(ListedDepartment department, long position) {
            return new DepartmentDocument(department.code(), department.name(),
                    department.budgets().stream().map(each -> BudgetDocument.of(each, position)).toList());
        }
    }

    /**
     * A budget of a department.
     *
     * @param name what the department was called when it was opened
     * @param lastPosting absent if there is none
     * @param lastPublication absent if there is none
     * @param href its tables
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonPropertyOrder({"fiscalYear", "name", "comparative", "lastPosting", "lastPublication", "href"})
    record BudgetDocument(int fiscalYear, String name, boolean comparative, @Nullable HappenedDocument lastPosting,
            @Nullable HappenedDocument lastPublication, String href) {

        static BudgetDocument of(ListedBudget budget, long position) {
            return new BudgetDocument(budget.id().fiscalYear(), budget.departmentName(), budget.comparative(),
                    HappenedDocument.of(budget.posting(), null), HappenedDocument.of(budget.publication(), budget.published()),
                    "/v1/disclosures/" + budget.id().department() + "/" + budget.id().fiscalYear() + "/tables?position=" + position);
        }
    }

    /** @param number of a publication */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonPropertyOrder({"number", "position", "recordedAt"})
    record HappenedDocument(@Nullable Long number, long position, Instant recordedAt) {

        static @Nullable HappenedDocument of(@Nullable At at, @Nullable Long number) {
            return at == null ? null : new HappenedDocument(number, at.position(), at.recordedAt());
        }
    }
}
