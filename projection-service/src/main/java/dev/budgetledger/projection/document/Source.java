package dev.budgetledger.projection.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** 出处: what a printed figure is. In JSON they are distinguished by their fields. */
public sealed interface Source {

    /**
     * A cell of a table of the document's form.
     *
     * @param row 序号
     * @param column its id
     */
    record TableCell(String table, int row, String column) implements Source {}

    /**
     * A field of what was stated.
     *
     * @param part what was stated, as facts name it
     * @param key of which project, say; absent where there is one of the part
     * @param field a JSON Pointer (RFC 6901) into it
     */
    record OfStatement(String part, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String key, String field)
            implements Source {}

    /**
     * A figure against that of the year before.
     *
     * @param figure a JSON Pointer (RFC 6901) into the answer of year-over-year, {@code /total/change}
     */
    record Comparison(String figure) implements Source {}
}
