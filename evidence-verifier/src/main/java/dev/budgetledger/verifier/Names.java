package dev.budgetledger.verifier;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/** 科目名称: of several names of a code the last up to a point counts, of the department's own if it has any. */
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

    private final Book everyones = new Book();
    private final Book own = new Book();

    void add(LoggedFact fact, int fiscalYear) {
        Json.Members defined = fact.fact().only("classifications", "fiscalYear");
        Fault.require(defined.whole("fiscalYear") == fiscalYear, fact.id() + " 年度不符", fact.id() + " is of another year");
        everyones.add(fact, defined.objects("classifications", Known.CLASSIFICATIONS_MAX));
    }

    void addOwn(LoggedFact fact) {
        own.add(fact, fact.fact().only("names").objects("names", Known.CLASSIFICATIONS_MAX));
    }

    /** @param from the position from which a name counts, for everyone */
    void define(Classification of, String code, long from, String name) {
        everyones.define(of, code, from, name);
    }

    /** Whether a code was defined before a position; that a department has a name for it defines none. */
    boolean knows(Classification of, String code, long position) {
        return everyones.of(of, code, position - 1) != null;
    }

    /** Of a code up to a position, empty if it has none. */
    String of(Classification of, String code, long position) {
        String name = own.of(of, code, position);
        return name != null ? name : Objects.requireNonNullElse(everyones.of(of, code, position), "");
    }

    Json.Members document() {
        List<Object> members = new ArrayList<>();
        for (Classification of : Classification.values()) {
            Map<String, String> last = new HashMap<>();
            everyones.of(of).forEach((code, each) -> last.put(code, each.lastEntry().getValue()));
            own.of(of).forEach((code, each) -> last.put(code, each.lastEntry().getValue()));
            if (of.listedIfEmpty || !last.isEmpty()) {
                members.addAll(List.of(of.field, Documents.texts(last)));
            }
        }
        return Documents.object(members.toArray());
    }

    /** Of each classification its codes, and their names by the positions from which they count. */
    private static final class Book {

        private final Map<Classification, Map<String, NavigableMap<Long, String>>> names = new EnumMap<>(Classification.class);

        void add(LoggedFact fact, List<Json.Members> defined) {
            for (Json.Members each : defined) {
                Classification of = Classification.named(each.only("code", "name", "type").text("type"));
                if (of == null) {
                    throw new Fault(fact.id() + " 未知分类", fact.id() + " names an unknown classification");
                }
                define(of, each.text("code", of.code), fact.position(), each.text("name", Known.NAME_MAX));
            }
        }

        void define(Classification of, String code, long from, String name) {
            names.computeIfAbsent(of, key -> new HashMap<>())
                    .computeIfAbsent(code, key -> new TreeMap<>())
                    .put(from, name);
        }

        Map<String, NavigableMap<Long, String>> of(Classification of) {
            return names.getOrDefault(of, Map.of());
        }

        @Nullable String of(Classification of, String code, long position) {
            NavigableMap<Long, String> known = of(of).get(code);
            Map.@Nullable Entry<Long, String> last = known == null ? null : known.floorEntry(position);
            return last == null ? null : last.getValue();
        }
    }
}
