package dev.budgetledger.projection.web;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractHttpMessageConverter;
import org.springframework.http.converter.HttpMessageNotReadableException;

/**
 * Writes one type of answers in other ways than as JSON. Nothing is read of it.
 *
 * @param <T> what is answered
 */
public abstract class WritingConverter<T> extends AbstractHttpMessageConverter<T> {

    private final Class<T> type;

    protected WritingConverter(Class<T> type, String... mediaTypes) {
        super(Arrays.stream(mediaTypes).map(MediaType::parseMediaType).toArray(MediaType[]::new));
        this.type = type;
    }

    @Override
    protected final boolean supports(Class<?> answered) {
        return type.isAssignableFrom(answered);
    }

    @Override
    public final boolean canRead(Class<?> asked, @Nullable MediaType mediaType) {
        return false;
    }

    @Override
    protected final T readInternal(Class<? extends T> asked, HttpInputMessage input) {
        throw new HttpMessageNotReadableException("what is written so is not read", input);
    }
}
