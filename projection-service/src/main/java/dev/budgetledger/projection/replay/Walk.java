package dev.budgetledger.projection.replay;

/** A way round the served projection. A round has ended when each of them came to its end. */
enum Walk {
    /** Facts and their rows, the tree and its heads, window by window. */
    WINDOWS,
    /** Streams with their lines and snapshots. */
    STREAMS,
    /** The tables of each budget. */
    BUDGETS,
    /** What the rest is measured by, and that nothing lies outside of it. */
    BOUNDS,
    /** What the database keeps the rows by. */
    GUARDS,
    /** What was different before. */
    AGAIN
}
