package dev.budgetledger.projection.document.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;

import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

import dev.budgetledger.edge.problems.Places;
import dev.budgetledger.projection.document.Document;
import dev.budgetledger.projection.document.Sheet;
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

    /** A PDF takes a processor for a second, and a font of some megabytes; what is made is written once it is whole, so that nobody holds a place by reading slowly. */
    private final Places printing = new Places(2);

    PrintConverter() {
        super(InPrint.class, HTML, PDF, XLSX);
    }

    @Override
    protected void writeInternal(InPrint answer, HttpOutputMessage output) throws IOException {
        Document document = answer.document();
        MediaType type = output.getHeaders().getContentType();
        String name = document.head().department().code() + "-" + document.head().fiscalYear();
        if (type != null && type.getSubtype().equals("html")) {
            output.getHeaders().set("Content-Security-Policy", HtmlPages.POLICY);
            output.getBody().write(HtmlPages.of(document).getBytes(StandardCharsets.UTF_8));
            return;
        }
        ByteArrayOutputStream made = new ByteArrayOutputStream();
        boolean isPdf = type != null && type.getSubtype().equals("pdf");
        try (Places.Place _ = printing.take()) {
            if (isPdf) {
                PdfPages.write(document, made);
            } else {
                XlsxBook.write(sheets(document), document.head(), new LinkedHashMap<>(), made);
            }
        }
        output.getHeaders().setContentDisposition(isPdf
                ? ContentDisposition.inline().filename(name + ".pdf").build()
                : ContentDisposition.attachment().filename(name + ".xlsx").build());
        made.writeTo(output.getBody());
    }

    private static List<Sheet> sheets(Document document) {
        return document.parts().stream()
                .flatMap(part -> part.blocks().stream())
                .flatMap(block -> block instanceof Sheet sheet ? Stream.of(sheet) : Stream.empty())
                .toList();
    }
}
