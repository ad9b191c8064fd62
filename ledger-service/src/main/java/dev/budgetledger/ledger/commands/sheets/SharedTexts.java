package dev.budgetledger.ledger.commands.sheets;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/** The texts that cells of a workbook refer to by number: in a temporary file, where each begins in memory, and some that were asked for last. */
final class SharedTexts implements AutoCloseable {

    /** More than the rows of a sheet, each with one of its own. */
    private static final int TEXTS_MAX = 2_000_000;

    private static final int KEPT = 4096;

    private final FileChannel file;
    private int[] ends = new int[1024];
    private int size;
    private final @Nullable String[] kept = new @Nullable String[KEPT];
    private final int[] numbers = new int[KEPT];

    private SharedTexts(FileChannel file) {
        this.file = file;
    }

    /** @param part null if the workbook has none */
    static SharedTexts read(@Nullable WorkbookPart part) throws IOException {
        Path path = Files.createTempFile("texts-", ".utf8");
        SharedTexts texts = new SharedTexts(FileChannel.open(
                path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE));
        try (part) {
            if (part != null) {
                texts.take(part);
            }
            return texts;
        } catch (IOException | RuntimeException fault) {
            texts.close();
            throw fault;
        }
    }

    private void take(WorkbookPart part) throws IOException {
        OutputStream out = new BufferedOutputStream(Channels.newOutputStream(file), 1 << 16);
        RichText text = new RichText();
        long end = 0;
        while (part.next()) {
            if ("si".equals(part.begins())) {
                text.restart();
            }
            text.look(part);
            if ("si".equals(part.ends())) {
                byte[] bytes = text.text().getBytes(StandardCharsets.UTF_8);
                out.write(bytes);
                end += bytes.length;
                add(end);
            }
        }
        out.flush();
    }

    private void add(long end) {
        if (size == TEXTS_MAX || end > Integer.MAX_VALUE) {
            throw WorkbookFault.tooLarge("the workbook has more than " + TEXTS_MAX + " texts, or longer ones than are read");
        }
        if (size == ends.length) {
            ends = Arrays.copyOf(ends, 2 * size);
        }
        ends[size++] = (int) end;
    }

    /** One of them, null if there is none of that number. */
    @Nullable String get(int number) throws IOException {
        if (number >= size) {
            return null;
        }
        int slot = number % KEPT;
        String known = kept[slot];
        if (known == null || numbers[slot] != number) {
            known = fromFile(number);
            kept[slot] = known;
            numbers[slot] = number;
        }
        return known;
    }

    private String fromFile(int number) throws IOException {
        int from = number == 0 ? 0 : ends[number - 1];
        ByteBuffer bytes = ByteBuffer.allocate(ends[number] - from);
        while (bytes.hasRemaining() && file.read(bytes, from + bytes.position()) >= 0) {}
        return new String(bytes.array(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
