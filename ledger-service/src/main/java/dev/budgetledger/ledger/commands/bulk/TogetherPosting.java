package dev.budgetledger.ledger.commands.bulk;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.CommandResult;
import dev.budgetledger.edge.problems.Language;
import dev.budgetledger.edge.problems.Problem;
import dev.budgetledger.edge.problems.ProblemCode;
import dev.budgetledger.edge.problems.ProblemException;
import dev.budgetledger.ledger.budget.Refusal;
import dev.budgetledger.ledger.commands.CommandResults;
import dev.budgetledger.ledger.commands.CommandSubmitter;
import dev.budgetledger.ledger.commands.DryRunResults;
import dev.budgetledger.ledger.commands.Problems;
import dev.budgetledger.ledger.store.DryOutcome;
import dev.budgetledger.ledger.store.LedgerWriter;
import dev.budgetledger.ledger.store.Outcome;
import dev.budgetledger.ledger.store.Outcomes;
import dev.budgetledger.ledger.store.Submission;

/** Commands that are read to the last before one turn of the writer decides them: recorded all or none, or tried. */
final class TogetherPosting {

    /** This many commands are decided in one turn: more would keep the writer from others for too long. */
    private static final int COMMANDS_MAX = 10_000;

    static final long BYTES_MAX = 64 * 1024 * 1024;

    private final LedgerWriter writer;
    private final BatchRoom room;
    private final Language language;

    /** @param language of the results */
    TogetherPosting(LedgerWriter writer, BatchRoom room, Language language) {
        this.writer = writer;
        this.room = room;
        this.language = language;
    }

    /** Begins the answer. */
    interface Answer {
        OutputStream begin() throws IOException;
    }

    /**
     * Posts or tries all items and writes the results.
     *
     * @return why there are none, if one wrong command keeps all from being posted
     * @throws ProblemException if there are too many, here or in all requests together
     */
    @Nullable Problem post(Items items, PostingsController.Mode mode, ResultWriter form, Answer answer)
            throws IOException, InterruptedException {
        try (BatchRoom.Share share = room.share()) {
            List<Item> all = read(items, share);
            List<Item.Legible> legible = all.stream().filter(Item.Legible.class::isInstance).map(Item.Legible.class::cast).toList();
            return mode.dryRun() || legible.size() < all.size()
                    ? tried(all, legible, mode, form, answer)
                    : posted(legible, form, answer);
        }
    }

    static List<Item> read(Items items, BatchRoom.Share share) throws IOException {
        List<Item> all = new ArrayList<>();
        long bytes = 0;
        for (Item item = items.next(); item != null; item = items.next()) {
            all.add(item);
            long more = item instanceof Item.Legible legible ? legible.bytes() : 0;
            bytes += more;
            if (all.size() > COMMANDS_MAX || bytes > BYTES_MAX) {
                throw new ProblemException(ProblemCode.BATCH_TOO_LARGE, "body",
                        "at most " + COMMANDS_MAX + " commands of " + BYTES_MAX + " bytes all or none, or in a dry run");
            }
            share.take(more);
        }
        return all;
    }

    private @Nullable Problem posted(List<Item.Legible> all, ResultWriter form, Answer answer)
            throws IOException, InterruptedException {
        Outcomes outcomes = all.isEmpty()
                ? new Outcomes.Accepted(List.of())
                : CommandSubmitter.await(writer.submitAll(submissions(all)), writer.settings().patienceOfMany());
        return switch (outcomes) {
            case Outcomes.Refused(SortedMap<Integer, Outcome.Refused> refused) -> {
                SortedMap<Long, Fault> faults = new TreeMap<>();
                refused.forEach((index, each) -> faults.put(all.get(index).line(), Fault.of(all.get(index), each.refusal())));
                yield problem(faults);
            }
            case Outcomes.Accepted(List<Outcome.Accepted> each) -> {
                Iterator<Outcome.Accepted> next = each.iterator();
                write(all, item -> CommandResults.of(item.line(), item.key(), next.next()), form, answer);
                yield null;
            }
        };
    }

    /** Where one is wrong, all that is wrong with the others is found out too. */
    private @Nullable Problem tried(List<Item> all, List<Item.Legible> legible, PostingsController.Mode mode, ResultWriter form, Answer answer)
            throws IOException, InterruptedException {
        List<DryOutcome> outcomes = legible.isEmpty()
                ? List.of()
                : CommandSubmitter.await(writer.tryOut(submissions(legible)), writer.settings().patienceOfMany());
        if (mode.atomic()) {
            SortedMap<Long, Fault> faults = faults(all, outcomes);
            if (!faults.isEmpty()) {
                return problem(faults);
            }
        }
        Iterator<DryOutcome> next = outcomes.iterator();
        DryRunResults results = new DryRunResults();
        write(all, item -> switch (item) {
            case Item.Legible _ -> results.of(item.line(), item.key(), next.next());
            case Item.Illegible illegible -> CommandResults.of(item.line(), item.key(), illegible.why());
        }, form, answer);
        return null;
    }

    private static List<Submission> submissions(List<Item.Legible> items) {
        return items.stream().map(Item.Legible::submission).toList();
    }

    private interface Results {
        CommandResult of(Item item);
    }

    private void write(List<? extends Item> all, Results results, ResultWriter form, Answer answer) throws IOException {
        OutputStream out = answer.begin();
        boolean first = true;
        for (Item item : all) {
            out.write(form.write(CommandResults.in(language, item.located(results.of(item))), first));
            first = false;
        }
        out.write(form.end(first));
    }

    /**
     * What is wrong with a command.
     *
     * @param isRead whether it could be decided
     * @param problem of the first thing
     * @param all by row and column, of a table
     */
    private record Fault(boolean isRead, Problem problem, List<CommandResult.Fault> all) {

        static Fault of(Item.Illegible item) {
            Problem problem = item.why().problem();
            return new Fault(false, problem.line() == null ? problem.at(item.line()) : problem,
                    item.faults().isEmpty() ? List.of(at(item.line(), problem)) : item.faults());
        }

        static Fault of(Item.Legible item, Refusal refusal) {
            Problem problem = Problems.of(refusal);
            CommandResult.Fault fault = item.locator() == null
                    ? at(item.line(), problem)
                    : item.locator().locate(new CommandResult.Problem(problem.code(), problem.field(), problem.detail()));
            return new Fault(true, problem.at(fault.line()), List.of(fault));
        }

        private static CommandResult.Fault at(long line, Problem problem) {
            return new CommandResult.Fault(line, null, problem.code(), problem.field(), problem.detail());
        }
    }

    private static SortedMap<Long, Fault> faults(List<Item> all, List<DryOutcome> outcomes) {
        SortedMap<Long, Fault> faults = new TreeMap<>();
        Iterator<DryOutcome> next = outcomes.iterator();
        for (Item item : all) {
            switch (item) {
                case Item.Illegible illegible -> faults.put(item.line(), Fault.of(illegible));
                case Item.Legible legible -> {
                    if (next.next() instanceof DryOutcome.Answered(Outcome.Refused(Refusal refusal, _))) {
                        faults.put(item.line(), Fault.of(legible, refusal));
                    }
                }
            }
        }
        return faults;
    }

    /** The first that cannot be read, else the first that is refused, with all that is wrong by line. */
    private static Problem problem(SortedMap<Long, Fault> faults) {
        Problem first = faults.values().stream().min(Comparator.comparing(Fault::isRead)).orElseThrow().problem();
        return first.with(faults.values().stream().flatMap(fault -> fault.all().stream()).toList());
    }
}
