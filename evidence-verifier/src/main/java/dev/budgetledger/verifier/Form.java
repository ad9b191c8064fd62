package dev.budgetledger.verifier;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * 公开表样, as the page on forms has it. What that page refuses is refused here by code of its own, and so is what is written
 * in another way than the ledger writes it.
 *
 * @param json all of it, with everything that may be left out
 */
record Form(String id, List<TableForm> tables, Json.Members json) {

    static final Pattern ID = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,63}");

    static final int TABLES_MAX = 40;

    /** How the streams of forms begin. An id begins with a letter, so none of them is one of a budget. */
    static final String STREAMS = "form-";

    /** In which tables were made before there were forms, and are where none is named. */
    static final String FIRST = "shijiazhuang-2023";

    /** Those that come with a release; what one of them says never changes. */
    private static final List<String> RELEASED = List.of(FIRST, "putuo-department-2025", "shanghai-unit-2025");

    private static final Map<String, Form> KNOWN = new ConcurrentHashMap<>();

    private static final int BYTES_MAX = 256 * 1024;
    private static final int TEXT_CHARACTERS_MAX = 200;
    private static final int YEAR_MAX = 9999;

    /** @throws Fault if these are not the canonical bytes of a form */
    static Form read(ByteBuffer bytes) {
        Fault.require(bytes.remaining() <= BYTES_MAX, "表样过长", "longer than a form can be");
        Json.Members json = JsonReader.object(bytes);
        CanonicalJson.require(bytes, json);
        return of(json);
    }

    /** A form as people write it, who may leave out what goes without saying. */
    static Form written(ByteBuffer bytes) {
        Fault.require(bytes.remaining() <= BYTES_MAX, "表样过长", "longer than a form can be");
        return of(withDefaults(JsonReader.object(bytes), ""));
    }

    /** @throws Fault if it is none */
    static Form of(Json.Members json) {
        Fault.require(CanonicalJson.bytes(json).remaining() <= BYTES_MAX, "表样过长", "longer than a form can be");
        json.only("document?", "fiscalYears", "id", "jurisdiction", "level", "name", "of", "tables");
        printed(json, "name");
        json.text("jurisdiction", Known.JURISDICTION);
        json.oneOf("level", List.of("DEPARTMENT", "UNIT"));
        json.oneOf("of", List.of("BUDGET", "FINAL_ACCOUNTS"));
        Json.Members years = json.object("fiscalYears").only("from", "through?");
        Known.year(years.whole("from"));
        if (years.has("through")) {
            years.whole("through", years.whole("from"), YEAR_MAX);
        }
        List<TableForm> tables = json.objects("tables", 1, TABLES_MAX).stream().map(TableForm::of).toList();
        List<String> ids = tables.stream().map(TableForm::id).toList();
        FormRules.requireUnique(ids);
        if (json.has("document")) {
            DocumentForm.check(json.object("document"), ids);
        }
        return new Form(json.text("id", ID), tables, json);
    }

    /** A form that came with a release. */
    static Optional<Form> released(String id) {
        return RELEASED.contains(id)
                ? Optional.of(KNOWN.computeIfAbsent(id, known -> written(Resources.bytes("forms/" + known + ".json"))))
                : Optional.empty();
    }

    /** Whether it came with a release. Those of before there were documents say the same of their tables. */
    boolean isReleased() {
        return released(id).filter(known -> json.equals(known.json) || json.equals(known.withoutDocument())).isPresent();
    }

    private Json.Members withoutDocument() {
        Map<String, Json> tables = new LinkedHashMap<>(json.members());
        tables.remove("document");
        return new Json.Members(tables);
    }

    static Form first() {
        return released(FIRST).orElseThrow();
    }

    /** 摘要 of its canonical bytes. */
    String sha256() {
        return Verification.sha256(CanonicalJson.bytes(json));
    }

    boolean hasDocument() {
        return json.has("document");
    }

    /** 公开文本 of a form that has it. */
    Json.Members document() {
        return json.object("document");
    }

    /** 三公, of the form that has a table of it: its money counts for all of these. */
    List<Selector> threePublic() {
        TableForm table = tables.stream().filter(each -> each.id().equals("three-public")).findFirst().orElseThrow();
        return List.of(table.of(), table.panels().get(0).sections().get(0).get(0).of());
    }

    String jurisdiction() {
        return json.text("jurisdiction");
    }

    /** Whether it is what a place prescribes for the budget of a year, or for that of a unit. */
    boolean isPrescribed(@Nullable String place, int fiscalYear, boolean ofUnit) {
        Json.Members years = json.object("fiscalYears");
        return jurisdiction().equals(place)
                && json.text("of").equals("BUDGET")
                && (ofUnit || json.text("level").equals("DEPARTMENT"))
                && years.whole("from") <= fiscalYear
                && (!years.has("through") || years.whole("through") >= fiscalYear);
    }

    List<String> tableIds() {
        return tables.stream().map(TableForm::id).toList();
    }

    /** A text that is printed in a table. */
    static String printed(Json.Members owner, String name) {
        return printed(owner.text(name));
    }

    static String printed(String text) {
        return printed(text, TEXT_CHARACTERS_MAX, List.of("{year}"));
    }

    /** @param braced what stands for something in it */
    static String printed(String text, int charactersMax, List<String> braced) {
        Fault.require(text.codePointCount(0, text.length()) <= charactersMax, "文字过长", "a text that is too long");
        Fault.require(!text.isBlank() && text.codePoints().allMatch(Form::isSeen) && "=+-@\u2212".indexOf(text.charAt(0)) < 0,
                "文字有误: " + Fault.quoted(text), "a text that is blank, has characters that are not seen, or begins as a formula");
        String others = text;
        for (String each : braced) {
            others = others.replace(each, "");
        }
        Fault.require(others.indexOf('{') < 0 && others.indexOf('}') < 0, "花括号有误", "a text with other braces than " + String.join(", ", braced));
        return text;
    }

    private static boolean isSeen(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    /** The same with everything that goes without saying, wherever it is left out. */
    private static Json.Members withDefaults(Json.Members members, String in) {
        Map<String, Json> full = new LinkedHashMap<>();
        members.members().forEach((name, value) -> full.put(name, withDefaults(value, name)));
        DocumentForm.putDefaults(full, in);
        Json none = new Json.Items(List.of());
        switch (in) {
            case "tables" -> {
                full.putIfAbsent("notes", none);
                full.putIfAbsent("totals", new Json.Text("EXACT"));
            }
            case "format" -> {
                if (!full.containsKey("format")) { // else it is that of amounts in sentences, with a measure
                    full.putIfAbsent("grouping", new Json.Flag(false));
                    full.putIfAbsent("shortest", new Json.Flag(false));
                    full.putIfAbsent("zero", new Json.Text(""));
                }
            }
            case "columns" -> full.putIfAbsent("under", none);
            case "sections" -> {
                boolean coded = full.containsKey("by");
                full.putIfAbsent(coded ? "listed" : "when", coded ? none : new Json.Text("ALWAYS"));
                full.putIfAbsent(coded ? "numbering" : "id", coded ? new Json.Text("NONE") : full.getOrDefault("label", none));
            }
            default -> {}
        }
        return new Json.Members(full);
    }

    private static Json withDefaults(Json value, String in) {
        if (value instanceof Json.Items items) {
            List<Json> full = new ArrayList<>();
            items.values().forEach(each -> full.add(withDefaults(each, in)));
            return Selector.inOrder(in, new Json.Items(full));
        }
        return value instanceof Json.Members members ? withDefaults(members, in) : value;
    }
}
