package dev.budgetledger.verifier;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * 取数: which money counts.
 *
 * @param sides 收支口径; all of them if nothing is said of them
 * @param wanted of each part of a line that something is said of, what counts
 */
record Selector(Set<Side> sides, Map<Part, List<String>> wanted) {

    static final Selector ALL = new Selector(EnumSet.range(Side.INCOME, Side.CARRIED_OUT), Map.of());

    static final Selector EXPENDITURE = new Selector(EnumSet.of(Side.EXPENDITURE), Map.of());

    private static final List<String> SIDES = Stream.of(Side.values()).map(Enum::name).toList();
    private static final String NONE = "NONE";
    private static final int CODES_MAX = 30;

    /** 收支口径. Income is the two that follow together; 年初预算数 counts only in a panel that names it. */
    enum Side {
        INCOME,
        EXPENDITURE,
        CARRIED_OUT,
        APPROVED
    }

    /** Whether money counts, of a year of which not all was published. */
    enum Counts {
        YES,
        /** It may: it says no kind. */
        COARSE,
        /** It may, and stands in a row of what was not published. */
        UNPUBLISHED,
        NO;

        Counts and(Counts other) {
            return compareTo(other) < 0 ? other : this;
        }
    }

    /** What of a line is looked at. */
    enum Part {
        FUNDS("funds", null),
        ORIGINS("origins", null),
        KINDS("kinds", null),
        FUNCTIONS("functions", Pattern.compile(NONE + "|[0-9]{1,7}")),
        ECONOMICS("economics", Pattern.compile(NONE + "|[0-9]{1,5}")),
        GOVERNMENT_ECONOMICS("governmentEconomics", Pattern.compile(NONE + "|[0-9]{1,5}")),
        NATURES("natures", null);

        private final String field;
        private final @Nullable Pattern code;

        /** @param code the form of beginnings of codes, if those are what counts */
        Part(String field, @Nullable Pattern code) {
            this.field = field;
            this.code = code;
        }

        /** What may count, if it is no codes. */
        private List<String> words() {
            return switch (this) {
                case FUNDS -> Line.FUNDS;
                case ORIGINS -> Line.ORIGINS;
                case KINDS -> Line.KINDS;
                case NATURES -> Chart.NATURES;
                case FUNCTIONS, ECONOMICS, GOVERNMENT_ECONOMICS -> List.of();
            };
        }

        /** This part of a line, absent if it has none. */
        @Nullable String of(Line line, String nature) {
            return switch (this) {
                case FUNDS -> line.fund();
                case ORIGINS -> line.origin();
                case KINDS -> line.kind();
                case FUNCTIONS -> line.function();
                case ECONOMICS -> line.economic();
                case GOVERNMENT_ECONOMICS -> line.governmentEconomic();
                case NATURES -> nature;
            };
        }

        private List<String> read(Json.Members of) {
            List<String> wanted = of.texts(field);
            Fault.require(!wanted.isEmpty() && wanted.size() <= (code == null ? words().size() : CODES_MAX),
                    field + " 项数有误", field + " has none, or more than there can be");
            for (String each : wanted) {
                Fault.require(code == null ? words().contains(each) : code.matcher(each).matches(),
                        field + " 未知取值 " + Fault.quoted(each), field + " has an unknown value");
            }
            Fault.require(code != null || isInOrder(wanted, words()), field + " 取值重复或无序", field + " names something twice, or in no order");
            return wanted;
        }

        private boolean accepts(@Nullable String value, List<String> wanted) {
            for (String each : wanted) {
                if (code == null ? each.equals(value) : value == null ? each.equals(NONE) : value.startsWith(each)) {
                    return true;
                }
            }
            return false;
        }

        /** What a line says too little of may be anything. */
        private Counts counts(@Nullable String value, List<String> wanted) {
            if (accepts(value, wanted)) {
                return Counts.YES;
            }
            if (this == KINDS && value == null) {
                return Counts.COARSE;
            }
            boolean split = this == KINDS && "BASIC".equals(value) && (wanted.contains("PERSONNEL") || wanted.contains("OPERATING"));
            boolean above = code != null && (value == null || wanted.stream().anyMatch(each -> each.startsWith(value)));
            return split || above ? Counts.UNPUBLISHED : Counts.NO;
        }

        private boolean overlap(List<String> some, List<String> others) {
            return some.stream().anyMatch(one -> others.stream().anyMatch(other ->
                    code == null ? one.equals(other) : one.startsWith(other) || other.startsWith(one)));
        }

        static Part of(Names.Classification by) {
            return switch (by) {
                case FUNCTION -> FUNCTIONS;
                case ECONOMIC -> ECONOMICS;
                case GOVERNMENT_ECONOMIC -> GOVERNMENT_ECONOMICS;
            };
        }
    }

    /** What {@code of} says in a table, a row or a column. */
    static Selector in(Json.Members owner) {
        return owner.has("of") ? read(owner, "of") : ALL;
    }

    /** What a sentence counts, which stands in no table that could say the sides. */
    static Selector ofSentence(Json.Members owner, String name) {
        Selector read = read(owner, name);
        Fault.require(read.saysSides(), "未指明收支口径", "a sentence of which no sides are said");
        return read;
    }

    private static Selector read(Json.Members owner, String name) {
        Json.Members of = owner.object(name).only(
                Stream.concat(Stream.of("sides?"), Stream.of(Part.values()).map(part -> part.field + "?")).toArray(String[]::new));
        Map<Part, List<String>> wanted = new EnumMap<>(Part.class);
        for (Part part : Part.values()) {
            if (of.has(part.field)) {
                wanted.put(part, part.read(of));
            }
        }
        return new Selector(of.has("sides") ? sides(of.texts("sides")) : ALL.sides, wanted);
    }

    private static Set<Side> sides(List<String> names) {
        Fault.require(!names.isEmpty() && SIDES.containsAll(names) && isInOrder(names, SIDES),
                "sides 取值有误", "sides names what there is not, twice, or in no order");
        Set<Side> sides = EnumSet.noneOf(Side.class);
        names.forEach(name -> sides.add(Side.valueOf(name)));
        Fault.require(sides.size() == 1 || !isAlone(sides), "sides 重复计数", "sides counts money twice");
        return sides;
    }

    private static boolean isAlone(Set<Side> sides) {
        return sides.contains(Side.INCOME) || sides.contains(Side.APPROVED);
    }

    /** Whether it counts a side in a panel, of which is known whether anything in it names what was approved. */
    boolean counts(Side side, boolean approvedIsNamed) {
        return sides.contains(side) || (side == Side.APPROVED && approvedIsNamed && !saysSides());
    }

    /** Each once, in the order in which the ledger writes them. */
    static boolean isInOrder(List<String> wanted, List<String> words) {
        return IntStream.range(1, wanted.size()).allMatch(i -> words.indexOf(wanted.get(i - 1)) < words.indexOf(wanted.get(i)));
    }

    /** What people wrote in any order in the one in which the ledger writes it. */
    static Json.Items inOrder(String field, Json.Items written) {
        List<String> words = field.equals("sides") ? SIDES : field.equals("is") ? Sentences.CONDITIONS : Stream.of(Part.values())
                .filter(part -> part.field.equals(field)).findFirst().map(Part::words).orElse(List.of());
        return new Json.Items(written.values().stream()
                .sorted(Comparator.comparingInt(each -> each instanceof Json.Text text ? words.indexOf(text.value()) : -1))
                .toList());
    }

    /** Whether it says which amounts of a line count. */
    boolean saysSides() {
        return !sides.equals(ALL.sides);
    }

    /** Whether money of a line counts, of whichever side. */
    boolean accepts(Line line, String nature) {
        for (Map.Entry<Part, List<String>> each : wanted.entrySet()) {
            if (!each.getKey().accepts(each.getKey().of(line, nature), each.getValue())) {
                return false;
            }
        }
        return true;
    }

    /** The same, of a year of which only part was published. */
    Counts counts(Line line, String nature) {
        Counts counts = Counts.YES;
        for (Map.Entry<Part, List<String>> each : wanted.entrySet()) {
            counts = counts.and(each.getKey().counts(each.getKey().of(line, nature), each.getValue()));
        }
        return counts;
    }

    /** The same of lines that have a code. */
    Selector withCode(Names.Classification by) {
        Map<Part, List<String>> coded = new EnumMap<>(Part.class);
        coded.putAll(wanted);
        coded.putIfAbsent(Part.of(by), List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"));
        return new Selector(sides, coded);
    }

    /** Whether some money may count for both. */
    boolean overlaps(Selector other) {
        List<Side> both = new ArrayList<>(sides);
        both.retainAll(other.sides);
        if (both.isEmpty() && !isAlone(sides) && !isAlone(other.sides)) {
            return false;
        }
        return wanted.entrySet().stream().allMatch(each -> {
            List<String> others = other.wanted.get(each.getKey());
            return others == null || each.getKey().overlap(each.getValue(), others);
        });
    }
}
