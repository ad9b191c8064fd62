package dev.budgetledger.ledger.commands;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.stereotype.Component;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.ClientKey;
import dev.budgetledger.contract.CommandSignature;
import dev.budgetledger.contract.Envelope;
import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.Fact.AuthorityRefused.Door;
import dev.budgetledger.contract.HttpHeaderNames;
import dev.budgetledger.contract.Posting;
import dev.budgetledger.contract.SentBy;
import dev.budgetledger.edge.access.Principal;
import dev.budgetledger.edge.problems.ProblemCode;
import dev.budgetledger.edge.problems.ProblemException;
import dev.budgetledger.ledger.budget.Command;
import dev.budgetledger.ledger.log.FactLog;
import dev.budgetledger.ledger.store.RefusalNotes;
import dev.budgetledger.ledger.store.Submission;

/** Who posts: by HTTP the principal of the request, by Kafka the client whose key signed the record, each within his grant. */
@Component
public final class Posters {

    private final DataSource dataSource;
    private final FactLog log;
    private final ClientKeyRing keys;
    private final RefusalNotes notes;

    /** @param notes told what is refused of those who have proven who they are */
    public Posters(DataSource dataSource, FactLog log, ClientKeyRing keys, RefusalNotes notes) {
        this.dataSource = dataSource;
        this.log = log;
        this.keys = keys;
        this.notes = notes;
    }

    /** The one who makes a request. */
    public Poster of(HttpServletRequest request) {
        Principal principal = Principal.of(request);
        Door door = Principal.nameOf(request) == null || CommandHeaders.flag(request, CommandLane.DRY_RUN) ? null : Door.HTTP;
        String name = principal.postedBy(
                CommandHeaders.postedBy(request.getHeader(HttpHeaderNames.POSTED_BY)), HttpHeaderNames.POSTED_BY);
        return (command, said, key, sequence) -> {
            requireGranted(principal, new Submission(command, name, key, sequence, null, door));
            return new Submission(command, said == null ? name : principal.postedBy(said, "postedBy"), key, sequence, null, door);
        };
    }

    /**
     * The client of a record that is signed. What its document says of who posts is recorded beside his name, if it is another.
     *
     * @param settled waits until what came before has been decided: a reversal or an approval may be of that
     */
    public Poster of(ClientKeyRing.Client client, CommandSignature signature, Runnable settled) {
        Principal principal = client.principal();
        return (command, said, key, sequence) -> {
            Submission asked = new Submission(command, principal.name(), key, sequence,
                    new SentBy(signature.text(), said == null || said.equals(principal.name()) ? null : said), Door.KAFKA);
            throwIfRefused(ofNoRecord(command), asked);
            if (namesWhatIsRecorded(command) && !principal.grant().isOfEverything()) {
                settled.run();
            }
            requireGranted(principal, asked);
            return asked;
        };
    }

    /** Of a record that nobody signed: a broker does not tell who produced it, so what it says is believed, but for names of clients. */
    public static Poster asItSays() {
        return (command, said, key, sequence) -> {
            ofNoRecord(command).ifPresent(why -> {
                throw why;
            });
            if (said != null && said.startsWith(ClientKey.PREFIX)) {
                throw ProblemException.invalid("postedBy", "a client signs what it posts");
            }
            return new Submission(command, said == null ? Envelope.ANONYMOUS : said, key, sequence);
        };
    }

    private static boolean namesWhatIsRecorded(Command command) {
        return command instanceof Command.Reverse || command instanceof Command.Propose || command instanceof Command.Approve;
    }

    private static Optional<ProblemException> ofNoRecord(Command command) {
        return command instanceof Command.OfClientKeys
                ? Optional.of(new ProblemException(ProblemCode.FORBIDDEN, "type", "keys of clients are registered and revoked over HTTP"))
                : Optional.empty();
    }

    private void requireGranted(Principal principal, Submission asked) {
        throwIfRefused(Grants.refusal(principal, asked.command(), named(principal, asked.command())), asked);
    }

    private void throwIfRefused(Optional<ProblemException> refusal, Submission asked) {
        refusal.ifPresent(why -> {
            notes.refused(asked, why.problem().code(), why.problem().field());
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

    /** The posting or the proposal that a command names, where it matters whose else it is. What was recorded does not change any more. */
    private Grants.Named named(Principal principal, Command command) {
        if (principal.grant().isOfEverything()) {
            return new Grants.Named(Optional.empty(), Optional.empty(), revoked(command));
        }
        Optional<Command.Post> proposed = command instanceof Command.Approve approve
                ? recorded(approve.proposal(), approve.budget(), Fact.PostingProposed.class)
                        .map(fact -> new Command.Propose(approve.budget(), fact.proposed(), null).post())
                : Optional.empty();
        Command posts = command instanceof Command.Propose propose ? propose.post() : proposed.<Command>map(post -> post).orElse(command);
        return new Grants.Named(proposed, posts instanceof Command.Reverse reverse
                ? recorded(reverse.postingId(), reverse.budget(), Fact.Posted.class)
                : Optional.empty(), revoked(command));
    }

    private <F extends Fact> Optional<F> recorded(String id, BudgetId budget, Class<F> type) {
        return Posting.Place.of(id).filter(place -> place.stream().equals(budget.stream())).flatMap(this::recorded)
                .filter(type::isInstance).map(type::cast);
    }

    private Optional<Fact> recorded(Posting.Place place) {
        try (Connection connection = dataSource.getConnection()) {
            return log.read(connection, place.stream(), place.sequence()).map(stored -> stored.envelope().fact());
        } catch (SQLException e) {
            throw Unavailable.because(e);
        }
    }
}
