package dev.budgetledger.standalone.oracle;

import java.math.BigDecimal;

/** Yuan as written, and fen. */
final class Fen {

    private Fen() {}

    static long of(String yuan) {
        return new BigDecimal(yuan).movePointRight(2).longValueExact();
    }

    static String yuan(long fen) {
        return BigDecimal.valueOf(fen, 2).toPlainString();
    }
}
