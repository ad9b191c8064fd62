package dev.budgetledger.projection.audit.http;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.Line;
import dev.budgetledger.projection.audit.Page;
import dev.budgetledger.projection.audit.Page.ContributingEntry;
import dev.budgetledger.projection.entries.Operation;

/**
 * An entry behind an amount, with its posting.
 *
 * @param ordinal its place in the posting, from 0
 * @param cause the part of a difference that it belongs to; absent where no difference is explained
 * @param operation of a reversal: what it reverses
 * @param frozen whether it is of the frozen account of the line
 * @param amount what it adds, in yuan
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"posting", "ordinal", "cause", "operation", "frozen", "line", "amount"})
public record ContributionDocument(
        @JsonUnwrapped PostingDocument posting,
        int ordinal,
        @Nullable String cause,
        Operation operation,
        boolean frozen,
        Line line,
        String amount) {

    /** The entries of a page with their postings. */
    public static List<ContributionDocument> of(
            Page page, Map<Long, PostingDocument> postings, Function<ContributingEntry, @Nullable String> cause) {
        return page.contributions().stream()
                .map(each -> new ContributionDocument(
                        Objects.requireNonNull(postings.get(each.entry().place().position())),
                        each.entry().place().ordinal(),
                        cause.apply(each),
                        each.entry().operation(),
                        each.entry().frozen(),
                        each.entry().line(),
                        each.amount().toYuan()))
                .toList();
    }
}
