package dev.budgetledger.contract;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonFormat;
import org.jspecify.annotations.Nullable;

/**
 * 客户端密钥: who signs commands with a key, and which of them are his to post.
 *
 * @param name what is recorded of what he posts; begins with {@link #PREFIX}, as the name of nobody else who posts does
 * @param key checks his signatures
 * @param roles {@code officer}, {@code publisher}
 * @param departments codes, or {@code *} alone
 * @param fiscalYears absent: all
 * @param validFrom absent: from its registration on
 * @param expires from when on it is no longer valid; absent: never
 */
public record ClientKey(
        String name,
        ClientPublicKey key,
        List<String> roles,
        List<String> departments,
        @Nullable List<Integer> fiscalYears,
        @JsonFormat(pattern = Envelope.INSTANT_PATTERN, timezone = "UTC") @Nullable Instant validFrom,
        @JsonFormat(pattern = Envelope.INSTANT_PATTERN, timezone = "UTC") @Nullable Instant expires) {

    /** How the name of every client begins. */
    public static final String PREFIX = "client:";

    /** 流: that of all client keys; it is no budget's, for what follows the hyphen are no digits. */
    public static final String STREAM = "client-keys";

    public ClientKey {
        roles = List.copyOf(roles);
        departments = List.copyOf(departments);
        fiscalYears = fiscalYears == null ? null : List.copyOf(fiscalYears);
    }
}
