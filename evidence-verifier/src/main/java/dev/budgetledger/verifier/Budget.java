package dev.budgetledger.verifier;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import dev.budgetledger.verifier.Balances.LineMoney;

/**
 * 部门预算 at a point: what tables are made of.
 *
 * @param lines every one that was ever posted to
 * @param position the last fact whose names count
 * @param comparative whether only part of the year was published
 * @param natures 单位性质 by the unit's code
 */
record Budget(
        int fiscalYear, boolean comparative, List<LineMoney> lines, Names names, Map<String, String> natures, long position) {

    Budget only(Predicate<Line> wanted) {
        return with(lines.stream().filter(each -> wanted.test(each.line())).toList());
    }

    /** The same with other lines. */
    Budget with(List<LineMoney> others) {
        return new Budget(fiscalYear, comparative, others, names, natures, position);
    }

    String name(Names.Classification of, String code) {
        return names.of(of, code, position);
    }

    /** 单位性质 of the unit of a line; of what no unit is known, an administrative one. */
    String nature(Line line) {
        return line.unit() == null ? Chart.NATURES.get(0) : natures.getOrDefault(line.unit(), Chart.NATURES.get(0));
    }

    /** A printed text of a form. */
    String inYear(String text) {
        return text.replace("{year}", Integer.toString(fiscalYear));
    }
}
