package dev.budgetledger.standalone.oracle;

/**
 * What a command ought to be answered.
 *
 * @param code empty if it is accepted
 */
record Answer(String code, String field) {

    static final Answer ACCEPTED = new Answer("", "");

    boolean isAccepted() {
        return code.isEmpty();
    }
}
