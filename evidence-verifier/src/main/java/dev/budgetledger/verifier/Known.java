package dev.budgetledger.verifier;

import java.util.regex.Pattern;

/** The forms and bounds of single fields, as the pages on facts and commands have them. */
final class Known {

    static final Pattern DEPARTMENT = Pattern.compile("[A-Za-z0-9]{1,12}");
    static final Pattern STREAM =
            Pattern.compile("(?:classification|[A-Za-z0-9]{1,12})-[0-9]{4}|" + Form.STREAMS + Form.ID);
    static final Pattern BUDGET = Pattern.compile("[A-Za-z0-9]{1,12}-[0-9]{4}");
    static final Pattern POSTING = Pattern.compile("[A-Za-z0-9]{1,12}-[0-9]{4}-(?:0|[1-9][0-9]{0,17})");
    static final Pattern TYPE = Pattern.compile("[A-Za-z]{1,60}");
    static final Pattern FUNCTION = Pattern.compile("[0-9]{3}|[0-9]{5}|[0-9]{7}");
    static final Pattern ECONOMIC = Pattern.compile("[0-9]{3}|[0-9]{5}");
    static final Pattern JURISDICTION = Pattern.compile("[0-9]{6}");
    static final Pattern UNIT = Pattern.compile("[A-Za-z0-9]{1,24}");
    static final Pattern HASH = Pattern.compile("[A-Za-z0-9+/]{43}=");
    static final Pattern REQUEST = Pattern.compile("[A-Za-z0-9+/]{32}");
    static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");
    static final Pattern INSTANT = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{6}Z");
    static final Pattern INSTANT_ANY =
            Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]{1,9})?Z");

    static final int NAME_MAX = 200;
    static final int TAG_MAX = 50;
    static final int DOCUMENT_MAX = 100;
    static final int REASON_MAX = 1000;

    /** Of a fact: 5000 lines, each of which may give money carried never, once and twice, and a source for each fund. */
    static final int ENTRIES_MAX = 15_010;
    static final int CLASSIFICATIONS_MAX = 5000;
    static final int LINES_MAX = 5000;
    static final int RULES_MAX = 50;

    private Known() {}

    static int year(long year) {
        Fault.require(year >= 1949 && year <= 9999, "不是年度", "not a fiscal year");
        return (int) year;
    }
}
