package dev.budgetledger.projection.disclosure.http;

import java.io.IOException;

import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractHttpMessageConverter;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.stereotype.Component;

import dev.budgetledger.projection.document.pages.XlsxBook;

/** Writes tables to anyone who asks for a workbook. */
@Component
final class XlsxConverter extends AbstractHttpMessageConverter<InSheets> {

    static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    XlsxConverter() {
        super(MediaType.parseMediaType(XLSX));
    }

    @Override
    protected boolean supports(Class<?> type) {
        return type == InSheets.class;
    }

    @Override
    public boolean canRead(Class<?> type, @Nullable MediaType mediaType) {
        return false;
    }

    @Override
    protected InSheets readInternal(Class<? extends InSheets> type, HttpInputMessage input) {
        throw new HttpMessageNotReadableException("tables are not read from workbooks", input);
    }

    @Override
    protected void writeInternal(InSheets answer, HttpOutputMessage output) throws IOException {
        InSheets.Book book = answer.sheets().get();
        output.getHeaders().setContentDisposition(ContentDisposition.attachment().filename(book.name() + ".xlsx").build());
        XlsxBook.write(book.sheets(), book.head(), book.more(), output.getBody());
    }
}
