package dev.budgetledger.contract;

import java.text.Normalizer;

import org.jspecify.annotations.Nullable;

/**
 * Text that reads as it is printed, so that what someone signs is what is stored and hashed, and two texts that look the
 * same are the same. What is not is refused, never changed. Said by Unicode's properties, not of single characters; letters
 * of different scripts that look alike are left to anyone who reads.
 */
public final class PlainText {

    /** What spreadsheets take for the beginning of a formula. */
    private static final String FORMULA = "=+-@\u2212";

    /** How much of a text is quoted to the one who sent it. */
    private static final int QUOTED_CHARACTERS_MAX = 100;

    private static final int SENTENCE_CHARACTERS_MAX = 1000;

    private PlainText() {}

    /** Whether nothing of a text is seen. */
    public static boolean isBlank(String text) {
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int character = text.codePointAt(i);
            if (character != ' ' && !isUnseen(character)) {
                return false;
            }
        }
        return true;
    }

    /**
     * What keeps a text from reading as it is printed: white space at its ends or other than single spaces, characters
     * that are not seen or mean nothing, another form than NFC.
     *
     * @return what a person is told, null if nothing does
     */
    public static @Nullable String fault(String text) {
        if (text.startsWith(" ") || text.endsWith(" ") || text.contains("  ")) {
            return "has a space at its beginning or end, or two in a row";
        }
        boolean composed = true;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int character = text.codePointAt(i);
            if (isOrdinary(character)) {
                continue;
            }
            if (isMisleading(character)) {
                return String.format(
                        "contains control or invisible characters, or such without meaning: U+%04X", character);
            }
            composed &= isComposed(character);
        }
        return composed || Normalizer.isNormalized(text, Normalizer.Form.NFC)
                ? null
                : "is not in Unicode's composed form, NFC";
    }

    /** Printed ASCII and the 汉字 that there are in each Unicode since 11: most of most texts, and nothing else is to be said of them. */
    private static boolean isOrdinary(int character) {
        return (character >= ' ' && character < 0x7F) || (character >= 0x4E00 && character <= 0x9FEF);
    }

    /** Latin and 汉字, of which most texts are: nothing composes with them, and they stand for themselves. */
    private static boolean isComposed(int character) {
        return character < 0x300 || (character >= 0x4E00 && character < 0xA000);
    }

    /** The same of a name: it is printed in cells of tables, where it must be no formula. */
    public static @Nullable String faultOfName(String name) {
        String fault = fault(name);
        return fault == null && isFormula(name) ? "begins as a formula of a spreadsheet does" : fault;
    }

    private static boolean isFormula(String name) {
        String plain = Normalizer.normalize(name.substring(0, name.offsetByCodePoints(0, 1)), Normalizer.Form.NFKC);
        return FORMULA.indexOf(plain.codePointAt(0)) >= 0;
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
            if (isMisleading(character)) {
                shown.append("\\u{").append(Integer.toHexString(character)).append('}');
            } else {
                shown.appendCodePoint(character);
            }
        });
        boolean whole = text.length() <= charactersMax || text.codePointCount(0, text.length()) <= charactersMax;
        return whole ? shown.toString() : shown.append('…').toString();
    }

    private static boolean isMisleading(int character) {
        return character != ' ' && (isUnseen(character) || isUnknown(character));
    }

    /** Prints as nothing, or as a gap. */
    private static boolean isUnseen(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.FORMAT, Character.SPACE_SEPARATOR, Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> isFiller(character);
        };
    }

    /** Means nothing, or nothing that everybody agrees on: half a character, one of private use, one that is none yet. */
    private static boolean isUnknown(int character) {
        return switch (Character.getType(character)) {
            case Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED -> true;
            default -> character == 0xFFFC || character == 0xFFFD; // stand for what is not there or could not be read
        };
    }

    /** Letters, marks and symbols that are not seen: Default_Ignorable_Code_Point beyond FORMAT, and blank signs. */
    private static boolean isFiller(int character) {
        return switch (character) {
            case 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B, 0x180C, 0x180D, 0x180F, 0x2800, 0x3164, 0xFFA0,
                    0x16FE4, 0x1D159 -> true;
            default -> (character >= 0xFE00 && character <= 0xFE0F) || (character >= 0xE0100 && character <= 0xE01EF);
        };
    }
}
