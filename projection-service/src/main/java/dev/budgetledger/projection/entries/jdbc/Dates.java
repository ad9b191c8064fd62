package dev.budgetledger.projection.entries.jdbc;

import java.time.LocalDate;

/** Dates as PostgreSQL can hold them. */
final class Dates {

    private static final LocalDate FIRST_DAY = LocalDate.of(1, 1, 1);
    private static final LocalDate LAST_DAY = LocalDate.of(9999, 12, 31);

    private Dates() {}

    /** The date, or the nearest that can be stored. */
    static LocalDate storable(LocalDate date) {
        return date.isBefore(FIRST_DAY) ? FIRST_DAY : date.isAfter(LAST_DAY) ? LAST_DAY : date;
    }
}
