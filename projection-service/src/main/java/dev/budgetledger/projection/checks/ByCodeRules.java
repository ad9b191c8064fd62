package dev.budgetledger.projection.checks;

import java.util.List;
import java.util.Optional;

/** What a table with rows by code says of itself. */
final class ByCodeRules {

    private ByCodeRules() {}

    /** 合计 = Σ类, with what has no code. */
    static Finding totalOfClasses(ByCode table) {
        Optional<String> lacks = table.lacks(ByCode.CLASS);
        if (lacks.isPresent() && table.unpublished().isEmpty()) {
            return new Finding.Unmet(lacks.get());
        }
        return new Finding.Compared(table.table().amountColumns().stream()
                .map(column -> new Equation(
                        table.total(column),
                        table.table().sum(table.level(ByCode.CLASS, ""), column)
                                .plus(table.table().sum(table.unpublished(), column))))
                .toList());
    }

    /**
     * 类 = Σ款, or 款 = Σ项, in every column. A table may leave a level out; a row of a level that it has may not be
     * missing: that is zero on its side.
     */
    static Finding parentsOfChildren(ByCode table, int digits) {
        Optional<String> lacks = table.lacks(digits).or(() -> table.lacks(digits + 2));
        if (lacks.isPresent()) {
            return new Finding.Unmet(lacks.get());
        }
        return new Finding.Compared(table.parents(digits).stream()
                .flatMap(code -> table.table().amountColumns().stream()
                        .map(column -> new Equation(
                                table.table().sum(table.level(digits, code), column),
                                table.table().sum(table.level(digits + 2, code), column))))
                .toList());
    }

    /** Each row's total = the sum of its parts. */
    static Finding rows(PrintedTable table, String total, List<String> parts) {
        return rows(table, table.rows(), total, parts);
    }

    static Finding rows(PrintedTable table, List<PrintedRow> rows, String total, List<String> parts) {
        if (rows.isEmpty()) {
            return new Finding.Unmet(table.id().id() + " is empty");
        }
        return new Finding.Compared(rows.stream()
                .map(row -> {
                    EquationSide sum = EquationSide.of();
                    for (String part : parts) {
                        sum = sum.plus(table.sum(List.of(row), part));
                    }
                    return new Equation(table.sum(List.of(row), total), sum);
                })
                .toList());
    }
}
