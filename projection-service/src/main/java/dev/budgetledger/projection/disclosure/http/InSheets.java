package dev.budgetledger.projection.disclosure.http;

import java.util.List;
import java.util.SequencedMap;
import java.util.function.Supplier;

import com.fasterxml.jackson.annotation.JsonValue;

import dev.budgetledger.projection.console.Paged;
import dev.budgetledger.projection.document.Document;
import dev.budgetledger.projection.document.Sheet;

/**
 * An answer that may also be had as a workbook, or read as a page.
 *
 * @param answer as JSON
 * @param sheets made once they are asked for
 * @param made the page, made once it is asked for
 */
record InSheets(@JsonValue Object answer, Supplier<Book> sheets, Supplier<String> made) implements Paged {

    @Override
    public String page() {
        return made.get();
    }

    /**
     * 工作簿.
     *
     * @param name of its file, without the end
     * @param more what its last sheet says of the amounts
     */
    record Book(String name, List<Sheet> sheets, Document.Head head, SequencedMap<String, String> more) {}
}
