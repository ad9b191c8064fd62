package dev.budgetledger.projection.replay;

import java.util.Collections;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.budgetledger.projection.generations.Generation;

/** How much of the log through a position a projection holds. */
@JsonPropertyOrder({"facts", "entries", "lines", "budgets", "classifications", "forms", "units", "projects", "ownNames", "statements",
    "publications"})
record Counts(long facts, long entries, long lines, long budgets, long classifications, long forms,
        long units, long projects, long ownNames, long statements, long publications) {

    static Counts of(JdbcClient jdbc, Generation generation, long position) {
        return jdbc.sql("""
                        select (select count(*) from %s where position <= ?),
                            (select count(*) from %s where position <= ?),
                            (select count(distinct line) from %s where position <= ?),
                            (select count(*) from %s where position <= ?),
                            (select count(*) from %s where position <= ?),
                            (select count(*) from %s where position <= ?),
                            (select count(*) from %s where position <= ?),
                            (select count(*) from %s where position <= ?),
                            (select count(*) from %s where position <= ?),
                            (select count(*) from %s where position <= ?),
                            (select count(*) from %s where position <= ?)"""
                        .formatted(generation.table("facts"), generation.table("entries"), generation.table("entries"),
                                generation.table("budgets"), generation.table("classifications"), generation.table("forms"),
                                generation.table("units"), generation.table("projects"), generation.table("own_names"),
                                generation.table("statements"), generation.table("publications")))
                .params(Collections.nCopies(11, position))
                .query((row, _) -> new Counts(
                        row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5), row.getLong(6),
                        row.getLong(7), row.getLong(8), row.getLong(9), row.getLong(10), row.getLong(11)))
                .single();
    }
}
