package dev.budgetledger.projection.replay;

/** A part of the served projection that is compared at a time. */
sealed interface ReconciliationPart {

    /** 256 facts and their rows, from 0. */
    record Window(long number) implements ReconciliationPart {}

    /** A stream with its lines and snapshots. */
    record OfStream(String stream) implements ReconciliationPart {}

    /** The tables of a budget. */
    record Budget(String stream) implements ReconciliationPart {}

    /** What the rest is measured by. */
    record Bounds() implements ReconciliationPart {}

    /** What the database keeps the rows by, by its name. */
    record OfGuard(String name) implements ReconciliationPart {}
}
