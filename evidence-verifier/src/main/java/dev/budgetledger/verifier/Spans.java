package dev.budgetledger.verifier;

import org.jspecify.annotations.Nullable;

/** 句段: words of a document, and what a figure among them is. */
final class Spans {

    private Spans() {}

    static Json.Members of(String text) {
        return of(text, null);
    }

    static Json.Members of(String text, @Nullable Json source) {
        Json.Members words = Documents.object("text", new Json.Text(text));
        return source == null ? words : Documents.with(words, "source", source);
    }

    /**
     * A field of what was stated.
     *
     * @param key blank if it is of the budget
     * @param field a JSON Pointer into it
     */
    static Json.Members source(String part, String key, String field) {
        Json.Members source = Documents.object("part", new Json.Text(part), "field", new Json.Text(field));
        return key.isEmpty() ? source : Documents.with(source, "key", new Json.Text(key));
    }
}
