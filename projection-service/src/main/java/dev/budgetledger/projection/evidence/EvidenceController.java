package dev.budgetledger.projection.evidence;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.io.InputStreamResource;
import org.springframework.core.io.Resource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Publication;
import dev.budgetledger.contract.form.Form;
import dev.budgetledger.contract.merkle.SignedNote;
import dev.budgetledger.contract.merkle.VerifierKey;
import dev.budgetledger.edge.problems.Places;
import dev.budgetledger.edge.problems.ProblemCode;
import dev.budgetledger.edge.problems.ProblemException;
import dev.budgetledger.projection.disclosure.http.AskedForms;
import dev.budgetledger.projection.disclosure.http.FormParameters;
import dev.budgetledger.projection.document.http.Documents;
import dev.budgetledger.projection.entries.Amounts;
import dev.budgetledger.projection.entries.AsOf;
import dev.budgetledger.projection.entries.AsOfQuestion;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.BudgetReader;
import dev.budgetledger.projection.entries.Proofs;
import dev.budgetledger.projection.entries.StreamReader;
import dev.budgetledger.projection.entries.VerifiedCheckpoint;
import dev.budgetledger.projection.publication.LoggedPublication;
import dev.budgetledger.projection.publication.PublicationReader;
import dev.budgetledger.projection.web.AsOfDocument;
import dev.budgetledger.projection.web.AsOfParameters;
import dev.budgetledger.projection.web.Budgets;
import dev.budgetledger.projection.web.ParameterValues;
import dev.budgetledger.projection.web.Query;
import dev.budgetledger.projection.web.TableFormParameters;
import dev.budgetledger.projection.web.UnitParameters;

/** Hands out evidence packages. */
@RestController
@Tag(name = "Evidence 证据")
class EvidenceController {

    private static final String ZIP = "application/zip";

    /** Each is a file, from the first question to the last byte that is read of it. */
    private final Places places = new Places(8);

    private final BudgetReader reader;
    private final EvidenceFile evidence;
    private final AskedForms forms;
    private final Documents documents;
    private final @Nullable VerifierKey key;

    EvidenceController(
            BudgetReader reader,
            StreamReader streams,
            Proofs proofs,
            PublicationReader publications,
            AskedForms forms,
            Documents documents,
            @Value("${projection.log.verifier-key:}") String verifierKey) {
        this.reader = reader;
        this.evidence = new EvidenceFile(streams, proofs, publications);
        this.forms = forms;
        this.documents = documents;
        this.key = verifierKey.isBlank() ? null : VerifierKey.parse(verifierKey.strip());
    }

    /** The whole package is made before the first byte is sent, so what goes wrong is answered, not cut off. */
    @GetMapping(path = "/v1/disclosures/{department}/{year}/evidence", produces = ZIP)
    @Operation(summary = "证据包: the tables at a point with all facts behind them and their proofs, to be verified offline")
    ResponseEntity<Resource> evidence(
            @PathVariable String department, @PathVariable String year, EvidenceQuery query)
            throws IOException {
        BudgetId id = ParameterValues.budget(department, year);
        Budgets.requireOfYear("effectiveOn", query.asOf().effectiveOn(), id.fiscalYear());
        AsOf asked = reader.resolve(id.fiscalYear(), query.asOf().question());
        BudgetAsOf unsealed = atPosition(id, asked, query);
        Places.Place place = places.take(); // before anything is waited for
        Path file = null;
        try {
            BudgetAsOf whole = unsealed.at(reader.underCheckpoint(unsealed.asOf()));
            UnitParameters of = query.form().of();
            BudgetAsOf budget = of.of(whole);
            VerifiedCheckpoint checkpoint = budget.asOf().seal();
            VerifierKey verifier = keyOf(checkpoint);
            file = Files.createTempFile("evidence-", ".zip");
            Form form = forms.form(query.in().form(), budget).form();
            Amounts amounts = query.form().amountsOrDefault();
            evidence.write(file, budget, checkpoint, verifier, form, forms.tables(form.tables(), budget, each -> each.showing(amounts)), amounts,
                    of.saysMeasure() ? of.measureOrDefault() : null,
                    form.document() == null ? null : documents.document(whole, of.code(), query.in().form()),
                    this::published);
            return answer(budget, asked, file, place);
        } catch (IOException | RuntimeException e) {
            place.close();
            if (file != null) {
                Files.deleteIfExists(file);
            }
            throw e;
        }
    }

    /** As of the instant that the log has for the position: no signature says that nothing was recorded until a later one. */
    private BudgetAsOf atPosition(BudgetId id, AsOf asked, EvidenceQuery query) {
        return query.form().of().readWhole(reader, id,
                new AsOfQuestion(asked.effectiveOn(), null, asked.position(), null), query.form().basisOrDefault());
    }

    private Optional<Form> published(LoggedPublication published) {
        Publication.PinnedForm form = published.fact().publication().form();
        return form == null ? Optional.empty() : forms.known(form.id(), published.asOf().position()).map(AskedForms.Known::form);
    }

    private VerifierKey keyOf(VerifiedCheckpoint checkpoint) {
        if (key == null || !key.verifies(SignedNote.parse(checkpoint.note()))) {
            throw new ProblemException(ProblemCode.VERIFIER_KEY_UNKNOWN, "",
                    "projection.log.verifier-key is not set to the key that signed the checkpoint of size " + checkpoint.size());
        }
        return key;
    }

    private static ResponseEntity<Resource> answer(BudgetAsOf budget, AsOf asked, Path file, Places.Place place)
            throws IOException {
        HttpHeaders headers = AsOfDocument.of(budget.asOf().behind(asked.lag())).headers();
        headers.setContentType(MediaType.parseMediaType(ZIP));
        headers.setContentLength(Files.size(file));
        headers.setContentDisposition(ContentDisposition.attachment()
                .filename("evidence-" + budget.id().stream() + "-as-of-" + budget.asOf().effectiveOn() + "-position-"
                        + budget.asOf().position() + ".zip")
                .build());
        return ResponseEntity.ok()
                .headers(headers)
                .body(new InputStreamResource(new Sent(Files.newInputStream(file, StandardOpenOption.DELETE_ON_CLOSE), place::close)));
    }

    /** Gives its place back when it has been read, or its reader has left. */
    private static final class Sent extends FilterInputStream {
        private final AtomicReference<Runnable> place;

        Sent(InputStream file, Runnable place) {
            super(file);
            this.place = new AtomicReference<>(place);
        }

        @Override
        public void close() throws IOException {
            place.getAndSet(() -> {}).run();
            super.close();
        }
    }

    /** What may be asked of an evidence package. */
    record EvidenceQuery(AsOfParameters asOf, TableFormParameters form, FormParameters in) implements Query {}
}
