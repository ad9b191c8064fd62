package dev.budgetledger.contract.form;

import dev.budgetledger.contract.PlainText;

/** Why something is no form, and where in it: the first fault that was found. */
public final class FormFault extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String path;

    FormFault(String path, String sentence) {
        super(PlainText.sentence(sentence));
        this.path = path;
    }

    /** A JSON Pointer (RFC 6901); empty for the whole. */
    public String path() {
        return path;
    }

    /** The sentence is of what was sent, not of where in the code it was refused. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
