package dev.budgetledger.contract;

/** The stable names of facts in the log, in topics and in files. A name, once used, never changes its meaning: a new version has a new name, and {@link FactVersions} reads the earlier ones. */
public final class FactTypes {

    private FactTypes() {}

    /** The name under which a fact is stored. */
    public static String nameOf(Fact fact) {
        return switch (fact) {
            case Fact.BudgetOpened _ -> "BudgetOpened";
            case Fact.ClassificationsDefined _ -> "ClassificationsDefined";
            case Fact.FundsAllocated _ -> "FundsAllocated";
            case Fact.FundsTransferred _ -> "FundsTransferred";
            case Fact.BudgetAdjusted _ -> "BudgetAdjusted";
            case Fact.FundsCarriedForward _ -> "FundsCarriedForward";
            case Fact.FundsFrozen _ -> "FundsFrozen";
            case Fact.FundsReleased _ -> "FundsReleased";
            case Fact.PostingReversed _ -> "PostingReversed";
            case Fact.YearClosed _ -> "YearClosed";
            case Fact.DisclosurePublished _ -> "DisclosurePublished";
        };
    }

    /**
     * The record of a stored name.
     *
     * @throws IllegalArgumentException if no fact has that name
     */
    public static Class<? extends Fact> named(String name) {
        return switch (name) {
            case "BudgetOpened" -> Fact.BudgetOpened.class;
            case "ClassificationsDefined" -> Fact.ClassificationsDefined.class;
            case "FundsAllocated" -> Fact.FundsAllocated.class;
            case "FundsTransferred" -> Fact.FundsTransferred.class;
            case "BudgetAdjusted" -> Fact.BudgetAdjusted.class;
            case "FundsCarriedForward" -> Fact.FundsCarriedForward.class;
            case "FundsFrozen" -> Fact.FundsFrozen.class;
            case "FundsReleased" -> Fact.FundsReleased.class;
            case "PostingReversed" -> Fact.PostingReversed.class;
            case "YearClosed" -> Fact.YearClosed.class;
            case "DisclosurePublished" -> Fact.DisclosurePublished.class;
            default -> throw new IllegalArgumentException("no fact is called " + name);
        };
    }
}
