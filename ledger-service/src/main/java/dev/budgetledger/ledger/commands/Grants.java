package dev.budgetledger.ledger.commands;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.PlainText;
import dev.budgetledger.contract.Posting;
import dev.budgetledger.edge.access.Grant;
import dev.budgetledger.edge.access.Principal;
import dev.budgetledger.edge.access.Role;
import dev.budgetledger.edge.problems.ProblemCode;
import dev.budgetledger.edge.problems.ProblemException;
import dev.budgetledger.ledger.budget.Command;

/**
 * Which commands somebody may have decided: those of his roles, on budgets of his grant, on both sides where one touches two. A pure
 * function of who it is, the command, and what a reversal reverses.
 */
final class Grants {

    private Grants() {}

    /**
     * Why a command is not for a principal, if it is not.
     *
     * @param reversed the posting that a reversal names, empty if it is not recorded; not looked at if the grant is of everything
     * @param revoked who posts with the key that is revoked, empty if it is not registered
     * @return FORBIDDEN for another role, NOT_GRANTED for another budget, naming the field
     */
    static Optional<ProblemException> refusal(
            Principal principal, Command command, Optional<Fact.Posted> reversed, Optional<Principal> revoked) {
        if (command instanceof Command.OfClientKeys keys) {
            return ofClient(principal, keys, revoked);
        }
        Role needed = command instanceof Command.Publish ? Role.PUBLISHER : Role.OFFICER;
        if (!principal.is(needed)) {
            return Optional.of(new ProblemException(ProblemCode.FORBIDDEN, "type", "this is for the role " + needed.text()));
        }
        Grant grant = principal.grant();
        if (grant.isOfEverything()) {
            return Optional.empty();
        }
        return Optional.ofNullable(switch (command) {
            case Command.OfClientKeys _ -> throw new IllegalStateException("keys have been looked at");
            case Command.AdoptForm _ -> refused("form", "a form is for every department and year");
            case Command.DefineClassifications define -> !grant.isOfEveryDepartment()
                    ? refused("department", "classifications are for every department")
                    : grant.withoutYear(define.fiscalYear(), "fiscalYear");
            case Command.Transfer transfer when transfer.toDepartment() != null -> first(
                    of(grant, transfer.budget()), grant.withoutDepartment(transfer.toDepartment(), "to.department"));
            case Command.CarryForward carry -> first(
                    of(grant, carry.budget()), grant.withoutYear(carry.budget().fiscalYear() + 1, "fiscalYear"));
            case Command.Reverse reverse -> first(of(grant, reverse.budget()), ofReversed(grant, reverse, reversed));
            case Command.OnBudget on -> of(grant, on.budget());
        });
    }

    /** Nobody gives a client more than he has himself, and he takes from none that has more. */
    private static Optional<ProblemException> ofClient(Principal principal, Command.OfClientKeys command, Optional<Principal> revoked) {
        Optional<Principal> client = switch (command) {
            case Command.RegisterClientKey register -> Optional.of(ClientKeyRing.principal(register.client()));
            case Command.RevokeClientKey _ -> revoked;
        };
        if (client.isPresent() && !principal.roles().containsAll(client.get().roles())) {
            return Optional.of(new ProblemException(ProblemCode.FORBIDDEN, "roles", "the key has a role that who asks has not"));
        }
        return client.filter(of -> !principal.grant().contains(of.grant()))
                .map(_ -> refused("departments", "the key is of a department or a fiscal year that is not in the grant"));
    }

    private static @Nullable ProblemException ofReversed(Grant grant, Command.Reverse reverse, Optional<Fact.Posted> reversed) {
        if (reversed.isEmpty()) {
            return refused("postingId", "no posting " + PlainText.quoted(reverse.postingId()) + " is recorded, so nobody knows whose it is");
        }
        String counterpart = reversed.get().counterpart();
        if (counterpart == null) {
            return null;
        }
        BudgetId other = BudgetId.ofStream(Posting.Place.of(counterpart).orElseThrow().stream());
        return first(grant.withoutDepartment(other.department(), "postingId"), grant.withoutYear(other.fiscalYear(), "postingId"));
    }

    private static @Nullable ProblemException of(Grant grant, BudgetId budget) {
        return first(grant.withoutDepartment(budget.department(), "department"), grant.withoutYear(budget.fiscalYear(), "fiscalYear"));
    }

    private static @Nullable ProblemException first(@Nullable ProblemException one, @Nullable ProblemException other) {
        return one == null ? other : one;
    }

    private static ProblemException refused(String field, String why) {
        return new ProblemException(ProblemCode.NOT_GRANTED, field, why);
    }
}
