package dev.budgetledger.verifier;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What sentences are of that stand there once for each of something.
 *
 * @param code of the 项 or the project; blank elsewhere
 * @param words what stands in braces, in their order, and what for
 */
record Scope(String code, boolean isProject, Map<String, String> words) {

    static final Scope WHOLE = new Scope("", false, Map.of());

    static Scope project(String code, String name) {
        return new Scope(code, true, Map.of("{name}", name));
    }

    boolean isFunction() {
        return !code.isEmpty() && !isProject;
    }

    String fill(String text) {
        String filled = text;
        for (Map.Entry<String, String> each : words.entrySet()) {
            filled = filled.replace(each.getKey(), each.getValue());
        }
        return filled;
    }

    /** What a selector counts of this: of a function its own money only. */
    Selector within(Selector of) {
        if (!isFunction()) {
            return of;
        }
        Map<Selector.Part, List<String>> wanted = new EnumMap<>(Selector.Part.class);
        wanted.putAll(of.wanted());
        wanted.put(Selector.Part.FUNCTIONS, List.of(code));
        return new Selector(of.sides(), wanted);
    }

    /** The same as it is written. */
    Json.Members within(Json.Members selector) {
        return isFunction() ? Documents.with(selector, "functions", Documents.texts(List.of(code))) : selector;
    }
}
