package dev.budgetledger.projection.checks;

/** 勾稽结果, from the best to the worst. */
enum Verdict {
    /** 相符: both sides are the same. */
    PASS("pass"),
    /** 尾差: they differ by no more than rounding explains. */
    ROUNDING("rounding"),
    /** 数据不足: a side, or what makes the check apply, is not there. */
    NOT_ENOUGH_DATA("not enough data"),
    /** 不符. */
    FAIL("fail");

    private final String text;

    Verdict(String text) {
        this.text = text;
    }

    /** As it stands in answers. */
    String text() {
        return text;
    }
}
