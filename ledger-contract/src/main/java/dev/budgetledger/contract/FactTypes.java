package dev.budgetledger.contract;

import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * The stable names of facts in the log, in topics and in files. A name, once used, never changes its meaning: a new version has a new
 * name, and {@link FactVersions} reads the earlier ones.
 */
public final class FactTypes {

    private static final Map<String, Class<? extends Fact>> TYPES = Map.ofEntries(
            Map.entry("BudgetOpened", Fact.BudgetOpened.class),
            Map.entry("ClassificationsDefined", Fact.ClassificationsDefined.class),
            Map.entry("FormAdopted", Fact.FormAdopted.class),
            Map.entry("ClientKeyRegistered", Fact.ClientKeyRegistered.class),
            Map.entry("ClientKeyRevoked", Fact.ClientKeyRevoked.class),
            Map.entry("AuthorityRefused", Fact.AuthorityRefused.class),
            Map.entry("UnitsDefined", Fact.UnitsDefined.class),
            Map.entry("ProjectsDefined", Fact.ProjectsDefined.class),
            Map.entry("NamesDefined", Fact.NamesDefined.class),
            Map.entry("StatementMade", Fact.StatementMade.class),
            Map.entry("RulesAdopted", Fact.RulesAdopted.class),
            Map.entry("PostingProposed", Fact.PostingProposed.class),
            Map.entry("ProposalApproved", Fact.ProposalApproved.class),
            Map.entry("ProposalRejected", Fact.ProposalRejected.class),
            Map.entry("ProposalWithdrawn", Fact.ProposalWithdrawn.class),
            Map.entry("FundsAllocated", Fact.FundsAllocated.class),
            Map.entry("FundsTransferred", Fact.FundsTransferred.class),
            Map.entry("BudgetAdjusted", Fact.BudgetAdjusted.class),
            Map.entry("FundsCarriedForward", Fact.FundsCarriedForward.class),
            Map.entry("FundsFrozen", Fact.FundsFrozen.class),
            Map.entry("FundsReleased", Fact.FundsReleased.class),
            Map.entry("PostingReversed", Fact.PostingReversed.class),
            Map.entry("YearClosed", Fact.YearClosed.class),
            Map.entry("DisclosurePublished", Fact.DisclosurePublished.class));

    private static final Map<Class<? extends Fact>, String> NAMES =
            TYPES.entrySet().stream().collect(Collectors.toUnmodifiableMap(Map.Entry::getValue, Map.Entry::getKey));

    private FactTypes() {}

    /** The name under which a fact is stored. */
    public static String nameOf(Fact fact) {
        return Objects.requireNonNull(NAMES.get(fact.getClass()));
    }

    /**
     * The record of a stored name.
     *
     * @throws IllegalArgumentException if no fact has that name
     */
    public static Class<? extends Fact> named(String name) {
        @Nullable Class<? extends Fact> type = TYPES.get(name);
        if (type == null) {
            throw new IllegalArgumentException("no fact is called " + name);
        }
        return type;
    }
}
