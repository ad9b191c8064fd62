package dev.budgetledger.projection.checks;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.projection.entries.Unit;

/**
 * What came of a check.
 *
 * @param verdict the worst of its comparisons
 * @param reason why there is not enough data, else absent
 * @param comparisons none if the check could not be tried
 */
record Result(Check check, Verdict verdict, @Nullable String reason, List<Equation> comparisons, Unit unit) {

    static Result of(Check check, Finding finding, Unit unit) {
        return switch (finding) {
            case Finding.Unmet(String why) -> new Result(check, Verdict.NOT_ENOUGH_DATA, why, List.of(), unit);
            case Finding.Compared(List<Equation> comparisons) -> {
                Verdict worst = comparisons.stream()
                        .map(each -> each.verdict(unit))
                        .max(Comparator.naturalOrder())
                        .orElseThrow();
                Result result = new Result(check, worst, null, comparisons, unit);
                yield worst == Verdict.NOT_ENOUGH_DATA
                        ? new Result(check, worst, missing(result.decisive().orElseThrow()), comparisons, unit)
                        : result;
            }
        };
    }

    private static @Nullable String missing(Equation comparison) {
        String left = comparison.left().missing();
        return left == null ? comparison.right().missing() : left;
    }

    /** The first comparison of this verdict, one with something in print if there is one. */
    Optional<Equation> decisive() {
        List<Equation> alike = comparisons.stream().filter(each -> each.verdict(unit) == verdict).toList();
        return alike.stream().filter(Equation::isPrinted).findFirst().or(() -> alike.stream().findFirst());
    }

    /** Every comparison that does not pass. */
    List<Equation> findings() {
        return comparisons.stream().filter(each -> each.verdict(unit) != Verdict.PASS).toList();
    }
}
