package dev.budgetledger.projection.comparison.http;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriUtils;

import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.Money;
import dev.budgetledger.projection.audit.Contribution;
import dev.budgetledger.projection.audit.Page;
import dev.budgetledger.projection.audit.Page.ContributingEntry;
import dev.budgetledger.projection.audit.http.ContributionDocument;
import dev.budgetledger.projection.audit.http.PostingDocument;
import dev.budgetledger.projection.comparison.BudgetPair;
import dev.budgetledger.projection.comparison.Causes.Cause;
import dev.budgetledger.projection.comparison.CellChange;
import dev.budgetledger.projection.disclosure.http.AskedForms;
import dev.budgetledger.projection.disclosure.table.Table;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.EntryFilter;
import dev.budgetledger.projection.entries.EntryPlace;
import dev.budgetledger.projection.entries.EntryRange;
import dev.budgetledger.projection.entries.EntryReader;
import dev.budgetledger.projection.entries.EntrySum;
import dev.budgetledger.projection.entries.LineAmount;
import dev.budgetledger.projection.entries.PostedEntry;
import dev.budgetledger.projection.entries.Side;
import dev.budgetledger.projection.web.AsOfDocument;
import dev.budgetledger.projection.web.Budgets;

/**
 * Explains the cells of one answer.
 *
 * <p>What is summed is read once for all cells. So are the entries, unless one cell is asked for: the first of all lines, among which
 * totals have their own first; if some cell has not, the first of each line, among which most cells have. A cell that leaves out what its
 * lines begin with is read like one that is asked for.
 */
final class Explainer {

    /** What stands in no segment of a path, not even encoded. */
    private static final Pattern NO_SEGMENT = Pattern.compile("[/\\\\;?#%\\p{Cntrl}]");

    private static final int MORE_OF_ALL = 200;

    private final EntryReader reader;
    private final BudgetPair compared;
    private final @Nullable BudgetPair prior;
    private final ChangesQuery query;
    private final int moreOfAll;
    private final Map<EntryRange, List<EntrySum>> sums = new HashMap<>();
    private final Map<Long, PostingDocument> postings = new HashMap<>();
    private final Map<List<Contribution>, Page> alone = new HashMap<>();
    private @Nullable First ofAll;
    private @Nullable First ofEach;

    /**
     * The first entries of some lines.
     *
     * @param cut of each line that may have more, the last that was read
     */
    private record First(List<ContributingEntry> contributions, Map<EntryRange, Map<Line, EntryPlace>> cut) {

        /** The first entries of an amount; empty where too few are sure to be the first: a line was cut before. */
        Optional<Page> page(List<Contribution> shares, int limit) {
            Optional<EntryPlace> complete = shares.stream().flatMap(this::cuts).min(Comparator.naturalOrder());
            List<ContributingEntry> found = new ArrayList<>();
            for (ContributingEntry each : contributions) {
                shares.stream()
                        .filter(share -> share.stretch().equals(each.share().stretch()))
                        .filter(_ -> complete.isEmpty() || each.entry().place().compareTo(complete.get()) <= 0)
                        .map(share -> new ContributingEntry(each.entry(), share))
                        .filter(mine -> !mine.amount().isZero())
                        .forEach(found::add);
            }
            return complete.isPresent() && found.size() <= limit
                    ? Optional.empty()
                    : Optional.of(Page.of(found, limit));
        }

        private Stream<EntryPlace> cuts(Contribution share) {
            Map<Line, EntryPlace> ofStretch = cut.getOrDefault(share.stretch(), Map.of());
            return ofStretch.entrySet().stream()
                    .filter(each -> share.selection().weights().containsKey(each.getKey()))
                    .map(Map.Entry::getValue);
        }
    }

    /** @param prior the years before both, absent if no cell is of them that is known at both points */
    Explainer(EntryReader reader, BudgetPair compared, @Nullable BudgetPair prior, ChangesQuery query) {
        this(reader, compared, prior, query, MORE_OF_ALL);
    }

    /** @param moreOfAll how many more of all lines together are read than a cell shows */
    Explainer(EntryReader reader, BudgetPair compared, @Nullable BudgetPair prior, ChangesQuery query, int moreOfAll) {
        this.reader = reader;
        this.compared = compared;
        this.prior = prior;
        this.query = query;
        this.moreOfAll = moreOfAll;
        pairs().forEach(pair -> pair.stretches().forEach(stretch -> sums.put(stretch, pair.sums(stretch))));
    }

    private Stream<BudgetPair> pairs() {
        return Stream.concat(Stream.of(compared), Stream.ofNullable(prior));
    }

    private BudgetPair pair(CellChange cell) {
        return cell.ofPrior() ? Objects.requireNonNull(prior) : compared;
    }

    /** The cells of a table. Their postings are read in one go. */
    List<ChangesDocument.CellDocument> explain(List<CellChange> cells, Table table) {
        List<Page> pages = cells.stream().map(cell -> page(cell.shares(pair(cell)))).toList();
        Set<Long> missing = new HashSet<>();
        pages.forEach(page -> missing.addAll(page.positions()));
        missing.removeAll(postings.keySet());
        if (!missing.isEmpty()) {
            postings.putAll(PostingDocument.read(reader, missing));
        }
        List<ChangesDocument.CellDocument> explained = new ArrayList<>();
        for (int i = 0; i < cells.size(); i++) {
            explained.add(explain(cells.get(i), pages.get(i), table));
        }
        return explained;
    }

    private ChangesDocument.CellDocument explain(CellChange cell, Page page, Table table) {
        return ChangesDocument.CellDocument.of(
                cell,
                cell.parts(pair(cell), sums),
                cell.operations(pair(cell), sums),
                address(cell, table),
                table.digits(),
                AskedForms.measure(query.of(), table),
                page.sum(),
                ContributionDocument.of(page, postings, each -> Cause.of(each).name()),
                page.more() ? next(cell, table, page) : null);
    }

    /** The same whether one cell is asked for or all. */
    private Page page(List<Contribution> shares) {
        int limit = query.cells().entriesOfEach();
        return query.cells().isOne()
                ? Page.read(reader, shares, query.cells().afterOrStart(), limit)
                : firstOfAll().page(shares, limit)
                        .or(() -> firstOfEach().page(shares, limit))
                        .orElseGet(() -> alone.computeIfAbsent(shares, each -> Page.read(reader, each, EntryPlace.START, limit)));
    }

    private First firstOfAll() {
        if (ofAll == null) {
            ofAll = readFirstOfAll();
        }
        return ofAll;
    }

    private First firstOfEach() {
        if (ofEach == null) {
            ofEach = readFirstOfEach();
        }
        return ofEach;
    }

    private First readFirstOfAll() {
        int limit = query.cells().entriesOfEach() + moreOfAll;
        List<ContributingEntry> contributions = new ArrayList<>();
        Map<EntryRange, Map<Line, EntryPlace>> cut = new HashMap<>();
        pairs().forEach(pair -> pair.stretches().forEach(stretch -> {
            Contribution all = new Contribution(stretch, all(pair, stretch));
            List<PostedEntry> entries = reader.entries(stretch, all.selection(), EntryPlace.START, limit);
            entries.forEach(entry -> contributions.add(new ContributingEntry(entry, all)));
            if (entries.size() == limit) {
                EntryPlace last = entries.getLast().place();
                Map<Line, EntryPlace> ofStretch = new HashMap<>();
                all.selection().weights().keySet().forEach(line -> ofStretch.put(line, last));
                cut.put(stretch, ofStretch);
            }
        }));
        contributions.sort(Comparator.comparing(each -> each.entry().place()));
        return new First(contributions, cut);
    }

    private First readFirstOfEach() {
        int limit = query.cells().entriesOfEach();
        List<ContributingEntry> contributions = new ArrayList<>();
        Map<EntryRange, Map<Line, EntryPlace>> cut = new HashMap<>();
        pairs().forEach(pair -> pair.stretches().forEach(stretch -> {
            Contribution all = new Contribution(stretch, all(pair, stretch));
            Map<Line, Integer> counts = new HashMap<>();
            for (PostedEntry entry : reader.firstOfEachLine(stretch, all.selection(), limit + 1)) {
                contributions.add(new ContributingEntry(entry, all));
                if (counts.merge(entry.line(), 1, Integer::sum) > limit) {
                    cut.computeIfAbsent(stretch, _ -> new HashMap<>()).put(entry.line(), entry.place());
                }
            }
        }));
        contributions.sort(Comparator.comparing(each -> each.entry().place()));
        return new First(contributions, cut);
    }

    private EntryFilter all(BudgetPair pair, EntryRange stretch) {
        return EntryFilter.of(
                pair.lines(stretch).stream()
                        .map(line -> new LineAmount(line, Side.EXPENDITURE, Money.ZERO))
                        .toList(),
                compared.to().basis(),
                compared.amounts());
    }

    /** Where the cell is at the later point; null of a row that is there no more, or cannot be written. */
    private @Nullable String address(CellChange cell, Table table) {
        if (cell.after() == null || NO_SEGMENT.matcher(cell.row()).find()) {
            return null;
        }
        BudgetAsOf to = compared.to();
        return Budgets.address(to.department(), to.fiscalYear()) + "/tables/" + table.id() + "/cells/key="
                + UriUtils.encodePathSegment(cell.row(), StandardCharsets.UTF_8) + "/" + cell.column()
                + AsOfDocument.of(to.asOf()).inAddress() + query.ofTable(compared);
    }

    private String next(CellChange cell, Table table, Page page) {
        return query.address(compared)
                + "&table=" + table.id()
                + "&row=" + URLEncoder.encode(cell.row(), StandardCharsets.UTF_8)
                + "&column=" + cell.column()
                + (page.contributions().isEmpty() ? "" : "&after=" + page.last())
                + query.limitInAddress();
    }
}
