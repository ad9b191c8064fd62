package dev.budgetledger.projection.proposals;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.budgetledger.projection.console.PageFormat;
import dev.budgetledger.projection.entries.PostingReader.Order;
import dev.budgetledger.projection.entries.ProposalState;
import dev.budgetledger.projection.web.AsOfParameters;
import dev.budgetledger.projection.web.KnownParameters;
import dev.budgetledger.projection.web.Paging;
import dev.budgetledger.projection.web.Query;
import dev.budgetledger.projection.web.Query.FormQuery;

/** What may be asked of the proposals of a budget. */
record ProposalsQuery(AsOfParameters asOf, Choice choice) implements FormQuery {

    /** The same of all budgets. */
    record OfAll(KnownParameters known, Choice choice) implements FormQuery {}

    /** Which of them, and which page. Each may have a thousand lines, so a page has fewer than others. */
    record Choice(
            @Parameter(description = "状态: open 待复核, posted 已记账, rejected 已退回, withdrawn 已撤回 or expired 已过期; else any")
            @Nullable ProposalState state,
            @Parameter(description = "newest (the default) or oldest first") @Nullable Order order,
            @Parameter(description = "proposals behind the one at this position, in the order asked for") @Nullable Long after,
            @Parameter(description = "at most this many, 1 to 100; 20 by default", schema = @Schema(minimum = "1", maximum = "" + LIMIT_MAX))
            @Nullable Integer limit,
            @Parameter(description = PageFormat.DESCRIPTION) @Nullable PageFormat format)
            implements Query {

        private static final int LIMIT_DEFAULT = 20;
        private static final int LIMIT_MAX = 100;

        Order orderOrDefault() {
            return order == null ? Order.NEWEST : order;
        }

        OptionalLong afterOrStart() {
            return after == null ? OptionalLong.empty() : OptionalLong.of(after);
        }

        int limitOrDefault() {
            return Paging.limit(limit, LIMIT_DEFAULT, LIMIT_MAX);
        }

        /** The next page in an address, behind its point; null at the end. */
        @Nullable String next(String address, OptionalLong next) {
            return next.isEmpty() ? null : address + Paging.inAddress(asked()) + "&after=" + next.getAsLong();
        }

        private Map<String, String> asked() {
            Map<String, String> asked = kept();
            put(asked, "state", state);
            put(asked, "order", order);
            return asked;
        }

        /** What a form that asks for others leaves as it is. */
        Map<String, String> kept() {
            Map<String, String> kept = new LinkedHashMap<>();
            if (limit != null) {
                kept.put("limit", limit.toString());
            }
            put(kept, "format", format);
            return kept;
        }

        private static void put(Map<String, String> asked, String name, @Nullable Enum<?> constant) {
            if (constant != null) {
                asked.put(name, constant.name().toLowerCase(Locale.ROOT));
            }
        }
    }
}
