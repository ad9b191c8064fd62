package dev.budgetledger.projection.document.http;

import java.io.IOException;

import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

import dev.budgetledger.contract.Publication.Format;
import dev.budgetledger.projection.document.Document;
import dev.budgetledger.projection.document.http.DocumentController.InPrint;
import dev.budgetledger.projection.document.pages.HtmlPages;
import dev.budgetledger.projection.document.pages.XlsxBook;
import dev.budgetledger.projection.web.WritingConverter;

/** Writes documents as pages, to be read, printed or counted with. */
@Component
final class PrintConverter extends WritingConverter<InPrint> {

    static final String HTML = "text/html;charset=UTF-8";
    static final String PDF = "application/pdf";
    static final String XLSX = XlsxBook.MEDIA_TYPE;

    private final DocumentFiles files;

    PrintConverter(DocumentFiles files) {
        super(InPrint.class, HTML, PDF, XLSX);
        this.files = files;
    }

    /** What is made is written once it is whole, so that nobody holds a place by reading slowly. */
    @Override
    protected void writeInternal(InPrint answer, HttpOutputMessage output) throws IOException {
        Document document = answer.document();
        String name = document.head().department().code() + "-" + document.head().fiscalYear();
        MediaType type = output.getHeaders().getContentType();
        Format format = type == null ? Format.XLSX
                : type.getSubtype().equals("html") ? Format.HTML
                : type.getSubtype().equals("pdf") ? Format.PDF : Format.XLSX;
        byte[] made = files.bytes(document, format);
        switch (format) {
            case HTML -> output.getHeaders().set("Content-Security-Policy", HtmlPages.POLICY);
            case PDF -> output.getHeaders().setContentDisposition(ContentDisposition.inline().filename(name + ".pdf").build());
            default -> output.getHeaders().setContentDisposition(ContentDisposition.attachment().filename(name + ".xlsx").build());
        }
        output.getBody().write(made);
    }
}
