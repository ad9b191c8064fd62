package dev.budgetledger.edge.problems;

import java.util.Collections;
import java.util.List;
import java.util.Map;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.util.InvalidMimeTypeException;
import org.springframework.util.MimeTypeUtils;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.accept.ContentNegotiationStrategy;
import org.springframework.web.context.request.NativeWebRequest;

/**
 * What a client takes, as {@code Accept} says. Nothing is had in several charsets or versions, so a parameter chooses nothing: what is answered is
 * what it would be without, and says itself which charset it has.
 */
public final class AcceptedTypes implements ContentNegotiationStrategy {

    private static final String QUALITY = "q";

    @Override
    public List<MediaType> resolveMediaTypes(NativeWebRequest request) throws HttpMediaTypeNotAcceptableException {
        HttpServletRequest asked = request.getNativeRequest(HttpServletRequest.class);
        return asked == null ? MEDIA_TYPE_ALL_LIST : of(asked);
    }

    /**
     * What a client takes, what it likes best first; anything, if it does not say.
     *
     * @throws HttpMediaTypeNotAcceptableException if that cannot be read
     */
    public static List<MediaType> of(HttpServletRequest request) throws HttpMediaTypeNotAcceptableException {
        List<String> headers = Collections.list(request.getHeaders(HttpHeaders.ACCEPT));
        try {
            List<MediaType> taken = MediaType.parseMediaTypes(headers);
            MimeTypeUtils.sortBySpecificity(taken);
            return taken.isEmpty() ? MEDIA_TYPE_ALL_LIST : taken.stream().map(AcceptedTypes::plain).toList();
        } catch (InvalidMediaTypeException | InvalidMimeTypeException unreadable) { // the other if there are more than anyone sorts
            throw new HttpMediaTypeNotAcceptableException("Could not parse Accept header.");
        }
    }

    private static MediaType plain(MediaType type) {
        String quality = type.getParameter(QUALITY);
        return new MediaType(type, quality == null ? Map.of() : Map.of(QUALITY, quality));
    }
}
