package dev.budgetledger.projection.publication;

import java.util.Optional;

import dev.budgetledger.contract.CommandResult;

/** 账本的入口: where facts are made. The read side makes none itself. */
public interface LedgerClient {

    /**
     * Sends a command and waits a bounded time for what becomes of it.
     *
     * @param key its idempotency key
     * @param command the JSON of a command document
     * @return the result; empty if none came: the command may still be carried out, and the same key then tells
     */
    Optional<CommandResult> send(String key, byte[] command);
}
