package dev.budgetledger.projection.intake;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

import dev.budgetledger.contract.merkle.VerifierKey;

/**
 * Whose log it is.
 *
 * @param verifierKey checks the signatures of checkpoints; without it only their roots are compared
 */
@ConfigurationProperties("projection.log")
record LogSettings(@Nullable String verifierKey) {

    /** @throws IllegalArgumentException if it cannot be read */
    @Nullable VerifierKey key() {
        return verifierKey == null || verifierKey.isBlank() ? null : VerifierKey.parse(verifierKey.strip());
    }
}
