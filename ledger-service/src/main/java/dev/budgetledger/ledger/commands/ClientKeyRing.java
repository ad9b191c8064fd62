package dev.budgetledger.ledger.commands;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;

import org.springframework.stereotype.Component;

import dev.budgetledger.contract.ClientKey;
import dev.budgetledger.contract.Fact;
import dev.budgetledger.edge.access.Principal;
import dev.budgetledger.ledger.log.FactLog;
import dev.budgetledger.ledger.log.StoredFact;

/**
 * The keys of clients that are in the log, up to a fact of their stream: a later look reads on from there. Whether one may still be used is
 * decided with the command; what a key is, and whose, does not change.
 */
@Component
public final class ClientKeyRing {

    private static final int FACTS_PER_READ_MAX = 1000;

    private final DataSource dataSource;
    private final FactLog log;
    private final Map<String, Client> clients = new ConcurrentHashMap<>();
    private long nextSequence;

    public ClientKeyRing(DataSource dataSource, FactLog log) {
        this.dataSource = dataSource;
        this.log = log;
    }

    /** A registered key, and who posts with it. */
    public record Client(String keyId, ClientKey key, Principal principal) {}

    /** Reads what was registered since it was called last: one statement, and no more unless a thousand keys are new. */
    public synchronized void refresh() {
        try (Connection connection = dataSource.getConnection()) {
            List<StoredFact> page;
            do {
                page = log.readStream(connection, ClientKey.STREAM, nextSequence, FACTS_PER_READ_MAX);
                page.forEach(this::add);
            } while (page.size() == FACTS_PER_READ_MAX);
        } catch (SQLException e) {
            throw Unavailable.because(e);
        }
    }

    private void add(StoredFact stored) {
        if (stored.envelope().fact() instanceof Fact.ClientKeyRegistered(String keyId, ClientKey key)) {
            clients.put(keyId, new Client(keyId, key, principal(key)));
        }
        nextSequence = stored.envelope().sequence() + 1;
    }

    /** Who posts with a key. */
    static Principal principal(ClientKey key) {
        return Principal.proven(key.name(), key.roles(), key.departments(), key.fiscalYears());
    }

    /** The key of an id, as of the last {@link #refresh}. */
    public Optional<Client> find(String keyId) {
        return Optional.ofNullable(clients.get(keyId));
    }
}
