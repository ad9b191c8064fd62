package dev.budgetledger.verifier;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/** A JSON value. Numbers are whole: nothing in a package has others. */
sealed interface Json {

    record Text(String value) implements Json {}

    record Whole(long value) implements Json {}

    record Flag(boolean value) implements Json {}

    record Nothing() implements Json {}

    /** What is made whenever it is read, and not kept: part of a large document. */
    record Later(Supplier<? extends Json> made) implements Json {}

    record Items(List<Json> values) implements Json {
        public Items {
            values = List.copyOf(values);
        }
    }

    /**
     * An object.
     *
     * @param members in the order in which they stand
     */
    record Members(Map<String, Json> members) implements Json {

        private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

        public Members {
            members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
        }

        /**
         * This object, if it has these fields and no others.
         *
         * @param fields their names; those with a question mark after them may be missing
         */
        Members only(String... fields) {
            int there = 0;
            for (String field : fields) {
                boolean optional = field.endsWith("?");
                String name = optional ? field.substring(0, field.length() - 1) : field;
                there += members.containsKey(name) ? 1 : 0;
                if (!optional && !members.containsKey(name)) {
                    throw new Fault("缺少字段 " + name, "the field " + name + " is missing");
                }
            }
            if (there < members.size()) {
                Set<String> known = Arrays.stream(fields).map(field -> field.replace("?", "")).collect(Collectors.toSet());
                String other = members.keySet().stream().filter(name -> !known.contains(name)).findFirst().orElse("");
                throw new Fault("未知字段 " + Fault.quoted(other), "the field " + Fault.quoted(other) + " is not known");
            }
            return this;
        }

        boolean has(String name) {
            return members.containsKey(name);
        }

        String text(String name) {
            return text(get(name), name);
        }

        /** A text of this many characters at most. */
        String text(String name, int charactersMax) {
            String text = text(name);
            Fault.require(text.codePointCount(0, text.length()) <= charactersMax,
                    "字段 " + name + " 过长", "field " + name + " is longer than " + charactersMax + " characters");
            return text;
        }

        /** A text of this form, all of it. */
        String text(String name, Pattern form) {
            String text = text(name);
            Fault.require(form.matcher(text).matches(), "字段 " + name + " 写法有误: " + Fault.quoted(text),
                    "field " + name + " is not written as it must be");
            return text;
        }

        /** The same of a text that need not be there. */
        @Nullable String textIfAny(String name, int charactersMax) {
            return has(name) ? text(name, charactersMax) : null;
        }

        /** The same of a text that need not be there. */
        @Nullable String textIfAny(String name, Pattern form) {
            return has(name) ? text(name, form) : null;
        }

        LocalDate date(String name) {
            try {
                return LocalDate.parse(text(name, DATE));
            } catch (DateTimeException e) {
                throw new Fault("字段 " + name + " 不是日期", "field " + name + " is no day of the calendar");
            }
        }

        /** A whole number from one on. */
        long number(String name) {
            long number = whole(name);
            Fault.require(number >= 1, "字段 " + name + " 应为正数", "field " + name + " is not 1 or more");
            return number;
        }

        long whole(String name) {
            if (get(name) instanceof Whole whole) {
                return whole.value();
            }
            throw missing(name, "a whole number");
        }

        boolean flag(String name) {
            if (get(name) instanceof Flag flag) {
                return flag.value();
            }
            throw missing(name, "true or false");
        }

        Members object(String name) {
            return object(get(name), name);
        }

        List<Members> objects(String name) {
            return values(name).stream().map(each -> object(each, name)).toList();
        }

        /** This many at most. */
        List<Members> objects(String name, int itemsMax) {
            Fault.require(values(name).size() <= itemsMax, "字段 " + name + " 项数过多",
                    "field " + name + " has more than " + itemsMax + " items");
            return objects(name);
        }

        /** This many at least and at most. */
        List<Members> objects(String name, int itemsMin, int itemsMax) {
            Fault.require(values(name).size() >= itemsMin, "字段 " + name + " 为空", "field " + name + " has no items");
            return objects(name, itemsMax);
        }

        /** Arrays of objects, none empty: this many of them, of this many each, at most. */
        List<List<Members>> objectLists(String name, int listsMax, int itemsMax) {
            List<Json> lists = values(name);
            Fault.require(!lists.isEmpty() && lists.size() <= listsMax, "字段 " + name + " 项数有误",
                    "field " + name + " does not have 1 to " + listsMax + " items");
            return lists.stream()
                    .map(list -> new Members(Map.of(name, list)).objects(name, 1, itemsMax))
                    .toList();
        }

        /** One of these. */
        String oneOf(String name, Collection<String> words) {
            String text = text(name);
            Fault.require(words.contains(text), "字段 " + name + " 未知取值 " + Fault.quoted(text),
                    "field " + name + " has an unknown value");
            return text;
        }

        /** A whole number between these. */
        long whole(String name, long min, long max) {
            long whole = whole(name);
            Fault.require(whole >= min && whole <= max, "字段 " + name + " 超出范围",
                    "field " + name + " is not " + min + " to " + max);
            return whole;
        }

        List<Long> wholes(String name) {
            return values(name).stream().map(each -> new Members(Map.of(name, each)).whole(name)).toList();
        }

        List<String> texts(String name) {
            return values(name).stream().map(each -> text(each, name)).toList();
        }

        /** What an array holds, whatever it is. */
        List<Json> values(String name) {
            return values(get(name), name);
        }

        static List<Json> values(@Nullable Json value, String name) {
            if (value instanceof Items items) {
                return items.values();
            }
            if (value instanceof Later later) {
                return values(later.made().get(), name);
            }
            throw missing(name, "an array");
        }

        private static String text(@Nullable Json value, String name) {
            if (value instanceof Text text) {
                return text.value();
            }
            throw missing(name, "text");
        }

        private static Members object(@Nullable Json value, String name) {
            if (value instanceof Members object) {
                return object;
            }
            if (value instanceof Later later) {
                return object(later.made().get(), name);
            }
            throw missing(name, "an object");
        }

        private @Nullable Json get(String name) {
            return members.get(name);
        }

        private static Fault missing(String name, String kind) {
            return new Fault("字段 " + name + " 缺失或类型不符", "field " + name + " is not " + kind);
        }
    }
}
