package dev.budgetledger.projection.intake;

/**
 * The keys by which facts and entries are looked up. A projection that is filled from nothing, by one instance, has none and needs none as
 * long as this one remembers all that it wrote; they are made when something is looked up that it does not. Not for several threads.
 */
final class Keys {

    private final Runnable make;
    private boolean skipped;
    private boolean made;

    private Keys(Runnable make, boolean skipped) {
        this.make = make;
        this.skipped = skipped;
        this.made = !skipped;
    }

    /** Of a projection that has them. */
    static Keys present() {
        return new Keys(() -> {}, false);
    }

    /**
     * Of a projection without rows.
     *
     * @param make makes them in the transaction of the caller, if they are not there
     */
    static Keys missing(Runnable make) {
        return new Keys(make, true);
    }

    /** Whether there is nothing that is not remembered. */
    boolean areSkipped() {
        return skipped;
    }

    /** From now on something may be there that is not remembered. */
    void forgotten() {
        skipped = false;
    }

    /** Before something is looked up. */
    void require() {
        if (!made) {
            make.run();
            made = true;
        }
    }

    /** A transaction was rolled back, in which they may have been made. */
    void rolledBack() {
        made = false;
        forgotten();
    }
}
