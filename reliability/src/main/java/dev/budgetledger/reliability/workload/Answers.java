package dev.budgetledger.reliability.workload;

import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

import tools.jackson.databind.JsonNode;

import dev.budgetledger.reliability.check.Answer;
import dev.budgetledger.reliability.check.Answer.Accepted;
import dev.budgetledger.reliability.check.Answer.Refused;
import dev.budgetledger.reliability.check.Order;

/** What was sent and what became of it, over all clients. */
public final class Answers {

    private final Map<String, Order> orders = new ConcurrentHashMap<>();
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();

    void sent(Order order) {
        orders.put(order.key(), order);
    }

    /**
     * Takes an answer, where it is one for good: of a 429 or 5xx nobody knows what became of the command.
     *
     * @param receipt of a 201
     * @param code of a problem
     */
    Optional<Answer> answered(String key, int status, JsonNode receipt, String code) {
        if (status == 429 || status >= 500) {
            return Optional.empty();
        }
        Answer answer = status == 201
                ? new Accepted(receipt.required("position").asLong(), receipt.required("postingId").asString(),
                        receipt.required("leafHash").asString())
                : new Refused(code);
        if (status != 201 && status != 409 && status != 412 && status != 422) {
            wrong.add(key + " was answered " + status + " " + code);
        }
        Answer first = answers.putIfAbsent(key, answer);
        if (first != null && !first.equals(answer)) {
            wrong.add(key + " was answered " + first + ", and then " + answer);
        }
        return Optional.of(answer);
    }

    public Map<String, Order> orders() {
        return orders;
    }

    public Map<String, Answer> answers() {
        return answers;
    }

    /** A sentence for each answer that none may give. */
    public Queue<String> wrong() {
        return wrong;
    }
}
