package dev.budgetledger.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import dev.budgetledger.contract.merkle.SigningKey;

/**
 * In whose name the log is signed, and with which key.
 *
 * @param origin names the log in its checkpoints, and the key
 * @param signingKey an Ed25519 key in PKCS#8, PEM or its base64
 * @param signingKeyFile where it is kept instead
 * @param generateSigningKey whether to make the file where there is none
 */
@ConfigurationProperties("ledger.log")
record LogSettings(
        @DefaultValue("budget-ledger") String origin,
        @Nullable String signingKey,
        @Nullable Path signingKeyFile,
        @DefaultValue("false") boolean generateSigningKey) {

    private static final Logger LOGGER = LoggerFactory.getLogger(LogSettings.class);

    /** @throws NoSigningKeyException if there is none, or it cannot be read */
    SigningKey key() {
        try {
            if (signingKey != null) {
                return SigningKey.parse(origin, signingKey);
            }
            if (signingKeyFile == null) {
                throw new NoSigningKeyException("ledger.log.signing-key-file is not set");
            }
            return generateSigningKey && Files.notExists(signingKeyFile)
                    ? generate(signingKeyFile)
                    : SigningKey.parse(origin, Files.readString(signingKeyFile));
        } catch (IllegalArgumentException e) {
            String where = signingKey != null ? "ledger.log.signing-key" : String.valueOf(signingKeyFile);
            throw new NoSigningKeyException(where + ": " + e.getMessage());
        } catch (IOException e) {
            throw new NoSigningKeyException(signingKeyFile + " cannot be " + (generateSigningKey ? "written: " : "read: ") + e);
        }
    }

    /** Nobody but the owner can read the file at any moment. */
    private SigningKey generate(Path file) throws IOException {
        SigningKey key = SigningKey.generate(origin);
        var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (var channel = Files.newByteChannel(
                file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), owner)) {
            var _ = channel.write(ByteBuffer.wrap(key.pem().getBytes(StandardCharsets.US_ASCII)));
        } catch (FileAlreadyExistsException _) { // another instance was first
            return SigningKey.parse(origin, Files.readString(file));
        }
        LOGGER.info("Made the signing key {}. Checkpoints verify with {}", file, key.verifier().format());
        return key;
    }
}
