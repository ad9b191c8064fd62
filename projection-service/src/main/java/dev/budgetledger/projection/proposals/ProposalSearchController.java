package dev.budgetledger.projection.proposals;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Department;
import dev.budgetledger.contract.Envelope;
import dev.budgetledger.edge.access.Grant;
import dev.budgetledger.edge.access.Principal;
import dev.budgetledger.edge.access.Role;
import dev.budgetledger.projection.console.InPage;
import dev.budgetledger.projection.console.PageConverter;
import dev.budgetledger.projection.console.PageFormat;
import dev.budgetledger.projection.entries.AsOf;
import dev.budgetledger.projection.entries.Basis;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.BudgetReader;
import dev.budgetledger.projection.entries.EntryReader;
import dev.budgetledger.projection.entries.PostingReader.Order;
import dev.budgetledger.projection.entries.ProposalReader;
import dev.budgetledger.projection.entries.ProposalReader.KnownProposal;
import dev.budgetledger.projection.entries.ProposalReader.KnownProposals;
import dev.budgetledger.projection.entries.ProposalReader.Whose;
import dev.budgetledger.projection.entries.ProposalState;
import dev.budgetledger.projection.shards.Shard;
import dev.budgetledger.projection.web.AsOfDocument;
import dev.budgetledger.projection.web.AsOfParameters;
import dev.budgetledger.projection.web.Asked;
import dev.budgetledger.projection.web.Budgets;
import dev.budgetledger.projection.web.KnownParameters;
import dev.budgetledger.projection.web.Paging;
import dev.budgetledger.projection.web.ParameterValues;
import dev.budgetledger.projection.web.Query;
import dev.budgetledger.projection.web.Query.FormQuery;
import dev.budgetledger.projection.web.RequestProblem;

/** Lists proposals, and opens one, for who checks them. */
@RestController
@Tag(name = "Proposals 提请")
record ProposalSearchController(BudgetReader budgets, ProposalReader proposals, EntryReader entries, Shard shard) {

    private static final String ALL = "/v1/proposals";

    @GetMapping(
            path = "/v1/disclosures/{department}/{year}/proposals",
            produces = {MediaType.APPLICATION_JSON_VALUE, PageConverter.HTML})
    @Operation(summary = "提请: proposals of a budget at an as-of point, by state, page by page")
    ResponseEntity<InPage<ProposalsDocument>> proposals(@PathVariable String department, @PathVariable String year, ProposalsQuery query) {
        BudgetId id = ParameterValues.budget(department, year);
        int limit = query.choice().limitOrDefault();
        BudgetAsOf budget = Budgets.read(budgets, id, query.asOf().question(), Basis.ADJUSTED);
        KnownProposals found = find(new Whose.OfBudget(id), budget.asOf(), query.choice(), limit);
        AsOfDocument asOf = AsOfDocument.of(budget.asOf());
        String address = Budgets.address(id) + "/proposals";
        String next = query.choice().next(address + asOf.inAddress(), found.next());
        ProposalsDocument document = new ProposalsDocument(
                budget.department(), id.fiscalYear(), asOf, listed(found.proposals(), budget.asOf()), next);
        return InPage.answer(asOf, query.choice().format(), next,
                new InPage<>(document, () -> ProposalsPage.of(document, address, query.choice())));
    }

    @GetMapping(path = ALL, produces = {MediaType.APPLICATION_JSON_VALUE, PageConverter.HTML})
    @Operation(summary = "提请: proposals of all budgets that who asks may write to, by state, page by page; an auditor has those of all")
    ResponseEntity<InPage<ProposalsDocument.ManyProposals>> allProposals(ProposalsQuery.OfAll query, HttpServletRequest request) {
        int limit = query.choice().limitOrDefault();
        AsOf point = query.known().point(budgets);
        KnownProposals found = find(whose(Principal.of(request)), point, query.choice(), limit);
        AsOfDocument asOf = AsOfDocument.of(point);
        String next = query.choice().next(ALL + "?position=" + point.position(), found.next());
        var document = new ProposalsDocument.ManyProposals(point.position(), shard.said(), listed(found.proposals(), point), next);
        return InPage.answer(asOf, query.choice().format(), next,
                new InPage<>(document, () -> ProposalsPage.of(document, asOf, ALL, query.choice())));
    }

    private static Whose whose(Principal principal) {
        Grant grant = principal.grant();
        return principal.is(Role.AUDITOR) ? new Whose.OfMany(null, null) : new Whose.OfMany(grant.departments(), grant.fiscalYears());
    }

    private KnownProposals find(Whose whose, AsOf asOf, ProposalsQuery.Choice choice, int limit) {
        return proposals.find(whose, asOf, choice.state(), choice.orderOrDefault(), choice.afterOrStart(), limit);
    }

    /** What may be asked of one. */
    record OneProposalQuery(
            AsOfParameters asOf,
            @Parameter(description = PageFormat.DESCRIPTION) @Nullable PageFormat format)
            implements Query {}

    @GetMapping(
            path = "/v1/disclosures/{department}/{year}/proposals/{number}",
            produces = {MediaType.APPLICATION_JSON_VALUE, PageConverter.HTML})
    @Operation(summary = "提请: a proposal, by the number at the end of its id: what is to be posted, by whom, and what became of it")
    ResponseEntity<InPage<ProposalsDocument.ProposedDocument>> proposal(
            @PathVariable String department, @PathVariable String year, @PathVariable String number, OneProposalQuery query) {
        BudgetId id = ParameterValues.budget(department, year);
        int sequence = ParameterValues.number("number", number, 0, Integer.MAX_VALUE);
        BudgetAsOf budget = Budgets.read(budgets, id, query.asOf().question(), Basis.ADJUSTED);
        KnownProposal known = proposals.proposal(id, sequence, budget.asOf())
                .orElseThrow(() -> RequestProblem.proposalUnknown(id, number));
        AsOfDocument asOf = AsOfDocument.of(budget.asOf());
        ListedProposal proposal = listed(List.of(known), budget.asOf()).getFirst();
        var document = new ProposalsDocument.ProposedDocument(budget.department(), id.fiscalYear(), asOf, proposal);
        return InPage.answer(asOf, query.format(), new InPage<>(document, () -> new ProposedPage(document).html()));
    }

    private List<ListedProposal> listed(List<KnownProposal> found, AsOf asOf) {
        Map<Long, Envelope> facts = new HashMap<>();
        for (byte[] bytes : entries.envelopes(found.stream().flatMap(each -> each.steps().stream()).toList())) {
            Envelope envelope = Envelope.parse(bytes);
            facts.put(envelope.position(), envelope);
        }
        return found.stream()
                .map(each -> ListedProposal.of(each.state(),
                        each.steps().stream().map(step -> Objects.requireNonNull(facts.get(step))).toList(), asOf.position()))
                .toList();
    }

    /**
     * Proposals of a budget.
     *
     * @param next the address of the next page, at the same as-of point; null at the end. A page may be short, or empty, though there is one
     */
    @JsonPropertyOrder({"department", "fiscalYear", "asOf", "proposals", "next"})
    record ProposalsDocument(
            Department department, int fiscalYear, AsOfDocument asOf, List<ListedProposal> proposals, @Nullable String next) {

        /**
         * The same of many budgets, whenever they take effect.
         *
         * @param position through which the log was read
         * @param shard of which share of the departments they are; absent if of all
         */
        @JsonPropertyOrder({"position", "shard", "proposals", "next"})
        record ManyProposals(long position, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String shard, List<ListedProposal> proposals, @Nullable String next) {}

        /** One of them. */
        @JsonPropertyOrder({"department", "fiscalYear", "asOf", "proposal"})
        record ProposedDocument(Department department, int fiscalYear, AsOfDocument asOf, ListedProposal proposal) {}
    }

    /** What may be asked of the proposals of a budget. */
    record ProposalsQuery(AsOfParameters asOf, Choice choice) implements FormQuery {

        /** The same of all budgets. */
        record OfAll(KnownParameters known, Choice choice) implements FormQuery {}

        /** Which of them, and which page. Each may have a thousand lines, so a page has fewer than others. */
        record Choice(
                @Parameter(description = "状态: open 待复核, posted 已记账, rejected 已退回, withdrawn 已撤回 or expired 已过期; else any")
                @Nullable ProposalState state,
                @Parameter(description = "newest (the default) or oldest first") @Nullable Order order,
                @Parameter(description = "proposals behind the one at this position, in the order asked for") @Nullable Long after,
                @Parameter(description = "at most this many, 1 to 100; 20 by default", schema = @Schema(minimum = "1", maximum = "" + LIMIT_MAX))
                @Nullable Integer limit,
                @Parameter(description = PageFormat.DESCRIPTION) @Nullable PageFormat format)
                implements Query {

            private static final int LIMIT_DEFAULT = 20;
            private static final int LIMIT_MAX = 100;

            Order orderOrDefault() {
                return order == null ? Order.NEWEST : order;
            }

            OptionalLong afterOrStart() {
                return after == null ? OptionalLong.empty() : OptionalLong.of(after);
            }

            int limitOrDefault() {
                return Paging.limit(limit, LIMIT_DEFAULT, LIMIT_MAX);
            }

            /** The next page in an address, behind its point; null at the end. */
            @Nullable String next(String address, OptionalLong next) {
                return next.isEmpty() ? null : address + asked().inAddress() + "&after=" + next.getAsLong();
            }

            private Asked asked() {
                return kept().and("state", state).and("order", order);
            }

            /** What a form that asks for others leaves as it is. */
            Asked kept() {
                return new Asked().and("limit", limit).and("format", format);
            }
        }
    }
}
