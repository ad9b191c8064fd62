package dev.budgetledger.standalone;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** One command, changed in one place at a time, in every place and in many ways. */
final class CommandChanges {

    /** Values that something takes and something else does not. */
    private static final List<JsonNode> VALUES = Stream.of("null", "true", "false", "0", "-1", "1", "3.5", "2023",
            "1948", "1949", "9998", "9999", "10000", "2147483648", "9223372036854775807", "9223372036854775808", "[]", "{}",
            "[null]", "[[]]", "[\"\"]", "[{}]", "\"\"").map(json -> JsonMapper.shared().readTree(json)).toList();

    private static final List<String> TEXTS = List.of(" ", "\u3000\u2003", "\u00a0", "x", " x ", "a\n", "\n", "a\tb", "\u0000",
            "\u007f", "\u0085", "a\u200bb", "\u00ad", "\u202ex", "\ufeff", "a\u2028", "a\u2029", "\ud800", "a\udc00", "\udb40\udc41",
            "\ud804\udcbd", "\ud834\udd73x", "𠮷", "x ", " x", "x  x", "x x", "x\u00a0x", "\u2007", "\u202fx", "x\u3000", "Café",
            "\ufa19", "\u212b", "（２０２３）", "\u3164", "x\ufe0f", "x\udb40\udd00", "\u2800", "\u034f", "\u115f", "\uffa0", "\ue000",
            "\uffff", "\ufdd0", "\ufffd", "\ufffc", "=1", "+x", "-x", "@x", "＝x", "＋x", "－x", "＠x", "\u2212x", "x=1", "\ufe63x", "null", "CURRENT", "GENERAL_PUBLIC", "general_public", " GENERAL_PUBLIC",
            "GENERAL_PUBLIC ", "BASIC", "FUNCTION", "ECONOMIC", "GOVERNMENT_ECONOMIC", "Allocate", "true", "2023", "3",
            // amounts
            "0", "-0", "0.0", "1.", ".5", "1.2", "1.23", "1.234", "-1.00", "--1", "+1", "01", "1e3", "1,000", "1 ", "1\n", "１",
            "NaN", "9999999999999999.99", "10000000000000000", "99999999999999999",
            // dates
            "2023-06-30", "2023-6-30", "2023-02-29", "2024-02-29", "2023-13-01", "2023-00-10", "2023-06-31", "0000-01-01",
            "+12023-01-01", "-2023-01-01", "12023-01-01", "20230630", "2023-06-30T00:00:00Z", "2023-06-30\n", " 2023-06-30",
            // codes
            "301", "30101", "2010301", "3010", "301010101", "301-2023", "301-2023-3", "３０１", "301\n", "A1b2C3d4E5f6", "A1b2C3d4E5f67");

    private static final List<Integer> LENGTHS = List.of(100, 101, 200, 201, 255, 256, 1000, 1001);

    private final ObjectNode command;
    private final List<ObjectNode> changed = new ArrayList<>();

    private CommandChanges(ObjectNode command) {
        this.command = command;
    }

    static List<ObjectNode> of(ObjectNode command) {
        CommandChanges changes = new CommandChanges(command);
        changes.in("", command);
        return changes.changed;
    }

    private void in(String pointer, JsonNode node) {
        if (node instanceof ObjectNode object) {
            change(pointer, place -> place.put("date", "2023-06-30"));
            change(pointer, place -> place.putNull("unknown"));
            object.properties().forEach(field -> at(pointer, field));
        } else if (node instanceof ArrayNode array) {
            in(pointer + "/0", array.get(0));
        }
    }

    private void at(String pointer, Map.Entry<String, JsonNode> field) {
        String name = field.getKey();
        if (pointer.isEmpty() && name.equals("type")) {
            return; // it says which schema it is: what it may be is the schema's const
        }
        change(pointer, place -> place.remove(name));
        change(pointer, place -> place.set(name.toUpperCase(Locale.ROOT), place.remove(name)));
        change(pointer, place -> place.putArray(name).add(field.getValue()));
        VALUES.forEach(value -> change(pointer, place -> place.set(name, value)));
        TEXTS.forEach(text -> change(pointer, place -> place.put(name, text)));
        LENGTHS.forEach(length -> {
            change(pointer, place -> place.put(name, "x".repeat(length)));
            change(pointer, place -> place.put(name, "𠮷".repeat(length)));
        });
        if (field.getValue() instanceof ArrayNode array) {
            for (int length : List.of(5000, 5001)) {
                change(pointer, place -> {
                    ArrayNode many = place.putArray(name);
                    for (int i = 0; i < length; i++) {
                        many.add(array.get(0));
                    }
                });
            }
            change(pointer, place -> ((ArrayNode) place.get(name)).addNull());
        }
        String type = command.get("type").stringValue();
        boolean hasAReaderOfItsOwn = (name.equals("form") && type.equals("AdoptForm")) || (name.equals("key") && type.equals("RegisterClientKey"));
        if (!hasAReaderOfItsOwn) {
            in(pointer + "/" + name, field.getValue());
        }
    }

    private void change(String pointer, Consumer<ObjectNode> change) {
        ObjectNode copy = command.deepCopy();
        change.accept((ObjectNode) copy.at(pointer));
        changed.add(copy);
    }
}
