package dev.budgetledger.ledger.commands.bulk;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.budgetledger.edge.problems.ProblemException;
import dev.budgetledger.ledger.commands.sheets.SentFile;

/** A table of CSV that is read twice, in a temporary file: as large as a workbook may be. */
final class CsvFile implements AutoCloseable {

    static final String MEDIA_TYPE = "text/csv";

    private final Path path;
    private final Charset charset;

    private CsvFile(Path path, Charset charset) {
        this.path = path;
        this.charset = charset;
    }

    /**
     * Receives a table.
     *
     * @throws ProblemException if it is too large
     * @throws IOException if the sender is gone, or there is no room
     */
    static CsvFile receive(InputStream in, Charset charset) throws IOException {
        CsvFile file = new CsvFile(Files.createTempFile("table-", ".csv"), charset);
        try {
            SentFile.take(in, file.path, "a table with an outcome sheet");
            return file;
        } catch (IOException | RuntimeException fault) {
            file.close();
            throw fault;
        }
    }

    /** From its first row, behind its mark if it has one; to be closed. */
    InputStream read() throws IOException {
        InputStream in = new BufferedInputStream(Files.newInputStream(path));
        return charset.equals(StandardCharsets.UTF_8) ? ByteOrderMark.skip(in) : in;
    }

    boolean isMarked() throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            return charset.equals(StandardCharsets.UTF_8) && ByteOrderMark.isAt(in);
        }
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(path);
    }
}
