package dev.budgetledger.projection.console;

import dev.budgetledger.contract.PostingType;

/** 操作: what people call operations. */
public enum OperationWords {
    ALLOCATE("下达", "allocation"),
    ADJUST("追加追减", "adjustment"),
    TRANSFER("调剂", "transfer"),
    FREEZE("冻结", "freeze"),
    RELEASE("解冻", "release"),
    CARRY_FORWARD("结转", "carry-forward"),
    REVERSE("冲销", "reversal");

    private final String chinese;
    private final String english;

    OperationWords(String chinese, String english) {
        this.chinese = chinese;
        this.english = english;
    }

    public static OperationWords of(PostingType operation) {
        return valueOf(operation.name());
    }

    public String chinese() {
        return chinese;
    }

    public String english() {
        return english;
    }
}
