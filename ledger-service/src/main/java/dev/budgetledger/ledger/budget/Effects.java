package dev.budgetledger.ledger.budget;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Entry;
import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.Fund;
import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.Money;
import dev.budgetledger.contract.Posting;

/**
 * What a command would do, before any rule was asked: one side for each budget it touches, its own first.
 *
 * @param original the posting that a reversal names, if there is one
 * @param evidence what the log says of what a publication names
 * @param citations what the books say of what an explanation names
 * @param expectedSequence the last stream sequence the caller expects ({@code If-Match})
 * @param command what would be posted, where a proposal is made or approved
 * @param asked for what, and by whom
 */
record Effects(
        Command.OnBudget command,
        List<Side> sides,
        Optional<Fact.Posted> original,
        Optional<Evidence> evidence,
        Optional<Citations> citations,
        @Nullable Long expectedSequence,
        Asked asked) {

    /**
     * What was asked for.
     *
     * @param by 经办 or 复核人: who asks
     * @param today the day on which it is recorded
     * @param open the proposal that it names, if that is open or has expired
     */
    record Asked(Command.OnBudget command, String by, LocalDate today, Optional<Proposals.Open> open) {}

    /**
     * What a command would do to one budget.
     *
     * @param field how a refusal names this budget
     */
    record Side(String field, BudgetId id, Budget budget, Catalogue catalogue, List<Leg> legs) {

        /** The state, which the first rules have seen to be open. */
        Budget.Open open() {
            return switch (budget) {
                case Budget.Open open -> open;
                case Budget.Unopened _ -> throw new IllegalStateException(id.stream() + " is not open");
            };
        }

        /** All that legs take of free money, whatever others give to the same lines. */
        Money taken() {
            Money taken = Money.ZERO;
            for (Leg leg : legs) {
                taken = leg.takesFree() ? taken.plus(leg.amount().negated()) : taken;
            }
            return taken;
        }

        /** What the legs add up to on each line, where they name one more than once. */
        Map<Line, Money> moved(boolean frozen) {
            Map<Line, Money> moved = new HashMap<>();
            for (Leg leg : legs) {
                if (leg.frozen() == frozen) {
                    moved.merge(leg.line(), leg.amount(), Money::plus);
                }
            }
            return moved;
        }

        /** What the legs add up to on each line, frozen money included. */
        Map<Line, Money> moved() {
            Map<Line, Money> moved = moved(false);
            moved(true).forEach((line, amount) -> moved.merge(line, amount, Money::plus));
            return moved;
        }

        Side with(List<Leg> others) {
            return new Side(field, id, budget, catalogue, others);
        }

        /**
         * Double entry: the legs, and for what they leave open of each fund the other budget, or the source of the fund.
         */
        List<Entry> entries(@Nullable BudgetId other) {
            List<Entry> entries = new ArrayList<>();
            Map<Fund, Money> open = new EnumMap<>(Fund.class);
            for (Leg leg : legs) {
                entries.add(leg.entry());
                open.merge(leg.line().fund(), leg.amount(), Money::plus);
            }
            open.forEach((fund, sum) -> {
                if (!sum.isZero()) {
                    entries.add(other == null
                            ? new Entry.OfSource(fund, sum.negated())
                            : new Entry.OfCounterpart(other.stream(), fund, sum.negated()));
                }
            });
            return entries;
        }
    }

    /**
     * One account of one line, moved.
     *
     * @param field where the line stands in the request, for refusals: {@code lines[0]}, {@code from}
     * @param amountField where its amount stands
     * @param timesCarried see {@link Entry.OfLine}; of what a reversal mirrors until {@link CarriedMoney} looks at it
     */
    record Leg(
            String field, String amountField, Line line, Money amount, boolean frozen, @Nullable Integer timesCarried) {

        Entry entry() {
            return frozen ? new Entry.OfFrozen(line, amount) : new Entry.OfLine(line, amount, timesCarried);
        }

        boolean takesFree() {
            return !frozen && amount.isNegative();
        }

        /** Part of it, of which is known how often it was carried; null: as often as the line's origin says. */
        Leg part(Money of, @Nullable Integer times) {
            return new Leg(field, amountField, line, of, frozen, times);
        }
    }

    /** The side of the command's own budget. */
    Side own() {
        return sides.getFirst();
    }

    /** The side of the other budget, if there are two. */
    Optional<Side> other() {
        return sides.size() > 1 ? Optional.of(sides.get(1)) : Optional.empty();
    }

    /** 业务日期 of a command that has one. */
    LocalDate day() {
        return ((Command.Authorised) command).paper().effectiveOn();
    }

    static Effects of(Books books, Command.OnBudget asked, String by, @Nullable Long expectedSequence) {
        Optional<Proposals.Open> open = asked instanceof Command.OnProposal on ? open(books, on) : Optional.empty();
        Command.OnBudget command = switch (asked) {
            case Command.Propose propose -> propose.post();
            case Command.Approve approve when open.isPresent() -> proposed(books, approve);
            default -> asked;
        };
        Optional<Fact.Posted> original = command instanceof Command.Reverse reverse ? original(books, reverse) : Optional.empty();
        List<Side> sides = switch (command) {
            case Command.OpenBudget _, Command.DefineChart _, Command.CloseYear _, Command.Publish _, Command.MakeStatement _,
                    Command.Propose _, Command.OnProposal _ ->
                List.of(own(books, command, List.of()));
            case Command.Allocate allocate -> List.of(own(books, command, each(allocate.lines(), Effects::give)));
            case Command.Adjust adjust -> List.of(own(books, command, each(adjust.lines(), Effects::give)));
            case Command.Freeze freeze -> List.of(own(books, command, each(freeze.lines(), Effects::freeze)));
            case Command.Release release -> List.of(own(books, command, each(release.lines(), Effects::release)));
            case Command.Transfer transfer -> transfer(books, transfer);
            case Command.CarryForward carry -> List.of(
                    own(books, command, each(carry.lines(), Effects::carryOut)),
                    side(books, "nextYear", carry.budget().next(), each(carry.lines(), Effects::carryIn)));
            case Command.Reverse reverse -> original
                    .map(posted -> reversal(books, reverse, posted))
                    .orElseGet(() -> List.of(own(books, reverse, List.of())));
        };
        Optional<Evidence> evidence =
                command instanceof Command.Publish publish ? Optional.of(Evidence.of(books, publish)) : Optional.empty();
        Optional<Citations> citations = command instanceof Command.MakeStatement make
                ? Optional.ofNullable(make.statement().explanation()).map(said -> Citations.of(books, make, said))
                : Optional.empty();
        return new Effects(command, sides, original, evidence, citations, expectedSequence,
                new Asked(asked, by, books.today(), open));
    }

    private static Optional<Proposals.Open> open(Books books, Command.OnProposal on) {
        return books.budget(on.budget()) instanceof Budget.Open open
                ? open.proposals().named(on.proposal(), on.budget().stream())
                : Optional.empty();
    }

    private static Command.Post proposed(Books books, Command.Approve approve) {
        Posting.Place place = Posting.Place.of(approve.proposal()).orElseThrow();
        return ProposedPostings.post(approve.budget(),
                books.proposed(place.stream(), place.sequence()).orElseThrow().proposed());
    }

    private static Side own(Books books, Command.OnBudget command, List<Leg> legs) {
        return side(books, "budget", command.budget(), legs);
    }

    private static Side side(Books books, String field, BudgetId id, List<Leg> legs) {
        return new Side(field, id, books.budget(id), books.catalogue(id.fiscalYear()), legs);
    }

    private static List<Leg> each(
            List<Command.LineAmount> lines, BiFunction<String, Command.LineAmount, Stream<Leg>> legs) {
        return IntStream.range(0, lines.size())
                .boxed()
                .flatMap(i -> legs.apply("lines[" + i + "]", lines.get(i)))
                .toList();
    }

    private static Stream<Leg> give(String field, Command.LineAmount of) {
        return Stream.of(free(field, of.line(), of.amount()));
    }

    private static Stream<Leg> freeze(String field, Command.LineAmount of) {
        return Stream.of(free(field, of.line(), of.amount().negated()), frozen(field, of.line(), of.amount()));
    }

    private static Stream<Leg> release(String field, Command.LineAmount of) {
        return Stream.of(frozen(field, of.line(), of.amount().negated()), free(field, of.line(), of.amount()));
    }

    private static Stream<Leg> carryOut(String field, Command.LineAmount of) {
        return Stream.of(free(field, of.line(), of.amount().negated()));
    }

    private static Stream<Leg> carryIn(String field, Command.LineAmount of) {
        return Stream.of(free(field, of.line().carriedOver(), of.amount()));
    }

    private static Leg free(String field, Line line, Money amount) {
        return new Leg(field, field + ".amount", line, amount, false, null);
    }

    private static Leg frozen(String field, Line line, Money amount) {
        return new Leg(field, field + ".amount", line, amount, true, null);
    }

    private static List<Side> transfer(Books books, Command.Transfer transfer) {
        Leg out = new Leg("from", "amount", transfer.from(), transfer.amount().negated(), false, null);
        Leg in = new Leg("to", "amount", transfer.to(), transfer.amount(), false, null);
        String department = transfer.toDepartment();
        return department == null || transfer.isWithin()
                ? List.of(own(books, transfer, List.of(out, in)))
                : List.of(
                        own(books, transfer, List.of(out)),
                        side(books, "to.department", new BudgetId(department, transfer.budget().fiscalYear()), List.of(in)));
    }

    private static Optional<Fact.Posted> original(Books books, Command.Reverse reverse) {
        return Posting.Place.of(reverse.postingId())
                .filter(place -> place.stream().equals(reverse.budget().stream()))
                .flatMap(place -> books.posting(place.stream(), place.sequence()));
    }

    private static List<Side> reversal(Books books, Command.Reverse reverse, Fact.Posted original) {
        Side own = own(books, reverse, mirrored(original));
        String counterpart = original.counterpart();
        return counterpart == null ? List.of(own) : List.of(own, otherHalf(books, counterpart));
    }

    private static Side otherHalf(Books books, String postingId) {
        Posting.Place place = Posting.Place.of(postingId).orElseThrow();
        Fact.Posted half = books.posting(place.stream(), place.sequence()).orElseThrow();
        return side(books, "postingId", BudgetId.ofStream(place.stream()), mirrored(half));
    }

    private static List<Leg> mirrored(Fact.Posted original) {
        List<Leg> legs = new ArrayList<>();
        for (Entry entry : original.posting().entries()) {
            switch (entry.mirrored()) {
                case Entry.OfLine(Line line, Money amount, Integer times) ->
                        legs.add(new Leg("postingId", "postingId", line, amount, false, times));
                case Entry.OfFrozen(Line line, Money amount) ->
                        legs.add(new Leg("postingId", "postingId", line, amount, true, null));
                case Entry.OfSource _, Entry.OfCounterpart _ -> {} // follow from the legs
            }
        }
        return legs;
    }
}
