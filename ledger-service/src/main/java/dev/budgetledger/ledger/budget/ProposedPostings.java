package dev.budgetledger.ledger.budget;

import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.Money;
import dev.budgetledger.contract.PostingType;
import dev.budgetledger.contract.ProposedPosting;

/** A command that posts, as a proposal has it, and back again. */
final class ProposedPostings {

    private ProposedPostings() {}

    /** Which operation it is. */
    static PostingType type(Command.Post post) {
        return PostingType.of(post.getClass().getSimpleName());
    }

    static ProposedPosting of(Command.Post post) {
        return switch (post) {
            case Command.Transfer transfer -> said(post, null, transfer.authority(), transfer.amount(), transfer.from(),
                    transfer.toDepartment(), transfer.to(), null);
            case Command.Reverse reverse -> said(post, null, null, null, null, null, null, reverse.postingId());
            case Command.PostLines lines -> said(post, lines.lines().stream()
                    .map(each -> new ProposedPosting.LineAmount(each.line(), each.amount()))
                    .toList(), null, null, null, null, null, null);
        };
    }

    private static ProposedPosting said(
            Command.Post post,
            @Nullable List<ProposedPosting.LineAmount> lines,
            @Nullable String authority,
            @Nullable Money amount,
            @Nullable Line from,
            @Nullable String toDepartment,
            @Nullable Line to,
            @Nullable String postingId) {
        SourceDocument paper = post.paper();
        return new ProposedPosting(type(post), paper.documentNo(), paper.superiorDocumentNo(), paper.effectiveOn(), paper.reason(), lines,
                authority, amount, from, toDepartment, to, postingId);
    }

    static Command.Post post(BudgetId budget, ProposedPosting said) {
        SourceDocument paper =
                new SourceDocument(said.documentNo(), said.superiorDocumentNo(), said.effectiveOn(), said.reason());
        return switch (said.operation()) {
            case ALLOCATE -> new Command.Allocate(budget, paper, lines(said));
            case ADJUST -> new Command.Adjust(budget, paper, lines(said));
            case FREEZE -> new Command.Freeze(budget, paper, lines(said));
            case RELEASE -> new Command.Release(budget, paper, lines(said));
            case CARRY_FORWARD -> new Command.CarryForward(budget, paper, lines(said));
            case TRANSFER -> new Command.Transfer(budget, paper, said.authority(), Objects.requireNonNull(said.amount()),
                    Objects.requireNonNull(said.from()), said.toDepartment(), Objects.requireNonNull(said.to()));
            case REVERSE -> new Command.Reverse(budget, paper, Objects.requireNonNull(said.postingId()));
        };
    }

    private static List<Command.LineAmount> lines(ProposedPosting said) {
        return Objects.requireNonNull(said.lines()).stream()
                .map(each -> new Command.LineAmount(each.line(), each.amount()))
                .toList();
    }
}
