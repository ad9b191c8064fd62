package dev.budgetledger.projection.entries.jdbc;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Entry;
import dev.budgetledger.contract.Envelope;
import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.Posting;
import dev.budgetledger.contract.ProposedPosting;
import dev.budgetledger.projection.entries.AsOf;
import dev.budgetledger.projection.entries.PostingReader.Order;
import dev.budgetledger.projection.entries.ProposalReader.KnownProposal;
import dev.budgetledger.projection.entries.ProposalReader.KnownProposals;
import dev.budgetledger.projection.entries.ProposalReader.Whose;
import dev.budgetledger.projection.entries.ProposalState;
import dev.budgetledger.projection.intake.StoredLog;
import dev.budgetledger.projection.samples.SampleProposals;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever is asked, all pages together are what going through the log up to the point finds. */
class JdbcProposalReaderTest {

    private static final Random RANDOM = new Random(89);
    private static final List<Envelope> LOG = SampleProposals.random(RANDOM, 600);
    private static final List<ProposalState> STATES = List.of(ProposalState.values());
    private static StoredLog stored;

    @BeforeAll
    static void givenALogOfProposals() {
        stored = new StoredLog(2).facts(LOG);
    }

    @RepeatedTest(150)
    void pages_put_together_are_the_proposals_of_the_log() {
        Envelope last = LOG.get(RANDOM.nextInt(LOG.size()));
        AsOf asOf = new AsOf(LocalDate.of(2023, 1, 1).plusDays(RANDOM.nextInt(700)),
                last.recordedAt().plusSeconds(RANDOM.nextInt(5) * 86_400L), last.position());
        Whose whose = whose();
        ProposalState state = RANDOM.nextBoolean() ? null : STATES.get(RANDOM.nextInt(STATES.size()));
        Order order = RANDOM.nextBoolean() ? Order.NEWEST : Order.OLDEST;
        JdbcProposalReader reader = new JdbcProposalReader(stored.jdbc(), 1 + RANDOM.nextInt(40));
        int limit = 1 + RANDOM.nextInt(30);

        List<KnownProposal> found = new ArrayList<>();
        OptionalLong after = OptionalLong.empty();
        do {
            KnownProposals page = reader.find(whose, asOf, state, order, after, limit);
            assertThat(page.proposals()).hasSizeLessThanOrEqualTo(limit);
            found.addAll(page.proposals());
            after = page.next();
        } while (after.isPresent());

        assertThat(found).isEqualTo(plain(whose, asOf, state, order));
    }

    @RepeatedTest(60)
    void those_that_are_open_are_found_from_each_budget_whose_money_they_move() {
        Envelope last = LOG.get(RANDOM.nextInt(LOG.size()));
        AsOf asOf = new AsOf(LocalDate.of(2023, 1, 1).plusDays(RANDOM.nextInt(700)),
                last.recordedAt().plusSeconds(RANDOM.nextInt(3) * 86_400L), last.position());
        BudgetId budget = List.of(new BudgetId("301", 2023), new BudgetId("302", 2023), new BudgetId("301", 2024), new BudgetId("309", 2023))
                .get(RANDOM.nextInt(4));

        List<Long> expected = plain(new Whose.OfMany(null, null), asOf, ProposalState.OPEN, Order.OLDEST).stream()
                .map(KnownProposal::position)
                .filter(each -> moves(LOG.get((int) (each - 1)), budget, asOf.effectiveOn()))
                .toList();
        assertThat(new JdbcProposalReader(stored.jdbc()).open(budget, asOf)).isEqualTo(expected);
    }

    private static boolean moves(Envelope proposal, BudgetId budget, LocalDate by) {
        ProposedPosting said = ((Fact.PostingProposed) proposal.fact()).proposed();
        BudgetId own = BudgetId.ofStream(proposal.stream());
        boolean others = switch (said.operation()) {
            case TRANSFER -> new BudgetId(String.valueOf(said.toDepartment()), own.fiscalYear()).equals(budget);
            case CARRY_FORWARD -> own.next().equals(budget);
            case REVERSE -> LOG.stream().anyMatch(each -> Posting.id(each.stream(), each.sequence()).equals(said.postingId())
                    && each.fact() instanceof Fact.Posted posted && posted.posting().entries().stream()
                            .anyMatch(entry -> entry instanceof Entry.OfCounterpart other && other.counterpart().equals(budget.stream())));
            default -> false;
        };
        return !said.effectiveOn().isAfter(by) && (own.equals(budget) || others);
    }

    private static Whose whose() {
        return switch (RANDOM.nextInt(4)) {
            case 0 -> new Whose.OfMany(null, null);
            case 1 -> new Whose.OfMany(Set.of("301", "309"), RANDOM.nextBoolean() ? null : Set.of(2024));
            case 2 -> new Whose.OfBudget(new BudgetId("301", 2023));
            default -> new Whose.OfBudget(new BudgetId("302", 2023));
        };
    }

    @Test
    void each_is_found_by_its_number_and_no_other_fact_is() {
        JdbcProposalReader reader = new JdbcProposalReader(stored.jdbc());
        AsOf asOf = new AsOf(LocalDate.of(2023, 1, 1), LOG.getLast().recordedAt(), LOG.size());
        for (Envelope each : LOG) {
            assertThat(reader.proposal(BudgetId.ofStream(each.stream()), each.sequence(), asOf).map(KnownProposal::position).orElse(0L))
                    .isEqualTo(each.fact() instanceof Fact.PostingProposed ? each.position() : 0L);
            assertThat(reader.proposal(BudgetId.ofStream(each.stream()), each.sequence(),
                    new AsOf(asOf.effectiveOn(), asOf.recordedAsOf(), each.position() - 1))).isEmpty();
        }
    }

    @Test
    void who_may_write_to_nothing_finds_nothing() {
        assertThat(new JdbcProposalReader(stored.jdbc()).find(new Whose.OfMany(Set.of(), Set.of()),
                new AsOf(LocalDate.of(2023, 1, 1), LOG.getLast().recordedAt(), LOG.size()), null, Order.NEWEST, OptionalLong.empty(), 9).proposals())
                .isEmpty();
    }

    private static List<KnownProposal> plain(Whose whose, AsOf asOf, @Nullable ProposalState state, Order order) {
        List<Envelope> known = LOG.subList(0, (int) asOf.position());
        List<KnownProposal> all = new ArrayList<>();
        for (Envelope each : known) {
            if (each.fact() instanceof Fact.PostingProposed said && isOf(whose, each, said, asOf)) {
                List<Envelope> steps = known.stream().filter(step -> step.stream().equals(each.stream()) && isOf(step, each)).toList();
                KnownProposal proposal = new KnownProposal(state(said, steps.getLast(), asOf), steps.stream().map(Envelope::position).toList());
                if (state == null || state == proposal.state()) {
                    all.add(proposal);
                }
            }
        }
        return order == Order.OLDEST ? all : all.reversed();
    }

    private static boolean isOf(Whose whose, Envelope each, Fact.PostingProposed said, AsOf asOf) {
        BudgetId id = BudgetId.ofStream(each.stream());
        return switch (whose) {
            case Whose.OfBudget(BudgetId budget) -> id.equals(budget) && !said.proposed().effectiveOn().isAfter(asOf.effectiveOn());
            case Whose.OfMany(var departments, var years) ->
                (departments == null || departments.contains(id.department())) && (years == null || years.contains(id.fiscalYear()));
        };
    }

    private static boolean isOf(Envelope step, Envelope proposed) {
        String id = Posting.id(proposed.stream(), proposed.sequence());
        return step.position() == proposed.position()
                || (step.fact() instanceof Fact.OfProposal after && after.proposal().equals(id))
                || (step.fact() instanceof Fact.Posted posted && posted.posting().approval() != null
                        && posted.posting().approval().proposal().equals(id));
    }

    private static ProposalState state(Fact.PostingProposed said, Envelope last, AsOf asOf) {
        return switch (last.fact()) {
            case Fact.ProposalRejected _ -> ProposalState.REJECTED;
            case Fact.ProposalWithdrawn _ -> ProposalState.WITHDRAWN;
            case Fact.Posted _ -> ProposalState.POSTED;
            default -> said.expiresOn().isBefore(Envelope.dayOf(asOf.recordedAsOf())) ? ProposalState.EXPIRED : ProposalState.OPEN;
        };
    }
}
