package dev.budgetledger.identity;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * 账户: who may have tokens, and what they say of him.
 *
 * @param secret the bcrypt hash of a password, or of a machine's secret
 * @param departments codes, or {@code *} alone
 * @param fiscalYears null all
 */
record UserAccount(String name, Kind kind, String secret, List<String> roles, List<String> departments,
        @Nullable List<Integer> fiscalYears) {

    enum Kind {
        /** Logs in by a password. */
        PERSON,
        /** Shows a secret (OAuth 2.1 client credentials). */
        MACHINE
    }

    /** 授权范围, as a token says it. */
    Map<String, Object> grants() {
        return fiscalYears == null
                ? Map.of("departments", departments)
                : Map.of("departments", departments, "fiscalYears", fiscalYears);
    }
}
