package dev.budgetledger.reliability.workload;

import dev.budgetledger.reliability.check.Order;

/**
 * A command in both forms that the ledger takes.
 *
 * @param path where it is posted alone
 * @param address {@code "type":…,"department":…,"fiscalYear":…,}: what a document says besides
 * @param content its own fields, without braces
 */
record Command(Order order, String path, String address, String content) {

    String key() {
        return order.key();
    }

    String body() {
        return "{" + content + "}";
    }

    /** For bulk with its key; through Kafka the record has it. */
    String document() {
        return "{" + address + "\"idempotencyKey\":\"" + key() + "\"," + content + "}";
    }
}
