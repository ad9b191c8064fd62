package dev.budgetledger.reliability.cluster;

/** A process of the system as what runs it sees it: it can fail, stand still, and be started again. */
public interface Machine {

    String name();

    /** Starts it where it does not run; returns before it is ready. */
    void start();

    /** Ends it without warning. */
    void kill();

    /** It stands still, with its connections open, until {@link #resume()}. */
    void pause();

    void resume();

    /**
     * Its disk takes nothing more, until {@link #emptyDisk()}.
     *
     * <p>No disk is filled: every write to a file fails (RLIMIT_FSIZE), which needs neither a disk to fill nor the
     * right to mount one.
     */
    void fillDisk();

    /** There is room again; starts it if it has ended. */
    void emptyDisk();
}
