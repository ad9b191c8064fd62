package dev.budgetledger.ledger.commands;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.stereotype.Component;

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
            Grants.refusal(principal, command, reversed(principal, command)).ifPresent(why -> {
                throw why;
            });
            return new Submission(command, said == null ? name : principal.postedBy(said, "postedBy"), key, sequence);
        };
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
