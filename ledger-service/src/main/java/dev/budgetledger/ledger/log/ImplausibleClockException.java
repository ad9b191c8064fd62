package dev.budgetledger.ledger.log;

/** Nothing was recorded, and no timestamp was closed: the clock or the end of the log is not to be believed, see {@link ClockWatch}. */
public final class ImplausibleClockException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ImplausibleClockException(String what) {
        super(what);
    }
}
