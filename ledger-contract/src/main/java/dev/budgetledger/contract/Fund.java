package dev.budgetledger.contract;

/** 资金性质: where the money of a line comes from. */
public enum Fund {
    /** 一般公共预算. */
    GENERAL_PUBLIC("一般公共预算", true),
    /** 政府性基金预算. */
    GOVERNMENT_FUND("政府性基金预算", true),
    /** 国有资本经营预算. */
    STATE_CAPITAL("国有资本经营预算", true),
    /** 财政专户管理资金. */
    FISCAL_SPECIAL_ACCOUNT("财政专户管理资金", false),
    /** 事业收入. */
    INSTITUTION("事业收入", false),
    /** 事业单位经营收入. */
    INSTITUTION_BUSINESS("事业单位经营收入", false),
    /** 上级补助收入. */
    SUPERIOR_SUBSIDY("上级补助收入", false),
    /** 附属单位上缴收入. */
    SUBORDINATE_REMITTANCE("附属单位上缴收入", false),
    /** 其他收入. */
    OTHER("其他收入", false);

    private final String chinese;
    private final boolean fiscalAppropriation;

    Fund(String chinese, boolean fiscalAppropriation) {
        this.chinese = chinese;
        this.fiscalAppropriation = fiscalAppropriation;
    }

    /** The term in the disclosure tables. */
    public String chinese() {
        return chinese;
    }

    /** 财政拨款: one of the three appropriations. */
    public boolean isFiscalAppropriation() {
        return fiscalAppropriation;
    }
}
