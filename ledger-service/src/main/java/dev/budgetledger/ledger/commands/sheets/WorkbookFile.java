package dev.budgetledger.ledger.commands.sheets;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.PlainText;
import dev.budgetledger.edge.problems.ProblemException;

/**
 * A workbook that was sent, in a temporary file. The sheet that is read is read to its end before any row of it is given out: if it is damaged
 * anywhere, it is refused as a whole.
 */
public final class WorkbookFile implements AutoCloseable {

    public static final String MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /** Of a part, unpacked. */
    static final long PART_BYTES_MAX = 512L << 20;

    private static final int PARTS_MAX = 10_000;
    private static final int SHEETS_MAX = 1_000;

    private final Path path;
    private @Nullable ZipFile zip;
    private @Nullable SharedTexts texts;
    private @Nullable SheetSource source;

    /** All there is to read rows of. */
    private record SheetSource(String part, SheetRows.SheetContext context, MergedCells merged) {}

    private WorkbookFile(Path path) {
        this.path = path;
    }

    /**
     * Receives a workbook.
     *
     * @param sheet name of the sheet to read; null: the first one that is not hidden
     * @throws ProblemException if it is none that is read
     * @throws IOException if the sender is gone, or there is no room
     */
    public static WorkbookFile receive(InputStream in, @Nullable String sheet) throws IOException {
        WorkbookFile file = new WorkbookFile(Files.createTempFile("workbook-", ".xlsx"));
        try {
            SentFile.take(in, file.path, "a workbook");
            file.open(sheet);
            return file;
        } catch (IOException | RuntimeException fault) {
            file.close();
            throw fault;
        }
    }

    private void open(@Nullable String wanted) throws IOException {
        try {
            zip = new ZipFile(path.toFile());
        } catch (ZipException | EOFException | IllegalArgumentException none) {
            // Its end may say that the list of its parts is longer than the file.
            throw WorkbookFault.invalid("no workbook: not xlsx, protected with a password, or cut off");
        }
        requireOnce(zip);
        String book = required(relations("_rels/.rels", "").byType().get("officeDocument"));
        String folder = book.substring(0, book.lastIndexOf('/') + 1);
        Relations of = relations(folder + "_rels/" + book.substring(folder.length()) + ".rels", folder);
        Catalogue catalogue = catalogue(book);
        String sheet = required(of.byId().get(catalogue.choose(wanted)));
        texts = SharedTexts.read(part(of.byType().get("sharedStrings")));
        CellFormats formats;
        try (WorkbookPart styles = part(of.byType().get("styles"))) {
            formats = CellFormats.read(styles);
        }
        SheetRows.SheetContext context = new SheetRows.SheetContext(texts, formats, catalogue.is1904);
        source = new SheetSource(sheet, context, survey(sheet, context));
    }

    private static String required(@Nullable String part) {
        if (part == null) {
            throw WorkbookFault.invalid("no workbook: it has no sheet");
        }
        return part;
    }

    /** Of two parts of one name another program might read the other. */
    private static void requireOnce(ZipFile zip) {
        Set<String> names = new HashSet<>();
        for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements();) {
            String name = entries.nextElement().getName();
            if (!names.add(name) || names.size() > PARTS_MAX) {
                throw WorkbookFault.invalid("no workbook: " + PlainText.quoted(name) + " is there twice, or it has too many parts");
            }
        }
    }

    private Relations relations(String name, String folder) throws IOException {
        try (WorkbookPart part = part(name)) {
            return Relations.read(part, folder);
        }
    }

    /** Null if there is none of the name. */
    private @Nullable WorkbookPart part(@Nullable String name) throws IOException {
        ZipFile from = zip;
        ZipEntry entry = name == null || from == null ? null : from.getEntry(name);
        if (name == null || from == null || entry == null) {
            return null;
        }
        if (entry.getSize() > PART_BYTES_MAX) {
            throw tooLarge();
        }
        try {
            return new WorkbookPart(PlainText.quoted(name), new Bounded(from.getInputStream(entry)), entry.getCrc());
        } catch (IOException damaged) {
            throw WorkbookFault.damaged(PlainText.quoted(name));
        }
    }

    private static ProblemException tooLarge() {
        return WorkbookFault.tooLarge("a part of the workbook has more than " + PART_BYTES_MAX + " bytes");
    }

    /** The sheets of a workbook. */
    private static final class Catalogue {
        private boolean is1904;
        private @Nullable String first;
        private final Map<String, String> byName = new HashMap<>();

        void look(WorkbookPart part) {
            if ("workbookPr".equals(part.begins())) {
                is1904 = part.isTrue("date1904");
            } else if ("sheet".equals(part.begins())) {
                String name = part.attribute("name");
                String id = part.attribute("id");
                String state = part.attribute("state");
                if (name != null && id != null && byName.size() < SHEETS_MAX) {
                    byName.putIfAbsent(name, id);
                    first = first == null && (state == null || state.equals("visible")) ? id : first;
                }
            }
        }

        String choose(@Nullable String wanted) {
            if (wanted == null) {
                return required(first);
            }
            String id = byName.get(wanted);
            if (id == null) {
                throw ProblemException.invalid("sheet", "the workbook has no sheet of that name");
            }
            return id;
        }
    }

    private Catalogue catalogue(String name) throws IOException {
        Catalogue catalogue = new Catalogue();
        try (WorkbookPart part = part(name)) {
            while (part != null && part.next()) {
                catalogue.look(part);
            }
        }
        return catalogue;
    }

    private MergedCells survey(String sheet, SheetRows.SheetContext context) throws IOException {
        try (WorkbookPart part = part(sheet)) {
            if (part == null) {
                throw WorkbookFault.damaged(PlainText.quoted(sheet));
            }
            return SheetRows.survey(part, context);
        }
    }

    /** The rows of the sheet, from the first; as often as wanted. */
    public SheetRows rows() throws IOException {
        SheetSource from = source;
        WorkbookPart part = from == null ? null : part(from.part);
        if (from == null || part == null) {
            throw new IllegalStateException("closed");
        }
        return new SheetRows(part, from.context, from.merged);
    }

    @Override
    public void close() throws IOException {
        try (ZipFile _ = zip; SharedTexts _ = texts) {
            source = null;
        } finally {
            Files.deleteIfExists(path);
        }
    }

    /** Stops what unpacks to more than it says. */
    private static final class Bounded extends FilterInputStream {
        private long rest = PART_BYTES_MAX;

        Bounded(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            return count(super.read(), 1);
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int n = super.read(buffer, offset, length);
            return count(n, n);
        }

        private int count(int answer, int bytes) {
            rest -= answer < 0 ? 0 : bytes;
            if (rest < 0) {
                throw tooLarge();
            }
            return answer;
        }
    }
}
