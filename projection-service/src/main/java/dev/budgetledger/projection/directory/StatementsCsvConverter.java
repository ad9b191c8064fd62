package dev.budgetledger.projection.directory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import org.springframework.http.HttpOutputMessage;
import org.springframework.stereotype.Component;

import dev.budgetledger.projection.directory.StatementsController.InRows;
import dev.budgetledger.projection.web.WritingConverter;

/** Writes statements to anyone who asks for {@code text/csv}. */
@Component
final class StatementsCsvConverter extends WritingConverter<InRows> {

    static final String CSV = "text/csv;charset=UTF-8";

    StatementsCsvConverter() {
        super(InRows.class, CSV);
    }

    @Override
    protected void writeInternal(InRows answer, HttpOutputMessage output) throws IOException {
        output.getBody().write(answer.csv().get().getBytes(StandardCharsets.UTF_8));
    }
}
