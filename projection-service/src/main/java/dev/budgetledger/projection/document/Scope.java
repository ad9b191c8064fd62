package dev.budgetledger.projection.document;

import java.util.List;

import dev.budgetledger.contract.form.Selector;

/**
 * What the blocks are of that stand there once for each of something.
 *
 * @param code of the 项 or the project; blank outside of such blocks
 * @param words what placeholders in their texts stand for: a name, and the value
 */
record Scope(String code, boolean isProject, List<Placeholder> words) {

    /** What stands in braces, and what for. */
    record Placeholder(String name, String value) {}

    static final Scope WHOLE = new Scope("", false, List.of());

    static Scope function(String code, List<Placeholder> words) {
        return new Scope(code, false, words);
    }

    static Scope project(String code, String name) {
        return new Scope(code, true, List.of(new Placeholder("{name}", name)));
    }

    /** The key of an explanation in a slot that there is one of each of. */
    String key(String slot, boolean ofEach) {
        return ofEach ? slot + "." + code : slot;
    }

    /** What a selector counts of this: of a function its own money only. */
    Selector within(Selector wanted) {
        return code.isEmpty() || isProject
                ? wanted
                : new Selector(wanted.sides(), wanted.funds(), wanted.origins(), wanted.kinds(), List.of(code), wanted.economics(),
                        wanted.governmentEconomics(), wanted.natures());
    }

    /** A text with its placeholders filled in. */
    String fill(String text) {
        String filled = text;
        for (Placeholder each : text.indexOf('{') < 0 ? List.<Placeholder>of() : words) {
            filled = filled.replace(each.name(), each.value());
        }
        return filled;
    }
}
