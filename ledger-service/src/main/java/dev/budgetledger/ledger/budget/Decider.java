package dev.budgetledger.ledger.budget;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.Approval;
import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.ClientKey;
import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.FactTypes;
import dev.budgetledger.contract.Posting;
import dev.budgetledger.contract.Publication;
import dev.budgetledger.contract.form.Form;

/**
 * The decision on a command: {@code decide(books, command, by) → facts | refusal}.
 *
 * <p>Pure: what it needs to know it asks of the books, and posting ids follow from their state.
 */
public final class Decider {

    private Decider() {}

    /**
     * Decides without changing anything; the caller records the facts and evolves.
     *
     * @param expectedSequence the last sequence of the budget's stream as the caller knows it, if it matters; definitions of
     *     classifications look at none
     */
    public static Decision decide(Books books, Command command, String by, @Nullable Long expectedSequence) {
        return switch (command) {
            case Command.DefineClassifications define -> define(books, define);
            case Command.AdoptForm adopt -> adopt(books, adopt.form());
            case Command.AdoptRules adopt -> adopt(books, adopt);
            case Command.RegisterClientKey register -> register(books.clientKeys(), register.client());
            case Command.RevokeClientKey revoke -> revoke(books.clientKeys(), revoke);
            case Command.NoteRefusal(Fact.AuthorityRefused refused) ->
                new Decision.Accepted(List.of(new NewFact(Fact.AuthorityRefused.STREAM, refused)));
            case Command.OnBudget onBudget -> {
                Effects effects = Effects.of(books, onBudget, by, expectedSequence);
                yield Policies.refuse(effects)
                        .<Decision>map(Decision.Refused::new)
                        .orElseGet(() -> new Decision.Accepted(facts(effects, effects.asked())));
            }
        };
    }

    /** The names of a year stand in the tables of every department: once one has closed it, none is changed any more. */
    private static Decision define(Books books, Command.DefineClassifications define) {
        int year = define.fiscalYear();
        int renamed = books.catalogue(year).firstRenamed(define.classifications());
        return renamed >= 0 && books.isClosedByAny(year)
                ? new Decision.Refused(new Refusal(RefusalCode.YEAR_CLOSED, "classifications[" + renamed + "].name",
                        "a budget of " + year + " is closed; its codes keep their names"))
                : new Decision.Accepted(List.of(new NewFact(BudgetId.classificationStream(year),
                        new Fact.ClassificationsDefined(year, define.classifications()))));
    }

    /** A form stays what it is of: those who ask for it by its id rely on that. */
    private static Decision adopt(Books books, Form form) {
        return books.form(form.id())
                .last()
                .filter(last -> !last.isOfSame(form))
                .<Decision>map(last -> new Decision.Refused(new Refusal(RefusalCode.FORM_OF_ANOTHER, "form.id",
                        form.id() + " is the form of " + last.of() + " of a " + last.level() + " of " + last.jurisdiction())))
                .orElseGet(() -> new Decision.Accepted(List.of(new NewFact(Form.stream(form.id()), new Fact.FormAdopted(form)))));
    }

    /** A key is registered once: what it may do does not change, so who looks it up may keep it. */
    private static Decision register(ClientKeys keys, ClientKey client) {
        String id = client.key().id();
        return keys.find(id)
                .<Decision>map(_ -> new Decision.Refused(new Refusal(RefusalCode.CLIENT_KEY_REGISTERED, "key",
                        "key " + id + " is registered; another key takes its place")))
                .orElseGet(() -> new Decision.Accepted(List.of(new NewFact(ClientKey.STREAM, new Fact.ClientKeyRegistered(id, client)))));
    }

    private static Decision revoke(ClientKeys keys, Command.RevokeClientKey revoke) {
        if (keys.find(revoke.keyId()).isEmpty()) {
            return new Decision.Refused(new Refusal(RefusalCode.CLIENT_KEY_UNKNOWN, "keyId", "no key " + revoke.keyId() + " is registered"));
        }
        return keys.find(revoke.keyId()).filter(ClientKeys.Known::isRevoked)
                .<Decision>map(_ -> new Decision.Refused(new Refusal(RefusalCode.CLIENT_KEY_REVOKED, "keyId",
                        "key " + revoke.keyId() + " was revoked before")))
                .orElseGet(() -> new Decision.Accepted(List.of(
                        new NewFact(ClientKey.STREAM, new Fact.ClientKeyRevoked(revoke.keyId(), revoke.reason())))));
    }

    private static Decision adopt(Books books, Command.AdoptRules adopt) {
        SourceDocument paper = adopt.paper();
        return CheckRules.budgetOpen(books, adopt)
                .or(() -> CheckRules.effectiveInYear(adopt))
                .<Decision>map(Decision.Refused::new)
                .orElseGet(() -> new Decision.Accepted(List.of(new NewFact(adopt.stream(), new Fact.RulesAdopted(
                        paper.documentNo(), paper.effectiveOn(), paper.reason(), adopt.rules())))));
    }

    private static List<NewFact> facts(Effects effects, Effects.Asked asked) {
        return switch (asked.command()) {
            case Command.Propose propose -> List.of(new NewFact(propose.budget().stream(), new Fact.PostingProposed(propose.proposed(),
                    propose.proposed().digest(), asked.by(), asked.today(), ProposalRules.expiresOn(propose, asked.today()))));
            case Command.Approve approve -> approved(effects, approve);
            case Command.Reject reject ->
                List.of(new NewFact(reject.budget().stream(), new Fact.ProposalRejected(reject.proposal(), reject.reason())));
            case Command.Withdraw withdraw ->
                List.of(new NewFact(withdraw.budget().stream(), new Fact.ProposalWithdrawn(withdraw.proposal(), withdraw.reason())));
            default -> facts(effects);
        };
    }

    /** The last approval that is needed is the posting. */
    private static List<NewFact> approved(Effects effects, Command.Approve approve) {
        Effects.Asked asked = effects.asked();
        Proposals.Open open = asked.open().orElseThrow();
        List<String> all = open.approvedAlsoBy(asked.by());
        return all.size() < CheckRules.needed(effects)
                ? List.of(new NewFact(approve.budget().stream(), new Fact.ProposalApproved(approve.proposal(), asked.by())))
                : posted(effects, (Command.Post) effects.command(), new Approval(approve.proposal(), open.proposedBy(), all));
    }

    private static List<NewFact> facts(Effects effects) {
        return switch (effects.command()) {
            case Command.OpenBudget open -> List.of(new NewFact(open.budget().stream(),
                    new Fact.BudgetOpened(open.department(), open.fiscalYear(), open.comparative(), open.jurisdiction())));
            case Command.DefineUnits define ->
                List.of(new NewFact(define.budget().stream(), new Fact.UnitsDefined(define.units())));
            case Command.DefineProjects define ->
                List.of(new NewFact(define.budget().stream(), new Fact.ProjectsDefined(define.projects())));
            case Command.DefineNames define ->
                List.of(new NewFact(define.budget().stream(), new Fact.NamesDefined(define.names())));
            case Command.CloseYear close -> List.of(new NewFact(close.budget().stream(), new Fact.YearClosed(
                    close.paper().documentNo(), close.paper().effectiveOn(), close.paper().reason())));
            case Command.MakeStatement make -> List.of(new NewFact(make.budget().stream(), new Fact.StatementMade(
                    make.paper().documentNo(), make.paper().effectiveOn(), make.paper().reason(), make.ofUnit(), make.key(),
                    make.statement())));
            case Command.Publish publish -> List.of(new NewFact(
                    publish.budget().stream(), published(publish, effects)));
            case Command.Post post -> posted(effects, post, null);
            case Command.Propose _, Command.OnProposal _ -> throw new IllegalStateException("a proposal has facts of its own");
        };
    }

    /**
     * What is still to come of a proposal that is open.
     *
     * @param approvals how many others must approve it
     * @param facts that the last approval would record, without who approved
     */
    public record Awaited(int approvals, List<NewFact> facts) {
        public Awaited {
            facts = List.copyOf(facts);
        }
    }

    /**
     * What is still to come of what a command proposed or approved.
     *
     * @param books as they are after it
     */
    public static Awaited awaited(Books books, Command.OnBudget proposedOrApproved, String by) {
        Effects effects = Effects.of(books, proposedOrApproved, by, null);
        int given = effects.asked().open().map(open -> open.approvedBy().size()).orElse(0);
        return new Awaited(Math.max(1, CheckRules.needed(effects)) - given, posted(effects, (Command.Post) effects.command(), null));
    }

    private static List<NewFact> posted(Effects effects, Command.Post post, @Nullable Approval approval) {
        List<Effects.Side> sides = CarriedMoney.split(effects);
        return sides.size() == 1
                ? List.of(posted(post, effects, sides.getFirst(), null, approval))
                : List.of(posted(post, effects, sides.getFirst(), sides.getLast(), approval),
                        posted(post, effects, sides.getLast(), sides.getFirst(), approval));
    }

    private static Fact published(Command.Publish command, Effects effects) {
        Instant recordedAsOf = effects.evidence().flatMap(Evidence::recordedAt).orElseThrow();
        return new Fact.DisclosurePublished(command.paper().documentNo(), command.paper().effectiveOn(),
                command.paper().reason(), effects.own().open().publications() + 1,
                new Publication(new Publication.Point(command.effectiveOn(), recordedAsOf, command.position()),
                        command.basis(), command.ofUnit(), command.unit(), command.form(), command.tables(), command.documents(),
                        command.checkpoint()));
    }

    private static NewFact posted(
            Command.Post command, Effects effects, Effects.Side side, Effects.@Nullable Side other,
            @Nullable Approval approval) {
        SourceDocument paper = command.paper();
        Posting posting = new Posting(nextId(side), paper.documentNo(), paper.superiorDocumentNo(), paper.effectiveOn(), paper.reason(),
                side.entries(other == null ? null : other.id()), approval);
        String counterpart = other == null ? null : nextId(other);
        return new NewFact(side.id().stream(), switch (command) {
            case Command.Allocate _ -> new Fact.FundsAllocated(posting);
            case Command.Adjust _ -> new Fact.BudgetAdjusted(posting);
            case Command.Transfer transfer -> new Fact.FundsTransferred(posting, transfer.authority(), counterpart);
            case Command.Freeze _ -> new Fact.FundsFrozen(posting);
            case Command.Release _ -> new Fact.FundsReleased(posting);
            case Command.CarryForward _ -> new Fact.FundsCarriedForward(posting, Objects.requireNonNull(counterpart));
            case Command.Reverse reverse -> {
                Fact.Posted original = effects.original().orElseThrow();
                boolean own = side.id().equals(reverse.budget());
                yield new Fact.PostingReversed(posting,
                        own ? reverse.postingId() : Objects.requireNonNull(original.counterpart()),
                        FactTypes.nameOf(original), counterpart);
            }
        });
    }

    private static String nextId(Effects.Side side) {
        return Posting.id(side.id().stream(), side.budget().facts());
    }
}
