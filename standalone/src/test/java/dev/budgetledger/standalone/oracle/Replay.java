package dev.budgetledger.standalone.oracle;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

import dev.budgetledger.standalone.oracle.RandomCommands.Sent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Judges answers that several clients were given at once. The log says in which order what was accepted was decided. What was
 * refused must have been right to refuse at some moment between the client's acceptances before and after it.
 */
final class Replay {

    private final PlainLedger ledger;
    private final List<Deque<Answered>> clients = new ArrayList<>();

    /** First answers to keys, which those after them must repeat. */
    private final Map<String, JsonNode> firstAnswers = new HashMap<>();

    long accepted;
    long refused;
    long malformed;
    long repeated;
    final Map<String, Integer> codes = new TreeMap<>();

    Replay(PlainLedger ledger) {
        this.ledger = ledger;
    }

    private record Answered(Sent sent, JsonNode result) {
        boolean isAccepted() {
            return result.get("status").asInt() == 201;
        }

        long position() {
            return result.at("/receipt/position").asLong();
        }

        Answer answer() {
            return isAccepted()
                    ? Answer.ACCEPTED
                    : new Answer(result.at("/problem/code").asString(), result.at("/problem/field").asString());
        }

        @Override
        public String toString() {
            return sent.text() + " → " + result;
        }
    }

    /** Goes through what clients sent at once, one client after the other where there is one only. */
    void judge(List<List<Sent>> sent, List<List<JsonNode>> results) {
        clients.clear();
        List<Answered> repeats = new ArrayList<>();
        for (int client = 0; client < sent.size(); client++) {
            assertThat(results.get(client)).hasSameSizeAs(sent.get(client));
            Deque<Answered> queue = new ArrayDeque<>();
            for (int i = 0; i < sent.get(client).size(); i++) {
                Answered answered = new Answered(sent.get(client).get(i), results.get(client).get(i));
                assertThat(answered.result.get("line").asInt()).isEqualTo(i + 1);
                if (answered.sent.isMalformed()) {
                    unread(answered);
                } else if (answered.result.path("repeated").asBoolean()) {
                    repeats.add(answered);
                } else {
                    queue.add(answered);
                }
            }
            clients.add(queue);
        }
        decideInOrder();
        repeats.forEach(this::repeated);
    }

    private void unread(Answered answered) {
        assertThat(answered.result.get("status").asInt()).as(answered.toString()).isEqualTo(400);
        assertThat(Set.of(answered.sent.malformed().split("\\|"))).as(answered.toString())
                .contains(answered.answer().code());
        malformed++;
    }

    private void decideInOrder() {
        dropWhatIsRefusedNow();
        Answered next = nextAccepted();
        while (next != null && isAtTheHead(next)) {
            accept(next);
            dropWhatIsRefusedNow();
            next = nextAccepted();
        }
        assertThat(clients.stream().map(Deque::peek).filter(Objects::nonNull).map(this::explained))
                .as("refused though nothing spoke against it").isEmpty();
    }

    /** What the log has next. */
    private @Nullable Answered nextAccepted() {
        return clients.stream()
                .flatMap(queue -> queue.stream().filter(Answered::isAccepted).findFirst().stream())
                .min(Comparator.comparingLong(Answered::position))
                .orElse(null);
    }

    private boolean isAtTheHead(Answered answered) {
        return clients.stream().anyMatch(queue -> answered.equals(queue.peek()));
    }

    private String explained(Answered left) {
        return left + " but the plain ledger says " + ledger.decide(left.sent.command());
    }

    private void dropWhatIsRefusedNow() {
        boolean dropped = true;
        while (dropped) {
            dropped = false;
            for (Deque<Answered> queue : clients) {
                Answered head = queue.peek();
                while (head != null && !head.isAccepted() && ledger.decide(head.sent.command()).equals(head.answer())) {
                    kept(head);
                    refused++;
                    codes.merge(head.answer().code(), 1, Integer::sum);
                    queue.remove();
                    dropped = true;
                    head = queue.peek();
                }
            }
        }
    }

    private void accept(Answered next) {
        assertThat(ledger.decide(next.sent.command())).as(next.toString()).isEqualTo(Answer.ACCEPTED);
        if (next.position() == 1) {
            ledger.rootOfOne = next.result.at("/receipt/leafHash").asString();
        }
        String id = ledger.write(next.sent.command(), next.position(),
                Instant.parse(next.result.at("/receipt/recordedAt").asString()));
        if (!id.isEmpty()) {
            assertThat(next.result.at("/receipt/postingId").asString()).isEqualTo(id);
        }
        kept(next);
        accepted++;
        clients.forEach(queue -> {
            if (next.equals(queue.peek())) {
                queue.remove();
            }
        });
    }

    private void kept(Answered answered) {
        ledger.keep(answered.sent.command(), answered.answer());
        String key = key(answered);
        if (key != null && !answered.answer().code().equals("IDEMPOTENCY_KEY_REUSED")
                && !answered.answer().code().equals("SEQUENCE_MISMATCH")) {
            assertThat(firstAnswers.put(key, answered.result)).as("answered again: %s", answered).isNull();
        }
    }

    private static @Nullable String key(Answered answered) {
        JsonNode key = answered.sent.command().get("idempotencyKey");
        return key == null ? null : key.asString();
    }

    private void repeated(Answered answered) {
        JsonNode first = firstAnswers.getOrDefault(key(answered), MissingNode.getInstance());
        assertThat(first.isMissingNode()).as("repeats nothing: %s", answered).isFalse();
        assertThat(answered.result.get("receipt")).isEqualTo(first.get("receipt"));
        assertThat(answered.result.get("problem")).isEqualTo(first.get("problem"));
        repeated++;
    }
}
