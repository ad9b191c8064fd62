package dev.budgetledger.contract;

import java.util.Map;
import java.util.function.UnaryOperator;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads facts of earlier versions: each is made the next one, step by step, so that only the newest has a record. What is stored stays as
 * it is. A version is part of the name: {@code BudgetOpened}, then {@code BudgetOpened.2}; who does not know a name stops, and does not
 * misread.
 */
final class FactVersions {

    /** Of the facts that there are: all have one version so far. */
    static final FactVersions RELEASED = new FactVersions(Map.of());

    private final Map<String, Step> steps;

    /**
     * From a version to the next.
     *
     * @param name of the next
     * @param change of the fact's JSON, of itself alone: what it was worth before stays what it is worth
     */
    record Step(String name, UnaryOperator<ObjectNode> change) {}

    /** @param steps by the name of the version that each begins with */
    FactVersions(Map<String, Step> steps) {
        this.steps = Map.copyOf(steps);
    }

    /**
     * A fact as its newest version has it.
     *
     * @param name under which it is stored
     * @throws IllegalArgumentException if no fact has that name
     */
    Fact read(String name, JsonNode fact) {
        Step step = steps.get(name);
        return step == null
                ? ContractJson.mapper().treeToValue(fact, FactTypes.named(name))
                : read(step.name, step.change.apply((ObjectNode) fact));
    }
}
