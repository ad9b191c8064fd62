package dev.budgetledger.verifier;

import java.time.Instant;

/**
 * 流: the catalogue of the year and then the budget, each whole from its first fact on. That nothing follows the last of them up to
 * the point asked for, no proof in a package can show.
 */
final class Streams {

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
        if (!isOfBudget() && fact.stream().equals(asOf.stream())) {
            shown = shown() + ", ";
            stream = asOf.stream();
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
        boolean opens = fact.type().equals("BudgetOpened");
        boolean defines = fact.type().equals("ClassificationsDefined");
        Fault.require(isOfBudget() ? opens == (sequence == 0) && !defines : defines,
                "类型不应在此", "is of a type that has no place here");
        sequence++;
        position = fact.position();
        recordedAt = fact.recordedAt();
    }
}
