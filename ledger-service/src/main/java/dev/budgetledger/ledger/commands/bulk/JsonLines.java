package dev.budgetledger.ledger.commands.bulk;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.CommandLimits;
import dev.budgetledger.edge.problems.ProblemException;
import dev.budgetledger.ledger.commands.CommandDocument;

/** NDJSON: a JSON object a line. A line that cannot be read leaves those after it as they are; blank lines are passed over. */
final class JsonLines implements Items {

    /** Most lines have no more. */
    private static final int LINE_BYTES = 1024;

    private final InputStream in;
    private final CommandDocument documents;
    private final Reader reader;
    private final byte[] buffer = new byte[64 * 1024];
    private int next;
    private int end;
    private long number;

    JsonLines(InputStream in, CommandDocument documents, Reader reader) {
        this.in = in;
        this.documents = documents;
        this.reader = reader;
    }

    @Override
    public @Nullable Item next() throws IOException {
        while (next < end || fill()) {
            number++;
            try {
                byte[] line = line();
                if (!isBlank(line)) {
                    return reader.read(number, line.length, documents.parse(line));
                }
            } catch (ProblemException why) {
                return reader.illegible(number, why);
            }
        }
        return null;
    }

    /** The bytes up to the next line feed or the end; a line that is too long is read to its end all the same. */
    private byte[] line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(LINE_BYTES);
        boolean fits = true;
        boolean whole = false;
        while (!whole && (next < end || fill())) {
            int from = next;
            while (next < end && buffer[next] != '\n') {
                next++;
            }
            fits &= line.size() + next - from <= CommandLimits.BYTES_MAX;
            if (fits) {
                line.write(buffer, from, next - from);
            }
            whole = next < end;
            next += whole ? 1 : 0;
        }
        if (!fits) {
            throw CommandDocument.tooLarge();
        }
        return line.toByteArray();
    }

    private boolean fill() throws IOException {
        next = 0;
        end = Math.max(in.read(buffer), 0);
        return end > 0;
    }

    private static boolean isBlank(byte[] line) {
        for (byte each : line) {
            if (each != ' ' && each != '\t' && each != '\r') {
                return false;
            }
        }
        return true;
    }
}
