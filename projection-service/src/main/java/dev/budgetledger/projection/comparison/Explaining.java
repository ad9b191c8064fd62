package dev.budgetledger.projection.comparison;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.Money;
import dev.budgetledger.projection.audit.Contribution;
import dev.budgetledger.projection.audit.ContributionDocument;
import dev.budgetledger.projection.audit.Page;
import dev.budgetledger.projection.audit.PostingDocument;
import dev.budgetledger.projection.audit.Share;
import dev.budgetledger.projection.disclosure.table.Table;
import dev.budgetledger.projection.entries.AsOf;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.EntryPlace;
import dev.budgetledger.projection.entries.EntryReader;
import dev.budgetledger.projection.entries.EntrySum;
import dev.budgetledger.projection.entries.LineAmount;
import dev.budgetledger.projection.entries.Selection;
import dev.budgetledger.projection.entries.Side;
import dev.budgetledger.projection.entries.Stretch;

/**
 * Explains the cells of one answer.
 *
 * <p>What is summed is read once for all cells. So are the entries, unless one cell is asked for: of many cells each
 * shows what it has among the first entries of all.
 */
final class Explaining {

    /** Entries read for all cells together. */
    private static final int FIRST_ENTRIES = 1000;

    private final EntryReader reader;
    private final Compared compared;
    private final ChangesQuery query;
    private final Map<Stretch, List<EntrySum>> sums = new HashMap<>();
    private final Map<Long, PostingDocument> postings = new HashMap<>();
    private final @Nullable Page first;

    Explaining(EntryReader reader, Compared compared, ChangesQuery query) {
        this.reader = reader;
        this.compared = compared;
        this.query = query;
        compared.stretches().forEach(stretch -> sums.put(stretch, reader.sums(stretch)));
        this.first = query.isOfOneCell() ? null : firstEntries();
    }

    ChangesDocument.CellDocument explain(CellChange cell, Table table) {
        Page page = page(cell.shares(compared));
        Set<Long> missing = new HashSet<>(page.positions());
        missing.removeAll(postings.keySet());
        if (!missing.isEmpty()) {
            postings.putAll(PostingDocument.read(reader, missing));
        }
        return ChangesDocument.CellDocument.of(
                cell,
                cell.parts(compared, sums),
                table.digits(),
                query.unitOrDefault(),
                page.sum(),
                ContributionDocument.of(page, postings, each -> Cause.of(each).name()),
                page.more() ? next(cell, table, page) : null);
    }

    private Page page(List<Share> shares) {
        int limit = query.entriesOfEachCell();
        if (first == null) {
            return Page.read(reader, shares, query.afterOrStart(), limit);
        }
        List<Contribution> found = new ArrayList<>();
        for (Contribution each : first.contributions()) {
            shares.stream()
                    .filter(share -> share.stretch().equals(each.share().stretch()))
                    .map(share -> new Contribution(each.entry(), share))
                    .filter(mine -> !mine.amount().isZero())
                    .forEach(found::add);
        }
        return new Page(found.subList(0, Math.min(limit, found.size())), found.size() > limit || first.more());
    }

    private Page firstEntries() {
        List<Share> all = compared.stretches().stream()
                .map(stretch -> new Share(
                        stretch,
                        Selection.of(
                                reader.lines(stretch.budget()).stream()
                                        .map(line -> new LineAmount(line, Side.EXPENDITURE, Money.ZERO))
                                        .toList(),
                                compared.to().basis(),
                                compared.amounts())))
                .toList();
        return Page.read(reader, all, EntryPlace.START, FIRST_ENTRIES);
    }

    private String next(CellChange cell, Table table, Page page) {
        BudgetAsOf to = compared.to();
        return "/v1/disclosures/" + to.department().code() + "/" + to.fiscalYear() + "/changes?fromYear="
                + compared.from().fiscalYear()
                + point("from", compared.from().asOf())
                + point("to", to.asOf())
                + "&basis=" + to.basis().name().toLowerCase(Locale.ROOT)
                + "&amounts=" + compared.amounts().name().toLowerCase(Locale.ROOT)
                + "&unit=" + query.unitOrDefault()
                + "&table=" + table.id()
                + "&row=" + URLEncoder.encode(cell.row(), StandardCharsets.UTF_8)
                + "&column=" + cell.column()
                + (page.contributions().isEmpty() ? "" : "&after=" + page.last())
                + (query.limit() == null ? "" : "&limit=" + query.limit());
    }

    private static String point(String prefix, AsOf asOf) {
        return "&" + prefix + "EffectiveOn=" + asOf.effectiveOn()
                + "&" + prefix + "RecordedAsOf=" + asOf.recordedAsOf()
                + "&" + prefix + "Position=" + asOf.position();
    }
}
