package dev.budgetledger.ledger.budget;

import java.util.Optional;

/**
 * 拒绝: a command that is not carried out, as a value. Nothing of it is recorded in the log; that it was
 * refused is, if it was {@link RefusalCode#isForWantOfAuthority for want of authority}.
 *
 * @param field what in the request it is about, {@code lines[0].function}
 * @param detail one sentence for a person
 */
public record Refusal(RefusalCode code, String field, String detail) {

    /** What a rule answers that is broken. */
    static Optional<Refusal> of(RefusalCode code, String field, String detail) {
        return Optional.of(new Refusal(code, field, detail));
    }
}
