package dev.budgetledger.ledger.budget;

import java.util.List;
import java.util.Optional;

import dev.budgetledger.ledger.budget.Effects.Leg;
import dev.budgetledger.ledger.budget.Effects.Side;

/**
 * The rules, in order of precedence. Where a law stands behind one, the glossary cites it.
 *
 * <p>A rule may rely on those before it: after the first two, the budgets that it touches are open.
 */
final class Policies {

    static final List<Policy> ALL = List.of(
            new Policy("a budget is opened once", StateRules::openedOnce),
            new Policy("budgets are open", StateRules::budgetsOpen),
            new Policy("the caller knows the budget's last fact", StateRules::sequenceExpected),
            new Policy("an open proposal is decided on", ProposalRules::known),
            new Policy("a proposal is decided on before it expires", ProposalRules::notExpired),
            new Policy("four eyes: another checks", ProposalRules::byAnother),
            new Policy("who proposed withdraws", ProposalRules::withdrawnByProposer),
            new Policy("a closed year is only carried forward", StateRules::yearNotClosed),
            new Policy("money is carried into an open year", StateRules::nextYearOpen),
            new Policy("a posting of this budget is reversed", StateRules::originalKnown),
            new Policy("postings of this budget are cited", StatementRules::citedKnown),
            new Policy("a posting is reversed once", StateRules::originalNotReversed),
            new Policy("reversals are not reversed", StateRules::originalReversible),
            new Policy("effective within the fiscal year", ContentRules::effectiveInYear),
            new Policy("a reversal counts no earlier than what it reverses", ContentRules::effectiveAfterOriginal),
            eachLeg("lines complete", ContentRules::lineComplete),
            eachSide("new lines name a unit, where units are distinguished", ContentRules::unitNamed),
            eachLeg("codes in the catalogue", ContentRules::codesKnown),
            new Policy("a statement names units of the budget", StatementRules::unitsKnown),
            new Policy("what is published is of a unit of the budget", PublicationRules::unitKnown),
            eachLeg("units and projects of the budget", ContentRules::ofTheChart),
            new Policy("a statement is of a project of the budget", StatementRules::projectKnown),
            new Policy("amounts have the right sign", ContentRules::amountsSigned),
            eachLeg("amounts within range", (_, leg) -> ContentRules.amountInRange(leg)),
            eachSide("turnover within range", (_, side) -> ContentRules.turnoverInRange(side)),
            new Policy("transfers join two lines of one fund and origin", ContentRules::transferAllowed),
            new Policy("调剂 across 项 or kinds has its authority", ContentRules::transferAuthorised),
            eachLeg("money is taken from known lines", FundsRules::sourceKnown),
            eachSide("no overdraft at any date", FundsRules::notOverdrawn),
            eachSide("a reversal takes back money of its own years", FundsRules::ownMoneyTakenBack),
            eachSide("frozen money stays", FundsRules::notFrozen),
            new Policy("no year is closed on frozen money", FundsRules::nothingFrozen),
            eachSide("no more is released than is frozen", FundsRules::frozenMoney),
            new Policy("money carried for two years is 结余", FundsRules::notCarriedTwice),
            new Policy("an indicator is set once", StatementRules::indicatorsOnce),
            new Policy("what is attained was set", StatementRules::indicatorsSet),
            new Policy("what is said adds up", StatementRules::addsUp),
            new Policy("procurement is within its project", StatementRules::procurementCovered),
            new Policy("what is published has been recorded", PublicationRules::positionReached),
            new Policy("no half of a command is published", PublicationRules::notBetweenHalves),
            new Policy("a publication is under a head of the log", PublicationRules::checkpointCovers),
            new Policy("a publication pins no other history", PublicationRules::checkpointOfThisLog),
            new Policy("a publication is in a form that was adopted", PublicationRules::formAdopted),
            new Policy("an explanation has its slot in a form", StatementRules::slotKnown),
            new Policy("a publication has the tables of its form", PublicationRules::tablesOfForm),
            new Policy("a publication has the documents of its form", PublicationRules::documentsOfForm),
            new Policy("调剂 across 项 or kinds is by a rule, where there are rules", CheckRules::acrossByRule),
            new Policy("a proposal is open for some time", ProposalRules::expiryInRange),
            new Policy("one proposal of a content is open", ProposalRules::proposedOnce),
            new Policy("open proposals are bounded", ProposalRules::withinBound),
            new Policy("what needs a checker is proposed", CheckRules::checked));

    private Policies() {}

    /** The first reason to refuse, in order of precedence. */
    static Optional<Refusal> refuse(Effects effects) {
        for (Policy policy : ALL) {
            Optional<Refusal> refusal = policy.check().refuse(effects);
            if (refusal.isPresent()) {
                return refusal;
            }
        }
        return Optional.empty();
    }

    private static Policy eachLeg(String name, LegCheck check) {
        return eachSide(name, (_, side) -> {
            for (Leg leg : side.legs()) {
                Optional<Refusal> refusal = check.refuse(side, leg);
                if (refusal.isPresent()) {
                    return refusal;
                }
            }
            return Optional.empty();
        });
    }

    private static Policy eachSide(String name, SideCheck check) {
        return new Policy(name, effects -> {
            for (Side side : effects.sides()) {
                Optional<Refusal> refusal = check.refuse(effects, side);
                if (refusal.isPresent()) {
                    return refusal;
                }
            }
            return Optional.empty();
        });
    }

    private interface LegCheck {
        Optional<Refusal> refuse(Side side, Leg leg);
    }

    private interface SideCheck {
        Optional<Refusal> refuse(Effects effects, Side side);
    }
}
