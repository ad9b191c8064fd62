package dev.budgetledger.contract;

import java.util.Locale;

/** 操作: an operation that moves money, as rules and proposals name it. */
public enum PostingType {
    /** 下达/批复. */
    ALLOCATE,
    /** 追加/追减. */
    ADJUST,
    /** 调剂, 划转. */
    TRANSFER,
    /** 冻结. */
    FREEZE,
    /** 解冻. */
    RELEASE,
    /** 结转. */
    CARRY_FORWARD,
    /** 冲销. */
    REVERSE;

    /** Whether it is asked for with lines and their amounts. */
    public boolean takesLines() {
        return this != TRANSFER && this != REVERSE;
    }

    /** The operation of a command, by the name of its type: {@code CarryForward}. */
    public static PostingType of(String command) {
        return valueOf(command.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT));
    }

    /** The name of its command's type. */
    public String command() {
        StringBuilder name = new StringBuilder();
        for (String word : name().split("_", -1)) {
            name.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
        }
        return name.toString();
    }
}
