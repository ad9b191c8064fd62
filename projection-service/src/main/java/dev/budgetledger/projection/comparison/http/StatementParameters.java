package dev.budgetledger.projection.comparison.http;

import java.util.Objects;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.Statement;
import dev.budgetledger.edge.problems.ProblemException;
import dev.budgetledger.projection.comparison.StatementChange;
import dev.budgetledger.projection.web.Query;

/** Which statement changes are told of, and which page of it. */
record StatementParameters(
        @Parameter(description = "only the statement of this part, of key and of ofUnit; no tables")
        Statement.@Nullable Part part,
        @Parameter(description = "with part: a project, or the slot of a form; left out: the one without a key")
        @Nullable String key,
        @Parameter(description = "with part: the code of a unit 预算单位 whose statement it is; left out: the department's")
        @Nullable String ofUnit,
        @Parameter(description = "of one statement, what follows so many items", schema = @Schema(minimum = "0"))
        @Nullable Integer afterItem)
        implements Query {

    /**
     * Refuses half a statement, and a page of none.
     *
     * @throws ProblemException if it is asked for
     */
    void check(CellsParameters cells) {
        if (part == null) {
            refuse("key", key);
            refuse("ofUnit", ofUnit);
            refuse("afterItem", afterItem);
        } else if (cells.table() != null) {
            throw ProblemException.invalid("part", "is of no table");
        }
        if (afterItem != null && afterItem < 0) {
            throw ProblemException.invalid("afterItem", "zero or more");
        }
    }

    private static void refuse(String field, @Nullable Object given) {
        if (given != null) {
            throw ProblemException.invalid(field, "is only for one statement, of a part");
        }
    }

    boolean isOne() {
        return part != null;
    }

    boolean asksFor(StatementChange change) {
        return part == null || (part == change.part() && Objects.equals(key, change.key()) && Objects.equals(ofUnit, change.ofUnit()));
    }

    int afterOrStart() {
        return afterItem == null ? 0 : afterItem;
    }
}
