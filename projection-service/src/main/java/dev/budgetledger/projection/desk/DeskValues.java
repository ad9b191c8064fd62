package dev.budgetledger.projection.desk;

import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import dev.budgetledger.contract.CommandBody.LineNames;
import dev.budgetledger.contract.WrittenAmount;

/**
 * What somebody filled in, by the names that the ledger calls the fields: {@code lines[0].economic}. What is blank is not said; a row of
 * blanks is no row. Amounts are read as in sheets, {@code 1,000.00}, and stand in the form as they were written.
 *
 * @param rows of each list, at least one
 */
record DeskValues(Map<String, String> said, Map<String, Integer> rows) {

    /** A line that the budget has, chosen instead of its codes. */
    static final String CHOSEN = "line";

    /** Of a list, how many rows the form had. */
    static final String ROWS = "rows";

    private static final String AMOUNT = "amount";

    static final int ROWS_MAX = 100;

    static DeskValues none() {
        return new DeskValues(new LinkedHashMap<>(), new LinkedHashMap<>());
    }

    /** @param sent a field of the form, null if it was not sent */
    static DeskValues of(DeskForm form, UnaryOperator<@Nullable String> sent) {
        DeskValues values = none();
        values.read(form.body(), "", "", sent);
        return values;
    }

    private boolean read(Class<?> of, String from, String to, UnaryOperator<@Nullable String> sent) {
        boolean any = LineNames.class.isAssignableFrom(of) && keep(from + CHOSEN, to + CHOSEN, sent);
        for (RecordComponent field : of.getRecordComponents()) {
            String name = field.getName();
            Class<?> element = DeskForm.element(field);
            if (element != null) {
                any |= list(element, from + name, to + name, sent);
            } else if (field.getType().isRecord()) {
                any |= read(field.getType(), from + name + ".", to + name + ".", sent);
            } else {
                any |= keep(from + name, to + name, sent);
            }
        }
        return any;
    }

    private boolean list(Class<?> element, String from, String to, UnaryOperator<@Nullable String> sent) {
        int asked = count(sent.apply(from + "." + ROWS));
        int kept = 0;
        for (int i = 0; i < asked; i++) {
            if (read(element, from + "[" + i + "].", to + "[" + kept + "].", sent)) {
                kept++;
            }
        }
        rows.put(to, Math.max(1, kept));
        return kept > 0;
    }

    private boolean keep(String from, String to, UnaryOperator<@Nullable String> sent) {
        String value = sent.apply(from);
        if (value == null || value.isBlank()) {
            return false;
        }
        said.put(to, value.strip());
        return true;
    }

    private static int count(@Nullable String text) {
        return text == null || !text.matches("[0-9]{1,3}") ? 1 : Math.min(ROWS_MAX, Math.max(1, Integer.parseInt(text)));
    }

    DeskValues withRow(String list) {
        rows.merge(list, 1, (had, _) -> Math.min(ROWS_MAX, had + 1));
        return this;
    }

    int rowsOf(String list) {
        return rows.getOrDefault(list, 1);
    }

    String text(String name) {
        return said.getOrDefault(name, "");
    }

    /** The body that the ledger takes. */
    ObjectNode json(DeskForm form) {
        ObjectNode body = json(form.body(), "");
        return body == null ? JsonMapper.shared().createObjectNode() : body;
    }

    private @Nullable ObjectNode json(Class<?> of, String at) {
        ObjectNode body = JsonMapper.shared().createObjectNode();
        if (said.containsKey(at + CHOSEN)) {
            choose(body, of, text(at + CHOSEN));
        }
        for (RecordComponent field : of.getRecordComponents()) {
            String name = field.getName();
            Class<?> element = DeskForm.element(field);
            if (element != null) {
                ArrayNode rowsOfIt = JsonMapper.shared().createArrayNode();
                for (int i = 0; i < rowsOf(at + name); i++) {
                    ObjectNode row = json(element, at + name + "[" + i + "].");
                    if (row != null) {
                        rowsOfIt.add(row);
                    }
                }
                if (!rowsOfIt.isEmpty()) {
                    body.set(name, rowsOfIt);
                }
            } else if (field.getType().isRecord()) {
                ObjectNode inside = json(field.getType(), at + name + ".");
                if (inside != null) {
                    body.set(name, inside);
                }
            } else if (said.containsKey(at + name)) {
                body.put(name, name.equals(AMOUNT) ? WrittenAmount.decimal(text(at + name)) : text(at + name));
            }
        }
        return body.isEmpty() ? null : body;
    }

    /** The codes of a chosen line; what was written beside it goes before. */
    private static void choose(ObjectNode body, Class<?> of, String line) {
        try {
            JsonNode chosen = JsonMapper.shared().readTree(line);
            for (RecordComponent field : of.getRecordComponents()) {
                JsonNode code = chosen.path(field.getName());
                if (code.isString()) {
                    body.set(field.getName(), code);
                }
            }
        } catch (JacksonException none) {
            body.put(CHOSEN, line); // the ledger says that there is no such field
        }
    }
}
