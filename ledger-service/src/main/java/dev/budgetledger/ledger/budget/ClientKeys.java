package dev.budgetledger.ledger.budget;

import java.time.Instant;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

import dev.budgetledger.contract.ClientKey;
import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.Topics;

/**
 * 客户端密钥: which keys of clients are registered, and until when.
 *
 * @param known by {@link dev.budgetledger.contract.ClientPublicKey#id}
 */
public record ClientKeys(PMap<String, Known> known) implements StreamState {

    /** None is registered. */
    public static final ClientKeys NONE = new ClientKeys(HashTreePMap.empty());

    /**
     * A key.
     *
     * @param validFrom null from its registration on
     * @param expires null never
     */
    public record Known(@Nullable Instant validFrom, @Nullable Instant expires, boolean isRevoked) {

        private @Nullable String fault(Instant now) {
            if (isRevoked) {
                return "is revoked";
            }
            if (validFrom != null && now.isBefore(validFrom)) {
                return "is not valid yet";
            }
            return expires != null && !now.isBefore(expires) ? "has expired" : null;
        }
    }

    Optional<Known> find(String keyId) {
        return Optional.ofNullable(known.get(keyId));
    }

    /**
     * Why nothing that a key signed is recorded, empty if it may be.
     *
     * @param now 记账时间: what is decided now would be recorded at
     */
    public Optional<Refusal> refusal(String keyId, Instant now) {
        Known key = known.get(keyId);
        String fault = key == null ? "is not registered" : key.fault(now);
        return fault == null
                ? Optional.empty()
                : Optional.of(new Refusal(RefusalCode.CLIENT_KEY_NOT_VALID, Topics.COMMAND_SIGNATURE, "client key " + keyId + " " + fault));
    }

    @Override
    public ClientKeys evolve(Fact fact) {
        return switch (fact) {
            case Fact.ClientKeyRegistered(String keyId, ClientKey client) ->
                new ClientKeys(known.plus(keyId, new Known(client.validFrom(), client.expires(), false)));
            case Fact.ClientKeyRevoked(String keyId, String _) -> {
                Known key = known.get(keyId);
                if (key == null) {
                    throw new IllegalStateException("a key is revoked that was not registered");
                }
                yield new ClientKeys(known.plus(keyId, new Known(key.validFrom, key.expires, true)));
            }
            case Fact.BudgetOpened _, Fact.FormAdopted _, Fact.ClassificationsDefined _, Fact.ChartDefined _, Fact.StatementMade _,
                    Fact.YearClosed _, Fact.DisclosurePublished _, Fact.RulesAdopted _, Fact.PostingProposed _, Fact.OfProposal _,
                    Fact.Posted _, Fact.AuthorityRefused _ ->
                throw new IllegalStateException("another fact in the stream of client keys");
        };
    }

    @Override
    public long bytes() {
        return 100 + 350L * known.size();
    }
}
