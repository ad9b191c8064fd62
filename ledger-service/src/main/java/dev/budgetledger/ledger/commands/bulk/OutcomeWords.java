package dev.budgetledger.ledger.commands.bulk;

import dev.budgetledger.contract.CommandResult;

/** What an outcome sheet says beside each row. */
final class OutcomeWords {

    static final String RESULT = "结果";
    static final String REASON = "原因";
    static final String POSTED_AS = "记账号";

    private OutcomeWords() {}

    static String result(CommandResult result) {
        if (result.dryRun() != null) {
            return "可记账";
        }
        if (result.receipt() == null) {
            return "未记账";
        }
        return Boolean.TRUE.equals(result.repeated()) ? "此前已记账" : "已记账";
    }
}
