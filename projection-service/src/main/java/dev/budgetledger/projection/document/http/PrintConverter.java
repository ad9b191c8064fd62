package dev.budgetledger.projection.document.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpOutputMessage;
import org.springframework.stereotype.Component;

import dev.budgetledger.contract.Publication.Format;
import dev.budgetledger.projection.document.Document;
import dev.budgetledger.projection.document.http.DocumentController.InPrint;
import dev.budgetledger.projection.document.pages.HtmlPages;
import dev.budgetledger.projection.document.pages.XlsxBook;
import dev.budgetledger.projection.web.WritingConverter;

/** Writes documents as pages, to be read, printed or counted with, and all that is disclosed as one file. */
@Component
final class PrintConverter extends WritingConverter<InPrint> {

    static final String HTML = "text/html;charset=UTF-8";
    static final String PDF = "application/pdf";
    static final String XLSX = XlsxBook.MEDIA_TYPE;
    static final String ZIP = "application/zip";

    private final DocumentFiles files;

    PrintConverter(DocumentFiles files) {
        super(InPrint.class, HTML, PDF, XLSX, ZIP);
        this.files = files;
    }

    /** What is made is sent once it is whole, so that nobody holds a place by reading slowly. */
    @Override
    protected void writeInternal(InPrint answer, HttpOutputMessage output) throws IOException {
        Document document = answer.document();
        HttpHeaders headers = output.getHeaders();
        String name = document.head().department().code() + "-" + document.head().fiscalYear();
        switch (Objects.requireNonNull(headers.getContentType()).getSubtype()) {
            case "html" -> {
                byte[] made = files.bytes(document, Format.HTML);
                headers.set("Content-Security-Policy", HtmlPages.POLICY);
                headers.set("X-Content-Type-Options", "nosniff");
                headers.set("Referrer-Policy", "no-referrer");
                output.getBody().write(made);
            }
            case "pdf" -> {
                byte[] made = files.bytes(document, Format.PDF);
                headers.setContentDisposition(ContentDisposition.inline().filename(name + ".pdf").build());
                output.getBody().write(made);
            }
            case "zip" -> zip(answer.disclosed(), name + ".zip", output);
            default -> {
                byte[] made = files.bytes(document, Format.XLSX);
                headers.setContentDisposition(ContentDisposition.attachment().filename(name + ".xlsx").build());
                output.getBody().write(made);
            }
        }
    }

    private void zip(Disclosed disclosed, String name, HttpOutputMessage output) throws IOException {
        Path file = Files.createTempFile("disclosed-", ".zip");
        try {
            files.zip(disclosed, file);
            output.getHeaders().setContentDisposition(ContentDisposition.attachment().filename(name).build());
            Files.copy(file, output.getBody());
        } finally {
            Files.delete(file);
        }
    }
}
