package dev.budgetledger.contract;

/** Text that reads as it is printed, so that what someone signs is what is stored and hashed. */
public final class PlainText {

    private PlainText() {}

    /** Whether a text has no control characters, broken surrogates, or characters not seen that change what is: zero widths, directions. */
    public static boolean is(String text) {
        return text.codePoints().noneMatch(PlainText::misleading);
    }

    private static boolean misleading(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
