package dev.budgetledger.ledger.store;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.CanonicalWriter;
import dev.budgetledger.contract.ContractJson;
import dev.budgetledger.ledger.budget.Command;
import dev.budgetledger.ledger.budget.SourceDocument;

/**
 * 指令内容: the canonical JSON of a command, of which its idempotency key keeps the hash; of what comes by the many without the mapper. A property
 * test compares the two.
 */
final class CommandContent {

    private CommandContent() {}

    static CanonicalWriter write(CanonicalWriter out, Command command) {
        return switch (command) {
            case Command.Transfer transfer -> transfer(out, transfer);
            case Command.PostLines post when !post.lines().isEmpty() -> lines(out, post);
            default -> out.raw(ContractJson.write(command));
        };
    }

    private static CanonicalWriter transfer(CanonicalWriter out, Command.Transfer transfer) {
        out.open().field("amount", transfer.amount()).field("authority", transfer.authority());
        budget(out, transfer.budget());
        out.key("from").line(transfer.from());
        paper(out, transfer.paper());
        return out.key("to").line(transfer.to()).field("toDepartment", transfer.toDepartment()).close();
    }

    private static CanonicalWriter lines(CanonicalWriter out, Command.PostLines post) {
        budget(out.open(), post.budget());
        out.list("lines", post.lines(), (each, line) -> each.open().field("amount", line.amount()).key("line").line(line.line()).close());
        return paper(out, post.paper()).close();
    }

    private static void budget(CanonicalWriter out, BudgetId budget) {
        out.key("budget").open().field("department", budget.department()).field("fiscalYear", budget.fiscalYear()).close();
    }

    private static CanonicalWriter paper(CanonicalWriter out, SourceDocument paper) {
        return out.key("paper").open().field("documentNo", paper.documentNo()).plain("effectiveOn", paper.effectiveOn())
                .field("reason", paper.reason()).field("superiorDocumentNo", paper.superiorDocumentNo()).close();
    }
}
