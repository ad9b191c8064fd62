package dev.budgetledger.contract;

/** 支出性质: what kind of expenditure a line is for. Stated, never derived from the economic class. */
public enum Kind {
    /** 人员经费. */
    PERSONNEL("人员经费"),
    /** 公用经费. */
    OPERATING("公用经费"),
    /** 基本支出 whose split into 人员 and 公用 was not published: comparative budgets only. */
    BASIC("基本支出"),
    /** 项目支出. */
    PROJECT("项目支出"),
    /** 事业单位经营支出. */
    BUSINESS("经营支出"),
    /** 上解上级支出. */
    REMITTANCE("上解上级支出"),
    /** 对附属单位补助支出. */
    SUBSIDY("对附属单位补助支出");

    private final String chinese;

    Kind(String chinese) {
        this.chinese = chinese;
    }

    /** The term in the disclosure tables. */
    public String chinese() {
        return chinese;
    }

    /** 基本支出: personnel, operating, or the two unsplit. */
    public boolean isBasic() {
        return this == PERSONNEL || this == OPERATING || this == BASIC;
    }
}
