package dev.budgetledger.verifier;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;

/** Writes RFC 8785: names in the order of their UTF-16 units, no space, the shortest escapes. */
final class CanonicalJson {

    private CanonicalJson() {}

    static ByteBuffer bytes(Json value) {
        return Sink.bytes(out -> write(value, out));
    }

    /** @throws Fault if these are not the canonical bytes of the value read from them */
    static void require(ByteBuffer given, Json read) {
        Fault.require(bytes(read).equals(given), "不是规范 JSON (RFC 8785)", "not canonical JSON (RFC 8785)");
    }

    static void write(Json value, Sink out) {
        if (value instanceof Json.Text text) {
            write(text.value(), out);
        } else if (value instanceof Json.Whole whole) {
            out.append(Long.toString(whole.value()));
        } else if (value instanceof Json.Flag flag) {
            out.append(Boolean.toString(flag.value()));
        } else if (value instanceof Json.Later later) {
            write(later.made().get(), out);
        } else if (value instanceof Json.Items items) {
            String before = "[";
            for (Json item : items.values()) {
                write(item, out.append(before));
                before = ",";
            }
            out.append(items.values().isEmpty() ? "[]" : "]");
        } else if (value instanceof Json.Members object) {
            String before = "{";
            for (Map.Entry<String, Json> member : new TreeMap<>(object.members()).entrySet()) {
                write(member.getKey(), out.append(before));
                write(member.getValue(), out.append(':'));
                before = ",";
            }
            out.append(object.members().isEmpty() ? "{}" : "}");
        } else {
            out.append("null");
        }
    }

    private static void write(String text, Sink out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < ' ') {
                        out.append("\\u00").append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 15, 16));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
