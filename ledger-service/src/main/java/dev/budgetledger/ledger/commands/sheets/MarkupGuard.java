package dev.budgetledger.ledger.commands.sheets;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/**
 * Lets XML pass as spreadsheets write it: tags and text. Declarations, with which a document can name other files or grow without end, comments and
 * instructions are refused before any parser sees them, and so is a tag that would not fit into memory.
 */
final class MarkupGuard extends FilterReader {

    /** Of one tag with its attributes. */
    private static final int TAG_CHARS_MAX = 64 * 1024;

    private final String part;

    /** Characters since {@code <}, 0 outside of tags. */
    private int inTag;

    /** Whether anything was read but what may stand before the first tag. */
    private boolean begun;

    MarkupGuard(Reader in, String part) {
        super(in);
        this.part = part;
    }

    @Override
    public int read() throws IOException {
        int character = super.read();
        if (character >= 0) {
            look((char) character);
        }
        return character;
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        int n = super.read(buffer, offset, length);
        for (int i = offset; i < offset + n; i++) {
            look(buffer[i]);
        }
        return n;
    }

    private void look(char character) {
        if (inTag == 1) {
            require(character != '!' && (character != '?' || !begun));
            begun = true;
        }
        if (character == '<') {
            inTag = 1;
        } else if (character == '>') {
            inTag = 0;
        } else if (inTag > 0) {
            inTag++;
            if (inTag > TAG_CHARS_MAX) {
                throw WorkbookFault.tooLarge("a tag of the workbook has more than " + TAG_CHARS_MAX + " characters");
            }
        }
    }

    private void require(boolean plain) {
        if (!plain) {
            throw WorkbookFault.invalid("no workbook as spreadsheets write it: " + part + " has declarations, comments or instructions");
        }
    }
}
