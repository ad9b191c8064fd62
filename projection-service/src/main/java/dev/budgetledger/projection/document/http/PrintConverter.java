package dev.budgetledger.projection.document.http;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Objects;

import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpOutputMessage;
import org.springframework.stereotype.Component;

import dev.budgetledger.edge.problems.Places;
import dev.budgetledger.projection.document.Document;
import dev.budgetledger.projection.document.http.DocumentController.InPrint;
import dev.budgetledger.projection.document.pages.HtmlPages;
import dev.budgetledger.projection.document.pages.PdfPages;
import dev.budgetledger.projection.document.pages.XlsxBook;
import dev.budgetledger.projection.web.WritingConverter;

/** Writes documents as pages, to be read, printed or counted with. */
@Component
final class PrintConverter extends WritingConverter<InPrint> {

    static final String HTML = "text/html;charset=UTF-8";
    static final String PDF = "application/pdf";
    static final String XLSX = XlsxBook.MEDIA_TYPE;
    static final String ZIP = "application/zip";

    /** A PDF takes a processor for a second, and a font of some megabytes; what is made is sent once it is whole, so that nobody holds a place by reading slowly. */
    private final Places printing = new Places(2);

    PrintConverter() {
        super(InPrint.class, HTML, PDF, XLSX, ZIP);
    }

    @Override
    protected void writeInternal(InPrint answer, HttpOutputMessage output) throws IOException {
        Document document = answer.disclosed().document();
        String type = Objects.requireNonNull(output.getHeaders().getContentType()).getSubtype();
        String name = document.head().department().code() + "-" + document.head().fiscalYear();
        switch (type) {
            case "html" -> {
                output.getHeaders().set("Content-Security-Policy", HtmlPages.POLICY);
                output.getBody().write(HtmlPages.of(document).getBytes(StandardCharsets.UTF_8));
            }
            case "pdf" -> made(ContentDisposition.inline().filename(name + ".pdf"), output, file -> PdfPages.write(document, file));
            case "zip" -> made(ContentDisposition.attachment().filename(name + ".zip"), output,
                    file -> DisclosureZip.write(answer.disclosed(), file));
            default -> made(ContentDisposition.attachment().filename(name + ".xlsx"), output,
                    file -> XlsxBook.write(document.sheets(), document.head(), new LinkedHashMap<>(), file));
        }
    }

    private interface Writer {
        void write(OutputStream file) throws IOException;
    }

    private void made(ContentDisposition.Builder disposition, HttpOutputMessage output, Writer writer) throws IOException {
        Path file = Files.createTempFile("document-", ".made");
        try {
            try (Places.Place _ = printing.take(); OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
                writer.write(out);
            }
            output.getHeaders().setContentDisposition(disposition.build());
            Files.copy(file, output.getBody());
        } finally {
            Files.delete(file);
        }
    }
}
