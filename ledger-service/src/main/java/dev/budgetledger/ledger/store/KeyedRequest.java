package dev.budgetledger.ledger.store;

import dev.budgetledger.contract.RequestHash;

/**
 * A request with an idempotency key.
 *
 * @param content the SHA-256 of what it asks
 * @param hash what names it in its facts
 */
record KeyedRequest(String key, byte[] content, RequestHash hash) {

    static KeyedRequest of(String key, byte[] content) {
        return new KeyedRequest(key, content, RequestHash.of(key, content));
    }
}
