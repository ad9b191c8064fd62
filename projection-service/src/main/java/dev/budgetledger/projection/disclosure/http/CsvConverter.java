package dev.budgetledger.projection.disclosure.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractHttpMessageConverter;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.stereotype.Component;

/** Writes a table to anyone who asks for {@code text/csv}. */
@Component
final class CsvConverter extends AbstractHttpMessageConverter<InSheets> {

    static final String TEXT_CSV_UTF_8 = "text/csv;charset=UTF-8";

    CsvConverter() {
        super(MediaType.parseMediaType(TEXT_CSV_UTF_8));
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
        throw new HttpMessageNotReadableException("tables are not read from CSV", input);
    }

    @Override
    protected void writeInternal(InSheets answer, HttpOutputMessage output) throws IOException {
        if (!(answer.answer() instanceof TableDocument table)) {
            throw new IllegalStateException("only a table is CSV");
        }
        output.getBody().write(Csv.of(table).getBytes(StandardCharsets.UTF_8));
    }
}
