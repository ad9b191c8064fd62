package dev.budgetledger.projection.replay;

import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * The tables that follow from the log row by row, and how their rows are read: a key, and every other column as text. What
 * is called {@code envelope} is the leaf hash of its bytes.
 */
enum Stored {
    FACTS("""
            select position, -1 as ordinal, '' as name, %s as recorded_at, stream, sequence::text as sequence, type,
                posted_by, encode(sha256('\\x00'::bytea || envelope), 'base64') as envelope,
                encode(leaf_hash, 'base64') as leaf_hash
            from {facts} where position between ? and ?""".formatted(Stored.instant("recorded_at"))),
    ENTRIES("""
            select e.position, e.ordinal, '' as name, %s as recorded_at, e.effective_on::text as effective_on,
                case when e.line is not null then concat_ws(' ', l.stream, l.fund, l.origin, coalesce(l.function, '-'),
                    l.kind, coalesce(l.economic, '-'), coalesce(l.project, '-')) end as line,
                e.source, e.amount::text as amount, e.operation, e.reversal::text as reversal, e.frozen::text as frozen,
                e.counterpart
            from {entries} e left join {lines} l on l.id = e.line where e.position between ? and ?"""
            .formatted(Stored.instant("e.recorded_at"))),
    BUDGETS("""
            select position, -1 as ordinal, stream as name, department, department_name, fiscal_year::text as fiscal_year,
                comparative::text as comparative
            from {budgets} where position between ? and ?"""),
    CLASSIFICATIONS("""
            select position, -1 as ordinal, concat_ws(' ', fiscal_year, type, code) as name, name as title
            from {classifications} where position between ? and ?"""),
    PUBLICATIONS("""
            select position, -1 as ordinal, stream as name, number::text as number
            from {publications} where position between ? and ?""");

    private final String sql;

    Stored(String sql) {
        this.sql = sql;
    }

    String sqlName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The statement, of first and last position, with tables called as that says. */
    String select(UnaryOperator<String> table) {
        String select = sql;
        for (String each : new String[] {"facts", "entries", "lines", "budgets", "classifications", "publications"}) {
            select = select.replace("{" + each + "}", table.apply(each));
        }
        return select;
    }

    /** As the log writes it. */
    private static String instant(String column) {
        return "to_char(" + column + " at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')";
    }
}
