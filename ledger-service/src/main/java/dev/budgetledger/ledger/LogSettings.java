package dev.budgetledger.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import dev.budgetledger.contract.merkle.KeptHead;
import dev.budgetledger.contract.merkle.SigningKey;
import dev.budgetledger.edge.problems.StartRefusedException;
import dev.budgetledger.ledger.log.Checkpoints;
import dev.budgetledger.ledger.log.FactLog;
import dev.budgetledger.ledger.log.History;
import dev.budgetledger.ledger.log.IdempotencyRecords;
import dev.budgetledger.ledger.log.Sm2SigningKey;

/**
 * In whose name the log is signed, and with which key.
 *
 * @param origin names the log in its checkpoints, and the key
 * @param signingKey an Ed25519 key in PKCS#8, PEM or its base64
 * @param signingKeyFile where it is kept instead
 * @param generateSigningKey whether to make the file where there is none
 * @param verifierKeyFile where each start writes what the checkpoints verify with, for those who read it from there
 * @param lastSignedFile where the last signed head is kept; beside the key's file if not said
 * @param sm2KeyFile of a key 国密 by which each head is signed a second time, if it is
 * @param rebuildAnswers whether to put back, before anything is posted, what is missing of the answers to idempotency keys
 */
@ConfigurationProperties("ledger.log")
record LogSettings(
        @DefaultValue("budget-ledger") String origin,
        @Nullable String signingKey,
        @Nullable Path signingKeyFile,
        @DefaultValue("false") boolean generateSigningKey,
        @Nullable Path verifierKeyFile,
        @Nullable Path lastSignedFile,
        @Nullable Path sm2KeyFile,
        @DefaultValue("false") boolean rebuildAnswers) {

    private static final Logger LOGGER = LoggerFactory.getLogger(LogSettings.class);

    private static final String ACTION = "See docs/runbooks/signing-key.md";

    /** @throws StartRefusedException if there is none, or it cannot be read */
    SigningKey key() {
        try {
            if (signingKey != null) {
                return SigningKey.parse(origin, signingKey);
            }
            if (signingKeyFile == null) {
                throw withoutKey("ledger.log.signing-key-file is not set");
            }
            return generateSigningKey && Files.notExists(signingKeyFile)
                    ? generate(signingKeyFile)
                    : SigningKey.parse(origin, Files.readString(signingKeyFile));
        } catch (IllegalArgumentException e) {
            String where = signingKey != null ? "ledger.log.signing-key" : String.valueOf(signingKeyFile);
            throw withoutKey(where + ": " + e.getMessage());
        } catch (IOException e) {
            throw withoutKey(signingKeyFile + " cannot be " + (generateSigningKey ? "written: " : "read: ") + e);
        }
    }

    private @Nullable Sm2SigningKey sm2Key() {
        if (sm2KeyFile == null) {
            return null;
        }
        try {
            Sm2SigningKey key = Sm2SigningKey.parse(origin, Files.readString(sm2KeyFile));
            LOGGER.info("Checkpoints are signed with SM2, too, and verify with {}", key.verifier().format());
            return key;
        } catch (IllegalArgumentException e) {
            throw withoutKey(sm2KeyFile + ": " + e.getMessage());
        } catch (IOException e) {
            throw withoutKey(sm2KeyFile + " cannot be read: " + e);
        }
    }

    private static StartRefusedException withoutKey(String why) {
        return new StartRefusedException("No key to sign the log with: " + why, ACTION);
    }

    /** @throws StartRefusedException if what was signed last cannot be read or kept, or the verifier key not be written */
    Checkpoints checkpoints(History history) {
        SigningKey key = key();
        writeVerifierKey(key);
        Path file = lastSignedFile != null ? lastSignedFile
                : signingKeyFile == null ? null : signingKeyFile.resolveSibling(signingKeyFile.getFileName() + ".last-signed");
        if (file == null) {
            throw new StartRefusedException("Nowhere to keep the last signed head: ledger.log.last-signed-file is not set", ACTION);
        }
        try {
            return new Checkpoints(key, sm2Key(), new KeptHead(file), history);
        } catch (IOException e) {
            throw new StartRefusedException("The last signed head cannot be kept in " + file + ": " + e.getMessage(), ACTION);
        }
    }

    /** Puts back what is missing of the answers to idempotency keys, if that is wanted. */
    void rebuildAnswers(DataSource dataSource, FactLog log) throws SQLException {
        if (rebuildAnswers) {
            IdempotencyRecords.Rebuilt rebuilt = IdempotencyRecords.rebuild(dataSource, log);
            LOGGER.info("{} answers to idempotency keys were missing and are back, of {} facts; {} facts carry no key",
                    rebuilt.answers(), rebuilt.facts(), rebuilt.keyless());
        }
    }

    /** In one step: who reads it meanwhile has the former key or this one. */
    private void writeVerifierKey(SigningKey key) {
        if (verifierKeyFile == null) {
            return;
        }
        try {
            Path next = verifierKeyFile.resolveSibling(verifierKeyFile.getFileName() + ".new");
            Files.writeString(next, key.verifier().format() + "\n");
            Files.move(next, verifierKeyFile, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new StartRefusedException("The verifier key cannot be written to " + verifierKeyFile + ": " + e, ACTION);
        }
    }

    private SigningKey generate(Path file) throws IOException {
        SigningKey key = SigningKey.make(origin, file);
        LOGGER.info("Made the signing key {}. Checkpoints verify with {}", file, key.verifier().format());
        return key;
    }
}
