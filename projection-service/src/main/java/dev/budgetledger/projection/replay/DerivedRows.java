package dev.budgetledger.projection.replay;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.Classification;
import dev.budgetledger.contract.Envelope;
import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.Kind;
import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.form.Form;
import dev.budgetledger.contract.merkle.Hash;
import dev.budgetledger.projection.entries.PostingSummary;
import dev.budgetledger.projection.entries.ProposalStep;
import dev.budgetledger.projection.intake.EntryRow;

/** The rows that follow from the bytes of an envelope, as {@link StoredTable} reads them. */
final class DerivedRows {

    private DerivedRows() {}

    static void of(byte[] bytes, Envelope envelope, SortedMap<RowKey, Map<String, @Nullable String>> rows) {
        long position = envelope.position();
        Map<String, @Nullable String> fact = new LinkedHashMap<>();
        String leaf = Hash.ofLeaf(bytes).base64();
        fact.put("recorded_at", Envelope.format(envelope.recordedAt()));
        fact.put("stream", envelope.stream());
        fact.put("sequence", Long.toString(envelope.sequence()));
        fact.put("type", envelope.type());
        fact.put("posted_by", envelope.postedBy());
        fact.put("envelope", leaf);
        fact.put("leaf_hash", leaf);
        rows.put(new RowKey(position, StoredTable.FACTS, -1, ""), fact);
        EntryRow.of(envelope).forEach(each ->
                rows.put(new RowKey(position, StoredTable.ENTRIES, each.ordinal(), ""), entry(each)));
        PostingSummary.of(envelope).ifPresent(each -> rows.put(new RowKey(position, StoredTable.POSTINGS, -1, ""), posting(each)));
        ProposalStep.of(envelope).ifPresent(each -> rows.put(new RowKey(position, StoredTable.PROPOSALS, -1, ""), step(each)));
        switch (envelope.fact()) {
            case Fact.BudgetOpened opened ->
                rows.put(new RowKey(position, StoredTable.BUDGETS, -1, envelope.stream()), budget(opened));
            case Fact.ClassificationsDefined defined ->
                // Within one fact, too, the later name of a code corrects the earlier.
                defined.classifications().forEach(each -> rows.put(
                        new RowKey(position, StoredTable.CLASSIFICATIONS, -1, name(defined.fiscalYear(), each)),
                        row("title", each.name())));
            case Fact.FormAdopted(Form form) -> rows.put(new RowKey(position, StoredTable.FORMS, -1, form.id()), form(form));
            case Fact.UnitsDefined defined -> defined.units().forEach(each -> {
                Map<String, @Nullable String> unit = row("title", each.name());
                unit.put("nature", each.nature().name());
                rows.put(new RowKey(position, StoredTable.UNITS, -1, Words.of(
                        envelope.stream(), each.code(), each.validFrom() == null ? null : each.validFrom().toString())), unit);
            });
            case Fact.ProjectsDefined defined -> defined.projects().forEach(each -> {
                Map<String, @Nullable String> project = row("title", each.name());
                project.put("category", each.category());
                project.put("unit", each.unit());
                rows.put(new RowKey(
                        position, StoredTable.PROJECTS, -1, Words.of(envelope.stream(), each.code())), project);
            });
            case Fact.NamesDefined defined -> defined.names().forEach(each -> rows.put(
                    new RowKey(position, StoredTable.OWN_NAMES, -1, Words.of(envelope.stream(), each.type().name(), each.code())),
                    row("title", each.name())));
            case Fact.StatementMade made -> rows.put(
                    new RowKey(position, StoredTable.STATEMENTS, -1, Words.of(envelope.stream(), made.statement().content().part().name(),
                            Objects.requireNonNullElse(made.key(), ""), made.ofUnit())),
                    row("effective_on", made.effectiveOn().toString()));
            case Fact.DisclosurePublished published ->
                rows.put(new RowKey(
                                position, StoredTable.PUBLICATIONS, -1,
                                Words.of(envelope.stream(), Long.toString(published.number()))),
                        Map.of());
            case Fact.RulesAdopted _ -> {} // no table has anything of them
            case Fact.PostingProposed _, Fact.OfProposal _, Fact.Posted _ -> {} // they and their entries are there already
            case Fact.YearClosed _ -> {} // no table has anything of it
            case Fact.ClientKeyFact _, Fact.AuthorityRefused _ -> {} // no table has it
        }
    }

    private static Map<String, @Nullable String> entry(EntryRow entry) {
        Map<String, @Nullable String> row = row("effective_on", entry.effectiveOn().toString());
        Line line = entry.line();
        row.put("line", line == null ? null : words(entry.stream(), line));
        row.put("source", entry.source() == null ? null : String.valueOf(entry.source()));
        row.put("amount", Long.toString(entry.entry().amount().fen()));
        row.put("operation", entry.operation().name());
        row.put("reversal", Boolean.toString(entry.reversal()));
        row.put("frozen", Boolean.toString(entry.frozen()));
        row.put("counterpart", entry.counterpart());
        return row;
    }

    private static Map<String, @Nullable String> posting(PostingSummary posting) {
        Map<String, @Nullable String> row = row("amount", Long.toString(posting.amount().fen()));
        row.put("reverses", posting.reverses() == null ? null : posting.reverses().toString());
        row.put("effective_on", posting.effectiveOn().toString());
        row.put("recorded_on", posting.recordedOn().toString());
        row.put("stream", posting.stream());
        row.put("type", posting.type().name());
        row.put("document_no", posting.documentNo());
        row.put("posted_by", posting.postedBy());
        return row;
    }

    private static Map<String, @Nullable String> step(ProposalStep step) {
        Map<String, @Nullable String> row = row("proposal", Long.toString(step.proposal()));
        row.put("effective_on", step.effectiveOn() == null ? null : step.effectiveOn().toString());
        row.put("expires_on", step.expiresOn() == null ? null : step.expiresOn().toString());
        row.put("stream", step.stream());
        row.put("step", step.taken().name());
        row.put("other", step.other());
        row.put("reverses", step.reverses() == null ? null : step.reverses().toString());
        return row;
    }

    private static Map<String, @Nullable String> budget(Fact.BudgetOpened opened) {
        Map<String, @Nullable String> row = row("department", opened.department().code());
        row.put("department_name", opened.department().name());
        row.put("fiscal_year", Integer.toString(opened.fiscalYear()));
        row.put("comparative", Boolean.toString(opened.comparative()));
        row.put("jurisdiction", opened.jurisdiction());
        return row;
    }

    private static Map<String, @Nullable String> form(Form form) {
        Map<String, @Nullable String> row = row("jurisdiction", form.jurisdiction());
        row.put("level", form.level().name());
        row.put("document", form.of().name());
        row.put("from_year", Integer.toString(form.fiscalYears().from()));
        Integer through = form.fiscalYears().through();
        row.put("through_year", through == null ? null : through.toString());
        return row;
    }

    private static String words(String stream, Line line) {
        Kind kind = line.kind();
        return Words.of(stream, line.fund().name(), line.origin().name(), line.unit(), line.function(),
                kind == null ? null : kind.name(), line.economic(), line.governmentEconomic(), line.project(), line.tag());
    }

    private static String name(int year, Classification each) {
        return Words.of(Integer.toString(year), each.type().name(), each.code());
    }

    private static Map<String, @Nullable String> row(String column, String value) {
        Map<String, @Nullable String> row = new LinkedHashMap<>();
        row.put(column, value);
        return row;
    }
}
