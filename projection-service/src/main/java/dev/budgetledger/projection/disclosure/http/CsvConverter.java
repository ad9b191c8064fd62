package dev.budgetledger.projection.disclosure.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import org.springframework.http.HttpOutputMessage;
import org.springframework.stereotype.Component;

import dev.budgetledger.projection.web.WritingConverter;

/** Writes a table to anyone who asks for {@code text/csv}. */
@Component
final class CsvConverter extends WritingConverter<InSheets> {

    static final String TEXT_CSV_UTF_8 = "text/csv;charset=UTF-8";

    CsvConverter() {
        super(InSheets.class, TEXT_CSV_UTF_8);
    }

    @Override
    protected void writeInternal(InSheets answer, HttpOutputMessage output) throws IOException {
        if (!(answer.answer() instanceof TableDocument table)) {
            throw new IllegalStateException("only a table is CSV");
        }
        output.getBody().write(Csv.of(table).getBytes(StandardCharsets.UTF_8));
    }
}
