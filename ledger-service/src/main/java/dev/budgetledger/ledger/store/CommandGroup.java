package dev.budgetledger.ledger.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.ResultMessage;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.RollbackConfigurationType;
import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.ProposedPosting;
import dev.budgetledger.contract.RequestHash;
import dev.budgetledger.ledger.budget.Budget;
import dev.budgetledger.ledger.budget.Command;
import dev.budgetledger.ledger.budget.Refusal;
import dev.budgetledger.ledger.log.FactTraces;
import dev.budgetledger.ledger.log.Pipeline;
import dev.budgetledger.ledger.store.PostingGate.PostingStop;
import dev.budgetledger.ledger.store.PostingGate.PostingStoppedException;

/** Commands that are handled one after another and committed together; each keeps its own outcome. */
final class CommandGroup {

    /** How many lines it posts stands in the log. */
    private static final int WEIGHT_OF_AN_APPROVAL = 100;

    private final CommandBus commands;
    private final LedgerCommandHandler ledger;
    private final @Nullable PostingStop stop;
    private Supplier<Map<String, IdempotencyTable.FirstAnswer>> known = HashMap::new;
    private @Nullable ResultMessage<?> handled;

    /**
     * @param commands handles at once, each in a unit of work of its own
     * @param ledger handles those of the ledger
     * @param stop why nothing may be posted
     */
    CommandGroup(CommandBus commands, LedgerCommandHandler ledger, @Nullable PostingStop stop) {
        this.commands = commands;
        this.ledger = ledger;
        this.stop = stop;
    }

    /** The state of a budget after everything before. */
    static final class Inspection extends Task<Budget> {
        private final BudgetId budget;
        private @Nullable Budget found;

        Inspection(BudgetId budget) {
            this.budget = budget;
        }

        @Override
        List<String> streams() {
            return List.of(budget.stream());
        }

        @Override
        Budget answer() {
            return Objects.requireNonNull(found);
        }

        /** It records nothing, so nothing is unknown. */
        @Override
        void fail(RuntimeException why) {
            super.fail(why instanceof OutcomeUnknownException ? new LogUnavailableException(why) : why);
        }

        @Override
        int weight() {
            return 1;
        }
    }

    /** A command, or several of which all are recorded or none; what it is told is the result of the one, or {@link Outcomes}. */
    static final class Item extends Task<Object> {
        private final List<CommandMessage<?>> messages;
        private final CommandSession sender;
        private final boolean ofMany;
        private final WriterMeters meters;
        private final RefusalNotes notes;
        private final FactTraces traces;
        private final @Nullable String trace;
        private @Nullable Object result;

        Item(List<CommandMessage<?>> messages, CommandSession sender, boolean ofMany, WriterMeters meters, RefusalNotes notes, FactTraces traces) {
            this.messages = messages;
            this.ofMany = ofMany;
            this.sender = sender;
            this.meters = meters;
            this.notes = notes;
            this.traces = traces;
            this.trace = traces.current();
        }

        @Override
        List<CommandMessage<?>> messages() {
            return messages;
        }

        @Override
        Collection<String> streams() {
            return streamsOf(messages);
        }

        @Override
        CommandSession sender() {
            return sender;
        }

        /** What its sender sends after it has none either. */
        @Override
        void fail(RuntimeException why) {
            sender.interrupt();
            super.fail(why);
        }

        /** Nothing after it is decided, however soon its turn comes. */
        @Override
        void abandoned() {
            sender.interrupt();
        }

        /** What its sender sends after it was to be decided on what it leaves. */
        @Override
        void faulted(Throwable why) {
            sender.interrupt();
            super.faulted(why);
        }

        @Override
        Object answer() {
            return Objects.requireNonNull(result);
        }

        @Override
        void told(Object found) {
            switch (found) {
                case Outcome outcome -> {
                    told(messages.getFirst(), outcome);
                    note(messages.getFirst(), outcome);
                }
                case Outcomes.Accepted(List<Outcome.Accepted> each) -> {
                    for (int i = 0; i < each.size(); i++) {
                        told(messages.get(i), each.get(i));
                    }
                }
                case Outcomes.Refused refused -> {
                    messages.forEach(message -> told(message, refused.refused()));
                    refused.all().forEach((number, each) -> note(messages.get(number), each));
                }
                default -> {} // of a command that is not the ledger's
            }
        }

        private void told(CommandMessage<?> message, Outcome outcome) {
            if (trace != null && outcome instanceof Outcome.Accepted(var receipt, boolean repeated) && !repeated) {
                traces.recorded(receipt.position(), trace);
            }
            if (message.getPayload() instanceof Command command) {
                meters.decided(command, outcome);
            }
        }

        /** Here, and not where it is decided: what is decided again in a later group, or repeated, was refused once. */
        private void note(CommandMessage<?> message, Outcome outcome) {
            if (outcome instanceof Outcome.Refused(Refusal refusal, boolean repeated) && !repeated && refusal.code().isForWantOfAuthority()) {
                Submission.of(message).ifPresent(submission -> notes.refused(submission, refusal.code().name(), refusal.field()));
            }
        }

        @Override
        void failed(Throwable why) {
            for (CommandMessage<?> message : messages) {
                if (message.getPayload() instanceof Command command) {
                    meters.failed(command, why);
                }
            }
        }

        @Override
        boolean isOfMany() {
            return ofMany;
        }

        @Override
        int weight() {
            return messages.size() == 1 ? CommandGroup.weight(messages.getFirst()) : messages.stream().mapToInt(CommandGroup::weight).sum();
        }
    }

    /** 试算: commands that are decided as they would be, none of which is recorded. It counts as no command. */
    static final class Trial extends Task<List<DryOutcome>> {
        private final List<CommandMessage<?>> messages;
        private @Nullable List<DryOutcome> outcomes;

        Trial(List<CommandMessage<?>> messages) {
            this.messages = messages;
        }

        @Override
        List<CommandMessage<?>> messages() {
            return messages;
        }

        @Override
        Collection<String> streams() {
            return streamsOf(messages);
        }

        @Override
        List<DryOutcome> answer() {
            return Objects.requireNonNull(outcomes);
        }

        /** It records nothing, so nothing is unknown. */
        @Override
        void fail(RuntimeException why) {
            super.fail(why instanceof OutcomeUnknownException ? new LogUnavailableException(why) : why);
        }

        @Override
        int weight() {
            return messages.stream().mapToInt(CommandGroup::weight).sum();
        }
    }

    private static Collection<String> streamsOf(List<CommandMessage<?>> messages) {
        if (messages.size() == 1) {
            return streams(messages.getFirst());
        }
        Set<String> all = new LinkedHashSet<>();
        messages.forEach(message -> all.addAll(streams(message)));
        return all;
    }

    private static List<String> streams(CommandMessage<?> message) {
        return message.getPayload() instanceof Command command ? command.streams() : List.of();
    }

    /** Its lines or classifications, each of which is bounded, at least one. */
    private static int weight(CommandMessage<?> message) {
        return switch (message.getPayload()) {
            case Command.DefineClassifications defined -> defined.classifications().size();
            case Command.DefineUnits defined -> defined.units().size();
            case Command.DefineProjects defined -> defined.projects().size();
            case Command.DefineNames defined -> defined.names().size();
            case Command.MakeStatement said -> said.statement().content().size();
            case Command.PostLines post -> post.lines().size();
            case Command.Propose(_, ProposedPosting proposed, _) when proposed.lines() != null -> proposed.lines().size();
            case Command.Approve _ -> WEIGHT_OF_AN_APPROVAL;
            default -> 1;
        };
    }

    /** Looks up, in one question, which keys were answered before. */
    void prepare(Pipeline first, List<Task<?>> next) throws SQLException {
        List<RequestHash> requests = next.stream()
                .flatMap(task -> task.messages().stream())
                .map(Submission::request)
                .filter(Objects::nonNull)
                .map(KeyedRequest::hash)
                .toList();
        if (!requests.isEmpty()) {
            known = IdempotencyTable.find(first, requests)::get;
        }
    }

    /** Fails where a task has no answer for a reason of its own before the lock is had: under it the reason may be gone. */
    private static void requireLock(@Nullable Throwable why) {
        if (LogTransaction.of(CurrentUnitOfWork.get()).isAhead()) {
            throw new DecideAgainException(why);
        }
    }

    /** The answers that there are, after {@link #prepare}, and those of the group. */
    GroupAnswers answers() {
        return new GroupAnswers(known.get());
    }

    /**
     * Does a task within the current unit of work, in one of its own, but for a single command {@link #directly ahead of the lock}. One that
     * faults leaves nothing behind: Axon takes back its events and the aggregates that it touched, and makes these again from memory and
     * the events before.
     *
     * @return null; or the stream that has to be read before it can be done, when nothing has happened
     */
    @Nullable String perform(Task<?> task) {
        LogTransaction.of(CurrentUnitOfWork.get()).next();
        return switch (task) {
            case Item item -> perform(item);
            case Trial trial -> perform(trial);
            case Inspection inspection -> settle(inspection, together(() -> ledger.budget(inspection.budget)), found -> inspection.found = found);
        };
    }

    private @Nullable String perform(Trial trial) {
        if (stop != null) {
            trial.faulted(new PostingStoppedException(stop));
            return null;
        }
        return settle(trial, together(() -> tryAll(trial.messages)), _ -> {});
    }

    private @Nullable String perform(Item item) {
        if (stop != null) {
            item.faulted(new PostingStoppedException(stop));
            return null;
        }
        String implausible = LogTransaction.of(CurrentUnitOfWork.get()).head().implausible();
        if (item.sender.isInterrupted() && implausible == null) {
            requireLock(null);
            item.faulted(new LogUnavailableException(
                    new IllegalStateException("nothing is known of a command that the same sender sent before")));
            return null;
        }
        if (item.messages.size() > 1) {
            return settle(item, together(() -> allOf(item.messages)), found -> item.result = found);
        }
        if (LogTransaction.of(CurrentUnitOfWork.get()).isAhead()) {
            item.result = directly(item.messages.getFirst());
            return null;
        }
        return settle(item, handle(item.messages.getFirst()), found -> item.result = found);
    }

    /**
     * Handles a command in the unit of work of the group, as the bus would in one of its own, which costs as much as deciding it: where nobody
     * else handles commands or looks on, and a fault in one has all of the group decided again.
     */
    private Object directly(CommandMessage<?> message) {
        try {
            return IdempotencyInterceptor.handle(message, CurrentUnitOfWork.get(), () -> ledger.handle(message));
        } catch (Throwable fault) { // whatever it is, under the lock it is told
            throw new DecideAgainException(fault);
        }
    }

    /** @return the stream that has to be read first, null if the task is done */
    private static <R> @Nullable String settle(Task<?> task, ResultMessage<R> result, Consumer<R> found) {
        if (!result.isExceptional()) {
            found.accept(result.getPayload());
            return null;
        }
        Throwable fault = result.exceptionResult();
        if (fault instanceof ColdStreamException needed) {
            return needed.stream();
        }
        switch (fault) {
            case RefusedException refused when task instanceof Item item -> item.result = refused.outcomes();
            case TriedException tried when task instanceof Trial trial -> trial.outcomes = tried.outcomes();
            default -> {
                requireLock(fault);
                task.faulted(fault);
            }
        }
        return null;
    }

    /** Has Axon handle a command, in a unit of work of its own. */
    @SuppressWarnings("unchecked")
    private ResultMessage<Object> handle(CommandMessage<?> message) {
        commands.dispatch(message, (_, result) -> handled = result);
        return (ResultMessage<Object>) Objects.requireNonNull(handled);
    }

    private static <R> ResultMessage<R> together(Callable<R> work) {
        return DefaultUnitOfWork.startAndGet(null).executeWithResult(work, RollbackConfigurationType.ANY_THROWABLE);
    }

    /** Each is decided on what those before it leave, the refused ones left out; one refusal takes all back. */
    private Outcomes allOf(List<CommandMessage<?>> messages) throws Exception {
        List<Outcome.Accepted> accepted = new ArrayList<>(messages.size());
        SortedMap<Integer, Outcome.Refused> refused = new TreeMap<>();
        for (int i = 0; i < messages.size(); i++) {
            switch (outcome(messages.get(i))) {
                case Outcome.Accepted each -> accepted.add(each);
                case Outcome.Refused each -> refused.put(i, each);
            }
        }
        if (!refused.isEmpty()) {
            throw new RefusedException(new Outcomes.Refused(refused));
        }
        return new Outcomes.Accepted(accepted);
    }

    private Outcome outcome(CommandMessage<?> message) throws Exception {
        ResultMessage<Object> result = handle(message);
        if (result.isExceptional()) {
            if (result.exceptionResult() instanceof Error error) {
                throw error;
            }
            throw (Exception) result.exceptionResult();
        }
        return (Outcome) result.getPayload();
    }

    /** Each is decided on what those before it would leave; then all are taken back, whatever became of them. */
    private Object tryAll(List<CommandMessage<?>> messages) throws Exception {
        List<DryOutcome> outcomes = new ArrayList<>(messages.size());
        LogTransaction transaction = LogTransaction.of(CurrentUnitOfWork.get());
        int first = transaction.facts().size();
        for (CommandMessage<?> message : messages) {
            int before = transaction.facts().size();
            outcomes.add(new Forecast(ledger, message, first, before).of(outcome(message)));
        }
        throw new TriedException(outcomes);
    }

    /** One of several commands is refused, so none of them happens. Nothing is wrong: it takes back the unit of work around them. */
    static final class RefusedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient Outcomes.Refused outcomes;

        RefusedException(Outcomes.Refused outcomes) {
            super("refused", null, false, false);
            this.outcomes = outcomes;
        }

        Outcomes.Refused outcomes() {
            return outcomes;
        }
    }

    /** Commands were tried, and what they did is to be taken back. Nothing is wrong. */
    static final class TriedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient List<DryOutcome> outcomes;

        TriedException(List<DryOutcome> outcomes) {
            super("tried", null, false, false);
            this.outcomes = List.copyOf(outcomes);
        }

        List<DryOutcome> outcomes() {
            return outcomes;
        }
    }
}
