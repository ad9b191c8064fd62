package dev.budgetledger.projection.generations;

import com.zaxxer.hikari.HikariDataSource;

/**
 * 代: one projection of the log.
 *
 * @param number later ones have larger numbers
 * @param source connections that see its schema and no other, of those who write; readers have their own
 */
public record Generation(long number, String schema, HikariDataSource source) {

    /** The name of a table of it, for statements that read more than one generation. */
    public String table(String name) {
        return '"' + schema + "\"." + name;
    }
}
