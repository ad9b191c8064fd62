package dev.budgetledger.projection.console;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpOutputMessage;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

import dev.budgetledger.projection.web.WritingConverter;

/** Writes pages to anyone who asks for {@code text/html}, and tells the browser that nothing else may be loaded, run, guessed or told. */
@Component
public final class PageConverter extends WritingConverter<Paged> {

    public static final String HTML = "text/html;charset=UTF-8";

    public PageConverter() {
        super(Paged.class, HTML);
    }

    /** What every page of ours tells a browser. */
    public static void protect(BiConsumer<String, String> header) {
        header.accept("Content-Security-Policy", ConsolePage.POLICY);
        header.accept("X-Content-Type-Options", "nosniff");
        // Told to no other host; to ourselves, so that a form says where it comes from.
        header.accept("Referrer-Policy", "same-origin");
    }

    @Override
    protected void writeInternal(Paged answer, HttpOutputMessage output) throws IOException {
        HttpHeaders headers = output.getHeaders();
        protect(headers::set);
        String page = answer.page();
        RequestAttributes request = RequestContextHolder.getRequestAttributes();
        if (request != null && request.getAttribute(ConsolePage.BAR, RequestAttributes.SCOPE_REQUEST) instanceof String bar) {
            headers.set(HttpHeaders.CACHE_CONTROL, "no-store");
            page = ConsolePage.withBar(page, bar);
        }
        output.getBody().write(page.getBytes(StandardCharsets.UTF_8));
    }
}
