package dev.budgetledger.ledger.commands.sheets;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** What is sent to be read more than once, in a temporary file. */
public final class SentFile {

    /** As it was sent. */
    static final long BYTES_MAX = 64L << 20;

    private static final int BUFFER = 1 << 16;

    private SentFile() {}

    /**
     * Takes it to its end.
     *
     * @param called what it is, to say that it is too large
     * @throws dev.budgetledger.edge.problems.ProblemException if it is too large
     * @throws IOException if the sender is gone, or there is no room
     */
    public static void take(InputStream in, Path into, String called) throws IOException {
        try (OutputStream out = Files.newOutputStream(into)) {
            byte[] buffer = new byte[BUFFER];
            long bytes = 0;
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                bytes += n;
                if (bytes > BYTES_MAX) {
                    throw WorkbookFault.tooLarge(called + " has at most " + BYTES_MAX + " bytes");
                }
                out.write(buffer, 0, n);
            }
        }
    }
}
