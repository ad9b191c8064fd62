package dev.budgetledger.projection.checks;

import java.util.List;
import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.Department;
import dev.budgetledger.contract.Statement;
import dev.budgetledger.projection.checks.Result.Verdict;
import dev.budgetledger.projection.disclosure.Template;
import dev.budgetledger.projection.disclosure.http.ProposedNote;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.Unit;
import dev.budgetledger.projection.web.AsOfDocument;

/** The answers of the checks. */
final class ChecksDocument {

    static final int TEXTS_MAX = 1000;

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

    /**
     * An amount that an author wrote.
     *
     * @param field a JSON Pointer (RFC 6901) to its text in the statement
     * @param cell that it equals, as far as it is told; absent if none does
     */
    @JsonPropertyOrder({"part", "key", "field", "text", "cell"})
    record TextDocument(
            Statement.Part part,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String key,
            String field,
            String text,
            @JsonInclude(JsonInclude.Include.NON_NULL) CheckDocument.@Nullable CellDocument cell) {
        static TextDocument of(TextAmounts.Found found, Unit unit) {
            return new TextDocument(found.part(), found.key(), found.field(), found.text(),
                    found.cell() == null ? null : CheckDocument.CellDocument.of(found.cell(), unit));
        }
    }

    /**
     * Of the tables that are served.
     *
     * @param proposed 提请: how many proposals the tables count as if they had been posted; absent where they are of what was posted
     * @param texts amounts in texts of authors, the first {@value #TEXTS_MAX}
     * @param textsLeftOff how many more there are; absent if none
     */
    @JsonPropertyOrder({"department", "fiscalYear", "unit", "basis", "proposed", "summary", "checks", "texts", "textsLeftOff", "asOf"})
    record Served(
            Department department,
            int fiscalYear,
            String unit,
            String basis,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer proposed,
            Summary summary,
            List<CheckDocument> checks,
            List<TextDocument> texts,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer textsLeftOff,
            AsOfDocument asOf) {
        static Served of(BudgetAsOf budget, PrintedTables tables, List<Template.SameMoney> sameMoney, List<Check> ties,
                List<TextAmounts.Found> texts) {
            List<Result> results = Checks.run(tables, sameMoney, ties);
            return new Served(
                    budget.department(),
                    budget.fiscalYear(),
                    tables.unit().chinese(),
                    budget.basis().name().toLowerCase(Locale.ROOT),
                    ProposedNote.count(budget),
                    Summary.of(results),
                    documents(results, tables.unit()),
                    texts.stream().limit(TEXTS_MAX).map(each -> TextDocument.of(each, tables.unit())).toList(),
                    texts.size() > TEXTS_MAX ? texts.size() - TEXTS_MAX : null,
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
