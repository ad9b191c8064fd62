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
 * function of who it is, the command, and what stands in the log of what it names.
 */
final class Grants {

    /**
     * What stands in the log of what a command names.
     *
     * @param proposed what the proposal is of that is approved; empty if it is not recorded
     * @param reversed the posting that a reversal names; empty if it is not recorded
     * @param revoked who posts with the key that is revoked; empty if it is not registered
     */
    record Named(Optional<Command.Post> proposed, Optional<Fact.Posted> reversed, Optional<Principal> revoked) {}

    private Grants() {}

    /**
     * Why a command is not for a principal, if it is not.
     *
     * @param named what it names; of budgets not looked at if the grant is of everything
     * @return FORBIDDEN for another role, NOT_GRANTED for another budget, naming the field
     */
    static Optional<ProblemException> refusal(Principal principal, Command command, Named named) {
        if (command instanceof Command.NoteRefusal) {
            return Optional.of(ofLedger());
        }
        if (command instanceof Command.OfClientKeys keys) {
            return ofClient(principal, keys, named.revoked());
        }
        Role needed = needed(command);
        if (!principal.is(needed)) {
            return Optional.of(new ProblemException(ProblemCode.FORBIDDEN, "type", "this is for the role " + needed.text()));
        }
        if (needed == Role.CHECKER && principal.isProven() && principal.is(Role.OFFICER)) {
            return Optional.of(new ProblemException(ProblemCode.FORBIDDEN, "type",
                    "nobody is officer and checker of one department: this needs a key or token without the role " + Role.OFFICER.text()));
        }
        Grant grant = principal.grant();
        return grant.isOfEverything() ? Optional.empty() : Optional.ofNullable(outside(grant, command, named));
    }

    private static Role needed(Command command) {
        return switch (command) {
            case Command.Publish _ -> Role.PUBLISHER;
            case Command.AdoptRules _, Command.Approve _, Command.Reject _ -> Role.CHECKER;
            default -> Role.OFFICER;
        };
    }

    /** What of a command is not within a grant. */
    private static @Nullable ProblemException outside(Grant grant, Command command, Named named) {
        return switch (command) {
            case Command.AdoptRules(int year, String department, _, _) -> department != null
                    ? of(grant, new BudgetId(department, year))
                    : !grant.isOfEveryDepartment()
                            ? refused("department", "rules that name no department are for every department")
                            : grant.withoutYear(year, "fiscalYear");
            case Command.Propose propose -> outside(grant, propose.post(), named);
            case Command.Approve approve -> first(of(grant, approve.budget()), ofProposed(grant, approve, named));
            case Command.OfClientKeys _ -> throw new IllegalStateException("keys have been looked at");
            case Command.NoteRefusal _ -> ofLedger();
            case Command.AdoptForm _ -> refused("form", "a form is for every department and year");
            case Command.DefineClassifications define -> !grant.isOfEveryDepartment()
                    ? refused("department", "classifications are for every department")
                    : grant.withoutYear(define.fiscalYear(), "fiscalYear");
            case Command.Transfer transfer when transfer.toDepartment() != null -> first(
                    of(grant, transfer.budget()), grant.withoutDepartment(transfer.toDepartment(), "to.department"));
            case Command.CarryForward carry -> first(
                    of(grant, carry.budget()), grant.withoutYear(carry.budget().fiscalYear() + 1, "fiscalYear"));
            case Command.Reverse reverse -> first(of(grant, reverse.budget()), ofReversed(grant, reverse, named.reversed()));
            case Command.OnBudget on -> of(grant, on.budget());
        };
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

    private static @Nullable ProblemException ofProposed(Grant grant, Command.Approve approve, Named named) {
        return named.proposed().isEmpty()
                ? refused("proposal", "no proposal " + PlainText.quoted(approve.proposal()) + " is recorded, so nobody knows whose it is")
                : outside(grant, named.proposed().get(), named);
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

    private static ProblemException ofLedger() {
        return new ProblemException(ProblemCode.FORBIDDEN, "type", "the ledger itself records whom it refused");
    }

    private static @Nullable ProblemException first(@Nullable ProblemException one, @Nullable ProblemException other) {
        return one == null ? other : one;
    }

    private static ProblemException refused(String field, String why) {
        return new ProblemException(ProblemCode.NOT_GRANTED, field, why);
    }
}
