package dev.budgetledger.projection.disclosure.http;

import java.io.IOException;

import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpOutputMessage;
import org.springframework.stereotype.Component;

import dev.budgetledger.projection.document.pages.XlsxBook;
import dev.budgetledger.projection.web.WritingConverter;

/** Writes tables to anyone who asks for a workbook. */
@Component
final class XlsxConverter extends WritingConverter<InSheets> {

    static final String XLSX = XlsxBook.MEDIA_TYPE;

    XlsxConverter() {
        super(InSheets.class, XLSX);
    }

    @Override
    protected void writeInternal(InSheets answer, HttpOutputMessage output) throws IOException {
        InSheets.Book book = answer.sheets().get();
        output.getHeaders().setContentDisposition(ContentDisposition.attachment().filename(book.name() + ".xlsx").build());
        XlsxBook.write(book.sheets(), book.head(), book.more(), output.getBody());
    }
}
