package dev.budgetledger.ledger.commands.bulk;

import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

import dev.budgetledger.contract.Utf8;
import dev.budgetledger.edge.problems.ProblemCode;
import dev.budgetledger.edge.problems.ProblemException;

/**
 * The encoding that a table is said to have, doubted until the table shows it: many bytes of UTF-8 are GBK too, of other
 * characters. What is beyond ASCII in the first row that has any must not be UTF-8 as a whole. GBK of a few characters
 * may be, 学校 is; hardly that of a document number and a reason. Nothing later is doubted: one row has shown it for all.
 */
final class Declared {

    private final Charset charset;
    private boolean shown;

    Declared(Charset charset) {
        this.charset = charset;
        this.shown = charset.equals(StandardCharsets.UTF_8);
    }

    /** @throws ProblemException if the row would be the first of another encoding, and can be read in UTF-8 */
    void require(Iterable<String> row) {
        if (shown) {
            return;
        }
        boolean plain = true;
        for (String cell : row) {
            plain &= cell.chars().allMatch(character -> character < 0x80);
            shown |= !isUtf8(cell.getBytes(charset));
        }
        if (!plain && !shown) {
            throw new ProblemException(ProblemCode.FIELD_INVALID, "Content-Type",
                    "charset: " + charset + " is said, but this is UTF-8 too: send the table in UTF-8, and say so");
        }
    }

    private static boolean isUtf8(byte[] bytes) {
        try {
            Utf8.decode(bytes);
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
