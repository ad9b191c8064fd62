package dev.budgetledger.projection.document.pages;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

import dev.budgetledger.projection.files.StoredZip;

/**
 * A workbook that has the same bytes whenever it is made: a {@link StoredZip}, of an instant that is given, and its merged cells in order, which
 * fastexcel keeps in a hash set.
 */
final class XlsxFile {

    private static final String PROPERTIES = "docProps/core.xml";
    private static final Pattern CREATED = Pattern.compile("(<dcterms:created[^>]*>)[^<]*");

    private static final String MERGED = "<mergeCells>";
    private static final String MERGED_END = "</mergeCells>";

    private XlsxFile() {}

    /** @param book as it was made now: its entries say their sizes at its end only */
    static void write(Path book, Instant created, OutputStream out) throws IOException {
        StoredZip zip = new StoredZip(out);
        try (ZipFile file = new ZipFile(book.toFile())) {
            for (ZipEntry entry : Collections.list(file.entries())) {
                String text = new String(file.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
                zip.add(entry.getName(), (entry.getName().equals(PROPERTIES) ? of(created, text) : inOrder(text))
                        .getBytes(StandardCharsets.UTF_8));
            }
        }
        zip.end();
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
}
