package dev.budgetledger.projection.replay;

import java.time.Instant;
import java.time.LocalDate;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.jspecify.annotations.Nullable;

/**
 * 回放 as HTTP shows it.
 *
 * @param id the number of the generation that it builds
 * @param switchTo whether the rebuilt projection is to be served
 * @param result once it has been compared
 * @param failure why it ended before its end
 */
@JsonPropertyOrder({
    "id", "state", "switch", "asOf", "startedAt", "endedAt", "progress", "result", "failure"
})
public record ReplayDocument(
        long id,
        State state,
        @JsonProperty("switch") boolean switchTo,
        Point asOf,
        Instant startedAt,
        @Nullable Instant endedAt,
        Progress progress,
        @Nullable Result result,
        @Nullable String failure) {

    public enum State {
        /** Reading the log into a projection of its own. */
        READING,
        /** Comparing what came out with what is served. */
        COMPARING,
        /** Putting what came out in the place of what is served. */
        SWITCHING,
        /** Ended: compared, and the rebuilt projection removed. */
        COMPARED,
        /** Ended: compared, and the rebuilt projection is served. */
        SWITCHED,
        /** Ended before its end. */
        FAILED;

        public boolean ended() {
            return switch (this) {
                case READING, COMPARING, SWITCHING -> false;
                case COMPARED, SWITCHED, FAILED -> true;
            };
        }
    }

    /**
     * As of when.
     *
     * @param effectiveOn null: the last day of each budget's year
     */
    @JsonPropertyOrder({"effectiveOn", "recordedAsOf", "position"})
    public record Point(@Nullable LocalDate effectiveOn, Instant recordedAsOf, long position) {}

    /**
     * How far it has come.
     *
     * @param facts read, of those through the position
     * @param factsPerSecond on average since it began to read
     * @param budgets compared, of those that are open at the point
     */
    @JsonPropertyOrder({"facts", "ofFacts", "factsPerSecond", "budgets", "ofBudgets"})
    public record Progress(long facts, long ofFacts, long factsPerSecond, long budgets, long ofBudgets) {}

    /**
     * What came out.
     *
     * @param equal whether nothing differs
     * @param verifiedThrough the size of the largest signed head of the log that agrees with what was read
     */
    @JsonPropertyOrder({"equal", "verifiedThrough", "counts", "rows", "tables"})
    public record Result(boolean equal, long verifiedThrough, CountsDocument counts, Rows rows, Tables tables) {}

    @JsonPropertyOrder({"served", "rebuilt"})
    record CountsDocument(Counts served, Counts rebuilt) {}

    /**
     * The stored rows.
     *
     * @param firstDifference in the order of the log
     */
    @JsonPropertyOrder({"different", "firstDifference"})
    public record Rows(long different, Drift.@Nullable OfRow firstDifference) {}

    /**
     * The nine tables of every budget, in 元 and on both bases.
     *
     * @param digests over the digests of all of them
     */
    @JsonPropertyOrder({"compared", "different", "digests", "firstDifference"})
    public record Tables(long compared, long different, Digests digests, Drift.@Nullable OfCell firstDifference) {}

    @JsonPropertyOrder({"served", "rebuilt"})
    record Digests(String served, String rebuilt) {}

    ReplayDocument with(State now, Progress progress) {
        return new ReplayDocument(id, now, switchTo, asOf, startedAt, endedAt, progress, result, failure);
    }

    ReplayDocument with(Result result) {
        return new ReplayDocument(id, state, switchTo, asOf, startedAt, endedAt, progress, result, failure);
    }

    ReplayDocument ended(State how, Instant at, @Nullable String failure) {
        return new ReplayDocument(id, how, switchTo, asOf, startedAt, at, progress, result, failure);
    }
}
