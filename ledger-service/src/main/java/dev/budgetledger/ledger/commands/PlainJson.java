package dev.budgetledger.ledger.commands;

import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.CommandBody;

/**
 * Reads what commands say as the strict mapper reads it, in a fraction of its time, where it is written as nearly everybody writes it: known fields,
 * each once, without escapes and nulls. Of anything else it says nothing, and the mapper reads it or says what is wrong with it. A
 * property test compares the two.
 */
final class PlainJson {

    private static final int INTEGER_DIGITS_MAX = 9;
    private static final int LONG_DIGITS_MAX = 18;

    private static final ClassValue<Shape> SHAPES = new ClassValue<>() {
        @Override
        protected Shape computeValue(Class<?> type) {
            return Shape.of(type);
        }
    };

    private final String json;
    private int at;

    private PlainJson(String json, int at) {
        this.json = json;
        this.at = at;
    }

    /** Whatever it is, the mapper may read it. */
    private static final class OtherwiseException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private OtherwiseException() {
            super(null, null, false, false);
        }
    }

    private interface Reading {
        Object from(PlainJson json);
    }

    private record Field(String name, Reading reading) {}

    /** How a record is read. */
    private record Shape(Constructor<?> constructor, Field[] fields) {

        static Shape of(Class<?> type) {
            RecordComponent[] components = type.getRecordComponents();
            try {
                return new Shape(
                        type.getDeclaredConstructor(Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new)),
                        Stream.of(components).map(each -> new Field(each.getName(), reading(each.getGenericType()))).toArray(Field[]::new));
            } catch (NoSuchMethodException e) {
                throw new IllegalStateException(e); // every record has it
            }
        }

        Object of(Object[] values) {
            try {
                return constructor.newInstance(values);
            } catch (ReflectiveOperationException e) {
                throw new OtherwiseException();
            }
        }
    }

    private static Reading reading(Type type) {
        if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
            Reading element = reading(list.getActualTypeArguments()[0]);
            return json -> json.list(element);
        }
        if (type == String.class) {
            return PlainJson::text;
        }
        if (type == Integer.class) {
            return json -> (int) json.number(INTEGER_DIGITS_MAX);
        }
        if (type == Long.class) {
            return json -> json.number(LONG_DIGITS_MAX);
        }
        if (type instanceof Class<?> named && named.isEnum()) {
            Map<String, Object> constants = Stream.of(named.getEnumConstants())
                    .collect(Collectors.toUnmodifiableMap(each -> ((Enum<?>) each).name(), Function.identity()));
            return json -> given(constants.get(json.text()));
        }
        if (type instanceof Class<?> body && body.isRecord() && body.getEnclosingClass() == CommandBody.class) {
            return json -> json.object(body)[0];
        }
        return _ -> {
            throw new OtherwiseException();
        };
    }

    /** The record of JSON; null if the mapper is to be asked. */
    static @Nullable Object read(String json, Class<?> type) {
        List<Object> all = readAll(json, type);
        return all == null ? null : all.getFirst();
    }

    /** The same of several records whose fields stand in one object; a field is of the first that has it. */
    static @Nullable List<Object> readAll(String json, Class<?>... types) {
        PlainJson reader = new PlainJson(json, 0);
        try {
            Object[] all = reader.object(types);
            reader.skip();
            return reader.at == json.length() ? Arrays.asList(all) : null;
        } catch (OtherwiseException otherwise) {
            return null;
        }
    }

    /** The text of the first field of a name, wherever it is; null if there is none, or no plain one. */
    static @Nullable String first(String json, String name) {
        String field = '"' + name + '"';
        int found = json.indexOf(field);
        if (found < 0) {
            return null;
        }
        PlainJson reader = new PlainJson(json, found + field.length());
        try {
            reader.expect(':');
            return reader.text();
        } catch (OtherwiseException otherwise) {
            return null;
        }
    }

    private Object[] object(Class<?>... types) {
        Shape[] shapes = new Shape[types.length];
        Object[][] values = new Object[types.length][];
        for (int i = 0; i < types.length; i++) {
            shapes[i] = SHAPES.get(types[i]);
            values[i] = new Object[shapes[i].fields.length];
        }
        expect('{');
        if (!has('}')) {
            do {
                field(shapes, values);
            } while (has(','));
            expect('}');
        }
        Object[] records = new Object[types.length];
        for (int i = 0; i < types.length; i++) {
            records[i] = shapes[i].of(values[i]);
        }
        return records;
    }

    private void field(Shape[] shapes, Object[][] values) {
        expect('"');
        int start = at;
        at = json.indexOf('"', start) + 1;
        require(at > 0);
        for (int i = 0; i < shapes.length; i++) {
            Field[] fields = shapes[i].fields;
            for (int j = 0; j < fields.length; j++) {
                String name = fields[j].name;
                if (name.length() == at - 1 - start && json.startsWith(name, start)) {
                    require(values[i][j] == null);
                    expect(':');
                    values[i][j] = fields[j].reading.from(this);
                    return;
                }
            }
        }
        throw new OtherwiseException();
    }

    private List<Object> list(Reading element) {
        List<Object> elements = new ArrayList<>();
        expect('[');
        if (!has(']')) {
            do {
                elements.add(element.from(this));
            } while (has(','));
            expect(']');
        }
        return elements;
    }

    private String text() {
        expect('"');
        int start = at;
        for (char c = next(); c != '"'; c = next()) {
            require(c != '\\' && c >= ' ');
        }
        return json.substring(start, at - 1);
    }

    /** A whole number that is not negative, as it is written in one way only. */
    private long number(int digitsMax) {
        skip();
        int start = at;
        long value = 0;
        while (at < json.length() && json.charAt(at) >= '0' && json.charAt(at) <= '9') {
            value = 10 * value + json.charAt(at++) - '0';
            require(at - start <= digitsMax);
        }
        require(at > start && (json.charAt(start) != '0' || at == start + 1));
        return value;
    }

    private char next() {
        require(at < json.length());
        return json.charAt(at++);
    }

    private void skip() {
        while (at < json.length() && isBlank(json.charAt(at))) {
            at++;
        }
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\n' || c == '\r' || c == '\t';
    }

    /** Passes by a character, blanks before it too, if it comes next. */
    private boolean has(char expected) {
        skip();
        if (at < json.length() && json.charAt(at) == expected) {
            at++;
            return true;
        }
        return false;
    }

    private void expect(char expected) {
        require(has(expected));
    }

    private static Object given(@Nullable Object value) {
        if (value == null) {
            throw new OtherwiseException();
        }
        return value;
    }

    private static void require(boolean so) {
        if (!so) {
            throw new OtherwiseException();
        }
    }
}
