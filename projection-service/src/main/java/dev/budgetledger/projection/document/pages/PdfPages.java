package dev.budgetledger.projection.document.pages;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.logging.Level;

import com.openhtmltopdf.pdfboxout.PdfBoxRenderer;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.Diagnostic;
import com.openhtmltopdf.util.XRLog;
import com.openhtmltopdf.util.XRLogger;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.budgetledger.contract.Sha256;
import dev.budgetledger.projection.document.Document;

/**
 * A document as PDF, made of its page: the same bytes on any machine, so the day it is made of is that of the document. It is read aloud, searched
 * and copied as it is printed.
 */
public final class PdfPages {

    private static final String FONT = "/document/font/NotoSansSC.ttf";
    private static final String FAMILY = "Noto Sans SC";
    private static final String MISSING = "□";

    private static final int HEX = 16;
    private static final int DIGITS_OF_LONG = 16;

    static {
        XRLog.setLoggerImpl(new QuietLog());
    }

    private PdfPages() {}

    /** Writes the file; the stream stays open. */
    public static void write(Document document, OutputStream out) throws IOException {
        write(document, out, new PdfRendererBuilder());
    }

    /** @param builder as it is to begin with */
    static void write(Document document, OutputStream out, PdfRendererBuilder builder) throws IOException {
        String html = HtmlPages.forPaper(document, Style.footer(document.head()));
        builder.useFont(() -> PdfPages.class.getResourceAsStream(FONT), FAMILY);
        builder.usePdfUaAccessibility(true);
        builder.useReplacementText(MISSING);
        builder.withHtmlContent(html, null);
        try (PdfBoxRenderer renderer = builder.buildPdfRenderer(); PDDocument pdf = renderer.createPDFKeepOpen()) {
            pdf.setDocumentInformation(information(document.head()));
            pdf.setDocumentId(Long.parseUnsignedLong(Sha256.hex(html.getBytes(StandardCharsets.UTF_8)), 0, DIGITS_OF_LONG, HEX));
            pdf.save(out);
        }
    }

    private static PDDocumentInformation information(Document.Head head) {
        Calendar recorded = GregorianCalendar.from(head.recordedAsOf().atZone(ZoneOffset.UTC));
        PDDocumentInformation information = new PDDocumentInformation();
        information.setTitle(head.title());
        information.setAuthor(head.department().name());
        information.setCreationDate(recorded);
        information.setModificationDate(recorded);
        return information;
    }

    /** What the renderer tells of each of its steps is for those who look for it. */
    private static class QuietLog implements XRLogger {

        private static final Logger LOG = LoggerFactory.getLogger(PdfPages.class);

        @Override
        public void log(String where, Level level, String message) {
            LOG.debug("{}: {}", where, message);
        }

        @Override
        public void log(String where, Level level, String message, @Nullable Throwable cause) {
            LOG.debug("{}: {}", where, message, cause);
        }

        @Override
        public void setLevel(String logger, Level level) {
            // that of ours stands
        }

        @Override
        public boolean isLogLevelEnabled(Diagnostic diagnostic) {
            return LOG.isDebugEnabled();
        }
    }
}
