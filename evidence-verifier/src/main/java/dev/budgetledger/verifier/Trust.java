package dev.budgetledger.verifier;

import java.nio.ByteBuffer;

import org.jspecify.annotations.Nullable;

/**
 * 信任: what the reader has from elsewhere.
 *
 * @param key the verifier key; without it the signature only says that whoever holds the key in the package signed
 * @param template a form that this verifier does not know
 */
public record Trust(@Nullable String key, @Nullable ByteBuffer template) {

    /** Nothing is known but the package. */
    public static final Trust NONE = new Trust(null, null);
}
