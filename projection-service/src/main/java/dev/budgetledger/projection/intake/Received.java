package dev.budgetledger.projection.intake;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.Envelope;
import dev.budgetledger.contract.Watermark;

/** A record as it came out of Kafka. */
sealed interface Received {

    Place at();

    record OfFact(Place at, Envelope envelope, Bytes bytes) implements Received {}

    record OfWatermark(Place at, Watermark watermark) implements Received {}

    /**
     * Not what the contract says. It is never skipped, unless a person said so: the intake stops before it.
     *
     * @param of the fact that its value is all the same; absent if it is none
     */
    record Unreadable(Place at, String reason, @Nullable OfFact of) implements Received {

        Unreadable(Place at, String reason) {
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
