package dev.budgetledger.projection.disclosure.table;

import org.jspecify.annotations.Nullable;

/** 科目编码: the digits of codes. 类 has three, each level below it two more. */
final class Codes {

    private Codes() {}

    /** The code of the parent at a level, the code itself if it is no deeper. */
    static String at(int level, String code) {
        return code.length() <= end(level) ? code : code.substring(0, end(level));
    }

    /** The digits of a level only, none if the code does not reach it; the whole code for no level. */
    static String digits(String code, @Nullable Integer level) {
        if (level == null) {
            return code;
        }
        int begin = level == 1 ? 0 : end(level - 1);
        return code.length() <= begin ? "" : code.substring(begin, Math.min(end(level), code.length()));
    }

    /** Whether a code does not reach a level, as none does where there is no code. */
    static boolean isAbove(int level, @Nullable String code) {
        return code == null || code.length() < end(level);
    }

    private static int end(int level) {
        return 1 + 2 * level;
    }
}
