package dev.budgetledger.projection.document.pages;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

import dev.budgetledger.projection.document.Document;
import dev.budgetledger.projection.document.Sheet;
import dev.budgetledger.projection.files.StoredZip;

/**
 * Sheets as a workbook: as printed, numbers as numbers, and a last sheet that says as of when. The same bytes on any machine, so the instant it
 * is of is that of the document.
 */
public final class XlsxBook {

    public static final String MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private static final String APPLICATION = "budget-ledger";
    private static final String VERSION = "1.0";
    private static final String LAST = "时点";
    private static final int TERM_WIDTH = 16;
    private static final int SAID_WIDTH = 70;

    private XlsxBook() {}

    /**
     * Writes the workbook; the stream stays open.
     *
     * @param more what its last sheet says besides of the amounts, by term
     */
    public static void write(List<Sheet> sheets, Document.Head head, SequencedMap<String, String> more, OutputStream out)
            throws IOException {
        Path file = Files.createTempFile("book-", ".xlsx");
        try {
            write(sheets, head, more, file);
            XlsxFile.write(file, head.recordedAsOf(), out);
        } finally {
            Files.delete(file);
        }
    }

    private static void write(List<Sheet> sheets, Document.Head head, SequencedMap<String, String> more, Path file)
            throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file));
                Workbook book = new Workbook(out, APPLICATION, VERSION)) {
            book.properties().setTitle(head.title());
            for (Sheet sheet : sheets) {
                try (Worksheet worksheet = book.newWorksheet(sheet.title().isEmpty() ? sheet.id() : sheet.title())) {
                    new XlsxSheet(worksheet, sheet).write();
                }
            }
            try (Worksheet last = book.newWorksheet(LAST)) {
                colophon(last, head, more);
            }
        }
    }

    private static void colophon(Worksheet last, Document.Head head, Map<String, String> more) {
        int row = 0;
        row = said(last, row, "标题", head.title());
        row = said(last, row, "部门", head.department().code() + " " + head.department().name());
        row = said(last, row, "预算年度", Integer.toString(head.fiscalYear()));
        for (Map<String, String> each : List.of(Colophon.of(head), more)) {
            for (Map.Entry<String, String> entry : each.entrySet()) {
                row = said(last, row, entry.getKey(), entry.getValue());
            }
        }
        last.width(0, TERM_WIDTH);
        last.width(1, SAID_WIDTH);
    }

    private static int said(Worksheet sheet, int row, String term, String text) {
        sheet.value(row, 0, term);
        sheet.value(row, 1, text);
        return row + 1;
    }

    /**
     * A workbook that has the same bytes whenever it is made: a {@link StoredZip}, of an instant that is given, and its merged cells in order, which
     * fastexcel keeps in a hash set.
     */
    private static class XlsxFile {

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
}
