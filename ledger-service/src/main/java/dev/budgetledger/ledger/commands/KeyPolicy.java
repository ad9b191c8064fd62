package dev.budgetledger.ledger.commands;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import dev.budgetledger.edge.problems.ProblemCode;
import dev.budgetledger.edge.problems.ProblemException;

/**
 * Whether a command has to have an idempotency key. Without one a retry is a second posting, and nobody can say whether the first
 * was recorded.
 *
 * @param keyRequired false only for clients that cannot send keys yet
 */
@ConfigurationProperties("ledger.commands")
public record KeyPolicy(@DefaultValue("true") boolean keyRequired) {

    /** Of what is not recorded. */
    public static final KeyPolicy NONE = new KeyPolicy(false);

    /**
     * A key, if there has to be one.
     *
     * @param field what it was looked for in
     * @throws ProblemException if there is none
     */
    public @Nullable String require(@Nullable String key, String field) {
        if (key == null && keyRequired) {
            throw missing(field);
        }
        return key;
    }

    /** Nothing is posted without a key. */
    public static ProblemException missing(String field) {
        return new ProblemException(ProblemCode.IDEMPOTENCY_KEY_REQUIRED, field,
                field + " is required: without it a retry would be posted again");
    }
}
