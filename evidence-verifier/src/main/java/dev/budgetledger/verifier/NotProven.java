package dev.budgetledger.verifier;

/** 未证明: what no package shows, however well it verifies. The same list stands in its README. */
enum NotProven {
    COMPLETENESS(
            "各流在截至点之前没有其他事实, 也没有同一序号的另一事实; streams.ndjson, 或用 --log 给出整个日志, 即可证明",
            "that the streams have no other facts up to the point, and none of the same sequence with other content;"
                    + " streams.ndjson, or --log with the whole log, shows it"),
    ONE_LOG(
            "账本没有向他人出示另一个日志; 请与他人留存的检查点比对",
            "that the ledger showed nobody another log; compare checkpoints that others kept"),
    PRESCRIBED_FORM(
            "此表样是当地为该预算所规定的; 请与财政部门公布的表样比对",
            "that this form is the one that the place prescribes for the budget; compare it with what the treasury publishes"),
    OTHER_BUDGETS(
            "划转和结转在另一预算的一半: 已记账, 金额相同, 且另一预算允许",
            "the other half of what went to or came from another budget: that it is recorded, is the same,"
                    + " and was allowed there"),
    AGE_OF_MONEY(
            "结转两年的资金未再结转 (预算法 第42条)",
            "that money carried forward two years running was not carried again (预算法 第42条)"),
    PAPER(
            "每笔记账在业务上正当, 依据的文件真实, 记账人就是所写的人",
            "that a posting was right, its paper genuine, and whoever posted it is who it says"),
    CLOCK(
            "记账时间是账本自己的时钟",
            "that the ledger's clock, which recorded the times, was right");

    private final String chinese;
    private final String english;

    NotProven(String chinese, String english) {
        this.chinese = chinese;
        this.english = english;
    }

    String chinese() {
        return chinese;
    }

    String english() {
        return english;
    }

    @Override
    public String toString() {
        return chinese + " · " + english;
    }
}
