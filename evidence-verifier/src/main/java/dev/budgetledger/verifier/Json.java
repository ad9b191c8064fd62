package dev.budgetledger.verifier;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** A JSON value. Numbers are whole: nothing in a package has others. */
sealed interface Json {

    record Text(String value) implements Json {}

    record Whole(long value) implements Json {}

    record Flag(boolean value) implements Json {}

    record Nothing() implements Json {}

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
        public Members {
            members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
        }

        String text(String name) {
            return text(get(name), name);
        }

        @Nullable String textIfThere(String name) {
            return members.containsKey(name) ? text(name) : null;
        }

        long whole(String name) {
            if (get(name) instanceof Whole(long value)) {
                return value;
            }
            throw missing(name, "a whole number");
        }

        boolean flag(String name) {
            if (get(name) instanceof Flag(boolean value)) {
                return value;
            }
            throw missing(name, "true or false");
        }

        Members object(String name) {
            return object(get(name), name);
        }

        List<Members> objects(String name) {
            return items(name).stream().map(each -> object(each, name)).toList();
        }

        List<String> texts(String name) {
            return items(name).stream().map(each -> text(each, name)).toList();
        }

        private List<Json> items(String name) {
            if (get(name) instanceof Items(List<Json> values)) {
                return values;
            }
            throw missing(name, "an array");
        }

        private static String text(@Nullable Json value, String name) {
            if (value instanceof Text(String text)) {
                return text;
            }
            throw missing(name, "text");
        }

        private static Members object(@Nullable Json value, String name) {
            if (value instanceof Members object) {
                return object;
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
