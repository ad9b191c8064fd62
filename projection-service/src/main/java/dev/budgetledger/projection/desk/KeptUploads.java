package dev.budgetledger.projection.desk;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.projection.login.LoginSession;

/**
 * Files between their check and their posting, so that what was checked is what is posted: one of a session, a bounded number, for a bounded
 * time. Nothing of them is left where the process ends.
 */
final class KeptUploads implements AutoCloseable {

    static final int UPLOADS_MAX = 100;
    static final Duration AGE_MAX = Duration.ofMinutes(30);
    private static final int HASH_CHARS = 22;

    private final InstantSource clock;

    /** The oldest first. */
    private final Map<String, KeptUpload> kept = new LinkedHashMap<>();

    KeptUploads(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Keeps one, in place of what its sender had here before.
     *
     * @param formKey of the form: with the bytes it makes the key, so that one file sent twice by one form is posted once, and a mended one is another
     */
    KeptUpload keep(String owner, String formKey, String name, InputStream in) throws IOException {
        Path path = Files.createTempFile("upload-", ".tmp");
        // Unlinked at once, where the system lets it.
        FileChannel file = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        try {
            MessageDigest hash = sha256();
            new DigestInputStream(in, hash).transferTo(Channels.newOutputStream(file));
            KeptUpload upload = new KeptUpload(LoginSession.random(), owner, formKey + "." + HexFormat.of().formatHex(hash.digest()).substring(0, HASH_CHARS),
                    name, KeptUpload.typeOf(file), file, file.size(), clock.instant());
            add(upload);
            return upload;
        } catch (IOException | RuntimeException why) {
            file.close();
            throw why;
        }
    }

    private synchronized void add(KeptUpload upload) {
        end(each -> each.owner().equals(upload.owner()) || isOld(each));
        while (kept.size() >= UPLOADS_MAX) {
            String oldest = kept.keySet().iterator().next();
            end(each -> each.id().equals(oldest));
        }
        kept.put(upload.id(), upload);
    }

    /** Null if it is no longer there, or another's. */
    synchronized @Nullable KeptUpload find(String id, String owner) {
        end(this::isOld);
        KeptUpload found = kept.get(id);
        return found == null || !found.owner().equals(owner) ? null : found;
    }

    private boolean isOld(KeptUpload upload) {
        return clock.instant().isAfter(upload.at().plus(AGE_MAX));
    }

    private void end(Predicate<KeptUpload> which) {
        for (Iterator<KeptUpload> all = kept.values().iterator(); all.hasNext(); ) {
            KeptUpload each = all.next();
            if (which.test(each)) {
                all.remove();
                try {
                    each.file().close();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    @Override
    public synchronized void close() {
        end(_ -> true);
    }
}
