package dev.budgetledger.projection.web;

import java.util.List;
import java.util.stream.Collectors;

import io.swagger.v3.oas.annotations.Parameter;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import dev.budgetledger.edge.access.Principal;
import dev.budgetledger.edge.access.Role;
import dev.budgetledger.edge.problems.ProblemCode;
import dev.budgetledger.edge.problems.ProblemException;
import dev.budgetledger.projection.entries.BudgetReader;
import dev.budgetledger.projection.entries.ProposedBudgets;

/** 提请: whether tables are told as if what is proposed had been posted. */
public record ProposedParameters(
        @Parameter(description = "提请: included, as if what was proposed and open at the point had been posted, for the roles that read "
                + "proposals; or excluded (the default)")
        @Nullable WithProposals proposed)
        implements Query {

    /** Whether it counts. */
    public enum WithProposals {
        EXCLUDED,
        INCLUDED
    }

    public boolean areIncluded() {
        return proposed == WithProposals.INCLUDED;
    }

    /**
     * What budgets are read with.
     *
     * @throws ProblemException FORBIDDEN if who asks may not read proposals, and asks for a table with them
     */
    public BudgetReader reader(BudgetReader posted, ProposedBudgets included, HttpServletRequest request) {
        if (!areIncluded()) {
            return posted;
        }
        if (!mayBeAskedBy(request)) {
            throw new ProblemException(ProblemCode.FORBIDDEN, "proposed", "this is for the roles "
                    + List.of(ProjectionAccess.OF_PROPOSALS).stream().sorted().map(Role::text).collect(Collectors.joining(", ")));
        }
        return included;
    }

    /** Whether who makes a request may read proposals. */
    public static boolean mayBeAskedBy(HttpServletRequest request) {
        Principal principal = Principal.of(request);
        return List.of(ProjectionAccess.OF_PROPOSALS).stream().anyMatch(principal::is);
    }

    /** The same question in an address. */
    public String inAddress() {
        return areIncluded() ? "&proposed=included" : "";
    }
}
