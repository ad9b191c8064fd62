package dev.budgetledger.projection.evidence;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.ContractJson;
import dev.budgetledger.contract.Department;
import dev.budgetledger.contract.Publication;
import dev.budgetledger.contract.form.Form;
import dev.budgetledger.contract.merkle.Checkpoint;
import dev.budgetledger.contract.merkle.Hash;
import dev.budgetledger.contract.merkle.InclusionProof;
import dev.budgetledger.contract.merkle.SignedNote;
import dev.budgetledger.contract.merkle.StreamEnd;
import dev.budgetledger.contract.merkle.StreamProof;
import dev.budgetledger.contract.merkle.VerifierKey;
import dev.budgetledger.projection.disclosure.http.TableFiles;
import dev.budgetledger.projection.disclosure.table.Table;
import dev.budgetledger.projection.document.Document;
import dev.budgetledger.projection.document.pages.HtmlPages;
import dev.budgetledger.projection.entries.Amounts;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.Proofs;
import dev.budgetledger.projection.entries.StreamFact;
import dev.budgetledger.projection.entries.StreamReader;
import dev.budgetledger.projection.entries.Unit;
import dev.budgetledger.projection.entries.VerifiedCheckpoint;
import dev.budgetledger.projection.files.Spool;
import dev.budgetledger.projection.files.StoredZip;
import dev.budgetledger.projection.publication.LoggedPublication;
import dev.budgetledger.projection.publication.PublicationReader;
import dev.budgetledger.projection.web.AsOfDocument;

/** Writes an evidence package. Its memory does not grow with the facts: they and their proofs go page by page into a file. */
public final class EvidenceFile {

    private static final int FACTS_PER_PAGE_MAX = 500;

    private final StreamReader streams;
    private final Proofs proofs;
    private final PublicationReader publications;

    public EvidenceFile(StreamReader streams, Proofs proofs, PublicationReader publications) {
        this.streams = streams;
        this.proofs = proofs;
        this.publications = publications;
    }

    /**
     * Writes the package of a budget, whose position the checkpoint is over and the key signed.
     *
     * @param tables of the budget in the form, showing these amounts
     * @param unit null for that of each table's form
     * @param document of the budget in the form, if that has one
     * @param published the form of a publication
     */
    public void write(
            Path file,
            BudgetAsOf budget,
            VerifiedCheckpoint checkpoint,
            VerifierKey key,
            Form form,
            List<Table> tables,
            Amounts amounts,
            @Nullable Unit unit,
            @Nullable Document document,
            Function<LoggedPublication, Optional<Form>> published)
            throws IOException {
        try (StoredZip zip = new StoredZip(new BufferedOutputStream(Files.newOutputStream(file))); Spool facts = new Spool(); Spool proven = new Spool();
                Spool ends = new Spool()) {
            zip.add("README.txt", readme());
            zip.add("as-of.json", ContractJson.canonical(EvidenceDocument.of(budget, form, amounts, unit)));
            zip.add("checkpoint.txt", checkpoint.note().getBytes(StandardCharsets.UTF_8));
            zip.add("key.txt", (key.format() + "\n").getBytes(StandardCharsets.UTF_8));
            zip.add("form.json", ContractJson.write(form));
            zip.add("names.json", ContractJson.canonical(budget.names().byClassification()));
            long through = budget.asOf().position();
            Spoken spoken = streams(budget, form, document != null, published);
            Map<String, Long> shown = new HashMap<>();
            for (String stream : spoken.shown) {
                shown.put(stream, spool(stream, through, checkpoint.size(), facts, proven));
            }
            zip.add("facts.ndjson", facts);
            zip.add("proofs.ndjson", proven);
            Hash root = Checkpoint.parse(SignedNote.parse(checkpoint.note()).text()).streams();
            if (root != null) {
                for (StreamProof proof : proofs.streams(List.copyOf(spoken.all()), checkpoint.size())) {
                    spool(proof, root, shown.getOrDefault(proof.stream(), -1L), checkpoint.size(), ends);
                }
                zip.add("streams.ndjson", ends);
            }
            for (Table table : tables) {
                Unit printed = unit == null ? table.unit() : unit;
                zip.add("tables/" + table.id() + ".json", TableFiles.json(table, budget, amounts, printed));
                zip.add("tables/" + table.id() + ".csv", TableFiles.csv(table, budget, amounts, printed));
            }
            if (document != null) {
                zip.add("document.json", ContractJson.canonical(document));
                zip.add("document.html", HtmlPages.of(document).getBytes(StandardCharsets.UTF_8));
            }
            zip.addManifest();
            zip.end();
        }
    }

    /**
     * The streams that a package speaks of.
     *
     * @param shown all of their facts are in it, in this order
     * @param absent they have none
     */
    private record Spoken(List<String> shown, List<String> absent) {

        SortedSet<String> all() {
            SortedSet<String> all = new TreeSet<>(shown);
            all.addAll(absent);
            return all;
        }
    }

    /**
     * The catalogue, then the forms of the tables and of what was published, by id, then the budget; then, of the year before, the
     * same without forms, if a document or a table is compared with it: that of the package, or one that was published.
     */
    private Spoken streams(
            BudgetAsOf budget, Form form, boolean withDocument, Function<LoggedPublication, Optional<Form>> formOf) {
        boolean ofTwoYears = withDocument || form.comparesYears();
        SortedSet<String> forms = new TreeSet<>(List.of(Form.stream(form.id())));
        long through = budget.asOf().position();
        for (LoggedPublication published : publications.of(budget.id())) {
            Publication publication = published.fact().publication();
            Publication.PinnedForm pinned = publication.form();
            if (pinned != null && published.position() <= through) {
                forms.add(Form.stream(pinned.id()));
                ofTwoYears |= publication.documents() != null || formOf.apply(published).filter(Form::comparesYears).isPresent();
            }
        }
        List<String> all = new ArrayList<>(forms);
        all.addFirst(BudgetId.classificationStream(budget.fiscalYear()));
        all.addLast(budget.id().stream());
        int year = budget.fiscalYear() - 1;
        if (!ofTwoYears || !BudgetId.isFiscalYear(year)) {
            return new Spoken(all, List.of());
        }
        String prior = new BudgetId(budget.department().code(), year).stream();
        if (streams.facts(prior, -1, through, 1).isEmpty()) {
            return new Spoken(all, List.of(prior));
        }
        all.addAll(List.of(BudgetId.classificationStream(year), prior));
        return new Spoken(all, List.of());
    }

    /** Where a stream ends under the checkpoint, and what of it lies after the point. What a reader would find wrong is not handed out. */
    private void spool(StreamProof proof, Hash root, long shown, long treeSize, Spool ends) throws IOException {
        if (!proof.leadsTo(root)) {
            throw new IllegalStateException("no proof of the stream " + proof.stream() + " under the checkpoint of size " + treeSize);
        }
        List<Long> after = new ArrayList<>();
        List<StreamFact> page = streams.facts(proof.stream(), shown, treeSize, FACTS_PER_PAGE_MAX);
        while (!page.isEmpty()) {
            page.forEach(fact -> after.add(fact.position()));
            page = streams.facts(proof.stream(), page.getLast().sequence(), treeSize, FACTS_PER_PAGE_MAX);
        }
        ends.line(ContractJson.canonical(StreamLine.of(proof, after)));
    }

    /**
     * A line of {@code streams.ndjson}.
     *
     * @param after the positions of its facts after the point of the package, up to the checkpoint
     * @param found what stands where the way of the stream ends: its own end, or that of another; absent if nothing does
     */
    record StreamLine(List<Long> after, @Nullable End found, List<String> path, String stream) {

        record End(String chain, long facts, String key, long last) {}

        static StreamLine of(StreamProof proof, List<Long> after) {
            StreamEnd found = proof.found();
            return new StreamLine(
                    after,
                    found == null ? null : new End(found.chain().base64(), found.facts(), found.key().base64(), found.last()),
                    proof.path().stream().map(Hash::base64).toList(),
                    proof.stream());
        }
    }

    /** @return the last sequence, −1 if there is none */
    private long spool(String stream, long through, long treeSize, Spool facts, Spool proven) throws IOException {
        long last = -1;
        List<StreamFact> page = streams.facts(stream, -1, through, FACTS_PER_PAGE_MAX);
        while (!page.isEmpty()) {
            for (StreamFact fact : page) {
                facts.line(fact.envelope());
            }
            for (InclusionProof proof : proofs.inclusions(page.stream().map(StreamFact::position).toList(), treeSize)) {
                proven.line(ContractJson.canonical(Map.of(
                        "position", proof.index() + 1, "path", proof.path().stream().map(Hash::base64).toList())));
            }
            last = page.getLast().sequence();
            page = streams.facts(stream, last, through, FACTS_PER_PAGE_MAX);
        }
        return last;
    }

    private static byte[] readme() throws IOException {
        try (InputStream in = EvidenceFile.class.getResourceAsStream("/evidence/README.txt")) {
            return Objects.requireNonNull(in).readAllBytes();
        }
    }

    /**
     * {@code as-of.json}: what the tables of a package are, and as of when.
     *
     * @param unit absent if each table is in that of the form
     */
    record EvidenceDocument(
            Department department,
            int fiscalYear,
            @Nullable String ofUnit,
            AsOfDocument asOf,
            String basis,
            String amounts,
            @Nullable String unit,
            String form) {

        static EvidenceDocument of(BudgetAsOf budget, Form form, Amounts amounts, @Nullable Unit unit) {
            return new EvidenceDocument(
                    budget.department(),
                    budget.fiscalYear(),
                    budget.ofUnit(),
                    AsOfDocument.of(budget.asOf()),
                    budget.basis().name().toLowerCase(Locale.ROOT),
                    amounts.name().toLowerCase(Locale.ROOT),
                    unit == null ? null : unit.chinese(),
                    form.id());
        }
    }
}
