package dev.budgetledger.projection.comparison;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.ContractJson;
import dev.budgetledger.contract.Statement;
import dev.budgetledger.projection.entries.StatementReader.Said;

/**
 * 陈述变动: what is said of a part, key and unit at both points, where it is not the same.
 *
 * @param before absent where nothing was said yet
 * @param after absent where nothing is said there
 */
public record StatementChange(@Nullable Said before, @Nullable Said after) {

    private record About(Statement.Part part, @Nullable String key, @Nullable String ofUnit) {
        static About of(Said said) {
            return new About(said.fact().statement().content().part(), said.fact().key(), said.fact().ofUnit());
        }
    }

    /**
     * A text or number of a statement that changed.
     *
     * @param field a JSON Pointer (RFC 6901) into the later statement, or into the earlier where it is no more
     * @param row what distinguishes the row that it is in, such as an indicator; absent if it is in none
     * @param before absent where it was not there
     * @param after absent where it is no more
     */
    public record Item(String field, @Nullable String row, @Nullable String before, @Nullable String after) {}

    /** What differs, in the order of the later; what is there no more comes last. A statement that was replaced by an equal one does not. */
    public static List<StatementChange> of(List<Said> before, List<Said> after) {
        Map<About, Said> earlier = new LinkedHashMap<>();
        before.forEach(said -> earlier.put(About.of(said), said));
        List<StatementChange> changes = new ArrayList<>();
        after.forEach(said -> changes.add(new StatementChange(earlier.remove(About.of(said)), said)));
        earlier.values().forEach(said -> changes.add(new StatementChange(said, null)));
        return changes.stream().filter(change -> !Objects.equals(content(change.before), content(change.after))).toList();
    }

    public Statement.Part part() {
        return about().part();
    }

    /** What of the part it is about, absent where there is one. */
    public @Nullable String key() {
        return about().key();
    }

    /** The code of the unit that it is of, absent if it is of the department. */
    public @Nullable String ofUnit() {
        return about().ofUnit();
    }

    /** What of it changed, in the order of the statement; nothing where rows only changed places. */
    public List<Item> items() {
        return StatementDiff.of(content(before), content(after));
    }

    private About about() {
        return Stream.of(after, before).filter(Objects::nonNull).findFirst().map(About::of).orElseThrow();
    }

    private static Statement.@Nullable Content content(@Nullable Said said) {
        return said == null ? null : said.fact().statement().content();
    }

    /** Compares two statements as JSON has them: rows by what they are, paragraphs by where they stand between those that are the same. */
    private static class StatementDiff {

        /** What distinguishes the rows of a list. */
        private static final Map<String, List<String>> NAMES = Map.of(
                "institutions", List.of("name"),
                "sections", List.of("title"),
                "indicators", List.of("first", "second", "third"),
                "results", List.of("first", "second", "third"),
                "purchases", List.of("item", "catalogueCode"),
                "funding", List.of("fund", "origin"),
                "rows", List.of("category"));

        private final List<Item> items = new ArrayList<>();

        private StatementDiff() {}

        static List<Item> of(Statement.@Nullable Content before, Statement.@Nullable Content after) {
            StatementDiff diff = new StatementDiff();
            diff.compare("", null, json(before), json(after));
            return diff.items;
        }

        private static @Nullable Object json(Statement.@Nullable Content content) {
            return content == null ? null : ContractJson.read(ContractJson.write(content), Map.class);
        }

        private void compare(String field, @Nullable String row, @Nullable Object before, @Nullable Object after) {
            if (Objects.equals(before, after)) {
                return;
            }
            Object either = after == null ? before : after;
            if (either instanceof Map<?, ?>) {
                Map<?, ?> was = before instanceof Map<?, ?> map ? map : Map.of();
                Map<?, ?> is = after instanceof Map<?, ?> map ? map : Map.of();
                Set<Object> names = new LinkedHashSet<>(is.keySet());
                names.addAll(was.keySet());
                names.forEach(name -> compare(field + "/" + name, row, was.get(name), is.get(name)));
            } else if (either instanceof List<?>) {
                List<?> was = before instanceof List<?> list ? list : List.of();
                List<?> is = after instanceof List<?> list ? list : List.of();
                List<String> names = NAMES.get(field.substring(field.lastIndexOf('/') + 1));
                if (names == null) {
                    paragraphs(field, row, was, is);
                } else {
                    rows(field, row, names(was, names), names(is, names));
                }
            } else {
                items.add(new Item(field, row, text(before), text(after)));
            }
        }

        /** A row that came or went comes with all that is in it. */
        private void rows(String field, @Nullable String within, Map<String, Row> was, Map<String, Row> is) {
            is.forEach((name, row) -> {
                Row earlier = was.remove(name);
                compare(field + "/" + row.index, within(within, row), earlier == null ? null : earlier.value, row.value);
            });
            was.values().forEach(row -> compare(field + "/" + row.index, within(within, row), row.value, null));
        }

        private static String within(@Nullable String within, Row row) {
            return within == null ? row.name : within + " / " + row.name;
        }

        private record Row(int index, String name, Object value) {}

        /** Rows by their names; of several of one name the first is the first. */
        private static Map<String, Row> names(List<?> rows, List<String> fields) {
            Map<String, Row> named = new LinkedHashMap<>();
            Map<String, Integer> counts = new HashMap<>();
            for (int i = 0; i < rows.size(); i++) {
                Map<?, ?> row = (Map<?, ?>) rows.get(i);
                String name = fields.stream().map(field -> String.valueOf(row.get(field))).collect(Collectors.joining(" / "));
                named.put(name + "\n" + counts.merge(name, 1, Integer::sum), new Row(i, name, row));
            }
            return named;
        }

        /** Those at the beginning and at the end that are the same are left out; of the others the first stands for the first. */
        private void paragraphs(String field, @Nullable String row, List<?> was, List<?> is) {
            int shorter = Math.min(was.size(), is.size());
            int head = 0;
            while (head < shorter && was.get(head).equals(is.get(head))) {
                head++;
            }
            int tail = 0;
            while (tail < shorter - head && was.get(was.size() - 1 - tail).equals(is.get(is.size() - 1 - tail))) {
                tail++;
            }
            for (int i = head; i < Math.max(was.size(), is.size()) - tail; i++) {
                compare(field + "/" + i, row, i < was.size() - tail ? was.get(i) : null, i < is.size() - tail ? is.get(i) : null);
            }
        }

        private static @Nullable String text(@Nullable Object value) {
            return value == null ? null : value.toString();
        }
    }
}
