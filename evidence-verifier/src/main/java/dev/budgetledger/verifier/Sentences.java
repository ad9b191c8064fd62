package dev.budgetledger.verifier;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Sentences of a document: where figures stand in them, and that they hold none themselves.
 *
 * @param slots what there is one of each of by slot, nothing where it is one
 * @param each what the sentences are there once for each of, if anything
 */
record Sentences(Map<String, String> slots, String each) {

    /** Nothing, some; more, less, as much, or not known. */
    static final List<String> CONDITIONS = List.of("NONE", "SOME", "MORE", "LESS", "SAME", "UNKNOWN");

    private static final List<String> EVERYWHERE = List.of("{year}", "{priorYear}", "{department}", "{code}");
    private static final List<String> FIGURES = List.of("THIS_YEAR", "PRIOR_YEAR", "CHANGE", "PERCENT");
    private static final List<String> VALUES = List.of("PROCUREMENT", "ASSETS", "ASSETS_AS_AT", "PERFORMANCE_PROJECTS",
            "PERFORMANCE_AMOUNT", "INSTITUTIONS");
    private static final Pattern DIGIT = Pattern.compile("\\p{Nd}");
    private static final Pattern CATALOGUE = Pattern.compile("[ABC][0-9]{0,10}");
    private static final int CHARACTERS_MAX = 2000;
    private static final int SPANS_MAX = 100;
    private static final int CODES_MAX = 30;

    void text(Json.Members owner, String name) {
        text(owner.text(name), braced());
    }

    void textIfAny(Json.Members owner, String name) {
        if (owner.has(name)) {
            text(owner, name);
        }
    }

    void texts(List<String> texts, int textsMax) {
        texts(texts, textsMax, braced());
    }

    /** What stands over tables, which have a measure. */
    void corners(List<String> texts, int textsMax) {
        texts(texts, textsMax, with("{measure}"));
    }

    private static void texts(List<String> texts, int textsMax, List<String> braced) {
        Fault.require(texts.size() <= textsMax, "文字过多", "more texts than there can be");
        texts.forEach(text -> text(text, braced));
    }

    /** What stands for something where these sentences are. */
    private List<String> braced() {
        return each.isEmpty() ? EVERYWHERE : each.equals("PROJECT") ? with("{name}") : with("{name}", "{class}", "{group}");
    }

    private static List<String> with(String... more) {
        return Stream.concat(EVERYWHERE.stream(), Stream.of(more)).toList();
    }

    private static void text(String text, List<String> braced) {
        Form.printed(text, CHARACTERS_MAX, braced);
        Fault.require(!DIGIT.matcher(text).find(), "文本中有数字: " + Fault.quoted(text), "a text of a document that holds digits");
    }

    void spans(List<Json> spans, boolean conditions) {
        Fault.require(!spans.isEmpty() && spans.size() <= SPANS_MAX, "句段项数有误", "a sentence of no spans, or more than there can be");
        for (Json span : spans) {
            if (span instanceof Json.Text text) {
                text(text.value(), braced());
            } else if (span instanceof Json.Members members) {
                span(members, conditions);
            } else {
                throw new Fault("句段类型不符", "a span that is no text or object");
            }
        }
    }

    private void span(Json.Members span, boolean conditions) {
        if (span.has("amount")) {
            Selector.ofSentence(span.only("amount", "as", "format?"), "amount");
            span.oneOf("as", FIGURES);
            format(span);
        } else if (span.has("direction")) {
            Selector.ofSentence(span.only("direction"), "direction");
        } else if (span.has("slot")) {
            slot(span.only("slot"));
        } else if (span.has("value")) {
            boolean procurement = span.oneOf("value", VALUES).equals("PROCUREMENT");
            span.only(procurement ? new String[] {"catalogue?", "format?", "value"} : new String[] {"format?", "value"});
            List<String> codes = span.has("catalogue") ? span.texts("catalogue") : List.of("A");
            Fault.require(!codes.isEmpty() && codes.size() <= CODES_MAX && codes.stream().allMatch(code -> CATALOGUE.matcher(code).matches()),
                    "catalogue 有误", "beginnings of catalogue codes that are none, or too many");
            format(span);
        } else if (span.has("each")) {
            Fault.require(conditions && each.isEmpty(), "句段不明", "a span of no kind");
            String by = span.oneOf("each", DocumentForm.EACH);
            span.only(by.equals("FUNCTION") ? new String[] {"between", "each", "of", "text"} : new String[] {"between", "each", "text"});
            if (span.has("of")) {
                Selector.ofSentence(span, "of");
            }
            text(span, "between");
            new Sentences(slots, by).spans(span.values("text"), true);
        } else {
            Fault.require(conditions, "句段不明", "a span of no kind");
            Json.Members when = span.only("text", "when").object("when").only("is", "of");
            Selector.ofSentence(when, "of");
            List<String> is = when.texts("is");
            Fault.require(!is.isEmpty() && CONDITIONS.containsAll(is) && Selector.isInOrder(is, CONDITIONS),
                    "is 取值有误", "is names what there is not, twice, or in no order");
            spans(span.values("text"), false);
        }
    }

    private static void format(Json.Members span) {
        if (span.has("format")) {
            DocumentForm.amounts(span.object("format"));
        }
    }

    /** A slot stands where there is one of it. */
    void slot(Json.Members owner) {
        String by = slots.get(owner.text("slot"));
        Fault.require(by != null && (by.isEmpty() || by.equals(each)), "说明位有误: " + Fault.quoted(owner.text("slot")),
                "a slot that there is not, or not there");
    }
}
