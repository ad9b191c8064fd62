package dev.budgetledger.projection.intake;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.budgetledger.contract.Classification;
import dev.budgetledger.contract.Envelope;
import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.FactTypes;
import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.merkle.Hash;

/** Writes admitted facts into the tables, one statement a table. */
final class FactTables {

    private final JdbcClient jdbc;
    private final LineIds lineIds;
    private final LineSummaries summaries;

    FactTables(JdbcClient jdbc) {
        this.jdbc = jdbc;
        this.lineIds = new LineIds(jdbc);
        this.summaries = new LineSummaries(jdbc);
    }

    /** Makes sure that there are summaries over what is there. */
    void summarise() {
        EarlierSummaries.add(jdbc, summaries);
    }

    /** What is remembered of the tables may no longer be so. */
    void forget() {
        summaries.forget();
    }

    void insert(List<Received.OfFact> facts) {
        if (facts.isEmpty()) {
            return;
        }
        insertFacts(facts);
        insertEntries(facts.stream()
                .flatMap(fact -> EntryRow.of(fact.envelope()).stream())
                .toList());
        for (Received.OfFact fact : facts) {
            switch (fact.envelope().fact()) {
                case Fact.BudgetOpened opened -> insertBudget(fact.envelope(), opened);
                case Fact.ClassificationsDefined defined -> insertNames(fact.envelope().position(), defined);
                case Fact.Posted _ -> {} // its entries are all there is to it
                case Fact.YearClosed _ -> {} // moves no money: what a closed year refuses is the ledger's to say
            }
        }
    }

    private void insertFacts(List<Received.OfFact> facts) {
        List<Envelope> envelopes = facts.stream().map(Received.OfFact::envelope).toList();
        jdbc.sql("""
                        insert into facts (position, recorded_at, stream, sequence, type, posted_by, envelope, leaf_hash)
                        select position, recorded_at::timestamptz, stream, sequence, type, posted_by, envelope, leaf_hash
                        from unnest(?::bigint[], ?::text[], ?::text[], ?::bigint[], ?::text[], ?::text[], ?::bytea[],
                            ?::bytea[])
                            as f (position, recorded_at, stream, sequence, type, posted_by, envelope, leaf_hash)""")
                .param(Column.longs(envelopes, Envelope::position))
                .param(Column.texts(envelopes, each -> Envelope.format(each.recordedAt())))
                .param(Column.texts(envelopes, Envelope::stream))
                .param(Column.longs(envelopes, Envelope::sequence))
                .param(Column.texts(envelopes, each -> FactTypes.nameOf(each.fact())))
                .param(Column.texts(envelopes, Envelope::postedBy))
                .param(facts.stream().map(each -> each.bytes().value()).toArray(byte[][]::new))
                .param(facts.stream().map(each -> Hash.ofLeaf(each.bytes().value()).bytes()).toArray(byte[][]::new))
                .update();
    }

    private void insertEntries(List<EntryRow> rows) {
        if (rows.isEmpty()) {
            return;
        }
        Map<LineIds.Key, Long> ids = lineIds.of(
                rows.stream().map(FactTables::lineOf).filter(Objects::nonNull).toList());
        Map<Long, List<EntryRow>> ofLines = new HashMap<>();
        for (EntryRow row : rows) {
            Long line = ids.get(lineOf(row));
            if (line != null) {
                ofLines.computeIfAbsent(line, _ -> new ArrayList<>()).add(row);
            }
        }
        summaries.add(ofLines);
        jdbc.sql("""
                        insert into entries
                            (position, ordinal, recorded_at, effective_on, line, source, amount, operation,
                            reversal, frozen, counterpart)
                        select position, ordinal, recorded_at::timestamptz, effective_on::date, line::bigint, source,
                            amount, operation, reversal::boolean, frozen::boolean, counterpart
                        from unnest(?::bigint[], ?::int[], ?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[],
                            ?::text[], ?::text[], ?::text[], ?::text[])
                            as e (position, ordinal, recorded_at, effective_on, line, source, amount, operation,
                            reversal, frozen, counterpart)""")
                .param(Column.longs(rows, EntryRow::position))
                .param(Column.ints(rows, EntryRow::ordinal))
                .param(Column.texts(rows, row -> Envelope.format(row.recordedAt())))
                .param(Column.texts(rows, EntryRow::effectiveOn))
                .param(Column.texts(rows, row -> ids.get(lineOf(row))))
                .param(Column.texts(rows, row -> row.line() == null ? row.entry().fund() : null))
                .param(Column.longs(rows, row -> row.entry().amount().fen()))
                .param(Column.texts(rows, EntryRow::operation))
                .param(Column.texts(rows, EntryRow::reversal))
                .param(Column.texts(rows, EntryRow::frozen))
                .param(Column.texts(rows, EntryRow::counterpart))
                .update();
    }

    private static LineIds.@Nullable Key lineOf(EntryRow row) {
        Line line = row.line();
        return line == null ? null : new LineIds.Key(row.stream(), line);
    }

    private void insertBudget(Envelope envelope, Fact.BudgetOpened opened) {
        jdbc.sql("""
                        insert into budgets
                            (stream, department, department_name, fiscal_year, comparative, position)
                        values (?, ?, ?, ?, ?, ?)""")
                .params(
                        envelope.stream(),
                        opened.department().code(),
                        opened.department().name(),
                        opened.fiscalYear(),
                        opened.comparative(),
                        envelope.position())
                .update();
    }

    private void insertNames(long position, Fact.ClassificationsDefined defined) {
        // Within one fact, too, the later name of a code corrects the earlier.
        Map<String, Classification> last = new LinkedHashMap<>();
        defined.classifications().forEach(each -> last.put(each.type() + each.code(), each));
        List<Classification> names = new ArrayList<>(last.values());
        jdbc.sql("""
                        insert into classifications (fiscal_year, type, code, name, position)
                        select ?, type, code, name, ?
                        from unnest(?::text[], ?::text[], ?::text[]) as c (type, code, name)""")
                .param(defined.fiscalYear())
                .param(position)
                .param(Column.texts(names, Classification::type))
                .param(Column.texts(names, Classification::code))
                .param(Column.texts(names, Classification::name))
                .update();
    }
}
