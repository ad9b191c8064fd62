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
 * @param called what units and projects are called by then
 */
record Budget(
        int fiscalYear, boolean comparative, List<LineMoney> lines, Names names, Map<String, String> natures, long position,
        Chart.Called called) {

    Budget only(Predicate<Line> wanted) {
        return with(lines.stream().filter(each -> wanted.test(each.line())).toList());
    }

    /** The same with other lines. */
    Budget with(List<LineMoney> others) {
        return new Budget(fiscalYear, comparative, others, names, natures, position, called);
    }

    String name(Names.Classification of, String code) {
        return names.of(of, code, position);
    }

    /** The name of a code, empty if it has none. */
    String name(TableForm.By by, String code) {
        return switch (by) {
            case PROJECT -> called.projects().getOrDefault(code, "");
            case UNIT -> called.units().getOrDefault(code, "");
            case FUNCTION, ECONOMIC, GOVERNMENT_ECONOMIC -> name(Names.Classification.valueOf(by.name()), code);
        };
    }

    /** 单位性质 of the unit of a line; of what no unit is known, an administrative one. */
    String nature(Line line) {
        return line.unit() == null ? Chart.NATURES.get(0) : natures.getOrDefault(line.unit(), Chart.NATURES.get(0));
    }

    /** A printed text of a form. */
    String inYear(String text) {
        return text.replace("{year}", Integer.toString(fiscalYear)).replace("{priorYear}", Integer.toString(fiscalYear - 1));
    }
}
