package dev.budgetledger.verifier;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads RFC 8259 JSON and nothing more: no duplicate names, nothing after the value, no fractions, no broken UTF-8. */
final class JsonReader {

    /** Bounds of what is read before anything is made of it: no document of a package comes near them. */
    private static final int BYTES_MAX = 16 * 1024 * 1024;
    private static final int DEPTH_MAX = 24;
    private static final int VALUES_MAX = 250_000;
    private static final Pattern WHOLE = Pattern.compile("-?(?:0|[1-9][0-9]{0,17})(?![0-9.eE])");

    private final String text;
    private int at;
    private int values;

    private JsonReader(String text) {
        this.text = text;
    }

    /** @throws Fault if the bytes are anything else */
    static Json read(ByteBuffer utf8) {
        Fault.require(utf8.remaining() <= BYTES_MAX, "JSON 过长", "JSON of more than " + BYTES_MAX + " bytes");
        JsonReader reader = new JsonReader(decode(utf8));
        Json value = reader.value(0);
        reader.space();
        if (reader.at < reader.text.length()) {
            throw reader.fault("something after the value");
        }
        return value;
    }

    /** @throws Fault if the bytes are not a JSON object */
    static Json.Members object(ByteBuffer utf8) {
        if (read(utf8) instanceof Json.Members object) {
            return object;
        }
        throw new Fault("不是 JSON 对象", "not a JSON object");
    }

    /** @throws Fault if the bytes are not UTF-8 */
    static String decode(ByteBuffer utf8) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(utf8.duplicate()).toString();
        } catch (CharacterCodingException e) {
            throw new Fault("不是 UTF-8", "not UTF-8");
        }
    }

    private Json value(int depth) {
        space();
        if (depth > DEPTH_MAX || ++values > VALUES_MAX) {
            throw fault("more values or levels than a document of a package has");
        }
        char next = at < text.length() ? text.charAt(at) : 0;
        return switch (next) {
            case '{' -> members(depth);
            case '[' -> items(depth);
            case '"' -> new Json.Text(string());
            case 't' -> word("true", new Json.Flag(true));
            case 'f' -> word("false", new Json.Flag(false));
            case 'n' -> word("null", new Json.Nothing());
            default -> number();
        };
    }

    private Json members(int depth) {
        Map<String, Json> members = new LinkedHashMap<>();
        at++;
        if (!taken('}')) {
            do {
                space();
                String name = string();
                expect(':');
                if (members.put(name, value(depth + 1)) != null) {
                    throw fault("the name " + Fault.quoted(name) + " twice");
                }
            } while (taken(','));
            expect('}');
        }
        return new Json.Members(members);
    }

    private Json items(int depth) {
        List<Json> items = new ArrayList<>();
        at++;
        if (!taken(']')) {
            do {
                items.add(value(depth + 1));
            } while (taken(','));
            expect(']');
        }
        return new Json.Items(items);
    }

    private String string() {
        if (at >= text.length() || text.charAt(at) != '"') {
            throw fault("no string");
        }
        StringBuilder string = new StringBuilder();
        at++;
        for (char next = next(); next != '"'; next = next()) {
            if (next < ' ') {
                throw fault("a control character");
            }
            string.append(next == '\\' ? escaped() : next);
        }
        return string.toString();
    }

    private char escaped() {
        char escape = next();
        return switch (escape) {
            case '"', '\\', '/' -> escape;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> (char) (hex() << 12 | hex() << 8 | hex() << 4 | hex());
            default -> throw fault("an unknown escape");
        };
    }

    private int hex() {
        char digit = next();
        int value = digit < 128 ? Character.digit(digit, 16) : -1;
        if (value < 0) {
            throw fault("no hexadecimal digit");
        }
        return value;
    }

    private Json number() {
        Matcher number = WHOLE.matcher(text).region(at, text.length()).useTransparentBounds(true);
        if (!number.lookingAt()) {
            throw fault("no value, or a number that is not whole");
        }
        at = number.end();
        return new Json.Whole(Long.parseLong(number.group()));
    }

    private Json word(String word, Json value) {
        if (!text.startsWith(word, at)) {
            throw fault("no value");
        }
        at += word.length();
        return value;
    }

    private char next() {
        if (at >= text.length()) {
            throw fault("the end");
        }
        return text.charAt(at++);
    }

    private void expect(char wanted) {
        if (!taken(wanted)) {
            throw fault("no " + wanted);
        }
    }

    private boolean taken(char wanted) {
        space();
        boolean there = at < text.length() && text.charAt(at) == wanted;
        at += there ? 1 : 0;
        return there;
    }

    private void space() {
        while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private Fault fault(String what) {
        return new Fault("JSON 第 " + at + " 字符处有误", "JSON has " + what + " at character " + at);
    }
}
