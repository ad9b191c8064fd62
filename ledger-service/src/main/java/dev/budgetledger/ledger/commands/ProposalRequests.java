package dev.budgetledger.ledger.commands;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.CheckRule;
import dev.budgetledger.contract.CommandBody.ApprovalBody;
import dev.budgetledger.contract.CommandBody.LinesBody;
import dev.budgetledger.contract.CommandBody.ProposalBody;
import dev.budgetledger.contract.CommandBody.ProposalEndBody;
import dev.budgetledger.contract.CommandBody.ReversalBody;
import dev.budgetledger.contract.CommandBody.RuleBody;
import dev.budgetledger.contract.CommandBody.RulesBody;
import dev.budgetledger.contract.CommandBody.TransferBody;
import dev.budgetledger.contract.PostingType;
import dev.budgetledger.edge.problems.ProblemException;
import dev.budgetledger.ledger.budget.Command;
import dev.budgetledger.ledger.budget.SourceDocument;

import static dev.budgetledger.contract.CommandLimits.*;

/** How rules of checking (复核规则) and what is said of proposals become commands, or which field they cannot be made of. */
final class ProposalRequests {

    private static final int PERCENT_MAX = 100;

    /** The fields of a proposal that belong to some operations only. */
    private static final List<Field> FIELDS = List.of(
            new Field("lines", ProposalBody::lines, PostingType::takesLines),
            new Field("authority", ProposalBody::authority, PostingType.TRANSFER::equals),
            new Field("amount", ProposalBody::amount, PostingType.TRANSFER::equals),
            new Field("from", ProposalBody::from, PostingType.TRANSFER::equals),
            new Field("to", ProposalBody::to, PostingType.TRANSFER::equals),
            new Field("postingId", ProposalBody::postingId, PostingType.REVERSE::equals));

    private ProposalRequests() {}

    private record Field(String name, Function<ProposalBody, @Nullable Object> value, Predicate<PostingType> of) {}

    static Command.AdoptRules rules(RulesBody body) {
        int year = Fields.year(body.fiscalYear(), "fiscalYear");
        SourceDocument paper = new SourceDocument(Fields.text(body.documentNo(), "documentNo", DOCUMENT_NO_CHARS_MAX),
                Fields.date(body.effectiveOn(), "effectiveOn"), Fields.text(body.reason(), "reason", REASON_CHARS_MAX));
        List<RuleBody> rules = Requests.any(Fields.required(body.rules(), "rules"), "rules", "rules", (RuleBody rule, String _) -> rule);
        if (rules.size() > RULES_MAX) {
            throw ProblemException.invalid("rules", "more than " + RULES_MAX + " rules");
        }
        return new Command.AdoptRules(year, body.department() == null ? null : Fields.department(body.department(), "department"), paper,
                Requests.any(rules, "rules", "rules", ProposalRequests::rule));
    }

    private static CheckRule rule(RuleBody body, String field) {
        return new CheckRule(
                some(Fields.required(body.operations(), field + ".operations"), field + ".operations"),
                body.kinds() == null ? null : some(body.kinds(), field + ".kinds"),
                body.funds() == null ? null : some(body.funds(), field + ".funds"),
                body.across(),
                body.from() == null ? null : Fields.money(body.from(), field + ".from"),
                body.percent() == null ? null : within(body.percent(), PERCENT_MAX, field + ".percent"),
                within(Fields.required(body.checkers(), field + ".checkers"), CheckRule.CHECKERS_MAX, field + ".checkers"));
    }

    private static <E> List<E> some(List<@Nullable E> values, String field) {
        List<E> all = Requests.each(values, field, field, (E value, String _) -> value);
        if (all.size() != all.stream().distinct().count()) {
            throw ProblemException.invalid(field, "each once");
        }
        return all;
    }

    private static int within(int number, int most, String field) {
        if (number < 1 || number > most) {
            throw ProblemException.invalid(field, "1 to " + most);
        }
        return number;
    }

    static Command.Propose proposal(ProposalBody body, CommandType.Address at) {
        PostingType operation = Fields.required(body.operation(), "operation");
        for (Field field : FIELDS) {
            if (field.value().apply(body) != null && !field.of().test(operation)) {
                throw ProblemException.invalid(field.name(), "not of " + operation);
            }
        }
        Command posted = Objects.requireNonNull(CommandType.named(operation.command())).ofDocument().apply(document(operation, body), at);
        return Command.Propose.of((Command.Post) posted, body.expiresOn() == null ? null : Fields.date(body.expiresOn(), "expiresOn"));
    }

    /** What the operation itself is asked for with. */
    private static Object document(PostingType operation, ProposalBody body) {
        if (operation.takesLines()) {
            return new LinesBody(body.documentNo(), body.superiorDocumentNo(), body.effectiveOn(), body.reason(), body.lines());
        }
        return operation == PostingType.REVERSE
                ? new ReversalBody(body.postingId(), body.documentNo(), body.superiorDocumentNo(), body.effectiveOn(), body.reason())
                : new TransferBody(body.documentNo(), body.superiorDocumentNo(), body.effectiveOn(), body.reason(), body.authority(),
                        body.amount(), body.from(), body.to());
    }

    static Command.Approve approval(ApprovalBody body, CommandType.Address at) {
        return new Command.Approve(at.budget(), id(body.proposal()));
    }

    static Command.Reject rejection(ProposalEndBody body, CommandType.Address at) {
        return new Command.Reject(at.budget(), id(body.proposal()), reason(body));
    }

    static Command.Withdraw withdrawal(ProposalEndBody body, CommandType.Address at) {
        return new Command.Withdraw(at.budget(), id(body.proposal()), reason(body));
    }

    private static String id(@Nullable String proposal) {
        return Fields.text(proposal, "proposal", DOCUMENT_NO_CHARS_MAX);
    }

    private static String reason(ProposalEndBody body) {
        return Fields.text(body.reason(), "reason", REASON_CHARS_MAX);
    }
}
