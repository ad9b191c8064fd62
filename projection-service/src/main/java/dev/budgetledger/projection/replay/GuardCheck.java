package dev.budgetledger.projection.replay;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;

import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

import dev.budgetledger.projection.generations.Generations;
import dev.budgetledger.workers.guards.ChangedGuard;
import dev.budgetledger.workers.guards.SchemaGuards;

/**
 * Holds what the database keeps the rows of the served generation by, and those that say which is served, against what the scripts made: triggers,
 * constraints, keys, and the views by which facts, postings and entries are read.
 */
final class GuardCheck {

    private static final SchemaGuards PROJECTION = SchemaGuards.delivered("/db/projection.guards.txt");
    private static final SchemaGuards GENERATIONS = SchemaGuards.delivered("/db/generations.guards.txt");

    private final DataSource served;
    private final Generations generations;

    GuardCheck(DataSource served, Generations generations) {
        this.served = served;
        this.generations = generations;
    }

    /** Those that are different, of both schemas. */
    List<Drift.OfGuard> check() {
        List<Drift.OfGuard> changed = Stream.concat(
                        changed(PROJECTION, served, ""), changed(GENERATIONS, generations.homeSource(), " in generations"))
                .toList();
        if (!changed.isEmpty()) {
            generations.refresh(); // of one that has been removed all are gone
        }
        return changed;
    }

    Optional<Drift> check(String name) {
        return check().stream().filter(each -> each.guard().equals(name)).map(Drift.class::cast).findFirst();
    }

    private static Stream<Drift.OfGuard> changed(SchemaGuards delivered, DataSource source, String where) {
        ConnectionCallback<List<ChangedGuard>> changed = delivered::changed;
        return Optional.ofNullable(new JdbcTemplate(source).execute(changed)).stream()
                .flatMap(List::stream)
                .map(each -> new Drift.OfGuard(each.guard() + where, each.found(), each.expected()));
    }
}
