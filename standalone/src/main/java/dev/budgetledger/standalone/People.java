package dev.budgetledger.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import dev.budgetledger.edge.access.AccessKey;
import dev.budgetledger.edge.access.KeysFile;
import dev.budgetledger.edge.access.Role;
import dev.budgetledger.embedded.CannotStartException;
import dev.budgetledger.embedded.OwnerOnly;

/**
 * Those who use the trial: one for each role that does something, each with an access key 访问密钥 in a file of its own, as curl reads
 * it ({@code -K}), and the file of their hashes, which both services read.
 *
 * @param keysFile the hashes
 * @param audience whom tokens are for: this installation
 * @param sampleKey posts the sample in its own name, in this start only; it is in no file
 */
record People(Path keysFile, String audience, String sampleKey) {

    private static final List<Role> ROLES = List.of(Role.OFFICER, Role.CHECKER, Role.PUBLISHER, Role.AUDITOR, Role.OPERATOR);

    /** Longer than any start takes. */
    private static final Duration OF_A_START = Duration.ofHours(1);

    /**
     * Makes what is not there: a key for each who has no file, and the file of hashes. What is there stays, changed by others or not.
     *
     * <p>The hash is written before the key: a start that ends between the two leaves nobody with a key that is not taken.
     *
     * @throws CannotStartException if the file of hashes is none
     */
    static People in(Path folder) {
        OwnerOnly.folder(folder);
        Path hashes = folder.resolve("keys.json");
        KeysFile keys = read(hashes);
        List<Runnable> files = new ArrayList<>();
        for (Role role : ROLES) {
            Path file = file(folder, role);
            if (keys.keys().isEmpty() || Files.notExists(file)) {
                String key = AccessKey.generate();
                keys = keys.with(AccessKey.ofEverything(role.text(), key, role));
                files.add(() -> OwnerOnly.write(file, "header = \"Authorization: Bearer " + key + "\"\n"));
            }
        }
        String sample = AccessKey.generate();
        keys = keys.with(AccessKey.ofEverything(SampleData.POSTED_BY, sample, Role.OFFICER).until(Instant.now().plus(OF_A_START)));
        OwnerOnly.write(hashes, keys.text());
        files.forEach(Runnable::run);
        return new People(hashes, audience(folder.resolve("audience")), sample);
    }

    /** Another installation's tokens are not for this one, though it calls its issuer by the same name. */
    private static String audience(Path file) {
        if (Files.notExists(file)) {
            OwnerOnly.write(file, "urn:uuid:" + UUID.randomUUID());
        }
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Keeps the secret by which a machine gets tokens, as curl reads it. */
    void keepMachine(String name, String secret) {
        OwnerOnly.write(machineFile(), "user = \"" + name + ":" + secret + "\"\ndata = \"grant_type=client_credentials\"\n");
    }

    /** False where the folder was moved away after identity had made its accounts. */
    boolean haveMachine() {
        return Files.exists(machineFile());
    }

    private Path machineFile() {
        return keysFile.resolveSibling("machine.curl");
    }

    /** How a token is got, for the last lines of the start. */
    String tokenLine(String issuer) {
        return "curl -s -K %s %s/oauth2/token gets a token for a machine".formatted(machineFile(), issuer);
    }

    /** How one posts, for the last lines of the start. */
    String line() {
        return "curl -K %s … posts as officer; beside it are the keys of checker, publisher, auditor and operator".formatted(
                file(Objects.requireNonNull(keysFile.getParent()), Role.OFFICER));
    }

    private static Path file(Path folder, Role role) {
        return folder.resolve(role.text() + ".curl");
    }

    private static KeysFile read(Path file) {
        try {
            return KeysFile.parse(Files.readAllBytes(file));
        } catch (NoSuchFileException first) {
            return new KeysFile(List.of());
        } catch (IllegalArgumentException fault) {
            throw new CannotStartException("File " + file + " cannot be read: " + fault.getMessage()
                    + ". Put it right (docs/runbooks/access.md), or move its folder away: then all get new keys.");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
