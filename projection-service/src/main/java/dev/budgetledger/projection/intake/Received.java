package dev.budgetledger.projection.intake;

import dev.budgetledger.contract.Envelope;
import dev.budgetledger.contract.Watermark;

/** A record as it came out of Kafka. */
sealed interface Received {

    Place at();

    record OfFact(Place at, Envelope envelope, Bytes bytes) implements Received {}

    record OfWatermark(Place at, Watermark watermark) implements Received {}

    /** Not what the contract says. It is never skipped: the intake stops before it. */
    record Unreadable(Place at, String reason) implements Received {}
}
