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
 * @param sampleKey posts the sample in its own name, in this start only; it is in no file
 */
record People(Path keysFile, String sampleKey) {

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
        return new People(hashes, sample);
    }

    /** How one posts, for the last lines of the start. */
    String line() {
        Path folder = keysFile.resolveSibling("");
        return "curl -K %s … posts as officer; beside it are the keys of checker, publisher, auditor and operator".formatted(
                file(folder, Role.OFFICER));
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
