package dev.budgetledger.projection.disclosure;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Documents of anything the language has, as JSON of maps and lists, with much of what may be left out left out. */
final class RandomDocuments {

    private static final Map<String, List<String>> SHEETS = Map.of(
            "INSTITUTIONS", List.of("NAME", "NATURE", "RANK", "FUNDED_BY"),
            "INDICATORS", List.of("FIRST", "SECOND", "THIRD", "DESCRIPTION", "VALUE", "BASIS"),
            "ATTAINMENT", List.of("FIRST", "THIRD", "ATTAINED", "SCORE", "EVIDENCE"),
            "PURCHASES", List.of("PROJECT", "PROJECT_AMOUNT", "ITEM", "CATALOGUE_CODE", "MEASURE", "QUANTITY", "PRICE", "FUNDING", "SMALL_FIRMS"),
            "ASSETS", List.of("CATEGORY", "QUANTITY", "ASSET_VALUE"));

    private final Random random;
    private int parts;

    RandomDocuments(Random random) {
        this.random = random;
    }

    /** @param table of the form */
    Map<String, Object> document(String table) {
        Map<String, Object> document = map("title", text(), "amounts", amounts(), "parts", some(1, () -> part(table, true)));
        maybe(document, "subtitle", this::text);
        maybe(document, "contents", this::text);
        maybe(document, "corners", () -> some(0, () -> one("左", "单位：{measure}", "{code}")));
        maybe(document, "lineNumbers", () -> map("rows", text(), "columns", text()));
        maybe(document, "numbering", this::numbering);
        document.put("slots", List.of(slot("s0", ""), slot("s1", "FUNCTION"), slot("s2", "PROJECT")));
        return document;
    }

    private Map<String, Object> slot(String id, String by) {
        Map<String, Object> slot = map("id", id, "title", text());
        if (!by.isEmpty()) {
            slot.put("by", by);
        }
        maybe(slot, "required", () -> {
            Map<String, Object> required = new LinkedHashMap<>();
            maybe(required, "change", this::selector);
            if (required.containsKey("change")) {
                maybe(required, "amount", () -> one("0.00", "100000.00"));
                maybe(required, "percent", () -> one(1, 10, 1000));
            }
            return required;
        });
        return slot;
    }

    private Map<String, Object> part(String table, boolean outer) {
        Map<String, Object> part = map("id", "p" + parts++, "title", text());
        maybe(part, "heading", this::text);
        maybe(part, "numbering", this::numbering);
        maybe(part, "blocks", () -> some(0, () -> random.nextInt(5) == 0 ? map("table", table) : block("")));
        if (outer) {
            maybe(part, "parts", () -> some(0, () -> part(table, false)));
        }
        return part;
    }

    private Map<String, Object> block(String each) {
        Map<String, Object> block = switch (random.nextInt(each.isEmpty() ? 7 : 6)) {
            case 0 -> map("heading", braced(each), "level", 1 + random.nextInt(3));
            case 1 -> map("text", paragraph(each));
            case 2 -> map("items", some(1, () -> paragraph(each)));
            case 3 -> map("slot", slotOf(each));
            case 4 -> map("list", one("DUTIES", "GOALS", "SECTIONS", "MEASURES", "INSTITUTIONS"));
            case 5 -> sheet(each);
            default -> {
                String by = one("FUNCTION", "PROJECT");
                Map<String, Object> own = map("each", by, "blocks", some(1, () -> block(by)));
                if (by.equals("FUNCTION")) {
                    own.put("of", selector());
                }
                yield own;
            }
        };
        if (Stream.of("heading", "items", "list", "each").anyMatch(block::containsKey)) {
            maybe(block, "numbering", this::numbering);
        }
        return block;
    }

    private Map<String, Object> sheet(String each) {
        String sheet = one("INSTITUTIONS", "INDICATORS", "ATTAINMENT", "PURCHASES", "ASSETS");
        Map<String, Object> block = map("sheet", sheet, "columns", some(1, () -> {
            String field = one(SHEETS.getOrDefault(sheet, List.of()).toArray(String[]::new));
            Map<String, Object> column = map("title", braced(each), "field", field);
            maybe(column, "under", () -> some(0, () -> braced(each)));
            if (field.equals("FUNDING")) {
                maybe(column, "of", () -> map("funds", shuffled("GENERAL_PUBLIC", "GOVERNMENT_FUND", "OTHER")));
            }
            return column;
        }));
        maybe(block, "title", () -> braced(each));
        maybe(block, "corners", () -> some(0, () -> paragraph(each)));
        maybe(block, "totals", () -> List.of(braced(each)));
        maybe(block, "measure", () -> one("YUAN", "WAN_YUAN"));
        maybe(block, "format", this::format);
        return block;
    }

    private Object paragraph(String each) {
        return random.nextBoolean() ? braced(each) : some(1, () -> span(each, true));
    }

    private Object span(String each, boolean conditions) {
        Map<String, Object> span = switch (random.nextInt(conditions ? each.isEmpty() ? 7 : 6 : 5)) {
            case 0 -> map("amount", selector());
            case 1 -> map("direction", selector());
            case 2 -> map("slot", slotOf(each));
            case 3 -> map("value", one("PROCUREMENT", "ASSETS", "ASSETS_AS_AT", "PERFORMANCE_PROJECTS", "PERFORMANCE_AMOUNT", "INSTITUTIONS"));
            case 4 -> Map.of();
            case 6 -> each(one("FUNCTION", "PROJECT"));
            default -> map("when", map("of", selector(), "is", shuffled("NONE", "SOME", "MORE", "LESS", "SAME", "UNKNOWN")),
                    "text", random.nextBoolean() ? braced(each) : some(1, () -> span(each, false)));
        };
        if (span.isEmpty()) {
            return braced(each);
        }
        if (span.containsKey("amount")) {
            maybe(span, "as", () -> one("THIS_YEAR", "PRIOR_YEAR", "CHANGE", "PERCENT"));
        }
        if (span.containsKey("amount") || span.containsKey("value")) {
            maybe(span, "format", this::amounts);
        }
        if ("PROCUREMENT".equals(span.get("value"))) {
            maybe(span, "catalogue", () -> shuffled("A", "B01", "C99000000"));
        }
        return span;
    }

    private Map<String, Object> each(String by) {
        Map<String, Object> span = map("each", by, "between", braced(""), "text", paragraph(by));
        if (by.equals("FUNCTION")) {
            span.put("of", selector());
        }
        return span;
    }

    private String slotOf(String each) {
        return each.isEmpty() || random.nextBoolean() ? "s0" : each.equals("FUNCTION") ? "s1" : "s2";
    }

    private Map<String, Object> selector() {
        Map<String, Object> selector = map("sides", random.nextInt(3) > 0 ? List.of(one("INCOME", "EXPENDITURE")) : shuffled("EXPENDITURE", "CARRIED_OUT"));
        maybe(selector, "kinds", () -> shuffled("PERSONNEL", "OPERATING", "PROJECT"));
        maybe(selector, "functions", () -> shuffled("201", "NONE"));
        return selector;
    }

    private Map<String, Object> amounts() {
        Map<String, Object> amounts = map("measure", one("YUAN", "WAN_YUAN"), "format", format());
        maybe(amounts, "rounding", () -> "DOWN");
        return amounts;
    }

    private Map<String, Object> format() {
        Map<String, Object> format = map("places", random.nextInt(4));
        maybe(format, "shortest", random::nextBoolean);
        maybe(format, "grouping", random::nextBoolean);
        maybe(format, "zero", () -> one("", "0", "—"));
        return format;
    }

    private String numbering() {
        return one("NONE", "CHINESE", "CHINESE_BRACKETED", "CHINESE_PART", "ARABIC", "ARABIC_POINT");
    }

    private String text() {
        return one("文", "{year}年{department}", "{priorYear}、{code}");
    }

    private String braced(String each) {
        return each.isEmpty() || random.nextBoolean() ? text() : each.equals("PROJECT") ? "{name}" : "{class}（类）{group}{name}";
    }

    private void maybe(Map<String, Object> map, String name, Supplier<Object> value) {
        if (random.nextBoolean()) {
            map.put(name, value.get());
        }
    }

    private List<Object> some(int min, Supplier<Object> each) {
        List<Object> some = new ArrayList<>();
        for (int i = min + random.nextInt(3); i > 0; i--) {
            some.add(each.get());
        }
        return some;
    }

    private List<String> shuffled(String... values) {
        List<String> shuffled = new ArrayList<>(List.of(values));
        Collections.shuffle(shuffled, random);
        return List.copyOf(shuffled.subList(0, 1 + random.nextInt(values.length)));
    }

    @SafeVarargs
    private <T> T one(T... values) {
        return values[random.nextInt(values.length)];
    }

    private static Map<String, Object> map(Object... namesAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return map;
    }
}
