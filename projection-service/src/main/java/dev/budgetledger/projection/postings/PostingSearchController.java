package dev.budgetledger.projection.postings;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Entry;
import dev.budgetledger.contract.Envelope;
import dev.budgetledger.contract.Fact;
import dev.budgetledger.projection.audit.http.PostingDocument;
import dev.budgetledger.projection.console.InPage;
import dev.budgetledger.projection.console.PageConverter;
import dev.budgetledger.projection.console.PageFormat;
import dev.budgetledger.projection.entries.AsOf;
import dev.budgetledger.projection.entries.Basis;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.BudgetReader;
import dev.budgetledger.projection.entries.EntryReader;
import dev.budgetledger.projection.entries.PostingReader;
import dev.budgetledger.projection.entries.PostingReader.Positions;
import dev.budgetledger.projection.entries.PostingSummary;
import dev.budgetledger.projection.entries.Proofs;
import dev.budgetledger.projection.entries.StreamFact;
import dev.budgetledger.projection.entries.StreamReader;
import dev.budgetledger.projection.entries.VerifiedCheckpoint;
import dev.budgetledger.projection.postings.PostedDocument.LinkedPosting;
import dev.budgetledger.projection.postings.PostedDocument.SideOfPosting;
import dev.budgetledger.projection.postings.PostingsDocument.FoundPosting;
import dev.budgetledger.projection.web.AsOfDocument;
import dev.budgetledger.projection.web.AsOfParameters;
import dev.budgetledger.projection.web.Budgets;
import dev.budgetledger.projection.web.ParameterValues;
import dev.budgetledger.projection.web.Query;
import dev.budgetledger.projection.web.RequestProblem;

/** Looks for the postings of a budget, and opens one. */
@RestController
@Tag(name = "Postings 记账")
record PostingSearchController(BudgetReader budgets, PostingReader postings, EntryReader entries, StreamReader streams, Proofs proofs) {

    @GetMapping(
            path = "/v1/disclosures/{department}/{year}/postings",
            produces = {MediaType.APPLICATION_JSON_VALUE, PageConverter.HTML})
    @Operation(summary = "记账: postings of a budget at an as-of point, by paper, dates, person, operation, line, amount, page by page")
    ResponseEntity<InPage<PostingsDocument>> postings(@PathVariable String department, @PathVariable String year, PostingsQuery query) {
        BudgetId id = ParameterValues.budget(department, year);
        int limit = query.limitOrDefault();
        var filter = query.filter();
        BudgetAsOf budget = Budgets.read(budgets, id, query.asOf().question(), Basis.ADJUSTED);
        Positions found = postings.find(id, budget.asOf(), filter, query.orderOrDefault(), query.afterOrStart(), limit);
        List<FoundPosting> shown = shown(found.positions(), budget.asOf(), query.orderOrDefault());
        AsOfDocument asOf = AsOfDocument.of(budget.asOf());
        String next = found.next().isEmpty() ? null : Budgets.address(id) + "/postings" + asOf.inAddress() + query.asked().inAddress()
                + "&after=" + found.next().getAsLong();
        PostingsDocument document = new PostingsDocument(budget.department(), id.fiscalYear(), asOf, shown, next);
        return InPage.answer(asOf, query.format(), next, new InPage<>(document, () -> new PostingsPage(document, query).html()));
    }

    private List<FoundPosting> shown(List<Long> positions, AsOf asOf, PostingReader.Order order) {
        List<FoundPosting> shown = new ArrayList<>();
        for (byte[] envelope : entries.envelopes(positions)) {
            PostingSummary row = PostingSummary.of(Envelope.parse(envelope)).orElseThrow();
            PostingDocument posting = PostingDocument.of(envelope);
            shown.add(FoundPosting.of(posting, row, href(posting.postingId(), asOf)));
        }
        return order == PostingReader.Order.OLDEST ? shown : shown.reversed();
    }

    /** Where a posting of any budget is, at a point. */
    private static String href(String postingId, AsOf asOf) {
        return PostingDocument.address(postingId, asOf.position());
    }

    /** What may be asked of one. */
    record OnePostingQuery(
            AsOfParameters asOf,
            @Parameter(description = PageFormat.DESCRIPTION) @Nullable PageFormat format)
            implements Query {}

    @GetMapping(
            path = "/v1/disclosures/{department}/{year}/postings/{number}",
            produces = {MediaType.APPLICATION_JSON_VALUE, PageConverter.HTML})
    @Operation(summary = "凭证: a posting, by the number at the end of its id: its paper, both sides, its reversal, what it changed")
    ResponseEntity<InPage<PostedDocument>> posting(
            @PathVariable String department, @PathVariable String year, @PathVariable String number, OnePostingQuery query) {
        BudgetId id = ParameterValues.budget(department, year);
        int sequence = ParameterValues.number("number", number, 0, Integer.MAX_VALUE);
        BudgetAsOf budget = Budgets.read(budgets, id, query.asOf().question(), Basis.ADJUSTED);
        StreamFact fact = streams.facts(id.stream(), sequence - 1L, budget.asOf().position(), 1).stream()
                .filter(each -> each.sequence() == sequence)
                .findFirst()
                .orElseThrow(() -> RequestProblem.postingUnknown(id, number));
        Envelope envelope = Envelope.parse(fact.envelope());
        if (!(envelope.fact() instanceof Fact.Posted posted)) {
            throw RequestProblem.postingUnknown(id, number);
        }
        PostedDocument document = document(budget, fact.envelope(), envelope, posted);
        return InPage.answer(document.asOf(), query.format(), new InPage<>(document, () -> new PostingPage(document).html()));
    }

    private PostedDocument document(BudgetAsOf budget, byte[] bytes, Envelope envelope, Fact.Posted posted) {
        AsOf asOf = budget.asOf();
        PostingSummary row = PostingSummary.of(envelope).orElseThrow();
        PostingDocument posting = proven(PostingDocument.of(bytes), asOf.checkpoint());
        Optional<String> reversedBy = postings.reversalOf(budget.id(), envelope.sequence(), asOf.position())
                .map(position -> PostingDocument.of(entries.envelopes(List.of(position)).getFirst()).postingId());
        String home = Budgets.address(budget.department(), budget.fiscalYear());
        List<Entry> both = posted.posting().entries();
        List<SideOfPosting> sides = new ArrayList<>();
        both.forEach(each -> sides.add(SideOfPosting.of(sides.size(), each)));
        return new PostedDocument(budget.department(), budget.fiscalYear(), AsOfDocument.of(asOf),
                FoundPosting.of(posting, row, href(posting.postingId(), asOf)), !row.effectiveOn().isAfter(asOf.effectiveOn()),
                posted.posting().superiorDocumentNo(), sides, linked(posting.reverses(), asOf), linked(reversedBy.orElse(null), asOf),
                linked(posted.counterpart(), asOf),
                home + "/changes?fromPosition=" + (envelope.position() - 1) + "&toPosition=" + envelope.position(),
                home + "/evidence" + AsOfDocument.of(asOf).inAddress());
    }

    private static @Nullable LinkedPosting linked(@Nullable String postingId, AsOf asOf) {
        return postingId == null ? null : new LinkedPosting(postingId, href(postingId, asOf));
    }

    private PostingDocument proven(PostingDocument posting, @Nullable VerifiedCheckpoint checkpoint) {
        return checkpoint == null ? posting : posting.with(proofs.inclusions(List.of(posting.position()), checkpoint.size()).getFirst());
    }
}
