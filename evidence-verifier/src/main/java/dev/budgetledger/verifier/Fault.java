package dev.budgetledger.verifier;

/** What is wrong, in both languages. */
final class Fault extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Fault(String chinese, String english) {
        super(chinese + " · " + english);
    }

    /** @throws Fault unless it holds */
    static void require(boolean holds, String chinese, String english) {
        if (!holds) {
            throw new Fault(chinese, english);
        }
    }
}
