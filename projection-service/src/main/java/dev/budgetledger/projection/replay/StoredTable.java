package dev.budgetledger.projection.replay;

import java.util.Locale;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.PackedEnvelope;
import dev.budgetledger.contract.merkle.Hash;

/**
 * The tables that follow from the log row by row, and how their rows are read: a key, and every other column as text; but
 * {@code envelope}, {@linkplain dev.budgetledger.contract.PackedEnvelope packed or as it is}, which is shown by its leaf hash.
 */
enum StoredTable {
    FACTS("""
            select position, -1 as ordinal, '' as name, %s as recorded_at, stream, sequence::text as sequence, type,
                posted_by, envelope,
                encode(leaf_hash, 'base64') as leaf_hash
            from {facts} where position between ? and ?""".formatted(StoredTable.instant("recorded_at"))),
    ENTRIES("""
            select e.position, e.ordinal, '' as name, e.effective_on::text as effective_on,
                case when e.line is not null then %s end as line,
                e.source, e.amount::text as amount, e.operation, e.reversal::text as reversal, e.frozen::text as frozen,
                e.counterpart
            from {entries} e left join {lines} l on l.id = e.line where e.position between ? and ?"""
            .formatted(Words.OF_LINE)),
    POSTINGS("""
            select position, -1 as ordinal, '' as name, amount::text as amount, reverses::text as reverses,
                effective_on::text as effective_on, recorded_on::text as recorded_on, stream, type, document_no, posted_by
            from (
                select * from {postings} union all
                -- Of a fact that is no posting there are none of these.
                select position, amount, reverses, effective_on, null, stream, type, document_no, posted_by
                from {stored_facts} where amount is null and num_nonnulls(reverses, effective_on, document_no, entries, counterparts) > 0) p
            where position between ? and ?"""),
    PROPOSALS("""
            select position, -1 as ordinal, '' as name, proposal::text as proposal, effective_on::text as effective_on,
                expires_on::text as expires_on, stream, step, other, reverses::text as reverses
            from {proposals} where position between ? and ?"""),
    BUDGETS("""
            select position, -1 as ordinal, stream as name, department, department_name, fiscal_year::text as fiscal_year,
                comparative::text as comparative, jurisdiction
            from {budgets} where position between ? and ?"""),
    CLASSIFICATIONS("""
            select position, -1 as ordinal, %s as name, name as title
            from {classifications} where position between ? and ?"""
            .formatted(Words.inSql("fiscal_year::text", "type", "code"))),
    FORMS("""
            select position, -1 as ordinal, id as name, jurisdiction, level, document, from_year::text as from_year,
                through_year::text as through_year
            from {forms} where position between ? and ?"""),
    UNITS("""
            select position, -1 as ordinal, %s as name, name as title, nature
            from {units} where position between ? and ?""".formatted(
            Words.inSql("stream", "code", "nullif(valid_from, '-infinity')::text"))),
    PROJECTS("""
            select position, -1 as ordinal, %s as name, name as title, category, unit
            from {projects} where position between ? and ?""".formatted(Words.inSql("stream", "code"))),
    OWN_NAMES("""
            select position, -1 as ordinal, %s as name, name as title
            from {own_names} where position between ? and ?""".formatted(Words.inSql("stream", "type", "code"))),
    STATEMENTS("""
            select position, -1 as ordinal, %s as name, effective_on::text as effective_on
            from {statements} where position between ? and ?""".formatted(Words.inSql("stream", "part", "key", "nullif(of_unit, '')"))),
    PUBLICATIONS("""
            select position, -1 as ordinal, %s as name
            from {publications} where position between ? and ?""".formatted(Words.inSql("stream", "number::text")));

    static final String ENVELOPE = "envelope";

    private final String sql;

    StoredTable(String sql) {
        this.sql = sql;
    }

    String sqlName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The statement, of first and last position, with tables called as that says. */
    String select(UnaryOperator<String> table) {
        String select = sql;
        select = select.replace("{lines}", table.apply("lines")).replace("{stored_facts}", table.apply("stored_facts"));
        for (StoredTable each : values()) {
            select = select.replace("{" + each.sqlName() + "}", table.apply(each.sqlName()));
        }
        return select;
    }

    /** When two rows of it, {@code s} and {@code e}, differ. Most are stored alike; which bytes are stored does not matter, but what they say. */
    String differing() {
        return this == FACTS
                ? "s is distinct from e and (to_jsonb(s) - 'envelope' is distinct from to_jsonb(e) - 'envelope'"
                        + " or envelope_json(s.envelope) is distinct from envelope_json(e.envelope))"
                : "s is distinct from e";
    }

    /** How an envelope is shown. */
    static @Nullable String shown(byte @Nullable [] envelope) {
        return envelope == null ? null : Hash.ofLeaf(PackedEnvelope.unpack(envelope)).base64();
    }

    /** As the log writes it, in the years that it has. */
    private static String instant(String column) {
        return "to_char(" + column + " at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"
                + " || case when " + column + " < '0001-01-01 00:00Z' then ' BC' else '' end";
    }
}
