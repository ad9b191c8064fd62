package dev.budgetledger.verifier;

import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/** 科目名称: of several names of a code the last up to a point counts. */
final class Names {

    private static final String FUNCTION = "FUNCTION";

    /** A code, and its names by the positions from which they count. */
    private final Map<String, NavigableMap<Long, String>> functions = new HashMap<>();
    private final Map<String, NavigableMap<Long, String>> economics = new HashMap<>();

    void add(LoggedFact fact, int fiscalYear) {
        Json.Members defined = fact.fact().only("classifications", "fiscalYear");
        Fault.require(defined.whole("fiscalYear") == fiscalYear, fact.id() + " 年度不符", fact.id() + " is of another year");
        for (Json.Members each : defined.objects("classifications", Known.CLASSIFICATIONS_MAX)) {
            boolean function = each.only("code", "name", "type").text("type").equals(FUNCTION);
            Fault.require(function || each.text("type").equals("ECONOMIC"),
                    fact.id() + " 未知分类", fact.id() + " names an unknown classification");
            String code = each.text("code", function ? Known.FUNCTION : Known.ECONOMIC);
            String name = each.text("name", Known.NAME_MAX);
            define(code, function, fact.position(), name);
        }
    }

    /** @param from the position from which a name counts */
    void define(String code, boolean byFunction, long from, String name) {
        (byFunction ? functions : economics).computeIfAbsent(code, key -> new TreeMap<>()).put(from, name);
    }

    /** Whether a code was defined before a position. */
    boolean knows(String code, boolean byFunction, long position) {
        NavigableMap<Long, String> names = (byFunction ? functions : economics).get(code);
        return names != null && names.firstKey() < position;
    }

    /** Of a code up to a position, empty if it has none. */
    String of(String code, boolean byFunction, long position) {
        NavigableMap<Long, String> names = (byFunction ? functions : economics).get(code);
        Map.@Nullable Entry<Long, String> last = names == null ? null : names.floorEntry(position);
        return last == null ? "" : last.getValue();
    }

    Json.Members document() {
        return Documents.object("economic", texts(economics), "function", texts(functions));
    }

    private static Json.Members texts(Map<String, NavigableMap<Long, String>> names) {
        Map<String, String> last = new HashMap<>();
        names.forEach((code, each) -> last.put(code, each.lastEntry().getValue()));
        return Documents.texts(last);
    }
}
