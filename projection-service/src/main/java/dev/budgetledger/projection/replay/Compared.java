package dev.budgetledger.projection.replay;

/** A part of the served projection that is compared at a time. */
sealed interface Compared {

    /** 256 facts and their rows, from 0. */
    record Window(long number) implements Compared {}

    /** The largest signed head of the log, over all windows. */
    record Head() implements Compared {}

    /** The tables of a budget. */
    record Budget(String stream) implements Compared {}
}
