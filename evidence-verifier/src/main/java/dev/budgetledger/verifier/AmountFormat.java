package dev.budgetledger.verifier;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * How amounts outside of tables are written.
 *
 * @param measure 元 or 万元
 * @param cut whether places that are not printed are cut off, and not rounded half up
 */
record AmountFormat(String measure, TableForm.Format format, boolean cut) {

    /** @throws Fault if it is none */
    static AmountFormat of(Json.Members owner) {
        return new AmountFormat(TableForm.measure(owner), TableForm.format(owner.object("format")), owner.has("rounding"));
    }

    BigDecimal round(long fen) {
        return cut ? BigDecimal.valueOf(fen, measure.equals("万元") ? 6 : 2).setScale(format.places(), RoundingMode.DOWN) : format.round(fen, measure);
    }

    /** What is nothing is the form's zero; what rounds to it is written. */
    String print(long fen) {
        return fen == 0 ? format.zero() : format.write(round(fen));
    }
}
