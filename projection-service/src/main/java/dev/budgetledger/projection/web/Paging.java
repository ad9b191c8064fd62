package dev.budgetledger.projection.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

import dev.budgetledger.contract.PlainText;
import dev.budgetledger.edge.problems.ProblemException;

/**
 * 翻页: how every list is read page by page. {@code limit} says how long a page may be, {@code after} what the one before ended with, and {@code next} of
 * the answer, as {@code Link: <…>; rel="next"}, is the address of the next page, as of the same point. Lists are in the order of a key that is never changed,
 * so nothing is told twice or left out, whatever is recorded meanwhile.
 */
public final class Paging {

    public static final int LIMIT_DEFAULT = 100;
    public static final int LIMIT_MAX = 1000;

    /** What is said of the header. */
    public static final String LINK = "rel=\"next\", the address of the next page, where there may be more";
    /** What is said of the parameter. */
    public static final String LIMIT = "at most this many, 1 to 1000; 100 by default";

    private Paging() {}

    /** Some of a list, and what the next page is after; null at the end. */
    public record Slice<T>(List<T> shown, @Nullable String last) {}

    /**
     * How many are shown at most.
     *
     * @throws ProblemException if that is out of range
     */
    public static int limit(@Nullable Integer limit) {
        return limit(limit, LIMIT_DEFAULT, LIMIT_MAX);
    }

    /** The same of a list of which each element costs more, or less. */
    public static int limit(@Nullable Integer limit, int otherwise, int most) {
        if (limit == null) {
            return otherwise;
        }
        if (limit < 1 || limit > most) {
            throw ProblemException.invalid("limit", "not from 1 to " + most + ": " + limit);
        }
        return limit;
    }

    /**
     * Those of a whole list that come behind a key, in its order.
     *
     * @throws ProblemException if nothing of the list has the key
     */
    public static <T> List<T> after(List<T> all, @Nullable String key, Function<T, String> keys) {
        if (key == null) {
            return all;
        }
        for (int i = 0; i < all.size(); i++) {
            if (keys.apply(all.get(i)).equals(key)) {
                return all.subList(i + 1, all.size());
            }
        }
        throw ProblemException.invalid("after", "nothing of the list is " + PlainText.quoted(key));
    }

    /** Of a list, of which one more was looked for than is shown: those that are shown. */
    public static <T> Slice<T> slice(List<T> found, int limit, Function<T, String> key) {
        List<T> shown = List.copyOf(found.subList(0, Math.min(limit, found.size())));
        return new Slice<>(shown, found.size() > limit ? key.apply(shown.getLast()) : null);
    }

    /** Headers that lead to the next page, if there is one. */
    public static HttpHeaders linking(HttpHeaders headers, @Nullable String next) {
        if (next != null) {
            headers.set(HttpHeaders.LINK, "<" + next + ">; rel=\"next\"");
        }
        return headers;
    }

    /** Parameters in an address, each behind {@code &}. */
    public static String inAddress(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(each -> "&" + each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8).replace("+", "%20"))
                .collect(Collectors.joining());
    }

    /** Which page of a list that is short enough to be read whole. */
    public record PageParameters(
            @Parameter(description = "what comes behind this one of the list, by its key")
            @Nullable String after,
            @Parameter(description = "at most this many, 1 to 1000; 1000 by default", schema = @Schema(minimum = "1", maximum = "1000"))
            @Nullable Integer limit)
            implements Query {

        /**
         * The page.
         *
         * @throws dev.budgetledger.edge.problems.ProblemException if it is none, or begins behind what is not in the list
         */
        public <T> Paging.Slice<T> of(List<T> all, Function<T, String> key) {
            int most = Paging.limit(limit, Paging.LIMIT_MAX, Paging.LIMIT_MAX);
            return Paging.slice(Paging.after(all, after, key), most, key);
        }

        /**
         * The address of the next one; null at the end.
         *
         * @param address of the list, with its first parameters
         */
        public @Nullable String next(String address, Paging.Slice<?> page) {
            if (page.last() == null) {
                return null;
            }
            return address + (limit == null ? "" : "&limit=" + limit) + Paging.inAddress(Map.of("after", page.last()));
        }
    }
}
