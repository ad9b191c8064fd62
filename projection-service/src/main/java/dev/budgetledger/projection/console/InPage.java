package dev.budgetledger.projection.console;

import java.util.function.Supplier;

import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

import dev.budgetledger.projection.web.AsOfDocument;
import dev.budgetledger.projection.web.Paging;

/**
 * An answer as JSON and as a page.
 *
 * @param made the page, once it is asked for
 */
public record InPage(@JsonValue Object answer, Supplier<String> made) implements Paged {

    @Override
    public String page() {
        return made.get();
    }

    /**
     * The answer as it is asked for.
     *
     * @param format absent where the {@code Accept} header chooses
     */
    public static ResponseEntity<InPage> answer(AsOfDocument asOf, @Nullable PageFormat format, InPage answer) {
        return answer(asOf, format, null, answer);
    }

    /**
     * The same of a page of a list.
     *
     * @param next the address of the next page; null on the last
     */
    public static ResponseEntity<InPage> answer(AsOfDocument asOf, @Nullable PageFormat format, @Nullable String next, InPage answer) {
        return answer(Paging.linking(asOf.headers(), next), format, answer);
    }

    /** The same of what is as of no point. */
    public static ResponseEntity<InPage> answer(@Nullable PageFormat format, InPage answer) {
        return answer(new HttpHeaders(), format, answer);
    }

    private static ResponseEntity<InPage> answer(HttpHeaders headers, @Nullable PageFormat format, InPage answer) {
        switch (format) {
            case JSON -> headers.setContentType(MediaType.APPLICATION_JSON);
            case HTML -> headers.setContentType(MediaType.parseMediaType(PageConverter.HTML));
            case null -> headers.set(HttpHeaders.VARY, HttpHeaders.ACCEPT);
        }
        return ResponseEntity.ok().headers(headers).body(answer);
    }
}
