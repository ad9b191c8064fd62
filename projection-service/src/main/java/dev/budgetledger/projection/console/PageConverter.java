package dev.budgetledger.projection.console;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractHttpMessageConverter;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

import dev.budgetledger.projection.document.pages.XlsxBook;

/** Writes answers as all that they may be had as but JSON. Nothing is read of them. */
@Component
public final class PageConverter extends AbstractHttpMessageConverter<InPage<?>> {

    public static final String HTML = "text/html;charset=UTF-8";
    public static final String CSV = "text/csv;charset=UTF-8";
    public static final String PDF = MediaType.APPLICATION_PDF_VALUE;
    public static final String XLSX = XlsxBook.MEDIA_TYPE;
    public static final String ZIP = "application/zip";

    /** By the names that addresses have for them. */
    static final Map<String, String> MEDIA_TYPES =
            Map.of("JSON", MediaType.APPLICATION_JSON_VALUE, "HTML", HTML, "CSV", CSV, "PDF", PDF, "XLSX", XLSX, "ZIP", ZIP);

    public PageConverter() {
        super(Stream.of(HTML, CSV, PDF, XLSX, ZIP).map(MediaType::parseMediaType).toArray(MediaType[]::new));
    }

    /** What every page of ours tells a browser: that nothing else may be loaded, run, guessed or told. */
    public static void protect(BiConsumer<String, String> header) {
        header.accept("Content-Security-Policy", ConsolePage.POLICY);
        header.accept("X-Content-Type-Options", "nosniff");
        // Told to no other host; to ourselves, so that a form says where it comes from.
        header.accept("Referrer-Policy", "same-origin");
    }

    /** A page of the console, with the bar of who has logged in. */
    static InPage.Body page(Supplier<String> made) {
        return output -> {
            RequestAttributes request = RequestContextHolder.getRequestAttributes();
            page(made, request == null ? null : request.getAttribute(ConsolePage.BAR, RequestAttributes.SCOPE_REQUEST)).write(output);
        };
    }

    /** One with this bar, if it is any. */
    static InPage.Body page(Supplier<String> made, @Nullable Object above) {
        return output -> {
            HttpHeaders headers = output.getHeaders();
            protect(headers::set);
            String page = made.get();
            if (above instanceof String bar) {
                headers.set(HttpHeaders.CACHE_CONTROL, "no-store");
                page = ConsolePage.withBar(page, bar);
            }
            output.getBody().write(page.getBytes(StandardCharsets.UTF_8));
        };
    }

    @Override
    protected void writeInternal(InPage<?> answer, HttpOutputMessage output) throws IOException {
        MediaType wanted = output.getHeaders().getContentType();
        answer.others().entrySet().stream()
                .filter(each -> MediaType.parseMediaType(each.getKey()).equalsTypeAndSubtype(wanted))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("this is not had as " + wanted))
                .getValue().write(output);
    }

    @Override
    protected boolean supports(Class<?> answered) {
        return answered == InPage.class;
    }

    @Override
    public boolean canRead(Class<?> asked, @Nullable MediaType mediaType) {
        return false;
    }

    @Override
    protected InPage<?> readInternal(Class<? extends InPage<?>> asked, HttpInputMessage input) {
        throw new HttpMessageNotReadableException("what is written so is not read", input);
    }
}
