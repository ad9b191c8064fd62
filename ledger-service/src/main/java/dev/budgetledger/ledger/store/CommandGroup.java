package dev.budgetledger.ledger.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.PlainText;
import dev.budgetledger.contract.Receipt;
import dev.budgetledger.contract.RequestHash;
import dev.budgetledger.ledger.budget.Budget;
import dev.budgetledger.ledger.budget.Decision;
import dev.budgetledger.ledger.budget.NewFact;
import dev.budgetledger.ledger.budget.Refusal;
import dev.budgetledger.ledger.budget.RefusalCode;
import dev.budgetledger.ledger.log.FactTraces;
import dev.budgetledger.ledger.log.IdempotencyRecords;
import dev.budgetledger.ledger.log.ImplausibleClockException;
import dev.budgetledger.ledger.log.Pipeline;
import dev.budgetledger.ledger.log.StoredFact;

/**
 * Submissions that are decided one after another and committed together; each item keeps its own outcome.
 *
 * <p>A submission whose idempotency key was answered before, in the log or in this group, gets that answer.
 */
final class CommandGroup {

    private final CommandBus commands;
    private final @Nullable PostingStop stop;
    private final List<Item> items = new ArrayList<>();
    private final Map<String, Slot> firstOfKey = new HashMap<>();
    private Pipeline.@Nullable Result<Map<String, IdempotencyTable.FirstAnswer>> known;
    private @Nullable String cold;

    /** @param stop why nothing may be posted */
    CommandGroup(CommandBus commands, @Nullable PostingStop stop) {
        this.commands = commands;
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

    /** Submissions that are recorded all or none, mostly one, and their outcomes. */
    static final class Item extends Task<Outcomes> {
        private final List<Slot> slots;
        private final CommandSession sender;
        private final WriterMeters meters;
        private final FactTraces traces;
        private final @Nullable String trace;
        private @Nullable Refused refused;

        Item(List<Submission> submissions, CommandSession sender, WriterMeters meters, FactTraces traces) {
            this.slots = submissions.stream().map(Slot::new).toList();
            this.sender = sender;
            this.meters = meters;
            this.traces = traces;
            this.trace = traces.current();
        }

        @Override
        Collection<String> streams() {
            if (slots.size() == 1) {
                return slots.getFirst().submission.command().streams();
            }
            Set<String> all = new LinkedHashSet<>();
            slots.forEach(slot -> all.addAll(slot.submission.command().streams()));
            return all;
        }

        @Override
        CommandSession sender() {
            return sender;
        }

        /** The answers that its keys have by then are looked up again. */
        @Override
        void putOff() {
            for (Slot slot : slots) {
                slot.before = null;
                slot.first = null;
            }
            super.putOff();
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
        Outcomes answer() {
            Refused refusal = refused;
            return refusal == null
                    ? new Outcomes.Accepted(slots.stream().map(Slot::accepted).toList())
                    : new Outcomes.Refused(refusal.index, refusal.outcome);
        }

        @Override
        void told(Outcomes found) {
            if (trace != null && found instanceof Outcomes.Accepted(List<Outcome.Accepted> each)) {
                each.stream().filter(one -> !one.repeated())
                        .forEach(one -> traces.recorded(one.receipt().position(), trace));
            }
            for (int i = 0; i < slots.size(); i++) {
                meters.decided(slots.get(i).submission.command(), switch (found) {
                    case Outcomes.Accepted(List<Outcome.Accepted> each) -> each.get(i);
                    case Outcomes.Refused(_, Outcome.Refused refusal) -> refusal;
                });
            }
        }

        @Override
        void failed(Throwable why) {
            slots.forEach(slot -> meters.failed(slot.submission.command(), why));
        }

        @Override
        int weight() {
            return slots.stream().mapToInt(slot -> slot.submission.weight()).sum();
        }
    }

    private record Refused(int index, Outcome.Refused outcome) {}

    /** One submission, and how it is answered: as before, as the first of its key in the group, or as decided. */
    private static final class Slot {
        private final Submission submission;
        private final byte[] hash;
        private final @Nullable RequestHash request;
        private @Nullable Outcome before;
        private @Nullable Slot first;
        private @Nullable Decision decision;
        private @Nullable Outcome outcome;

        Slot(Submission submission) {
            this.submission = submission;
            String key = submission.idempotencyKey();
            this.hash = key == null ? new byte[0] : submission.contentHash();
            this.request = key == null ? null : RequestHash.of(key, hash);
        }

        /** What the key is known by. */
        private String keyText() {
            return Objects.requireNonNull(request).keyText();
        }

        private Outcome.Accepted accepted() {
            Outcome answer = before != null
                    ? before
                    : first != null
                            ? IdempotencyTable.Stored.of(Objects.requireNonNull(first.outcome)).repeated()
                            : Objects.requireNonNull(outcome);
            return (Outcome.Accepted) answer;
        }
    }

    /** Looks up, in one question, which keys were answered before. */
    void prepare(Pipeline first, List<Task<?>> next) throws SQLException {
        List<RequestHash> requests = next.stream()
                .flatMap(task -> task instanceof Item item ? item.slots.stream() : Stream.empty())
                .map(slot -> slot.request)
                .filter(Objects::nonNull)
                .toList();
        known = requests.isEmpty() ? null : IdempotencyTable.find(first, requests);
    }

    /**
     * Does a task within the current unit of work, in a unit of its own.
     *
     * @return null; or the stream that has to be read before it can be done, when nothing has happened
     */
    @Nullable String perform(Task<?> task) {
        cold = null;
        switch (task) {
            case Item item -> decide(item);
            case Inspection inspection -> dispatch(
                    new SubmissionHandler.Question(inspection.budget), inspection, (Budget found) -> inspection.found = found);
        }
        return cold;
    }

    private void decide(Item item) {
        items.add(item);
        if (stop != null) {
            item.faulted(new PostingStoppedException(stop));
            return;
        }
        String implausible = LogTransaction.of(CurrentUnitOfWork.get()).head().implausible();
        if (item.sender.isInterrupted() && implausible == null) {
            item.faulted(new LogUnavailableException(
                    new IllegalStateException("nothing is known of a command that the same sender sent before")));
            return;
        }
        item.refused = answeredBefore(item);
        List<Slot> open = item.slots.stream().filter(slot -> slot.before == null && slot.first == null).toList();
        if (item.refused != null || open.isEmpty()) {
            return;
        }
        if (implausible != null) {
            item.faulted(new ImplausibleClockException(implausible));
            return;
        }
        Batch batch = new Batch(open.stream().map(slot -> slot.submission).toList(),
                open.stream().map(slot -> Optional.ofNullable(slot.request)).toList());
        dispatch(batch, item, (List<Decision> decisions) -> decided(item, open, decisions));
    }

    /**
     * Has Axon handle a message in a unit of work of its own. One that faults leaves nothing behind: Axon takes back its events
     * and the aggregates that it touched, and makes these again from memory and the events before.
     */
    private <R> void dispatch(Object message, Task<?> task, Consumer<R> found) {
        commands.<Object, R>dispatch(new GenericCommandMessage<>(message), (_, result) -> {
            if (!result.isExceptional()) {
                found.accept(result.getPayload());
            } else if (result.exceptionResult() instanceof ColdStreamException needed) {
                cold = needed.stream();
            } else {
                task.faulted(result.exceptionResult());
            }
        });
    }

    /** Finds the answers that keys have already. A refusal among them refuses the item. */
    private @Nullable Refused answeredBefore(Item item) {
        Map<String, Slot> ownKeys = new HashMap<>();
        for (int i = 0; i < item.slots.size(); i++) {
            Slot slot = item.slots.get(i);
            String key = slot.submission.idempotencyKey();
            Outcome.Refused refusal = key == null ? null : answeredBefore(slot, key, ownKeys);
            if (refusal != null) {
                return new Refused(i, refusal);
            }
        }
        return null;
    }

    private Outcome.@Nullable Refused answeredBefore(Slot slot, String key, Map<String, Slot> ownKeys) {
        IdempotencyTable.FirstAnswer answer = known == null ? null : known.get().get(slot.keyText());
        if (answer != null) {
            slot.before = answer.isOf(slot.hash) ? answer.outcome() : keyReused(key);
            return slot.before instanceof Outcome.Refused refused ? refused : null;
        }
        String hash = slot.keyText();
        Slot first = firstOfKey.get(hash);
        if (first == null) {
            first = ownKeys.putIfAbsent(hash, slot);
        }
        if (first == null) {
            return null;
        }
        if (!Arrays.equals(first.hash, slot.hash)) {
            return keyReused(key);
        }
        slot.first = first;
        return first.decision instanceof Decision.Refused(Refusal refusal) ? new Outcome.Refused(refusal, true) : null;
    }

    private void decided(Item item, List<Slot> open, List<Decision> decisions) {
        if (decisions.getLast() instanceof Decision.Refused(Refusal refusal)) {
            Slot last = open.get(decisions.size() - 1);
            item.refused = new Refused(item.slots.indexOf(last), new Outcome.Refused(refusal, false));
            if (item.slots.size() > 1) {
                return; // nothing of it happened, so nothing is kept either
            }
        }
        for (int i = 0; i < open.size(); i++) {
            Slot slot = open.get(i);
            slot.decision = decisions.get(i);
            String key = slot.submission.idempotencyKey();
            if (key != null && isKept(slot.decision)) {
                firstOfKey.put(slot.keyText(), slot);
            }
        }
    }

    /** Turns decisions and what the log made of them into outcomes, and keeps the answers. */
    void settle(LogTransaction transaction) throws SQLException {
        Iterator<StoredFact> facts = transaction.facts().iterator();
        List<IdempotencyTable.NewAnswer> answers = new ArrayList<>();
        for (Item item : items) {
            for (Slot slot : item.slots) {
                if (slot.decision == null) {
                    continue;
                }
                Outcome outcome = switch (slot.decision) {
                    case Decision.Refused(Refusal refusal) -> new Outcome.Refused(refusal, false);
                    case Decision.Accepted accepted -> new Outcome.Accepted(receipt(accepted.facts(), facts), false);
                };
                slot.outcome = outcome;
                String key = slot.submission.idempotencyKey();
                if (key != null && slot.request != null && isKept(slot.decision)) {
                    answers.add(new IdempotencyTable.NewAnswer(key, slot.request.key(), slot.hash, outcome));
                }
            }
        }
        if (facts.hasNext()) {
            throw new IllegalStateException("the log took a fact that no command decided");
        }
        IdempotencyTable.insert(transaction.last(), answers);
    }

    /** {@code If-Match} is not part of the content: with another one the same request may be carried out. */
    private static boolean isKept(Decision decision) {
        return !(decision instanceof Decision.Refused(Refusal refusal)
                && refusal.code().nature() == RefusalCode.Nature.PRECONDITION);
    }

    /** The receipt of the first fact, with that of the other budget's. */
    private static Receipt receipt(List<NewFact> decided, Iterator<StoredFact> facts) {
        StoredFact own = facts.next();
        return IdempotencyRecords.receipt(
                own, decided.size() == 1 ? null : IdempotencyRecords.receipt(facts.next(), null));
    }

    private static Outcome.Refused keyReused(String key) {
        return new Outcome.Refused(new Refusal(RefusalCode.IDEMPOTENCY_KEY_REUSED, "Idempotency-Key",
                "key " + PlainText.quoted(key) + " was used before with other content"), false);
    }
}
