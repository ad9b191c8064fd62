package dev.budgetledger.ledger.commands.sheets;

import org.jspecify.annotations.Nullable;

/**
 * What a cell shows.
 *
 * @param text of a NUMBER its plain decimal form, of a DATE as ISO 8601 has it, of a FAULT what is seen instead of a value
 * @param fault of a FAULT one sentence, in English, for who wrote it; else null
 */
public record SheetCell(Kind kind, String text, @Nullable String fault) {

    /** What the sheet takes it for. */
    public enum Kind {
        TEXT,
        NUMBER,
        DATE,
        FAULT
    }

    public static SheetCell text(String text) {
        return new SheetCell(Kind.TEXT, text, null);
    }

    /** A number in its plain decimal form. */
    public static SheetCell number(String text) {
        return new SheetCell(Kind.NUMBER, text, null);
    }

    /** A date as ISO 8601 has it. */
    public static SheetCell date(String text) {
        return new SheetCell(Kind.DATE, text, null);
    }

    /** Whether nothing is seen in it: no character, or blanks of any width. */
    public boolean isBlank() {
        return kind == Kind.TEXT && text.chars().allMatch(each -> Character.isWhitespace(each) || Character.isSpaceChar(each));
    }

    static SheetCell fault(String text, String fault) {
        return new SheetCell(Kind.FAULT, text, fault);
    }
}
