package dev.budgetledger.contract.form;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.form.DocumentForm.AmountFormat;
import dev.budgetledger.contract.form.DocumentForm.By;

/**
 * Reads sentences of a document.
 *
 * @param slots where authors write, with what there is one of each of
 * @param each what the sentences are there once for each of; absent if they are there once
 */
record SpanReader(Map<String, @Nullable By> slots, @Nullable By each) {

    /** What stands for something in braces in every text of a document. */
    static final List<String> ANYWHERE = List.of("{year}", "{priorYear}", "{department}", "{code}");

    static final List<String> OF_CORNERS = and("{measure}");

    private static final List<String> OF_PROJECTS = and("{name}");
    private static final List<String> OF_FUNCTIONS = and("{name}", "{class}", "{group}");
    private static final Pattern CATALOGUE = Pattern.compile("[ABC][0-9]{0,10}");

    private static List<String> and(String... more) {
        return Stream.concat(ANYWHERE.stream(), Stream.of(more)).toList();
    }

    boolean ofEach() {
        return each != null;
    }

    /** What stands for something in braces. */
    List<String> braced() {
        return each == null ? ANYWHERE : each == By.PROJECT ? OF_PROJECTS : OF_FUNCTIONS;
    }

    /** A text alone, or a list of spans. */
    List<SpanForm> spans(Object json, String path) {
        return spans(json, path, true);
    }

    private List<SpanForm> spans(Object json, String path, boolean conditions) {
        return json instanceof String
                ? List.of(new SpanForm.Words(JsonFields.sentence(json, path, braced())))
                : JsonFields.list(json, path, 1, FormLimits.SPANS_MAX, (span, at) -> span(span, at, conditions));
    }

    private SpanForm span(Object json, String path, boolean conditions) {
        if (json instanceof String) {
            return new SpanForm.Words(JsonFields.sentence(json, path, braced()));
        }
        JsonFields span = JsonFields.of(json, path);
        SpanForm read;
        if (span.has("amount")) {
            read = new SpanForm.Amount(SelectorReader.ofSentence(span, "amount"),
                    span.oneOf("as", SpanForm.Figure.class, SpanForm.Figure.THIS_YEAR), format(span));
        } else if (span.has("direction")) {
            read = new SpanForm.Direction(SelectorReader.ofSentence(span, "direction"));
        } else if (span.has("slot")) {
            read = new SpanForm.Slot(slot(span));
        } else if (span.has("value")) {
            read = value(span);
        } else if (span.has("when") && conditions) {
            JsonFields when = span.object("when");
            SpanForm.Condition condition = new SpanForm.Condition(
                    SelectorReader.ofSentence(when, "of"), when.requiredSetOf("is", SpanForm.Is.class));
            when.end();
            read = new SpanForm.Conditional(condition, span.value("text", (text, at) -> spans(text, at, false)));
        } else if (span.has("each") && conditions && !ofEach()) {
            By by = span.oneOf("each", By.class);
            read = new SpanForm.Each(by, eachOf(span, by), span.sentence("between", braced()),
                    span.value("text", new SpanReader(slots, by)::spans));
        } else {
            throw new FormFault(path, "must be a text, or have one of amount, direction, slot, value"
                    + (conditions ? ofEach() ? ", when" : ", when, each" : ""));
        }
        span.end();
        return read;
    }

    /** Which codes there is one of each of. */
    static @Nullable Selector eachOf(JsonFields owner, By by) {
        return by == By.FUNCTION ? SelectorReader.ofSentence(owner, "of") : null;
    }

    private static @Nullable AmountFormat format(JsonFields span) {
        return span.has("format") ? DocumentReader.amounts(span.object("format")) : null;
    }

    private static SpanForm.Value value(JsonFields span) {
        SpanForm.Stated stated = span.oneOf("value", SpanForm.Stated.class);
        List<String> catalogue = stated == SpanForm.Stated.PROCUREMENT && span.has("catalogue")
                ? span.list("catalogue", 1, FormLimits.CODES_MAX, (code, at) -> {
                    if (code instanceof String text && CATALOGUE.matcher(text).matches()) {
                        return text;
                    }
                    throw new FormFault(at, "must begin with A, B or C, then digits");
                })
                : null;
        return new SpanForm.Value(stated, catalogue, format(span));
    }

    /** A slot stands where there is one of it. */
    String slot(JsonFields owner) {
        String slot = owner.text("slot", slots::containsKey, "must be the id of a slot of the document");
        By by = slots.get(slot);
        if (by != null && by != each) {
            throw owner.fault("slot", "is one of each " + by + ", and stands where they do");
        }
        return slot;
    }
}
