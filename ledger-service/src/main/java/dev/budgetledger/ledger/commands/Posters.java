package dev.budgetledger.ledger.commands;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.stereotype.Component;

import dev.budgetledger.contract.ClientKey;
import dev.budgetledger.contract.CommandSignature;
import dev.budgetledger.contract.Envelope;
import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.HttpHeaderNames;
import dev.budgetledger.contract.Posting;
import dev.budgetledger.contract.SentBy;
import dev.budgetledger.edge.access.Principal;
import dev.budgetledger.edge.problems.ProblemCode;
import dev.budgetledger.edge.problems.ProblemException;
import dev.budgetledger.ledger.budget.Command;
import dev.budgetledger.ledger.log.FactLog;
import dev.budgetledger.ledger.store.Submission;

/** Who posts: by HTTP the principal of the request, by Kafka the client whose key signed the record, each within his grant. */
@Component
public final class Posters {

    private final DataSource dataSource;
    private final FactLog log;
    private final ClientKeyRing keys;

    public Posters(DataSource dataSource, FactLog log, ClientKeyRing keys) {
        this.dataSource = dataSource;
        this.log = log;
        this.keys = keys;
    }

    /** The one who makes a request. */
    public Poster of(HttpServletRequest request) {
        Principal principal = Principal.of(request);
        String name = principal.postedBy(
                CommandHeaders.postedBy(request.getHeader(HttpHeaderNames.POSTED_BY)), HttpHeaderNames.POSTED_BY);
        return (command, said, key, sequence) -> {
            requireGranted(principal, command);
            return new Submission(command, said == null ? name : principal.postedBy(said, "postedBy"), key, sequence);
        };
    }

    /**
     * The client of a record that is signed. What its document says of who posts is recorded beside his name, if it is another.
     *
     * @param settled waits until what came before has been decided: a reversal may be of that
     */
    public Poster of(ClientKeyRing.Client client, CommandSignature signature, Runnable settled) {
        Principal principal = client.principal();
        return (command, said, key, sequence) -> {
            requireOfARecord(command);
            if (command instanceof Command.Reverse && !principal.grant().isOfEverything()) {
                settled.run();
            }
            requireGranted(principal, command);
            return new Submission(command, principal.name(), key, sequence,
                    new SentBy(signature.text(), said == null || said.equals(principal.name()) ? null : said));
        };
    }

    /** Of a record that nobody signed: a broker does not tell who produced it, so what it says is believed, but for names of clients. */
    public static Poster asItSays() {
        return (command, said, key, sequence) -> {
            requireOfARecord(command);
            if (said != null && said.startsWith(ClientKey.PREFIX)) {
                throw ProblemException.invalid("postedBy", "a client signs what it posts");
            }
            return new Submission(command, said == null ? Envelope.ANONYMOUS : said, key, sequence);
        };
    }

    private static void requireOfARecord(Command command) {
        if (command instanceof Command.OfClientKeys) {
            throw new ProblemException(ProblemCode.FORBIDDEN, "type", "keys of clients are registered and revoked over HTTP");
        }
    }

    private void requireGranted(Principal principal, Command command) {
        Grants.refusal(principal, command, reversed(principal, command), revoked(command)).ifPresent(why -> {
            throw why;
        });
    }

    /** Who posts with the key that is revoked. */
    private Optional<Principal> revoked(Command command) {
        if (!(command instanceof Command.RevokeClientKey revoke)) {
            return Optional.empty();
        }
        keys.refresh();
        return keys.find(revoke.keyId()).map(ClientKeyRing.Client::principal);
    }

    /** The posting that a reversal names, where it matters whose else it is. What was recorded does not change any more. */
    private Optional<Fact.Posted> reversed(Principal principal, Command command) {
        if (principal.grant().isOfEverything() || !(command instanceof Command.Reverse reverse)) {
            return Optional.empty();
        }
        return Posting.Place.of(reverse.postingId())
                .filter(place -> place.stream().equals(reverse.budget().stream()))
                .flatMap(this::recorded);
    }

    private Optional<Fact.Posted> recorded(Posting.Place place) {
        try (Connection connection = dataSource.getConnection()) {
            return log.read(connection, place.stream(), place.sequence())
                    .map(stored -> stored.envelope().fact())
                    .filter(Fact.Posted.class::isInstance)
                    .map(Fact.Posted.class::cast);
        } catch (SQLException e) {
            throw Unavailable.because(e);
        }
    }
}
