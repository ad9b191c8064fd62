package dev.budgetledger.projection.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.form.Selector;
import dev.budgetledger.contract.form.SpanForm;

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
     * @param ofUnit the code of the unit whose statement it is; absent where it is the department's
     * @param field a JSON Pointer (RFC 6901) into it
     */
    record OfStatement(
            String part,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String key,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String ofUnit,
            String field)
            implements Source {

        /** Of the department. */
        public OfStatement(String part, @Nullable String key, String field) {
            this(part, key, null, field);
        }
    }

    /**
     * A figure of money in a sentence.
     *
     * @param amount which money
     * @param as which of its figures
     * @param cell a cell that counts the very same lines, if a table has one
     */
    record Sum(Selector amount, SpanForm.Figure as, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable TableCell cell)
            implements Source {}
}
