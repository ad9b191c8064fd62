package dev.budgetledger.projection.disclosure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.BudgetUnit.Nature;
import dev.budgetledger.contract.Fund;
import dev.budgetledger.contract.Kind;
import dev.budgetledger.contract.Origin;

/** Forms of anything the language has, as JSON of maps and lists; many of them are none. */
final class RandomForms {

    private static final List<String> CODES = List.of("NONE", "2", "201", "20103", "2010301", "208", "3", "301", "302", "30201", "31013", "5");

    private final Random random;

    RandomForms(Random random) {
        this.random = random;
    }

    Map<String, Object> form() {
        return map("id", "random", "name", "随机", "jurisdiction", "310107", "level", one("DEPARTMENT", "UNIT"), "of", "BUDGET",
                "fiscalYears", map("from", 2023), "tables", List.of(table()));
    }

    /** The same, with a document most of the time. */
    Map<String, Object> formWithDocument() {
        Map<String, Object> form = form();
        if (random.nextInt(4) > 0) {
            form.put("document", new RandomDocuments(random).document("t"));
        }
        return form;
    }

    /** A form in whose document something is changed. */
    Map<String, Object> changedDocument(Map<?, ?> form) {
        Map<String, Object> changed = new LinkedHashMap<>();
        form.forEach((name, value) -> changed.put((String) name, name.equals("document") ? changed(value) : value));
        return changed;
    }

    private Map<String, Object> table() {
        Map<String, Object> table = map("id", "t", "title", "{year}年表", "measure", one("YUAN", "WAN_YUAN"),
                "format", map("places", random.nextInt(4), "shortest", random.nextBoolean(), "grouping", random.nextBoolean(),
                        "zero", one("", "0", "0.00", "-", "—")),
                "totals", one("EXACT", "OF_ROUNDED"), "panels", panels(),
                "notes", List.of(map("text", "无", "when", "EMPTY"), map("text", "有{year}", "when", one("ALWAYS", "COMPARATIVE")),
                        map("text", "{priorYear}未公布", "when", "PRIOR_UNKNOWN")));
        Map<String, Object> of = new LinkedHashMap<>(selector(List.of("funds", "kinds", "functions")));
        if (random.nextInt(5) > 0) {
            of.put("sides", random.nextInt(4) > 0 ? List.of(one("INCOME", "EXPENDITURE", "EXPENDITURE", "APPROVED")) : List.of("EXPENDITURE", "CARRIED_OUT"));
        }
        table.put("of", of);
        return table;
    }

    private List<Map<String, Object>> panels() {
        List<Map<String, Object>> panels = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            int panel = i;
            List<Object> columns = new ArrayList<>(List.of(map("id", "w" + i, "title", "名", "text", "LABEL")));
            if (random.nextBoolean()) {
                columns.add(map("id", "c" + i, "title", "码", "text", "CODE", "under", List.of("科目{year}")));
            }
            if (random.nextInt(3) == 0) {
                columns.add(map("id", "l" + i, "title", "码", "text", "CODE", "level", 1 + random.nextInt(3)));
            }
            columns.addAll(counting("a" + i, one("kinds", "origins", "natures", "funds"), (id, of) -> {
                Map<String, Object> column = map("id", id, "title", "额" + panel);
                column.putAll(of);
                if (random.nextInt(4) == 0) {
                    column.put("zero", one("0", "-"));
                }
                return column;
            }));
            if (random.nextBoolean()) {
                columns.addAll(random.nextInt(columns.size()) + 1, comparing("p" + i, columns));
            }
            panels.add(map("columns", columns, "sections", sections()));
        }
        return panels;
    }

    /** Columns of the year before, and some that hold two others against each other. */
    private List<Object> comparing(String prefix, List<Object> others) {
        List<Object> columns = new ArrayList<>(counting(prefix, one("kinds", "funds", "economics"), (id, of) -> {
            Map<String, Object> column = map("id", id, "title", "{priorYear}年数");
            column.putAll(of);
            if (!of.containsKey("sum")) {
                column.put("year", "PRIOR");
            }
            return column;
        }));
        List<Object> money = new ArrayList<>(columns);
        others.stream().filter(each -> !((Map<?, ?>) each).containsKey("text")).forEach(money::add);
        for (int i = random.nextInt(4); i > 0; i--) {
            boolean percent = random.nextBoolean();
            Collections.shuffle(money, random);
            Map<String, Object> change = map("from", id(money.getFirst()), "to", id(money.getLast()), "as", percent ? "PERCENT" : "AMOUNT");
            if (random.nextBoolean()) {
                change.put("format", map("places", random.nextInt(4), "grouping", random.nextBoolean(), "zero", one("", "0.00", "-")));
            }
            if (random.nextBoolean()) {
                change.put("plus", random.nextBoolean());
            }
            if (percent && random.nextBoolean()) {
                change.putAll(Map.of("percentSign", random.nextBoolean(), "fromZero", one("", "-", "—")));
            }
            columns.add(random.nextInt(columns.size() + 1), map("id", prefix + "c" + i, "title", "增减", "change", change));
        }
        return columns;
    }

    private static Object id(Object column) {
        return Objects.requireNonNull(((Map<?, ?>) column).get("id"));
    }

    private List<List<Object>> sections() {
        List<Object> rows = new ArrayList<>(counting("r", one("economics", "functions", "kinds", "governmentEconomics"), (id, of) -> {
            Map<String, Object> row = map("id", id, "label", "行{year}" + id);
            row.putAll(of);
            if (random.nextInt(3) == 0) {
                row.put("when", "MONEY");
            }
            return row;
        }));
        if (random.nextInt(4) > 0) {
            rows.add(random.nextInt(rows.size() + 1), coded());
        }
        int cut = random.nextInt(rows.size());
        return cut == 0 ? List.of(rows) : List.of(rows.subList(0, cut), rows.subList(cut, rows.size()));
    }

    private Map<String, Object> coded() {
        if (random.nextInt(3) == 0) {
            Map<String, Object> listing = map("id", "codes", "by", one("PROJECT", "PROJECT", "UNIT"), "numbering", one("NONE", "CHINESE"));
            if (random.nextBoolean()) {
                listing.put("under", "UNIT".equals(listing.get("by")) ? "FUNCTION" : one("UNIT", "FUNCTION"));
            }
            if (random.nextInt(3) == 0) {
                listing.put("of", selector(List.of("kinds", "funds")));
            }
            return listing;
        }
        boolean function = random.nextBoolean();
        List<Integer> levels = function
                ? one(List.of(1), List.of(2), List.of(3), List.of(1, 2), List.of(1, 3), List.of(2, 3), List.of(1, 2, 3))
                : one(List.of(1), List.of(2), List.of(1, 2));
        Map<String, Object> coded = map("id", "codes", "by", function ? "FUNCTION" : one("ECONOMIC", "GOVERNMENT_ECONOMIC"),
                "levels", levels, "numbering", one("NONE", "CHINESE"));
        if (random.nextBoolean()) {
            coded.put("of", selector(List.of("funds", "functions", "natures")));
        }
        if (random.nextInt(3) == 0) {
            coded.put("under", function ? "UNIT" : one("UNIT", "FUNCTION"));
        } else if (levels.contains(1) && random.nextBoolean()) {
            List<Object> listed = new ArrayList<>(function
                    ? List.of(map("code", "208", "label", "社保{year}"), map("code", "299", "label", "其他"))
                    : List.of(map("code", "302", "label", "商品"), map("code", "599", "label", "其他")));
            if (levels.contains(2)) {
                listed.add(random.nextInt(3), map("code", function ? "20103" : "30201", "label", "某款"));
            }
            coded.put("listed", listed);
        }
        return coded;
    }

    private interface Made {
        Map<String, Object> of(String id, Map<String, Object> counting);
    }

    /** Some that count each a part, and sums of them. */
    private List<Map<String, Object>> counting(String prefix, String field, Made made) {
        List<Map<String, Object>> all = new ArrayList<>();
        List<String> values = new ArrayList<>(values(field));
        Collections.shuffle(values, random);
        List<String> ids = new ArrayList<>();
        while (!values.isEmpty() && ids.size() < 4) {
            List<String> part = values.subList(0, 1 + random.nextInt(Math.min(3, values.size())));
            Map<String, Object> of = new LinkedHashMap<>(random.nextInt(6) == 0 ? selector(List.of("origins", "natures", "economics")) : Map.of());
            of.put(field, List.copyOf(part));
            if (random.nextInt(8) == 0) {
                of.put("sides", List.of(one("INCOME", "EXPENDITURE", "CARRIED_OUT", "APPROVED")));
            }
            part.clear();
            String id = prefix + "-" + ids.size();
            ids.add(id);
            all.add(made.of(id, Map.of("of", of)));
        }
        if (random.nextInt(3) == 0) {
            all.add(made.of(prefix + "-all", Map.of()));
        }
        List<String> sum = ids.subList(0, random.nextInt(ids.size() + 1));
        if (random.nextInt(4) > 0) {
            all.add(random.nextInt(all.size() + 1), made.of(prefix + "-sum", Map.of("sum", List.copyOf(sum))));
        }
        return all;
    }

    private Map<String, Object> selector(List<String> fields) {
        Map<String, Object> selector = new LinkedHashMap<>();
        for (String field : fields) {
            if (random.nextInt(3) == 0) {
                List<String> values = new ArrayList<>(values(field));
                Collections.shuffle(values, random);
                selector.put(field, List.copyOf(values.subList(0, 1 + random.nextInt(values.size()))));
            }
        }
        return selector;
    }

    private static List<String> values(String field) {
        return switch (field) {
            case "funds" -> names(Fund.values());
            case "kinds" -> names(Kind.values());
            case "origins" -> names(Origin.values());
            case "natures" -> names(Nature.values());
            default -> CODES.stream().filter(code -> field.equals("functions") || code.length() <= 5).toList();
        };
    }

    private static List<String> names(Enum<?>[] values) {
        return Arrays.stream(values).map(Enum::name).toList();
    }

    /** Somewhere in a form: something left out, doubled, renamed, of another value or type. */
    Object changed(@Nullable Object value) {
        if (value instanceof Map<?, ?> fields && !fields.isEmpty()) {
            Map<Object, @Nullable Object> changed = new LinkedHashMap<>(fields);
            Object name = List.copyOf(fields.keySet()).get(random.nextInt(fields.size()));
            switch (random.nextInt(12)) {
                case 0 -> changed.remove(name);
                case 1 -> changed.put(one("year", "change", "under", "of", "sum", "note", "level", "zero", "listed", "text", "slot", "by", "format"), changed.get(name));
                case 2 -> changed.put(name, null);
                default -> changed.put(name, changed(changed.get(name)));
            }
            return changed;
        }
        if (value instanceof List<?> list && !list.isEmpty()) {
            List<@Nullable Object> changed = new ArrayList<>(list);
            int at = random.nextInt(list.size());
            switch (random.nextInt(8)) {
                case 0 -> changed.remove(at);
                case 1 -> changed.add(list.get(at));
                case 2 -> Collections.swap(changed, at, random.nextInt(list.size()));
                default -> changed.set(at, changed(list.get(at)));
            }
            return changed;
        }
        return one("", " ", "0", "-", "=1", "{year}", "{", "a}", "id", "total", "codes", "r-0", "NONE", "201", "2010301", "22222222", "CHINESE",
                "INCOME", "GENERAL_PUBLIC", "MONEY", "FUNCTION", "PRIOR", "UNIT", "PERCENT", "codes/1", "{priorYear}", "p0-0", 0, 1, 2, 3, 7, -1, 2023, 99999, true, false, List.of(), Map.of(), List.of(1),
                List.of("NONE"), "x".repeat(201), "a\u0007", "1.0", "0.0000000", "文", "{name}", "{measure}", "{class}", "1.00", "SAME", "PROJECT", "BASIS", "s1", "s2", "x".repeat(2001),
                List.of("文"), List.of("1"), Map.of("slot", "s1"), Map.of("sides", List.of("INCOME")));
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
