package dev.budgetledger.projection.intake;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.budgetledger.contract.BudgetUnit;
import dev.budgetledger.contract.Classification;
import dev.budgetledger.contract.Envelope;
import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.Project;
import dev.budgetledger.contract.form.Form;
import dev.budgetledger.projection.entries.PostingSummary;
import dev.budgetledger.projection.entries.ProposalStep;
import dev.budgetledger.projection.shards.Shard;

/** Writes admitted facts into the tables, one COPY or statement a table. */
final class FactTables {

    private static final List<String> FACT = List.of(
            "position", "recorded_at", "sequence", "stream", "type", "posted_by", "leaf_hash", "block", "begins", "length",
            "amount", "reverses", "effective_on", "document_no", "entries", "counterparts");
    private static final List<String> PROPOSAL = List.of(
            "position", "proposal", "effective_on", "expires_on", "stream", "step", "other", "reverses");

    private static final Comparator<IncomingRecord.OfFact> IN_ORDER = Comparator.comparingLong(each -> each.envelope().position());

    private final JdbcOperations operations;
    private final JdbcClient jdbc;
    private final Shard shard;
    private final LineDictionary dictionary;
    private final StreamSnapshots snapshots;

    FactTables(JdbcOperations operations, Shard shard, Keys keys) {
        this.shard = shard;
        this.operations = operations;
        this.jdbc = JdbcClient.create(operations);
        this.dictionary = new LineDictionary(operations);
        this.snapshots = new StreamSnapshots(operations, keys);
    }

    /** Makes sure that there are snapshots over what is there. */
    void summarise() {
        SnapshotBackfill.add(jdbc, snapshots);
    }

    /** What is remembered of the tables may no longer be so. */
    void forget() {
        dictionary.forget();
        snapshots.forget();
    }

    /** What is remembered of a stream may no longer be so. */
    void forget(String stream) {
        dictionary.forget(stream);
        snapshots.forget(stream);
    }

    /** Of a fact of another shard's department the row without what it says, and nothing else. */
    void insert(List<IncomingRecord.OfFact> all) {
        if (all.isEmpty()) {
            return;
        }
        Set<String> kept = all.stream().map(fact -> fact.envelope().stream()).distinct().filter(shard::keeps).collect(Collectors.toSet());
        List<IncomingRecord.OfFact> facts = all.stream().filter(fact -> kept.contains(fact.envelope().stream())).toList();
        List<EntryRow> entries = facts.stream().flatMap(fact -> EntryRow.of(fact.envelope()).stream()).toList();
        List<@Nullable RememberedLine> lines = dictionary.of(entries);
        copyFacts(facts, EntriesOfPosting.byPosition(entries, lines));
        copyOthers(all.stream().filter(fact -> !kept.contains(fact.envelope().stream())).toList());
        insertKept(facts, entries, lines);
    }

    private void insertKept(List<IncomingRecord.OfFact> facts, List<EntryRow> entries, List<@Nullable RememberedLine> lines) {
        copyProposals(facts.stream()
                .flatMap(fact -> ProposalStep.of(fact.envelope()).stream())
                .toList());
        snapshots.add(facts, entries, lines);
        for (IncomingRecord.OfFact fact : facts) {
            switch (fact.envelope().fact()) {
                case Fact.BudgetOpened opened -> insertBudget(fact.envelope(), opened);
                case Fact.ClassificationsDefined defined -> insertNames("classifications", "fiscal_year",
                        defined.fiscalYear(), fact.envelope().position(), defined.classifications());
                case Fact.FormAdopted adopted -> insertForm(fact.envelope().position(), adopted.form());
                case Fact.UnitsDefined defined -> insertUnits(fact.envelope(), defined);
                case Fact.ProjectsDefined defined -> insertProjects(fact.envelope(), defined);
                case Fact.NamesDefined defined -> insertNames("own_names", "stream",
                        fact.envelope().stream(), fact.envelope().position(), defined.names());
                case Fact.StatementMade made -> insertStatement(fact.envelope(), made);
                case Fact.ClientKeyFact _ -> {} // who may sign commands: no table has it
                case Fact.AuthorityRefused _ -> {} // who was refused: no table has it
                case Fact.Posted _ -> {} // it and its entries are in tables of their own
                case Fact.DisclosurePublished published -> insertPublication(fact.envelope(), published);
                case Fact.RulesAdopted _ -> {} // whom they ask for is the ledger's to say
                case Fact.PostingProposed _, Fact.OfProposal _ -> {} // a table of their own
                case Fact.YearClosed _ -> {} // moves no money: what a closed year refuses is the ledger's to say
            }
        }
    }

    private void copyFacts(List<IncomingRecord.OfFact> facts, Map<Long, EntriesOfPosting> entries) {
        List<EnvelopeBlock> blocks = EnvelopeBlock.of(facts.stream().sorted(IN_ORDER).toList());
        CopyRows.copy(operations, "envelopes", List.of("block", "content"), blocks,
                (row, each) -> row.bigint(each.id()).bytea(each.parts()));
        CopyRows.copy(operations, "stored_facts", FACT,
                () -> blocks.stream().flatMap(each -> each.places().stream()).iterator(),
                (row, each) -> posting(
                        fact(row, each.fact()).bigint(each.block()).integer(each.begins()).integer(each.length()),
                        each.fact().envelope(),
                        entries.get(each.fact().envelope().position())));
    }

    private void copyOthers(List<IncomingRecord.OfFact> facts) {
        CopyRows.copy(operations, "stored_facts", FACT, facts.stream().sorted(IN_ORDER).toList(), (row, each) -> fact(row, each).nulls(9));
    }

    private static CopyRows fact(CopyRows row, IncomingRecord.OfFact fact) {
        Envelope envelope = fact.envelope();
        return row.bigint(envelope.position())
                .timestamptz(envelope.recordedAt())
                .bigint(envelope.sequence())
                .text(envelope.stream())
                .text(envelope.type())
                .text(envelope.postedBy())
                .bytea(fact.bytes().leaf().bytes());
    }

    /** 记账: what it is looked for by, and what it moves. */
    private static void posting(CopyRows row, Envelope envelope, @Nullable EntriesOfPosting entries) {
        PostingSummary.of(envelope).ifPresentOrElse(
                each -> row.bigint(each.amount().fen()).bigint(each.reverses()).date(each.effectiveOn()).text(each.documentNo())
                        .bigints(Objects.requireNonNull(entries).packed().numbers()).texts(entries.counterparts()),
                () -> row.nulls(6));
    }

    private void copyProposals(List<ProposalStep> steps) {
        CopyRows.copy(operations, "proposals", PROPOSAL, steps, (row, each) -> row
                .bigint(each.position())
                .bigint(each.proposal())
                .date(each.effectiveOn())
                .date(each.expiresOn())
                .text(each.stream())
                .text(each.taken().name())
                .text(each.other())
                .bigint(each.reverses()));
    }

    private void insertBudget(Envelope envelope, Fact.BudgetOpened opened) {
        jdbc.sql("""
                        insert into budgets
                            (stream, department, department_name, fiscal_year, comparative, jurisdiction, position)
                        values (?, ?, ?, ?, ?, ?, ?)""")
                .param(envelope.stream())
                .param(opened.department().code())
                .param(opened.department().name())
                .param(opened.fiscalYear())
                .param(opened.comparative())
                .param(opened.jurisdiction())
                .param(envelope.position())
                .update();
    }

    private void insertForm(long position, Form form) {
        jdbc.sql("""
                        insert into forms (id, position, jurisdiction, level, document, from_year, through_year)
                        values (?, ?, ?, ?, ?, ?, ?)""")
                .param(form.id())
                .param(position)
                .param(form.jurisdiction())
                .param(form.level().name())
                .param(form.of().name())
                .param(form.fiscalYears().from())
                .param(form.fiscalYears().through())
                .update();
    }

    private void insertPublication(Envelope envelope, Fact.DisclosurePublished published) {
        jdbc.sql("insert into publications (stream, number, position) values (?, ?, ?)")
                .params(envelope.stream(), published.number(), envelope.position())
                .update();
    }

    private void insertStatement(Envelope envelope, Fact.StatementMade made) {
        jdbc.sql("insert into statements (stream, part, key, of_unit, effective_on, position) values (?, ?, ?, ?, ?, ?)")
                .param(envelope.stream())
                .param(made.statement().content().part().name())
                .param(Objects.requireNonNullElse(made.key(), ""))
                .param(Objects.requireNonNullElse(made.ofUnit(), ""))
                .param(made.effectiveOn())
                .param(envelope.position())
                .update();
    }

    private void insertUnits(Envelope envelope, Fact.UnitsDefined defined) {
        List<BudgetUnit> units = lastOfEach(defined.units(), each -> each.code() + " " + each.validFrom());
        jdbc.sql("""
                        insert into units (stream, code, valid_from, name, nature, position)
                        select ?, code, coalesce(valid_from::date, '-infinity'), name, nature, ?
                        from unnest(?::text[], ?::text[], ?::text[], ?::text[]) as u (code, valid_from, name, nature)""")
                .param(envelope.stream())
                .param(envelope.position())
                .param(UnnestArrays.texts(units, BudgetUnit::code))
                .param(UnnestArrays.texts(units, unit -> unit.validFrom() == null ? null : unit.validFrom().toString()))
                .param(UnnestArrays.texts(units, BudgetUnit::name))
                .param(UnnestArrays.texts(units, BudgetUnit::nature))
                .update();
    }

    private void insertProjects(Envelope envelope, Fact.ProjectsDefined defined) {
        List<Project> projects = lastOfEach(defined.projects(), Project::code);
        jdbc.sql("""
                        insert into projects (stream, code, name, category, unit, position)
                        select ?, code, name, category, unit, ?
                        from unnest(?::text[], ?::text[], ?::text[], ?::text[]) as p (code, name, category, unit)""")
                .param(envelope.stream())
                .param(envelope.position())
                .param(UnnestArrays.texts(projects, Project::code))
                .param(UnnestArrays.texts(projects, Project::name))
                .param(UnnestArrays.texts(projects, Project::category))
                .param(UnnestArrays.texts(projects, Project::unit))
                .update();
    }

    private void insertNames(String table, String of, Object whose, long position, List<Classification> defined) {
        List<Classification> names = lastOfEach(defined, each -> each.type() + each.code());
        jdbc.sql("""
                        insert into %s (%s, type, code, name, position)
                        select ?, type, code, name, ?
                        from unnest(?::text[], ?::text[], ?::text[]) as c (type, code, name)""".formatted(table, of))
                .param(whose)
                .param(position)
                .param(UnnestArrays.texts(names, Classification::type))
                .param(UnnestArrays.texts(names, Classification::code))
                .param(UnnestArrays.texts(names, Classification::name))
                .update();
    }

    /** Within one fact, too, what is said later of the same corrects what was said before. */
    private static <T> List<T> lastOfEach(List<T> all, Function<T, String> what) {
        Map<String, T> last = new LinkedHashMap<>();
        all.forEach(each -> last.put(what.apply(each), each));
        return new ArrayList<>(last.values());
    }
}
