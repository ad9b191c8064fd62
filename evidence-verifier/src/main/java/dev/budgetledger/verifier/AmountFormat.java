package dev.budgetledger.verifier;

import java.math.BigDecimal;

/**
 * How amounts outside of tables are written.
 *
 * @param measure 元 or 万元
 */
record AmountFormat(String measure, TableForm.Format format) {

    /** @throws Fault if it is none */
    static AmountFormat of(Json.Members owner) {
        return new AmountFormat(TableForm.measure(owner), TableForm.format(owner.object("format")));
    }

    BigDecimal round(long fen) {
        return format.round(fen, measure);
    }

    /** What is nothing is the form's zero; what rounds to it is written. */
    String print(long fen) {
        return fen == 0 ? format.zero() : format.write(round(fen));
    }
}
