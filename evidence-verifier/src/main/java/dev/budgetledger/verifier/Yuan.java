package dev.budgetledger.verifier;

import java.util.regex.Pattern;

/** 金额: fen inside, yuan with two places in facts. */
final class Yuan {

    private static final Pattern IN_FACTS = Pattern.compile("-?(0|[1-9][0-9]{0,15})\\.[0-9]{2}");

    private Yuan() {}

    static long fen(String yuan) {
        Fault.require(IN_FACTS.matcher(yuan).matches() && !yuan.equals("-0.00"),
                "不是金额: " + Fault.quoted(yuan), "not an amount");
        return Long.parseLong(yuan.replace(".", ""));
    }
}
