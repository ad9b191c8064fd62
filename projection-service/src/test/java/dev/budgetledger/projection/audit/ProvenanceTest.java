package dev.budgetledger.projection.audit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.BudgetUnit.Nature;
import dev.budgetledger.contract.Department;
import dev.budgetledger.contract.Entry;
import dev.budgetledger.contract.Envelope;
import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.Money;
import dev.budgetledger.contract.form.FormReader;
import dev.budgetledger.contract.form.TableForm;
import dev.budgetledger.projection.audit.Page.ContributingEntry;
import dev.budgetledger.projection.disclosure.SampleBudgets;
import dev.budgetledger.projection.disclosure.table.Cell;
import dev.budgetledger.projection.disclosure.table.Column;
import dev.budgetledger.projection.disclosure.table.Row;
import dev.budgetledger.projection.disclosure.table.Table;
import dev.budgetledger.projection.disclosure.table.TableMaker;
import dev.budgetledger.projection.entries.Amounts;
import dev.budgetledger.projection.entries.AsOf;
import dev.budgetledger.projection.entries.Basis;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.EntryFilter;
import dev.budgetledger.projection.entries.EntryPlace;
import dev.budgetledger.projection.entries.EntryRange;
import dev.budgetledger.projection.entries.EntryReader;
import dev.budgetledger.projection.entries.LineSumsReader;
import dev.budgetledger.projection.entries.jdbc.JdbcEntryReader;
import dev.budgetledger.projection.entries.jdbc.StreamHistories;
import dev.budgetledger.projection.intake.StoredLog;
import dev.budgetledger.projection.samples.PlainSums;
import dev.budgetledger.projection.samples.SampleLog;

import static org.assertj.core.api.Assertions.assertThat;

/** Of a log at random, every cell of every table of every form opens into entries that add up to it. */
class ProvenanceTest {

    private static final List<TableForm> TABLES = Stream.of("shijiazhuang-2023", "putuo-department-2025", "shanghai-unit-2025")
            .flatMap(form -> tables(form).stream())
            .toList();
    private static final int ALL = 100_000;

    private static List<Envelope> log;
    private static EntryReader reader;
    private static LineSumsReader sums;

    private final Random random = new Random(20);

    @BeforeAll
    static void store() {
        log = SampleLog.random(new Random(2), 250).facts();
        JdbcClient jdbc = new StoredLog(2).facts(log).jdbc();
        reader = new JdbcEntryReader(jdbc);
        sums = new StreamHistories(jdbc);
    }

    @Test
    void every_amount_of_every_table_at_any_point_is_the_sum_of_the_entries_behind_it() {
        int opened = 0;
        for (int i = 0; i < 5; i++) {
            BudgetAsOf budget = anyBudget();
            Map<Contribution, Page> read = new HashMap<>();
            for (TableForm id : TABLES) {
                for (Amounts amounts : Amounts.values()) {
                    Map<String, Money> printed = amounts(table(id, budget.showing(amounts)));
                    Table table = table(id, budget.includingEveryLine().showing(amounts));
                    for (Row row : table.rows()) {
                        for (Column column : columns(table)) {
                            // Many cells of a table are sums of the same: each sum is read once.
                            Page page = read.computeIfAbsent(
                                    share(budget, row, column, amounts),
                                    share -> inTheLog(Page.read(reader, List.of(share), EntryPlace.START, ALL), budget));
                            assertThat(page.sum())
                                    .as("%s %s %s", id.title(), row.number(), column.id())
                                    .isEqualTo(printed.getOrDefault(row.number() + column.id(), Money.ZERO));
                            opened += page.contributions().isEmpty() ? 0 : 1;
                        }
                    }
                }
            }
        }
        assertThat(opened).isGreaterThan(500);
    }

    @Test
    void the_pages_one_after_another_are_the_whole() {
        BudgetAsOf budget = anyBudget();
        Table table = table(TABLES.getFirst(), budget.includingEveryLine());
        Column column = table.columns().getLast();
        List<Contribution> shares = List.of(share(budget, table.rows().getLast(), column, Amounts.ALL));
        List<ContributingEntry> whole = Page.read(reader, shares, EntryPlace.START, ALL).contributions();
        assertThat(whole).hasSizeGreaterThan(20);

        for (int limit : new int[] {1, 2, 7, whole.size() - 1, whole.size()}) {
            List<ContributingEntry> pages = new ArrayList<>();
            Page page = Page.read(reader, shares, EntryPlace.START, limit);
            pages.addAll(page.contributions());
            while (page.more()) {
                assertThat(page.contributions()).hasSize(limit);
                assertThat(pages).as("pages of %s", limit).hasSizeLessThan(whole.size());
                page = Page.read(reader, shares, page.last(), limit);
                pages.addAll(page.contributions());
            }
            assertThat(pages).as("pages of %s", limit).isEqualTo(whole);
        }
    }

    @Test
    void lines_that_come_to_nothing_change_no_table() {
        for (int i = 0; i < 20; i++) {
            BudgetAsOf budget = anyBudget();
            for (TableForm id : TABLES) {
                assertThat(amounts(table(id, budget.includingEveryLine())))
                        .isEqualTo(amounts(table(id, budget)));
            }
        }
    }

    /** A budget at any point as going through the whole log gives it. */
    private BudgetAsOf anyBudget() {
        BudgetId id = new BudgetId("D" + random.nextInt(3), random.nextInt(3) == 0 ? 2024 : 2023);
        AsOf asOf = new AsOf(
                LocalDate.of(2023, 6, 1).plusDays(random.nextInt(300)),
                SampleLog.START,
                random.nextInt(100, log.size() + 1));
        Basis basis = random.nextInt(4) == 0 ? Basis.APPROVED : Basis.ADJUSTED;
        return new BudgetAsOf(
                new Department(id.department(), "部门"),
                id.fiscalYear(),
                false,
                asOf,
                basis,
                List.copyOf(PlainSums.of(log, id, asOf.effectiveOn(), asOf.position(), basis).values()),
                sums.read(id, asOf.position()),
                SampleBudgets.names());
    }

    private Page inTheLog(Page page, BudgetAsOf budget) {
        page.contributions().forEach(each -> assertIsInTheLog(each, budget));
        assertThat(page.contributions()).extracting(each -> each.entry().place()).doesNotHaveDuplicates().isSorted();
        return page;
    }

    private void assertIsInTheLog(ContributingEntry contribution, BudgetAsOf budget) {
        EntryPlace place = contribution.entry().place();
        Envelope envelope = log.get(Math.toIntExact(place.position() - 1));
        Fact.Posted fact = (Fact.Posted) envelope.fact();
        Entry entry = fact.posting().entries().get(place.ordinal());
        assertThat(envelope.position()).isLessThanOrEqualTo(budget.asOf().position());
        assertThat(fact.posting().effectiveOn()).isBeforeOrEqualTo(budget.asOf().effectiveOn());
        assertThat(contribution.entry().amount()).isEqualTo(entry.amount());
        assertThat(contribution.amount()).isIn(entry.amount(), entry.amount().negated());
    }

    private static Contribution share(BudgetAsOf budget, Row row, Column column, Amounts amounts) {
        Cell.Amount cell = row.cells().get(column.id()) instanceof Cell.Amount amount
                ? amount
                : new Cell.Amount(Money.ZERO, List.of());
        return new Contribution(EntryRange.through(budget.id(), budget.asOf()), EntryFilter.of(cell.of(), budget.basis(), amounts));
    }

    private static Table table(TableForm form, BudgetAsOf budget) {
        return TableMaker.table(form, budget, _ -> Nature.ADMINISTRATIVE);
    }

    private static List<TableForm> tables(String form) {
        try (InputStream in = ProvenanceTest.class.getResourceAsStream("/forms/" + form + ".json")) {
            return FormReader.read(Objects.requireNonNull(in, form).readAllBytes()).tables();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Column> columns(Table table) {
        return table.columns().stream().filter(each -> each.type() == Column.Type.AMOUNT).toList();
    }

    private static Map<String, Money> amounts(Table table) {
        Map<String, Money> amounts = new HashMap<>();
        for (Row row : table.rows()) {
            for (Column column : columns(table)) {
                if (row.cells().get(column.id()) instanceof Cell.Amount amount) {
                    amounts.put(row.number() + column.id(), amount.value());
                }
            }
        }
        return amounts;
    }
}
