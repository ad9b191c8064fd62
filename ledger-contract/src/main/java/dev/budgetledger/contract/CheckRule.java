package dev.budgetledger.contract;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * 复核规则: which postings need how many checkers. What a rule measures follows from the entries of the posting in one budget, whose line and
 * frozen entries are looked at:
 *
 * <ul>
 *   <li>Those count whose line has one of the {@code funds} and one of the {@code kinds}; {@link Kind#BASIC} is any 基本支出, a line without a
 *       kind has none. If none counts, the rule does not cover the posting.
 *   <li>The amount is the larger of what the counting entries add (the positive ones) and what they take.
 *   <li>With neither {@code from} nor {@code percent} every amount is covered; with both, either is enough.
 *   <li>{@code percent}: on some line, the larger of what its counting entries add and take, × 100, is at least {@code percent} × what the
 *       line held: all its entries, frozen too, of facts recorded before, effective on or before the day of the posting. A line that held
 *       nothing, or less, has no share.
 * </ul>
 *
 * @param operations at least one
 * @param kinds 支出性质; absent: any, and none
 * @param funds 资金性质; absent: any
 * @param across true: only transfers (调剂, 划转) between lines of different functions, or of different kinds of which not both
 *     are 基本支出; absent: all
 * @param from the least amount, inclusive, not below zero; absent: not measured
 * @param percent 1 to 100, of a line; absent: not measured
 * @param checkers 复核人数 other than who proposed, 1 to 3
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CheckRule(
        List<PostingType> operations,
        @Nullable List<Kind> kinds,
        @Nullable List<Fund> funds,
        @Nullable Boolean across,
        @Nullable Money from,
        @Nullable Integer percent,
        int checkers) {

    public static final int CHECKERS_MAX = 3;

    public CheckRule {
        operations = List.copyOf(operations);
        kinds = kinds == null ? null : List.copyOf(kinds);
        funds = funds == null ? null : List.copyOf(funds);
        if (operations.isEmpty() || checkers < 1 || checkers > CHECKERS_MAX) {
            throw new IllegalArgumentException("a rule is of operations, and needs 1 to " + CHECKERS_MAX + " checkers");
        }
    }

    /** Whether an amount of a line counts for it. */
    public boolean counts(Line line) {
        return (funds == null || funds.contains(line.fund())) && (kinds == null || hasKind(line));
    }

    private boolean hasKind(Line line) {
        Kind kind = line.kind();
        return kind != null && kinds != null && (kinds.contains(kind) || (kind.isBasic() && kinds.contains(Kind.BASIC)));
    }

    /** Whether it is of transfers across 项 or kinds only. */
    public boolean ofAcrossOnly() {
        return Boolean.TRUE.equals(across);
    }
}
