package dev.budgetledger.ledger.commands;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.stereotype.Component;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.HttpHeaderNames;
import dev.budgetledger.contract.Posting;
import dev.budgetledger.edge.access.Principal;
import dev.budgetledger.ledger.budget.Command;
import dev.budgetledger.ledger.log.FactLog;
import dev.budgetledger.ledger.store.Submission;

/** Who posts by HTTP: the principal of the request, within his grant. */
@Component
public final class Posters {

    private final DataSource dataSource;
    private final FactLog log;

    Posters(DataSource dataSource, FactLog log) {
        this.dataSource = dataSource;
        this.log = log;
    }

    /** The one who makes a request. */
    public Poster of(HttpServletRequest request) {
        Principal principal = Principal.of(request);
        String name = principal.postedBy(
                CommandHeaders.postedBy(request.getHeader(HttpHeaderNames.POSTED_BY)), HttpHeaderNames.POSTED_BY);
        return (command, said, key, sequence) -> {
            Grants.refusal(principal, command, named(principal, command)).ifPresent(why -> {
                throw why;
            });
            return new Submission(command, said == null ? name : principal.postedBy(said, "postedBy"), key, sequence);
        };
    }

    /** The posting or the proposal that a command names, where it matters whose else it is. What was recorded does not change any more. */
    private Grants.Named named(Principal principal, Command command) {
        if (principal.grant().isOfEverything()) {
            return new Grants.Named(Optional.empty(), Optional.empty());
        }
        Optional<Command.Post> proposed = command instanceof Command.Approve approve
                ? recorded(approve.proposal(), approve.budget(), Fact.PostingProposed.class)
                        .map(fact -> new Command.Propose(approve.budget(), fact.proposed(), null).post())
                : Optional.empty();
        Command posts = command instanceof Command.Propose propose ? propose.post() : proposed.<Command>map(post -> post).orElse(command);
        return new Grants.Named(proposed, posts instanceof Command.Reverse reverse
                ? recorded(reverse.postingId(), reverse.budget(), Fact.Posted.class)
                : Optional.empty());
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
