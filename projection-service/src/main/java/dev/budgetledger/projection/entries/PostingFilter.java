package dev.budgetledger.projection.entries;

import java.time.LocalDate;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.Money;
import dev.budgetledger.contract.PostingType;

/**
 * Which postings are looked for; whatever is absent does not matter.
 *
 * @param document 文号
 * @param effectiveFrom 业务日期 from this day
 * @param effectiveTo through this day
 * @param recordedFrom 记账时间 from this day in China
 * @param recordedTo through this day
 * @param postedBy 记账人
 * @param lines with an entry of a line that is so, free or frozen
 * @param amountFrom at least
 * @param amountTo at most
 */
public record PostingFilter(
        @Nullable Document document,
        @Nullable LocalDate effectiveFrom,
        @Nullable LocalDate effectiveTo,
        @Nullable LocalDate recordedFrom,
        @Nullable LocalDate recordedTo,
        @Nullable String postedBy,
        @Nullable PostingType type,
        @Nullable Predicate<Line> lines,
        @Nullable Money amountFrom,
        @Nullable Money amountTo,
        @Nullable Lateness lateness) {

    /** Every posting. */
    public static final PostingFilter ALL = new PostingFilter(null, null, null, null, null, null, null, null, null, null, null);

    /** A 文号, or what it begins with. */
    public record Document(String text, boolean prefix) {}
}
