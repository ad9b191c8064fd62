package dev.budgetledger.projection.console;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

import dev.budgetledger.projection.web.AsOfDocument;
import dev.budgetledger.projection.web.Paging;

/**
 * An answer as JSON and as a page, and as whatever else it may be had.
 *
 * @param <T> what JSON is of
 * @param others by media type, each written once it is asked for
 */
public record InPage<T>(@JsonValue T answer, Map<String, Body> others) {

    /** What an answer is in one of its forms. */
    @FunctionalInterface
    public interface Body {
        /** Writes it, its own headers first. */
        void write(HttpOutputMessage output) throws IOException;
    }

    /** @param page XHTML that HTML5 reads the same */
    public InPage(T answer, Supplier<String> page) {
        this(answer, Map.of(PageConverter.HTML, PageConverter.page(page)));
    }

    /** An answer as JSON, and as no page. */
    public static <T> InPage<T> of(T answer) {
        return new InPage<>(answer, Map.of());
    }

    /** The same, which may be had as one thing more. */
    public InPage<T> and(String mediaType, Body body) {
        Map<String, Body> more = new HashMap<>(others);
        more.put(mediaType, body);
        return new InPage<>(answer, more);
    }

    /**
     * The answer as it is asked for.
     *
     * @param format absent where the {@code Accept} header chooses
     */
    public static <T> ResponseEntity<InPage<T>> answer(AsOfDocument asOf, @Nullable Enum<?> format, InPage<T> answer) {
        return answer(asOf, format, null, answer);
    }

    /**
     * The same of a page of a list.
     *
     * @param next the address of the next page; null on the last
     */
    public static <T> ResponseEntity<InPage<T>> answer(AsOfDocument asOf, @Nullable Enum<?> format, @Nullable String next, InPage<T> answer) {
        return answer(Paging.linking(asOf.headers(), next), format, answer);
    }

    /** The same of what is as of no point. */
    public static <T> ResponseEntity<InPage<T>> answer(@Nullable Enum<?> format, InPage<T> answer) {
        return answer(new HttpHeaders(), format, answer);
    }

    /** The same with these headers. */
    public static <T> ResponseEntity<InPage<T>> answer(HttpHeaders headers, @Nullable Enum<?> format, InPage<T> answer) {
        if (format == null) {
            headers.set(HttpHeaders.VARY, HttpHeaders.ACCEPT);
        } else {
            headers.setContentType(MediaType.parseMediaType(Objects.requireNonNull(PageConverter.MEDIA_TYPES.get(format.name()))));
        }
        return ResponseEntity.ok().headers(headers).body(answer);
    }
}
