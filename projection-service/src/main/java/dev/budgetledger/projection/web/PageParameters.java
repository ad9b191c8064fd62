package dev.budgetledger.projection.web;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

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
