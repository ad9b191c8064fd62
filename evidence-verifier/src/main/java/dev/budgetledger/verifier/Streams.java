package dev.budgetledger.verifier;

import java.time.Instant;
import java.util.regex.Pattern;

/**
 * 流: the catalogue of the year, then forms by id, then the budget, each whole from its first fact on. That nothing follows the last of them up to
 * the point asked for, no proof in a package can show.
 */
final class Streams {

    private static final Pattern FORM = Pattern.compile(Form.STREAMS + Form.ID);

    private final AsOf asOf;
    private String stream;
    private long sequence;
    private long position;
    private Instant recordedAt = Instant.MIN;
    private String shown = "";

    Streams(AsOf asOf) {
        this.asOf = asOf;
        this.stream = asOf.classificationStream();
    }

    /** Whether facts of the budget's own stream have come. */
    boolean isOfBudget() {
        return stream.equals(asOf.stream());
    }

    /** How far each stream is shown. */
    String shown() {
        return shown + stream + (sequence == 0 ? " –" : " 0…" + (sequence - 1) + " (" + position + ")");
    }

    void next(LoggedFact fact) {
        if (begins(fact.stream())) {
            shown = shown() + ", ";
            stream = fact.stream();
            sequence = 0;
            position = 0;
            recordedAt = Instant.MIN;
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

    /** Whether a fact of this stream is the first of the next one. */
    private boolean begins(String next) {
        boolean form = FORM.matcher(next).matches() && (!isOfForm() || stream.compareTo(next) < 0);
        return !isOfBudget() && (form || next.equals(asOf.stream()));
    }

    private boolean hasPlace(String type) {
        return switch (type) {
            case "ClassificationsDefined" -> stream.equals(asOf.classificationStream());
            case "FormAdopted" -> isOfForm();
            case "BudgetOpened" -> isOfBudget() && sequence == 0;
            default -> isOfBudget() && sequence > 0;
        };
    }

    private boolean isOfForm() {
        return !isOfBudget() && !stream.equals(asOf.classificationStream());
    }
}
