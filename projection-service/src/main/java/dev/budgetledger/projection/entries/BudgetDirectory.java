package dev.budgetledger.projection.entries;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.BudgetId;

/** Which departments, budgets and facts there are, each list in the order of its key. */
public interface BudgetDirectory {

    /**
     * 部门.
     *
     * @param budgets its years in order, at least one
     */
    record ListedDepartment(String code, List<ListedBudget> budgets) {

        public ListedDepartment {
            budgets = List.copyOf(budgets);
        }

        /** What it was called when its last budget was opened. */
        public String name() {
            return budgets.getLast().departmentName();
        }
    }

    /**
     * 部门预算, what its department was called when it was opened, and what happened to it last.
     *
     * @param posting its last posting; absent if there is none
     * @param publication its last publication; absent if there is none
     * @param published the number of that
     */
    record ListedBudget(
            BudgetId id, String departmentName, boolean comparative, @Nullable At posting, @Nullable Long published, @Nullable At publication) {}

    /** A place in the log. */
    record At(long position, Instant recordedAt) {}

    /** What a department is looked for by. */
    sealed interface Search {
        /** Every department. */
        record All() implements Search {}

        /** What its code begins with. */
        record OfCode(String prefix) implements Search {}

        /** What it was called when one of its budgets was opened begins so. */
        record OfName(String prefix) implements Search {}
    }

    /**
     * Departments by code.
     *
     * @param after only those behind this code; blank from the first
     * @param position opened by then; there may be fewer facts
     * @param limit how many at most
     */
    List<ListedDepartment> departments(Search search, String after, long position, int limit);

    /** One of them, if it has a budget by then. */
    Optional<ListedDepartment> department(String code, long position);

    /** Those that have a budget of a year, by code. */
    List<BudgetId> budgets(int fiscalYear, String after, long position, int limit);

    /** A fact of the log, without what it says. */
    record FactHead(long position, Instant recordedAt, String stream, long sequence, String type, String postedBy) {}

    /**
     * Facts in order.
     *
     * @param next the position after which there may be more; absent at the end. A page may be short though there are more: its work is bounded
     */
    record FactHeads(List<FactHead> facts, @Nullable Long next) {}

    /**
     * Facts of the log.
     *
     * @param stream only of this stream
     * @param type only of this type
     * @param after only those behind this position
     * @param through only up to this one
     */
    FactHeads facts(@Nullable String stream, @Nullable String type, long after, long through, int limit);
}
