package dev.budgetledger.projection.intake;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.Envelope;
import dev.budgetledger.contract.Topics;
import dev.budgetledger.contract.Watermark;

/** A record as it came out of Kafka. */
sealed interface IncomingRecord {

    RecordPosition at();

    record OfFact(RecordPosition at, Envelope envelope, Bytes bytes) implements IncomingRecord {}

    record OfWatermark(RecordPosition at, Watermark watermark) implements IncomingRecord {

        /** Whether it tells nothing but the time. */
        boolean isTick() {
            return at.topic().equals(Topics.WATERMARKS);
        }

        /** Whether it says that all is known of what is to come. */
        boolean isOfLaterThan(Instant latest) {
            return watermark.knownAt().isAfter(latest);
        }
    }

    /**
     * Not what the contract says. It is never skipped, unless a person said so: the intake stops before it.
     *
     * @param of the fact that its value is all the same; absent if it is none
     */
    record Unreadable(RecordPosition at, String reason, @Nullable OfFact of) implements IncomingRecord {

        Unreadable(RecordPosition at, String reason) {
            this(at, reason, null);
        }
    }

    /** The fact that it holds, if any. */
    default @Nullable OfFact fact() {
        return switch (this) {
            case OfFact fact -> fact;
            case Unreadable(_, _, var fact) -> fact;
            case OfWatermark _ -> null;
        };
    }
}
