package dev.budgetledger.ledger.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.Envelope;
import dev.budgetledger.contract.Posting;
import dev.budgetledger.contract.Receipt;
import dev.budgetledger.ledger.budget.Decision;
import dev.budgetledger.ledger.budget.Refusal;
import dev.budgetledger.ledger.budget.RefusalCode;
import dev.budgetledger.ledger.log.StoredFact;

/**
 * Submissions that are decided one after another and committed together; each keeps its own outcome.
 *
 * <p>A submission whose idempotency key was answered before gets that answer; one whose key comes twice in the group
 * shares the answer of the first.
 */
final class CommandGroup {

    private final CommandBus commands;
    private final List<Item> decided = new ArrayList<>();
    private final Map<String, Item> firstOfKey = new HashMap<>();
    private Map<String, Answers.Answer> known = Map.of();

    CommandGroup(CommandBus commands) {
        this.commands = commands;
    }

    /** A submission in the queue with the promise of its outcome. */
    static final class Item {
        final Submission submission;
        final byte[] hash;
        final CompletableFuture<Outcome> promise = new CompletableFuture<>();
        private @Nullable Decision decision;
        private @Nullable Throwable fault;
        private @Nullable Outcome outcome;
        private final List<Item> sharers = new ArrayList<>();

        Item(Submission submission) {
            this.submission = submission;
            this.hash = submission.idempotencyKey() == null ? new byte[0] : submission.contentHash();
        }

        void complete() {
            Throwable failure = fault;
            if (failure != null) {
                promise.completeExceptionally(failure);
                sharers.forEach(sharer -> sharer.promise.completeExceptionally(failure));
            } else if (outcome != null) {
                promise.complete(outcome);
                Outcome again = Answers.Stored.of(outcome).repeated();
                sharers.forEach(sharer -> sharer.promise.complete(again));
            }
        }
    }

    /** Looks up, in one question, which keys were answered before. */
    void prepare(Connection connection, List<Item> items) throws SQLException {
        List<String> keys = items.stream().map(item -> item.submission.idempotencyKey()).filter(Objects::nonNull).toList();
        known = Answers.find(connection, keys);
    }

    /** Decides a submission within the current unit of work, in a unit of its own. */
    void decide(Item item) {
        String key = item.submission.idempotencyKey();
        if (key != null) {
            Answers.Answer answer = known.get(key);
            if (answer != null) {
                item.outcome = Arrays.equals(answer.requestHash(), item.hash) ? answer.outcome() : keyReused(key);
                decided.add(item);
                return;
            }
            Item first = firstOfKey.putIfAbsent(key, item);
            if (first != null) {
                if (Arrays.equals(first.hash, item.hash)) {
                    first.sharers.add(item);
                } else {
                    item.outcome = keyReused(key);
                    decided.add(item);
                }
                return;
            }
        }
        commands.<Submission, Decision>dispatch(new GenericCommandMessage<>(item.submission), (_, result) -> {
            if (result.isExceptional()) {
                item.fault = result.exceptionResult();
            } else {
                item.decision = result.getPayload();
            }
        });
        decided.add(item);
    }

    /** Turns decisions and what the log made of them into outcomes, and keeps the answers. */
    void settle(LogTransaction transaction) throws SQLException {
        Iterator<StoredFact> facts = transaction.facts().iterator();
        List<Answers.Answer> answers = new ArrayList<>();
        for (Item item : decided) {
            if (item.decision == null) {
                continue;
            }
            Outcome outcome = switch (item.decision) {
                case Decision.Refused(Refusal refusal) -> new Outcome.Refused(refusal, false);
                case Decision.Accepted accepted -> {
                    StoredFact first = facts.next();
                    accepted.facts().stream().skip(1).forEach(_ -> facts.next());
                    yield new Outcome.Accepted(receipt(first), false);
                }
            };
            item.outcome = outcome;
            String key = item.submission.idempotencyKey();
            if (key != null && isAboutTheContent(outcome)) {
                answers.add(new Answers.Answer(key, item.hash, outcome));
            }
        }
        if (facts.hasNext()) {
            throw new IllegalStateException("the log took a fact that no command decided");
        }
        Answers.insert(transaction.connection(), answers);
    }

    /** {@code If-Match} is not part of the content: with another one the same request may be carried out. */
    private static boolean isAboutTheContent(Outcome outcome) {
        return !(outcome instanceof Outcome.Refused(Refusal refusal, _)
                && refusal.code().nature() == RefusalCode.Nature.PRECONDITION);
    }

    /** Tells every caller, once the commit is durable. */
    void complete() {
        decided.forEach(Item::complete);
    }

    private static Receipt receipt(StoredFact fact) {
        Envelope envelope = fact.envelope();
        return new Receipt(Posting.id(envelope.stream(), envelope.sequence()), envelope.position(),
                envelope.recordedAt(), Base64.getEncoder().encodeToString(Envelope.leafHash(fact.bytes())),
                envelope.sequence());
    }

    private static Outcome keyReused(String key) {
        return new Outcome.Refused(new Refusal(RefusalCode.IDEMPOTENCY_KEY_REUSED, "Idempotency-Key",
                "key " + key + " was used before with other content"), false);
    }
}
