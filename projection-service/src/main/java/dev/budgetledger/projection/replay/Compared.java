package dev.budgetledger.projection.replay;

/** A part of the served projection that is compared at a time. */
sealed interface Compared {

    /** 256 facts and their rows, from 0. */
    record Window(long number) implements Compared {}

    /** A line by its id, with its summaries. */
    record OfLine(long id) implements Compared {}

    /** The tables of a budget. */
    record Budget(String stream) implements Compared {}

    /** What the rest is measured by. */
    record Bounds() implements Compared {}
}
