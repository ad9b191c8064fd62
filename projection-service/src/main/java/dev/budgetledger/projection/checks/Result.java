package dev.budgetledger.projection.checks;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * What came of a check.
 *
 * @param verdict the worst of its comparisons
 * @param reason why there is not enough data, or which words are wrong; else absent
 * @param comparisons none if the check could not be tried
 */
record Result(Check check, Verdict verdict, @Nullable String reason, List<Equation> comparisons) {

    static Result of(Check check, Finding finding) {
        return switch (finding) {
            case Finding.Wrong(String why) -> new Result(check, Verdict.FAIL, why, List.of());
            case Finding.Unmet(String why) -> new Result(check, Verdict.NOT_ENOUGH_DATA, why, List.of());
            case Finding.Compared(List<Equation> comparisons) -> {
                Verdict worst = comparisons.stream().map(Equation::verdict).max(Comparator.naturalOrder()).orElseThrow();
                Result result = new Result(check, worst, null, comparisons);
                yield worst == Verdict.NOT_ENOUGH_DATA
                        ? new Result(check, worst, result.decisive().orElseThrow().why(), comparisons)
                        : result;
            }
        };
    }

    /** The first comparison of this verdict, one with something in print if there is one. */
    Optional<Equation> decisive() {
        List<Equation> alike = comparisons.stream().filter(each -> each.verdict() == verdict).toList();
        return alike.stream().filter(Equation::isPrinted).findFirst().or(() -> alike.stream().findFirst());
    }

    /** Every comparison that does not pass. */
    List<Equation> findings() {
        return comparisons.stream().filter(each -> each.verdict() != Verdict.PASS).toList();
    }

    /** 勾稽结果, from the best to the worst. */
    enum Verdict {
        /** 相符: both sides are the same. */
        PASS("pass"),
        /** 尾差: they differ by no more than rounding explains. */
        ROUNDING("rounding"),
        /** 数据不足: a side, or what makes the check apply, is not there. */
        NOT_ENOUGH_DATA("not enough data"),
        /** 不符. */
        FAIL("fail");

        private final String text;

        Verdict(String text) {
            this.text = text;
        }

        /** As it stands in answers. */
        String text() {
            return text;
        }
    }
}
