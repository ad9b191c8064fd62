package dev.budgetledger.contract;

import java.util.Locale;

/** 操作: an operation that moves money, as rules and proposals name it. */
public enum PostingType {
    /** 下达/批复. */
    ALLOCATE("allocations", CommandBody.LinesBody.class),
    /** 追加/追减. */
    ADJUST("adjustments", CommandBody.LinesBody.class),
    /** 调剂, 划转. */
    TRANSFER("transfers", CommandBody.TransferBody.class),
    /** 冻结. */
    FREEZE("freezes", CommandBody.LinesBody.class),
    /** 解冻. */
    RELEASE("releases", CommandBody.LinesBody.class),
    /** 结转. */
    CARRY_FORWARD("carry-forwards", CommandBody.LinesBody.class),
    /** 冲销. */
    REVERSE("reversals", CommandBody.ReversalBody.class);

    private final String collection;
    private final Class<? extends Record> body;

    PostingType(String collection, Class<? extends Record> body) {
        this.collection = collection;
        this.body = body;
    }

    /** The last part of the address where its body is posted, below that of its budget: {@code adjustments}. */
    public String collection() {
        return collection;
    }

    /** What is posted there. */
    public Class<? extends Record> body() {
        return body;
    }

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
