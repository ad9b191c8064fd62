package dev.budgetledger.projection.web;

import java.nio.charset.StandardCharsets;

/** RFC 8187 extended values, the way to put Chinese into a header: {@code UTF-8''%E6%B3%A8}. */
public final class ExtendedValue {

    /** {@code attr-char} of RFC 8187. */
    private static final String PLAIN =
            "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$&+-.^_`|~";

    private ExtendedValue() {}

    public static String of(String text) {
        StringBuilder value = new StringBuilder("UTF-8''");
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (PLAIN.indexOf(b) >= 0) {
                value.append((char) b);
            } else {
                value.append(String.format("%%%02X", b));
            }
        }
        return value.toString();
    }
}
