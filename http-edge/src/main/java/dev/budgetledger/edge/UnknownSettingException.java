package dev.budgetledger.edge;

/** A setting is given that there is not, so the service does not start. */
public final class UnknownSettingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnknownSettingException(String message) {
        super(message);
    }
}
