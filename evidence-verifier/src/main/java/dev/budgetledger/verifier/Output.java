package dev.budgetledger.verifier;

import java.io.PrintStream;
import java.util.List;

/**
 * 输出: the one place where anything is printed. A package may say anything in its texts: line feeds, terminal codes,
 * directions, marks of a check that passed. All of it is shown and nothing of it obeyed.
 */
final class Output {

    private static final int LINE_CHARACTERS_MAX = 400;

    private Output() {}

    /**
     * One line.
     *
     * @param mark what only this program says, at its beginning
     * @param text may hold texts of the package
     */
    record Line(String mark, String text) {
        @Override
        public String toString() {
            return mark + visible(text);
        }
    }

    static void print(PrintStream out, List<Line> lines) {
        out.print(text(lines));
        out.flush();
    }

    static String text(List<Line> lines) {
        StringBuilder out = new StringBuilder();
        lines.forEach(line -> out.append(line).append('\n'));
        return out.toString();
    }

    private static String visible(String text) {
        StringBuilder out = new StringBuilder();
        int before = ' ';
        for (int i = 0; i < text.length(); i += Character.charCount(before)) {
            if (out.length() > LINE_CHARACTERS_MAX) {
                return out.append(" …").toString();
            }
            int character = text.codePointAt(i);
            // Spaces in a row could push what follows to the beginning of the next row of a screen.
            if (isPlain(character) && !(character == ' ' && before == ' ')) {
                out.appendCodePoint(character);
            } else {
                out.append("\\u{").append(Integer.toHexString(character)).append('}');
            }
            before = character;
        }
        return out.toString();
    }

    /** Whether a character is seen, is itself, and moves nothing. */
    private static boolean isPlain(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED,
                    Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR,
                    Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.COMBINING_SPACING_MARK -> false;
            case Character.SPACE_SEPARATOR -> character == ' ';
            default -> switch (character) {
                case '✓', '✗', '\\' -> false; // said by this program only
                case 0x115f, 0x1160, 0x2800, 0x3164, 0xffa0 -> false; // letters and a symbol that are blank
                default -> true;
            };
        };
    }
}
