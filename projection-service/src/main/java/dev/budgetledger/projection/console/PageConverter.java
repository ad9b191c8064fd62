package dev.budgetledger.projection.console;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpOutputMessage;
import org.springframework.stereotype.Component;

import dev.budgetledger.projection.web.WritingConverter;

/** Writes pages to anyone who asks for {@code text/html}, and tells the browser that nothing else may be loaded, run, guessed or told. */
@Component
public final class PageConverter extends WritingConverter<Paged> {

    public static final String HTML = "text/html;charset=UTF-8";

    public PageConverter() {
        super(Paged.class, HTML);
    }

    @Override
    protected void writeInternal(Paged answer, HttpOutputMessage output) throws IOException {
        byte[] page = answer.page().getBytes(StandardCharsets.UTF_8);
        HttpHeaders headers = output.getHeaders();
        headers.set("Content-Security-Policy", ConsolePage.POLICY);
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        output.getBody().write(page);
    }
}
