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

    Streams(AsOf asOf) {
        this.asOf = asOf;
        this.stream = asOf.classificationStream();
    }

    /** Whether facts of the budget's own stream have come. */
    boolean isOfBudget() {
        return stream.equals(asOf.stream());
    }

    void next(LoggedFact fact) {
        if (!isOfBudget() && fact.stream().equals(asOf.stream())) {
            stream = asOf.stream();
            sequence = 0;
            position = 0;
            recordedAt = Instant.MIN;
        }
        require(fact.stream().equals(stream), fact, "不属于本包的流", "is of another stream than comes next");
        require(fact.sequence() == sequence, fact, "之前有缺失", "does not follow: facts are missing or doubled");
        require(fact.position() > position, fact, "位置未递增", "has a position that does not grow");
        require(fact.position() <= asOf.position(), fact, "在截至点之后", "stands behind the point asked for");
        require(!fact.recordedAt().isBefore(recordedAt), fact, "记账时间倒退", "was recorded before the fact before it");
        require(!fact.recordedAt().isAfter(asOf.recordedAsOf()), fact,
                "在截至时间之后记账", "was recorded after the point asked for");
        boolean opens = fact.type().equals("BudgetOpened");
        boolean defines = fact.type().equals("ClassificationsDefined");
        require(isOfBudget() ? opens == (sequence == 0) && !defines : defines, fact,
                "类型 " + fact.type() + " 不应在此", "is a " + fact.type() + ", which has no place here");
        sequence++;
        position = fact.position();
        recordedAt = fact.recordedAt();
    }

    private static void require(boolean holds, LoggedFact fact, String chinese, String english) {
        Fault.require(holds, fact.id() + " " + chinese, fact.id() + " " + english);
    }
}
