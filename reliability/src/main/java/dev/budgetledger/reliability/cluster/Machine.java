package dev.budgetledger.reliability.cluster;

import org.jspecify.annotations.Nullable;

/** A process of the system as what runs it sees it: it can fail, stand still, and be started again. */
public abstract class Machine {

    private final String name;
    private volatile @Nullable ChildProcess process;

    Machine(String name) {
        this.name = name;
    }

    public final String name() {
        return name;
    }

    /** Starts it where it does not run; returns before it is ready. */
    public synchronized void start() {
        ChildProcess before = process;
        if (before == null || !before.isAlive()) {
            process = launch();
        }
    }

    abstract ChildProcess launch();

    /** Ends it without warning. */
    public void kill() {
        running().killTree();
    }

    /** It stands still, with its connections open, until {@link #resume()}. */
    public final void pause() {
        running().pause();
    }

    public final void resume() {
        running().resume();
    }

    /**
     * Its disk takes nothing more, until {@link #emptyDisk()}.
     *
     * <p>No disk is filled: every write to a file fails (RLIMIT_FSIZE), which needs neither a disk to fill nor the
     * right to mount one.
     */
    public final void fillDisk() {
        running().limitFiles("1");
    }

    /** There is room again; starts it if it has ended. */
    public void emptyDisk() {
        running().limitFiles("unlimited");
        start();
    }

    final ChildProcess running() {
        ChildProcess started = process;
        if (started == null) {
            throw new IllegalStateException(name + " was never started");
        }
        return started;
    }
}
