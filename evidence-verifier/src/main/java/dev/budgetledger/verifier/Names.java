package dev.budgetledger.verifier;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/** 科目名称: of several names of a code the last up to a point counts. */
final class Names {

    /** 分类. The names of those that a package lists even if it has none are older than the others. */
    enum Classification {
        FUNCTION("function", true, Known.FUNCTION),
        ECONOMIC("economic", true, Known.ECONOMIC),
        GOVERNMENT_ECONOMIC("governmentEconomic", false, Known.ECONOMIC);

        static final List<String> NAMES = Arrays.stream(values()).map(Enum::name).toList();

        private final String field;
        private final boolean listedIfEmpty;
        private final Pattern code;

        Classification(String field, boolean listedIfEmpty, Pattern code) {
            this.field = field;
            this.listedIfEmpty = listedIfEmpty;
            this.code = code;
        }

        private static @Nullable Classification named(String name) {
            return Arrays.stream(values()).filter(each -> each.name().equals(name)).findFirst().orElse(null);
        }
    }

    /** Of each classification its codes, and their names by the positions from which they count. */
    private final Map<Classification, Map<String, NavigableMap<Long, String>>> names =
            new EnumMap<>(Classification.class);

    void add(LoggedFact fact, int fiscalYear) {
        Json.Members defined = fact.fact().only("classifications", "fiscalYear");
        Fault.require(defined.whole("fiscalYear") == fiscalYear, fact.id() + " 年度不符", fact.id() + " is of another year");
        for (Json.Members each : defined.objects("classifications", Known.CLASSIFICATIONS_MAX)) {
            Classification of = Classification.named(each.only("code", "name", "type").text("type"));
            if (of == null) {
                throw new Fault(fact.id() + " 未知分类", fact.id() + " names an unknown classification");
            }
            define(of, each.text("code", of.code), fact.position(), each.text("name", Known.NAME_MAX));
        }
    }

    /** @param from the position from which a name counts */
    void define(Classification of, String code, long from, String name) {
        names.computeIfAbsent(of, key -> new HashMap<>())
                .computeIfAbsent(code, key -> new TreeMap<>())
                .put(from, name);
    }

    /** Whether a code was defined before a position. */
    boolean knows(Classification of, String code, long position) {
        NavigableMap<Long, String> known = codes(of).get(code);
        return known != null && known.firstKey() < position;
    }

    /** Of a code up to a position, empty if it has none. */
    String of(Classification of, String code, long position) {
        NavigableMap<Long, String> known = codes(of).get(code);
        Map.@Nullable Entry<Long, String> last = known == null ? null : known.floorEntry(position);
        return last == null ? "" : last.getValue();
    }

    Json.Members document() {
        List<Object> members = new ArrayList<>();
        for (Classification of : Classification.values()) {
            Map<String, String> last = new HashMap<>();
            codes(of).forEach((code, each) -> last.put(code, each.lastEntry().getValue()));
            if (of.listedIfEmpty || !last.isEmpty()) {
                members.addAll(List.of(of.field, Documents.texts(last)));
            }
        }
        return Documents.object(members.toArray());
    }

    private Map<String, NavigableMap<Long, String>> codes(Classification of) {
        return names.getOrDefault(of, Map.of());
    }
}
