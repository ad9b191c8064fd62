package dev.budgetledger.projection.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Words of a paragraph.
 *
 * @param source what they say, of a figure 数字; absent of plain words
 */
public record Span(String text, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Source source) {

    /** Plain words. */
    public Span(String text) {
        this(text, null);
    }
}
