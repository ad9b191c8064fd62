package dev.budgetledger.identity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.text.ParseException;
import java.util.Set;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;

import dev.budgetledger.edge.problems.StartRefusedException;

import static java.nio.charset.StandardCharsets.UTF_8;

/** What signs tokens: a key on P-256 (ES256), a JSON Web Key (RFC 7517) in a file that only its owner reads. */
record IdentityKey(ECKey key) {

    /**
     * Reads the file, or makes it with a new key.
     *
     * @throws StartRefusedException if it is no such key
     */
    static IdentityKey in(Path file) {
        try {
            if (Files.notExists(file)) {
                make(file);
            }
            ECKey key = ECKey.parse(Files.readString(file));
            if (!key.isPrivate() || !key.getCurve().equals(Curve.P_256) || key.getKeyID() == null) {
                throw new StartRefusedException("The file " + file + " has no private key on P-256 with a kid", FirstAccounts.RUNBOOK);
            }
            return new IdentityKey(key);
        } catch (ParseException | IllegalStateException e) {
            // What is in it is secret, also in a message that quotes it.
            throw new StartRefusedException("The file " + file + " cannot be read as a JSON Web Key", FirstAccounts.RUNBOOK);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void make(Path file) throws IOException {
        String key = generate().toJSONString();
        try (SeekableByteChannel channel = Files.newByteChannel(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            channel.write(ByteBuffer.wrap(key.getBytes(UTF_8)));
        } catch (FileAlreadyExistsException first) {
            // Another process has made it.
        }
    }

    private static ECKey generate() {
        try {
            return new ECKeyGenerator(Curve.P_256).keyIDFromThumbprint(true).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException("every JDK has P-256", e);
        }
    }

    /** Writes what its signatures verify with, in one step. */
    void writePublic(Path file) {
        try {
            Path next = file.resolveSibling(file.getFileName() + ".new");
            Files.writeString(next, new JWKSet(key.toPublicJWK()).toString());
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }
}
