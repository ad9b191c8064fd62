package dev.budgetledger.contract.form;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.PlainText;

/** The fields of a JSON object, read strictly: each knows where it stands, and none is left over. */
final class JsonFields {

    private static final Pattern BRACES = Pattern.compile("[{}]");
    private static final Pattern DIGIT = Pattern.compile("\\p{Nd}");
    private static final List<String> OF_TABLES = List.of("{year}", "{priorYear}");

    private final Map<?, ?> fields;
    private final String path;
    private final Set<Object> read = new HashSet<>();

    private JsonFields(Map<?, ?> fields, String path) {
        this.fields = fields;
        this.path = path;
    }

    static JsonFields of(Object json, String path) {
        if (json instanceof Map<?, ?> object) {
            return new JsonFields(object, path);
        }
        throw new FormFault(path, "must be an object");
    }

    boolean has(String name) {
        return fields.containsKey(name);
    }

    String path() {
        return path;
    }

    String path(String name) {
        return path + "/" + name.replace("~", "~0").replace("/", "~1");
    }

    FormFault fault(String name, String sentence) {
        return new FormFault(path(name), sentence);
    }

    private Object required(String name) {
        read.add(name);
        Object value = fields.get(name);
        if (value == null) {
            throw fault(name, has(name) ? "must not be null" : "is missing");
        }
        return value;
    }

    JsonFields object(String name) {
        return of(required(name), path(name));
    }

    /** A text of a form of its own. */
    String text(String name, Predicate<String> form, String sentence) {
        if (required(name) instanceof String text && form.test(text)) {
            return text;
        }
        throw fault(name, sentence);
    }

    String id() {
        return text("id", Form::isId, "must be a letter, then letters, digits, _ or -, at most " + FormLimits.ID_CHARS_MAX);
    }

    /** A text that is printed; {@code {year}} stands for the fiscal year, {@code {priorYear}} for the one before. */
    String printed(String name) {
        return printed(required(name), path(name));
    }

    static String printed(Object value, String path) {
        return printed(value, path, FormLimits.TEXT_CHARS_MAX, OF_TABLES);
    }

    /**
     * A text of a document, which holds no figure.
     *
     * @param braced what stands for something in it
     */
    String sentence(String name, List<String> braced) {
        return sentence(required(name), path(name), braced);
    }

    static String sentence(Object value, String path, List<String> braced) {
        String text = printed(value, path, FormLimits.SENTENCE_CHARS_MAX, braced);
        if (DIGIT.matcher(text).find()) {
            throw new FormFault(path, "must not hold digits: figures are of the money");
        }
        return text;
    }

    private static String printed(Object value, String path, int longest, List<String> braced) {
        if (!(value instanceof String text)) {
            throw new FormFault(path, "must be a text");
        }
        if (text.codePointCount(0, text.length()) > longest) {
            throw new FormFault(path, "must have at most " + longest + " characters");
        }
        if (PlainText.isBlank(text)) {
            throw new FormFault(path, "must not be blank");
        }
        String fault = PlainText.faultOfName(text);
        if (fault != null) {
            throw new FormFault(path, fault);
        }
        String rest = text;
        for (String each : braced) {
            rest = rest.replace(each, "");
        }
        if (BRACES.matcher(rest).find()) {
            throw new FormFault(path, "may hold " + String.join(", ", braced) + ", but no other braces");
        }
        return text;
    }

    int integer(String name, int min, int max) {
        if (required(name) instanceof Integer number && number >= min && number <= max) {
            return number;
        }
        throw fault(name, "must be an integer from " + min + " to " + max);
    }

    /** What a field is, whatever it is. */
    <T> T value(String name, BiFunction<Object, String, T> read) {
        return read.apply(required(name), path(name));
    }

    /** False if absent. */
    boolean flag(String name) {
        if (!has(name)) {
            return false;
        }
        if (required(name) instanceof Boolean flag) {
            return flag;
        }
        throw fault(name, "must be true or false");
    }

    <E extends Enum<E>> E oneOf(String name, Class<E> type) {
        return constant(required(name), path(name), type);
    }

    <E extends Enum<E>> E oneOf(String name, Class<E> type, E absent) {
        return has(name) ? oneOf(name, type) : absent;
    }

    <E extends Enum<E>> @Nullable Set<E> setOf(String name, Class<E> type) {
        if (!has(name)) {
            return null;
        }
        int all = type.getEnumConstants().length;
        List<E> list = list(name, 1, all, (value, at) -> constant(value, at, type));
        Set<E> set = EnumSet.copyOf(list);
        if (set.size() < list.size()) {
            throw fault(name, "names something twice");
        }
        return set;
    }

    <E extends Enum<E>> Set<E> requiredSetOf(String name, Class<E> type) {
        required(name);
        return Objects.requireNonNull(setOf(name, type));
    }

    private static <E extends Enum<E>> E constant(Object value, String path, Class<E> type) {
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(value)) {
                return constant;
            }
        }
        throw new FormFault(path, "must be one of " + List.of(type.getEnumConstants()));
    }

    /** A list, whose size is looked at before anything in it. */
    <T> List<T> list(String name, int min, int max, BiFunction<Object, String, T> element) {
        return list(required(name), path(name), min, max, element);
    }

    static <T> List<T> list(Object value, String path, int min, int max, BiFunction<Object, String, T> element) {
        if (!(value instanceof List<?> list)) {
            throw new FormFault(path, "must be an array");
        }
        if (list.size() < min || list.size() > max) {
            throw new FormFault(path, "must have " + min + " to " + max + " elements, has " + list.size());
        }
        List<T> read = new ArrayList<>();
        for (Object each : list) {
            String at = path + "/" + read.size();
            if (each == null) {
                throw new FormFault(at, "must not be null");
            }
            read.add(element.apply(each, at));
        }
        return read;
    }

    /** Refuses what was not asked for. */
    void end() {
        for (Object name : fields.keySet()) {
            if (!read.contains(name)) {
                throw fault(PlainText.quoted(name), "is no field of this");
            }
        }
    }
}
