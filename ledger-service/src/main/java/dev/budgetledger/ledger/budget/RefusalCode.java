package dev.budgetledger.ledger.budget;

/**
 * Why a command is refused. The names are stable; the order is the order of precedence: of several reasons the first
 * one here is given. Each has its heading in {@code docs/reference/refusals.md}.
 */
public enum RefusalCode {
    /** The idempotency key was used before with other content. */
    IDEMPOTENCY_KEY_REUSED(Nature.CONFLICT),
    /** 密钥无效: the key that signed it is revoked, not valid yet, or no longer. Not kept under the idempotency key. */
    CLIENT_KEY_NOT_VALID(Nature.SENDER),
    /** 预算已开立: the budget is open already. */
    BUDGET_ALREADY_OPEN(Nature.CONFLICT),
    /** 预算未开立: no budget of this department and year is open. */
    BUDGET_NOT_OPEN(Nature.CONFLICT),
    /** {@code If-Match} names another stream sequence than the current one. */
    SEQUENCE_MISMATCH(Nature.PRECONDITION),
    /** 提请: the budget has no such proposal that is open. */
    PROPOSAL_UNKNOWN(Nature.CONFLICT),
    /** 提请已过期: the last day on which it could be decided on has passed. */
    PROPOSAL_EXPIRED(Nature.CONFLICT),
    /** 四眼: who proposed or has approved is not another checker. */
    CHECKER_NOT_ANOTHER(Nature.CONFLICT),
    /** 撤回: another than who proposed. */
    NOT_THE_PROPOSER(Nature.CONFLICT),
    /** 已结账: the year is closed; only what is left may still be carried forward. */
    YEAR_CLOSED(Nature.CONFLICT),
    /** 结转: the following year's budget is not open. */
    NEXT_YEAR_NOT_OPEN(Nature.CONFLICT),
    /** 冲销, 说明: the budget has no such posting. */
    POSTING_UNKNOWN(Nature.CONFLICT),
    /** 已冲销: the posting was reversed before. */
    POSTING_ALREADY_REVERSED(Nature.CONFLICT),
    /** A reversal is not reversed: what it took back is posted again. */
    POSTING_NOT_REVERSIBLE(Nature.CONTENT),
    /** 业务日期 lies outside what the fiscal year allows. */
    EFFECTIVE_DATE_OUTSIDE_YEAR(Nature.CONTENT),
    /** A reversal would count before what it reverses. */
    EFFECTIVE_DATE_BEFORE_ORIGINAL(Nature.CONTENT),
    /** A line lacks what its kind requires, or carries what it forbids. */
    LINE_INVALID(Nature.CONTENT),
    /** 科目 is not in the catalogue of the year. */
    CLASSIFICATION_UNKNOWN(Nature.CONTENT),
    /** 单位 is not among those of the budget. */
    UNIT_UNKNOWN(Nature.CONTENT),
    /** 项目 is not among those of the budget. */
    PROJECT_UNKNOWN(Nature.CONTENT),
    /** An amount must be more than zero (an adjustment: not zero). */
    AMOUNT_NOT_POSITIVE(Nature.CONTENT),
    /** An amount, or what it would add up to with all before it, is beyond any budget. */
    AMOUNT_OUT_OF_RANGE(Nature.CONTENT),
    /** A transfer names one line twice. */
    SAME_LINE(Nature.CONTENT),
    /** A transfer between different 资金性质. */
    FUNDS_DIFFER(Nature.CONTENT),
    /** A transfer between this year's money and money carried over. */
    ORIGINS_DIFFER(Nature.CONTENT),
    /** 调剂 across 项, or between basic and project expenditure, names no paper that allows it. */
    AUTHORITY_REQUIRED(Nature.CONTENT),
    /** Money is taken from a line that the budget does not have. */
    LINE_UNKNOWN(Nature.CONFLICT),
    /** 指标余额不足: at some date the line would be overdrawn. */
    INSUFFICIENT_FUNDS(Nature.CONFLICT),
    /** 已冻结: the line has the money, but it is frozen. */
    FUNDS_FROZEN(Nature.CONFLICT),
    /** 解冻: more is released than is frozen. */
    FUNDS_NOT_FROZEN(Nature.CONFLICT),
    /** 结余: what was carried forward two years running is managed as 结余, and not carried a third time. */
    CARRIED_OVER_TWO_YEARS(Nature.CONFLICT),
    /** 绩效指标 is there twice in one statement. */
    INDICATOR_TWICE(Nature.CONTENT),
    /** 绩效指标 whose result is said was not set. */
    INDICATOR_UNKNOWN(Nature.CONFLICT),
    /** What is said does not add up: 数量 × 单价 to 资金来源, or 资产 to their 总额. */
    AMOUNTS_DIFFER(Nature.CONTENT),
    /** 政府采购: more is bought for a project than it has. */
    PROJECT_EXCEEDED(Nature.CONFLICT),
    /** 公开: the log does not reach the position that is published. */
    POSITION_UNKNOWN(Nature.CONFLICT),
    /** 公开: the position lies between the two halves of money that went from one budget to another. */
    POSITION_BETWEEN_HALVES(Nature.CONFLICT),
    /** 公开: the checkpoint is over fewer facts than are published. */
    CHECKPOINT_TOO_EARLY(Nature.CONTENT),
    /** 公开: the checkpoint is not one of this log. */
    CHECKPOINT_FOREIGN(Nature.CONFLICT),
    /** 公开: the form is not the one that was adopted last up to the position. 说明: no such form was adopted. */
    FORM_NOT_ADOPTED(Nature.CONFLICT),
    /** 说明: the form has no such slot. */
    SLOT_UNKNOWN(Nature.CONFLICT),
    /** 公开: the tables are not those of the form. */
    TABLES_NOT_OF_FORM(Nature.CONTENT),
    /** 公开: the form has no document, or one is there twice or in another order. */
    DOCUMENTS_NOT_OF_FORM(Nature.CONTENT),
    /** 调剂 across 项 or kinds: there are rules, and none is of it. */
    RULE_NEEDED(Nature.CONFLICT),
    /** 提请有效期 is in the past, or too far off. */
    EXPIRY_OUT_OF_RANGE(Nature.CONTENT),
    /** 提请: a proposal of the same content is open. */
    PROPOSED_ALREADY(Nature.CONFLICT),
    /** 提请: too many are open. */
    TOO_MANY_PROPOSALS(Nature.CONFLICT),
    /** 复核: a rule needs another's approval; it is to be proposed. */
    APPROVAL_NEEDED(Nature.CONFLICT),
    /** 公开表样: the id is that of a form of another place, level or document. */
    FORM_OF_ANOTHER(Nature.CONFLICT),
    /** 登记密钥: the key is registered already. */
    CLIENT_KEY_REGISTERED(Nature.CONFLICT),
    /** 吊销密钥: no such key is registered. */
    CLIENT_KEY_UNKNOWN(Nature.CONFLICT),
    /** 吊销密钥: the key was revoked before. */
    CLIENT_KEY_REVOKED(Nature.CONFLICT);

    /** What a refusal is about. */
    public enum Nature {
        /** Who sent it may not (HTTP 403). */
        SENDER,
        /** The state of the ledger does not allow it (HTTP 409). */
        CONFLICT,
        /** A condition set by the caller does not hold (HTTP 412). */
        PRECONDITION,
        /** The content breaks a rule whatever the state (HTTP 422). */
        CONTENT
    }

    private final Nature nature;

    RefusalCode(Nature nature) {
        this.nature = nature;
    }

    public Nature nature() {
        return nature;
    }

    /** Whether what was asked for is not his to ask who asked: that it was refused is recorded. */
    public boolean isForWantOfAuthority() {
        return this == CLIENT_KEY_NOT_VALID || this == CHECKER_NOT_ANOTHER || this == NOT_THE_PROPOSER;
    }
}
