package dev.budgetledger.projection.checks;

import java.util.List;
import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

import dev.budgetledger.contract.Department;
import dev.budgetledger.projection.disclosure.Template;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.Unit;
import dev.budgetledger.projection.web.AsOfDocument;

/** The answers of the checks. */
final class ChecksDocument {

    private ChecksDocument() {}

    /** How many checks have each verdict. */
    @JsonPropertyOrder({"pass", "fail", "rounding", "notEnoughData"})
    record Summary(long pass, long fail, long rounding, long notEnoughData) {
        static Summary of(List<Result> results) {
            return new Summary(
                    count(results, Verdict.PASS),
                    count(results, Verdict.FAIL),
                    count(results, Verdict.ROUNDING),
                    count(results, Verdict.NOT_ENOUGH_DATA));
        }

        private static long count(List<Result> results, Verdict verdict) {
            return results.stream().filter(result -> result.verdict() == verdict).count();
        }
    }

    /** Of the tables that are served. */
    @JsonPropertyOrder({"department", "fiscalYear", "unit", "basis", "summary", "checks", "asOf"})
    record Served(
            Department department,
            int fiscalYear,
            String unit,
            String basis,
            Summary summary,
            List<CheckDocument> checks,
            AsOfDocument asOf) {
        static Served of(BudgetAsOf budget, PrintedTables tables, List<Template.SameMoney> sameMoney, List<Check> ties) {
            List<Result> results = Checks.run(tables, sameMoney, ties);
            return new Served(
                    budget.department(),
                    budget.fiscalYear(),
                    tables.unit().chinese(),
                    budget.basis().name().toLowerCase(Locale.ROOT),
                    Summary.of(results),
                    documents(results, tables.unit()),
                    AsOfDocument.of(budget.asOf()));
        }
    }

    /**
     * Of tables that were brought in.
     *
     * @param tables the ids of those that were there
     */
    @JsonPropertyOrder({"fiscalYear", "unit", "tables", "summary", "checks"})
    record Imported(
            int fiscalYear, String unit, List<String> tables, Summary summary, List<CheckDocument> checks) {
        static Imported of(int fiscalYear, PrintedTables tables, List<Template.SameMoney> sameMoney) {
            List<Result> results = Checks.run(tables, sameMoney);
            return new Imported(
                    fiscalYear,
                    tables.unit().chinese(),
                    tables.ids(),
                    Summary.of(results),
                    documents(results, tables.unit()));
        }
    }

    private static List<CheckDocument> documents(List<Result> results, Unit unit) {
        return results.stream().map(result -> CheckDocument.of(result, unit)).toList();
    }
}
