package dev.budgetledger.projection.comparison.http;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Month;
import java.util.Locale;
import java.util.Objects;

import io.swagger.v3.oas.annotations.Parameter;
import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.edge.problems.ProblemCode;
import dev.budgetledger.edge.problems.ProblemException;
import dev.budgetledger.projection.comparison.BudgetPair;
import dev.budgetledger.projection.comparison.ChangeGroups;
import dev.budgetledger.projection.console.PageFormat;
import dev.budgetledger.projection.disclosure.http.FormParameters;
import dev.budgetledger.projection.entries.Amounts;
import dev.budgetledger.projection.entries.AsOf;
import dev.budgetledger.projection.entries.AsOfQuestion;
import dev.budgetledger.projection.entries.Basis;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.BudgetReader;
import dev.budgetledger.projection.web.Budgets;
import dev.budgetledger.projection.web.Query.FormQuery;
import dev.budgetledger.projection.web.RequestProblem;
import dev.budgetledger.projection.web.UnitParameters;

/** What may be asked of changes: two points, which cells, and which page of one of them. */
record ChangesQuery(
        @Parameter(description = "another fiscal year to start from, such as the one before; else this one")
        @Nullable Integer fromYear,
        @Parameter(description = "业务日期 to start from; else that of the end, or the last day of fromYear")
        @Nullable LocalDate fromEffectiveOn,
        @Parameter(description = "记账时间 to start from; without it and fromPosition, as known at the end")
        @Nullable Instant fromRecordedAsOf,
        @Parameter(description = "start from the facts up to this position of the log")
        @Nullable Long fromPosition,
        @Parameter(description = "业务日期 of the end; else the last day of the year")
        @Nullable LocalDate toEffectiveOn,
        @Parameter(description = "记账时间 of the end; else all that is known")
        @Nullable Instant toRecordedAsOf,
        @Parameter(description = "end with the facts up to this position of the log")
        @Nullable Long toPosition,
        @Parameter(description = "wait a bounded time until this position has been applied")
        @Nullable Long atLeastPosition,
        @Parameter(description = "adjusted 变动后 (the default in one year), or approved 年初批复 (from another year)")
        @Nullable Basis basis,
        @Parameter(description = "all (the default), frozen 冻结: only what is frozen, or free 可用: only what is not")
        @Nullable Amounts amounts,
        UnitParameters of,
        FormParameters in,
        CellsParameters cells,
        StatementParameters said,
        @Parameter(description = "what changed of the expenditure, too, by project 项目 or by class 类")
        ChangeGroups.@Nullable By groupBy,
        @Parameter(description = PageFormat.DESCRIPTION)
        @Nullable PageFormat format)
        implements FormQuery {

    /**
     * Refuses a question that names half a cell, a page of no cell, or nothing to start from.
     *
     * @throws ProblemException if it does
     */
    void check() {
        cells.check();
        said.check(cells);
        if (fromYear == null && fromEffectiveOn == null && fromRecordedAsOf == null && fromPosition == null) {
            throw new ProblemException(ProblemCode.FIELD_MISSING, "fromPosition",
                    "fromPosition is required, or any other point to start from");
        }
    }

    /**
     * The budget at both points. What is not said of the first is as in the second; of another year it is the last day.
     *
     * @throws ProblemException if a year is none, or a budget was not open
     */
    BudgetPair read(BudgetReader budgets, BudgetId id) {
        BudgetId fromId = new BudgetId(id.department(), startYear(id));
        boolean oneYear = fromId.equals(id);
        Basis shown = Objects.requireNonNullElse(basis, oneYear ? Basis.ADJUSTED : Basis.APPROVED);
        AsOf to = budgets.resolve(id.fiscalYear(), to());
        LocalDate fromDate = Objects.requireNonNullElse(
                fromEffectiveOn, oneYear ? to.effectiveOn() : LocalDate.of(fromId.fiscalYear(), Month.DECEMBER, 31));
        AsOf from = fromRecordedAsOf == null && fromPosition == null
                ? to.on(fromDate)
                : budgets.resolve(fromId.fiscalYear(), new AsOfQuestion(fromDate, fromRecordedAsOf, fromPosition, null));
        return new BudgetPair(read(budgets, fromId, from, shown), read(budgets, id, to, shown), amounts == null ? Amounts.ALL : amounts);
    }

    private BudgetAsOf read(BudgetReader budgets, BudgetId id, AsOf asOf, Basis shown) {
        return of.of(budgets.read(id, asOf, shown).orElseThrow(() -> RequestProblem.budgetNotOpen(id))).includingEveryLine();
    }

    /**
     * Makes sure that both days are of their years.
     *
     * @throws ProblemException if one is not
     */
    void requireOfTheirYears(BudgetId id) {
        Budgets.requireOfYear("toEffectiveOn", toEffectiveOn, id.fiscalYear());
        Budgets.requireOfYear("fromEffectiveOn", fromEffectiveOn, startYear(id));
    }

    private int startYear(BudgetId id) {
        int year = Objects.requireNonNullElse(fromYear, id.fiscalYear());
        if (!BudgetId.isFiscalYear(year)) {
            throw ProblemException.invalid("fromYear", "not a fiscal year such as 2023: " + year);
        }
        return year;
    }

    private AsOfQuestion to() {
        return new AsOfQuestion(toEffectiveOn, toRecordedAsOf, toPosition, atLeastPosition);
    }

    /** Statements are of a department in one year. */
    boolean asksForStatements(BudgetPair compared) {
        return cells.table() == null && of.code() == null && compared.isOfOneYear();
    }

    int itemsOfEach() {
        return said.isOne() ? cells.limitOrDefault() : cells.entriesOfEach();
    }

    /** The same question, asked again between these points: all of it but what of the answer. */
    String address(BudgetPair compared) {
        BudgetAsOf to = compared.to();
        return Budgets.address(to.department(), to.fiscalYear()) + "/changes?fromYear="
                + compared.from().fiscalYear()
                + point("from", compared.from().asOf())
                + point("to", to.asOf())
                + ofTable(compared)
                + (groupBy == null ? "" : "&groupBy=" + groupBy.name().toLowerCase(Locale.ROOT))
                + PageFormat.inAddress(format);
    }

    /** What a table of it is asked with beside its point. */
    String ofTable(BudgetPair compared) {
        return "&basis=" + compared.to().basis().name().toLowerCase(Locale.ROOT)
                + "&amounts=" + compared.amounts().name().toLowerCase(Locale.ROOT)
                + of.inAddress()
                + in.inAddress();
    }

    String limitInAddress() {
        return cells.limit() == null ? "" : "&limit=" + cells.limit();
    }

    private static String point(String prefix, AsOf asOf) {
        return "&" + prefix + "EffectiveOn=" + asOf.effectiveOn()
                + "&" + prefix + "RecordedAsOf=" + asOf.recordedAsOf()
                + "&" + prefix + "Position=" + asOf.position();
    }
}
