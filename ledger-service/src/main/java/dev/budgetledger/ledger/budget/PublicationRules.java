package dev.budgetledger.ledger.budget;

import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.Publication;
import dev.budgetledger.contract.form.TableForm;

import static dev.budgetledger.ledger.budget.RefusalCode.*;

/** Rules about what a publication pins: a point of this log, under a head of this log. */
final class PublicationRules {

    private PublicationRules() {}

    static Optional<Refusal> positionReached(Effects effects) {
        return effects.evidence()
                .filter(log -> log.recordedAt().isEmpty())
                .flatMap(log -> Refusal.of(POSITION_UNKNOWN, "asOf.position", "the log ends at " + log.logSize()));
    }

    /** Money that went from one budget to another would be in neither. */
    static Optional<Refusal> notBetweenHalves(Effects effects) {
        return effects.evidence().filter(Evidence::betweenHalves).isPresent()
                        && effects.command() instanceof Command.Publish publish
                ? Refusal.of(POSITION_BETWEEN_HALVES, "asOf.position", "position " + publish.position()
                        + " is one half of what two budgets recorded together; the other is position "
                        + (publish.position() + 1))
                : Optional.empty();
    }

    static Optional<Refusal> checkpointCovers(Effects effects) {
        return effects.command() instanceof Command.Publish publish && publish.head().size() < publish.position()
                ? Refusal.of(CHECKPOINT_TOO_EARLY, "checkpoint", "a checkpoint over " + publish.head().size()
                        + " facts says nothing of position " + publish.position())
                : Optional.empty();
    }

    /** Anyone who signed it: the root binds every fact below it, a signature only who said so. */
    static Optional<Refusal> checkpointOfThisLog(Effects effects) {
        return effects.command() instanceof Command.Publish publish
                && !effects.evidence().orElseThrow().root().equals(Optional.of(publish.head().root()))
                ? Refusal.of(CHECKPOINT_FOREIGN, "checkpoint",
                        "this log had no such root over " + publish.head().size() + " facts")
                : Optional.empty();
    }

    static Optional<Refusal> unitKnown(Effects effects) {
        String unit = effects.command() instanceof Command.Publish publish ? publish.ofUnit() : null;
        return ContentRules.unitKnown(effects.own(), unit, "ofUnit");
    }

    /** Tables as of a point are in the form that was known then, and no other. */
    static Optional<Refusal> formAdopted(Effects effects) {
        Publication.PinnedForm pinned = pinned(effects);
        if (pinned == null) {
            return Optional.empty();
        }
        return effects.evidence()
                .flatMap(Evidence::form)
                .map(form -> form.sha256().equals(pinned.sha256())
                        ? Optional.<Refusal>empty()
                        : Refusal.of(FORM_NOT_ADOPTED, "form.sha256", "at this position the form " + form.id() + " is " + form.sha256()))
                .orElseGet(() -> Refusal.of(FORM_NOT_ADOPTED, "form.id",
                        "up to this position no form " + pinned.id() + " was adopted"));
    }

    static Optional<Refusal> tablesOfForm(Effects effects) {
        if (!(effects.command() instanceof Command.Publish publish)) {
            return Optional.empty();
        }
        return effects.evidence().flatMap(Evidence::form).flatMap(form -> {
            List<String> tables = form.tables().stream().map(TableForm::id).toList();
            return publish.tables().stream().map(Publication.Table::id).toList().equals(tables)
                    ? Optional.empty()
                    : Refusal.of(TABLES_NOT_OF_FORM, "tables", "the tables of " + form.id() + " are " + tables);
        });
    }

    /** Their digests are not judged, as those of tables are not. */
    static Optional<Refusal> documentsOfForm(Effects effects) {
        if (!(effects.command() instanceof Command.Publish publish) || publish.documents() == null) {
            return Optional.empty();
        }
        if (effects.evidence().flatMap(Evidence::form).filter(form -> form.document() != null).isEmpty()) {
            return Refusal.of(DOCUMENTS_NOT_OF_FORM, "documents", "a form without a document has none");
        }
        List<Publication.Format> formats = publish.documents().stream().map(Publication.PinnedDocument::format).toList();
        return formats.stream().distinct().sorted().toList().equals(formats)
                ? Optional.empty()
                : Refusal.of(DOCUMENTS_NOT_OF_FORM, "documents",
                        "each is there once, in the order of " + List.of(Publication.Format.values()));
    }

    private static Publication.@Nullable PinnedForm pinned(Effects effects) {
        return effects.command() instanceof Command.Publish publish ? publish.form() : null;
    }
}
