package dev.budgetledger.ledger.store;

import dev.budgetledger.contract.RequestHash;

/**
 * A request with an idempotency key.
 *
 * @param content the SHA-256 of what it asks
 * @param hash what names it in its facts
 * @param keyText {@link RequestHash#keyText}
 */
record KeyedRequest(String key, byte[] content, RequestHash hash, String keyText) {

    static KeyedRequest of(String key, byte[] content) {
        RequestHash hash = RequestHash.of(key, content);
        return new KeyedRequest(key, content, hash, hash.keyText());
    }
}
