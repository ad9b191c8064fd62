package dev.budgetledger.projection.document.pages;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * A workbook that has the same bytes whenever it is made: stored, not compressed, of an instant that is given, and its merged cells in order,
 * which fastexcel keeps in a hash set.
 */
final class XlsxFile {

    private static final LocalDateTime ALWAYS = LocalDateTime.of(1980, 2, 1, 0, 0);
    private static final String PROPERTIES = "docProps/core.xml";
    private static final Pattern CREATED = Pattern.compile("(<dcterms:created[^>]*>)[^<]*");

    private static final String MERGED = "<mergeCells>";
    private static final String MERGED_END = "</mergeCells>";

    private XlsxFile() {}

    /** @param book as it was made now: its entries say their sizes at its end only */
    static void write(Path book, Instant created, OutputStream out) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out);
        try (ZipFile file = new ZipFile(book.toFile())) {
            for (ZipEntry entry : Collections.list(file.entries())) {
                String text = new String(file.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
                store(zip, entry.getName(), (entry.getName().equals(PROPERTIES) ? of(created, text) : inOrder(text))
                        .getBytes(StandardCharsets.UTF_8));
            }
        }
        zip.finish();
    }

    private static String of(Instant created, String properties) {
        return CREATED.matcher(properties).replaceFirst("$1" + Matcher.quoteReplacement(created.toString()));
    }

    private static String inOrder(String sheet) {
        int from = sheet.indexOf(MERGED) + MERGED.length();
        int to = sheet.indexOf(MERGED_END);
        return to < 0 ? sheet : sheet.substring(0, from)
                + Stream.of(sheet.substring(from, to).split("(?=<)")).sorted().collect(Collectors.joining())
                + sheet.substring(to);
    }

    private static void store(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setTimeLocal(ALWAYS);
        entry.setSize(bytes.length);
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(bytes);
        zip.closeEntry();
    }
}
