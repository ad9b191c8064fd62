package dev.budgetledger.verifier;

import java.time.Instant;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * 流: the catalogue of the year, then forms by id, then the budget; then the catalogue and the budget of the year before, if there is one. Each
 * is whole from its first fact on. That nothing follows the last of them up to the point asked for, no proof in a package can show.
 */
final class Streams {

    private static final Pattern FORM = Pattern.compile(Form.STREAMS + Form.ID);

    private final AsOf asOf;
    private Place place = Place.CATALOGUE;
    private String stream;
    private long sequence;
    private long position;
    private Instant recordedAt = Instant.MIN;
    private String shown = "";
    private boolean isOfBudget;

    /** What a stream is of, in the order in which they stand. */
    private enum Place {
        CATALOGUE,
        FORM,
        BUDGET,
        PRIOR_CATALOGUE,
        PRIOR_BUDGET
    }

    Streams(AsOf asOf) {
        this.asOf = asOf;
        this.stream = asOf.classificationStream();
    }

    /** Whether the facts of the year before have been come to. */
    boolean isOfPrior() {
        return place.compareTo(Place.BUDGET) > 0;
    }

    /** How far each stream is shown. */
    String shown() {
        return shown + stream + (sequence == 0 ? " –" : " 0…" + (sequence - 1) + " (" + position + ")");
    }

    /** @throws Fault if a budget has not come */
    void end() {
        Fault.require(isOfBudget, "没有预算的事实", "there are no facts of the budget");
        Fault.require(place != Place.PRIOR_CATALOGUE, "没有上年预算的事实", "there are no facts of the budget of the year before");
    }

    void next(LoggedFact fact) {
        Place next = place(fact.stream());
        boolean begins = next != null && (next.compareTo(place) > 0 || (next == Place.FORM && place == Place.FORM && stream.compareTo(fact.stream()) < 0));
        if (next != null && begins) {
            shown = shown() + ", ";
            place = next;
            stream = fact.stream();
            sequence = 0;
            position = 0;
            recordedAt = Instant.MIN;
            isOfBudget |= next == Place.BUDGET;
        }
        Fault.require(fact.stream().equals(stream), "不属于本包的流", "is of another stream than comes next");
        Fault.require(fact.sequence() == sequence, "之前有缺失", "does not follow: facts are missing or doubled");
        Fault.require(fact.position() > position, "位置未递增", "has a position that does not grow");
        Fault.require(fact.position() <= asOf.position(), "在时点之后", "stands after the point asked for");
        Fault.require(!fact.recordedAt().isBefore(recordedAt), "记账时间倒退", "was recorded before the fact before it");
        Fault.require(!fact.recordedAt().isAfter(asOf.recordedAsOf()),
                "在截至时间之后记账", "was recorded after the point asked for");
        Fault.require(hasPlace(fact.type()), "类型不应在此", "is of a type that has no place here");
        sequence++;
        position = fact.position();
        recordedAt = fact.recordedAt();
    }

    private @Nullable Place place(String of) {
        if (of.equals(asOf.classificationStream())) {
            return Place.CATALOGUE;
        }
        if (FORM.matcher(of).matches()) {
            return Place.FORM;
        }
        if (of.equals(asOf.stream())) {
            return Place.BUDGET;
        }
        return of.equals(asOf.priorClassificationStream()) ? Place.PRIOR_CATALOGUE : of.equals(asOf.priorStream()) ? Place.PRIOR_BUDGET : null;
    }

    private boolean hasPlace(String type) {
        boolean isBudget = place == Place.BUDGET || place == Place.PRIOR_BUDGET;
        boolean isOfYear = place == Place.CATALOGUE || place == Place.PRIOR_CATALOGUE;
        return switch (type) {
            case "ClassificationsDefined" -> isOfYear;
            case "RulesAdopted" -> isOfYear || (isBudget && sequence > 0);
            case "FormAdopted" -> place == Place.FORM;
            case "BudgetOpened" -> isBudget && sequence == 0;
            default -> isBudget && sequence > 0;
        };
    }
}
