package dev.budgetledger.verifier;

/** What is wrong, in both languages. */
final class Fault extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private static final int QUOTED_CHARACTERS_MAX = 60;

    private final String chinese;
    private final String english;

    Fault(String chinese, String english) {
        super(chinese + " · " + english, null, false, false); // a package may hold a million
        this.chinese = chinese;
        this.english = english;
    }

    /** The same of a fact. */
    Fault of(LoggedFact fact) {
        return new Fault(fact.id() + " " + chinese, fact.id() + " " + english);
    }

    /** @throws Fault unless it holds */
    static void require(boolean holds, String chinese, String english) {
        if (!holds) {
            throw new Fault(chinese, english);
        }
    }

    /** A text of the package, told from what is said of it, and cut short. */
    static String quoted(String text) {
        return "«" + (text.length() <= QUOTED_CHARACTERS_MAX ? text : text.substring(0, QUOTED_CHARACTERS_MAX) + "…") + "»";
    }
}
