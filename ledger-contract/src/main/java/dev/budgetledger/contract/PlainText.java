package dev.budgetledger.contract;

import org.jspecify.annotations.Nullable;

/** Text that reads as it is printed, so that what someone signs is what is stored and hashed. */
public final class PlainText {

    /** How much of a text is quoted to whoever sent it. */
    private static final int QUOTED_CHARACTERS_MAX = 100;

    private static final int SENTENCE_CHARACTERS_MAX = 1000;

    private PlainText() {}

    /** Whether a text has no control characters, broken surrogates, or characters not seen that change what is: zero widths, directions. */
    public static boolean is(String text) {
        return text.codePoints().noneMatch(PlainText::misleading);
    }

    /** What someone sent, as a problem may show it: its first 100 characters, those that are not seen as escapes. */
    public static String quoted(@Nullable Object sent) {
        return shown(String.valueOf(sent), QUOTED_CHARACTERS_MAX);
    }

    /** A sentence that may quote what someone sent: bounded, so that nothing that carries it grows with what was sent. */
    public static String sentence(String text) {
        return shown(text, SENTENCE_CHARACTERS_MAX);
    }

    private static String shown(String text, int charactersMax) {
        StringBuilder shown = new StringBuilder();
        text.codePoints().limit(charactersMax).forEach(character -> {
            if (misleading(character)) {
                shown.append("\\u{").append(Integer.toHexString(character)).append('}');
            } else {
                shown.appendCodePoint(character);
            }
        });
        boolean whole = text.length() <= charactersMax || text.codePointCount(0, text.length()) <= charactersMax;
        return whole ? shown.toString() : shown.append('…').toString();
    }

    private static boolean misleading(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
