package dev.budgetledger.projection.postings;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.OptionalLong;
import java.util.function.Predicate;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.Money;
import dev.budgetledger.contract.PostingType;
import dev.budgetledger.edge.problems.ProblemException;
import dev.budgetledger.projection.console.PageFormat;
import dev.budgetledger.projection.entries.Lateness;
import dev.budgetledger.projection.entries.PostingFilter;
import dev.budgetledger.projection.entries.PostingReader.Order;
import dev.budgetledger.projection.entries.Unit;
import dev.budgetledger.projection.web.AsOfParameters;
import dev.budgetledger.projection.web.Asked;
import dev.budgetledger.projection.web.LineParameters;
import dev.budgetledger.projection.web.Paging;
import dev.budgetledger.projection.web.Query.FormQuery;

/** What may be asked of the postings of a budget: as of which point, which of them, and which page. */
record PostingsQuery(
        AsOfParameters asOf,
        @Parameter(description = "文号") @Nullable String documentNo,
        @Parameter(description = "what the 文号 begins with") @Nullable String documentPrefix,
        @Parameter(description = "业务日期 from this day") @Nullable LocalDate effectiveFrom,
        @Parameter(description = "业务日期 through this day") @Nullable LocalDate effectiveTo,
        @Parameter(description = "记账时间 from this day in China") @Nullable LocalDate recordedFrom,
        @Parameter(description = "记账时间 through this day in China") @Nullable LocalDate recordedTo,
        @Parameter(description = "记账人") @Nullable String postedBy,
        @Parameter(description = "操作") @Nullable PostingType operation,
        LineParameters of,
        @Parameter(description = "at least this amount, in the unit of measure") @Nullable BigDecimal amountFrom,
        @Parameter(description = "at most this amount, in the unit of measure") @Nullable BigDecimal amountTo,
        @Parameter(description = "of amountFrom and amountTo: 元 (YUAN, the default) or 万元 (WAN_YUAN)") @Nullable Unit measure,
        @Parameter(description = "补记: after_period 跨月, after_year 跨年, or in_time") @Nullable Lateness lateness,
        @Parameter(description = "newest (the default) or oldest first") @Nullable Order order,
        @Parameter(description = "postings behind the one at this position, in the order asked for") @Nullable Long after,
        @Parameter(description = Paging.LIMIT, schema = @Schema(minimum = "1", maximum = "1000")) @Nullable Integer limit,
        @Parameter(description = PageFormat.DESCRIPTION) @Nullable PageFormat format)
        implements FormQuery {

    /**
     * Which postings are looked for.
     *
     * @throws ProblemException if an amount is none, or a 文号 is asked for in two ways
     */
    PostingFilter filter() {
        if (documentNo != null && documentPrefix != null) {
            throw ProblemException.invalid("documentPrefix", "documentNo is given too: one of the two");
        }
        return new PostingFilter(document(), effectiveFrom, effectiveTo, recordedFrom, recordedTo, postedBy, operation, lines(),
                amount("amountFrom", amountFrom), amount("amountTo", amountTo), lateness);
    }

    private PostingFilter.@Nullable Document document() {
        if (documentNo != null) {
            return new PostingFilter.Document(documentNo, false);
        }
        return documentPrefix == null ? null : new PostingFilter.Document(documentPrefix, true);
    }

    private @Nullable Predicate<Line> lines() {
        return of.areAbsent() ? null : of::askFor;
    }

    private @Nullable Money amount(String field, @Nullable BigDecimal amount) {
        try {
            return amount == null ? null : measureOrDefault().exact(amount);
        } catch (ArithmeticException e) {
            throw ProblemException.invalid(field, "finer than a fen, or more than can be counted: " + amount.toPlainString());
        }
    }

    Unit measureOrDefault() {
        return measure == null ? Unit.YUAN : measure;
    }

    Order orderOrDefault() {
        return order == null ? Order.NEWEST : order;
    }

    OptionalLong afterOrStart() {
        return after == null ? OptionalLong.empty() : OptionalLong.of(after);
    }

    int limitOrDefault() {
        return Paging.limit(limit);
    }

    /** All that is asked but the point and the page, as it is written in an address. */
    Asked asked() {
        Asked posting = new Asked()
                .and("documentNo", documentNo)
                .and("documentPrefix", documentPrefix)
                .and("effectiveFrom", effectiveFrom)
                .and("effectiveTo", effectiveTo)
                .and("recordedFrom", recordedFrom)
                .and("recordedTo", recordedTo)
                .and("postedBy", postedBy)
                .and("operation", operation);
        return of.in(posting)
                .and("amountFrom", amountFrom)
                .and("amountTo", amountTo)
                .and("measure", measure == null ? null : measure.name())
                .and("lateness", lateness)
                .and("order", order)
                .and("limit", limit)
                .and("format", format);
    }
}
