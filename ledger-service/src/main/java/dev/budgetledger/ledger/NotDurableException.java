package dev.budgetledger.ledger;

import java.sql.SQLException;

/** The server may lose what was answered, so the service does not start. */
final class NotDurableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NotDurableException(SQLException cause) {
        super(cause.getMessage(), cause);
    }
}
