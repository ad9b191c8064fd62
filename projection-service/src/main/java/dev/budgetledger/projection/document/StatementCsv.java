package dev.budgetledger.projection.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.Statement;
import dev.budgetledger.contract.Statement.Part;
import dev.budgetledger.projection.entries.StatementReader.Said;
import dev.budgetledger.projection.files.CsvLine;

/** 陈述 as a table: a row for each thing that is said, as {@code POST /v1/postings} takes it again. */
public final class StatementCsv {

    /** The parts that are tables. */
    public static final List<Part> PARTS = List.of(Part.PERFORMANCE, Part.ATTAINMENT, Part.PROCUREMENT);

    private static final List<String> HEAD = List.of(
            "posting", "type", "department", "fiscalYear", "documentNo", "effectiveOn", "reason", "part", "key");
    private static final List<String> UNIT = List.of("unit");

    private StatementCsv() {}

    /**
     * The statements of a budget that are of some parts; there is a column of units where one of them is of a unit.
     *
     * @param parts some of {@link #PARTS}
     */
    public static String of(BudgetId budget, List<Part> parts, List<Said> said) {
        List<String> columns = parts.stream().flatMap(part -> columns(part).stream()).distinct().toList();
        boolean ofUnits = said.stream().anyMatch(each -> !each.isOf(null) && parts.contains(each.fact().statement().content().part()));
        StringBuilder csv = new StringBuilder(CsvLine.of(
                Stream.of(HEAD, ofUnits ? UNIT : List.<String>of(), columns).flatMap(List::stream).toList()));
        int posting = 0;
        for (Said each : said) {
            Fact.StatementMade made = each.fact();
            Part part = made.statement().content().part();
            if (parts.contains(part)) {
                posting++;
                List<String> unit = ofUnits ? List.of(Objects.requireNonNullElse(made.ofUnit(), "")) : List.of();
                List<String> head = List.of(Integer.toString(posting), "MakeStatement", budget.department(), Integer.toString(budget.fiscalYear()),
                        made.documentNo(), made.effectiveOn().toString(), made.reason(), part.name(), Objects.requireNonNullElse(made.key(), ""));
                List<String> own = columns(part);
                rows(made.statement().content()).forEach(row -> csv.append(CsvLine.of(Stream.of(head.stream(), unit.stream(),
                        columns.stream().map(column -> own.contains(column) ? row.get(own.indexOf(column)) : ""))
                        .flatMap(Function.identity()).toList())));
            }
        }
        return csv.toString();
    }

    private static List<String> columns(Part part) {
        return switch (part) {
            case PERFORMANCE -> List.of("goal", "sectionTitle", "sectionGoal", "sectionIndicator", "assurance",
                    "first", "second", "third", "description", "operator", "value", "measure", "basis");
            case ATTAINMENT -> List.of("first", "second", "third", "value", "measure", "score", "evidence");
            case PROCUREMENT -> List.of("item", "catalogueCode", "measure", "quantity", "price", "smallFirms", "fund", "origin", "amount");
            case PROFILE, ASSETS, EXPLANATION -> throw new IllegalArgumentException(part + " is no table");
        };
    }

    private static List<List<String>> rows(Statement.Content content) {
        return switch (content) {
            case Statement.Performance said -> beside(List.of(
                    new Listed(1, cells(said.goals(), Stream::of)),
                    new Listed(3, cells(said.sections(), each -> Stream.of(each.title(), each.goal(), each.indicator()))),
                    new Listed(1, cells(said.measures(), Stream::of)),
                    new Listed(8, cells(said.indicators(), each -> Stream.of(each.first(), each.second(), each.third(), text(each.description()),
                            text(each.operator()), each.value(), text(each.measure()), text(each.basis()))))));
            case Statement.Attainment said -> cells(said.results(), each -> Stream.of(each.first(), each.second(), each.third(), each.value(),
                    text(each.measure()), text(each.score()), text(each.evidence())));
            case Statement.Procurement said -> said.purchases().stream().flatMap(StatementCsv::rows).toList();
            case Statement.Profile _, Statement.Assets _, Statement.Explanation _ -> List.of();
        };
    }

    /** A purchase has a row for each of its funds: the first says what it is. */
    private static Stream<List<String>> rows(Statement.Purchase purchase) {
        List<String> what = List.of(purchase.item(), purchase.catalogueCode(), purchase.measure(), purchase.quantity(),
                purchase.price().toYuan(), purchase.smallFirms() == null ? "" : purchase.smallFirms().toYuan());
        return IntStream.range(0, purchase.funding().size()).mapToObj(i -> {
            Statement.Funding of = purchase.funding().get(i);
            List<String> row = new ArrayList<>(i == 0 ? what : blanks(what.size()));
            row.addAll(List.of(of.fund().name(), of.origin().name(), of.amount().toYuan()));
            return row;
        });
    }

    /** Things of one kind, and how many columns they take. */
    private record Listed(int width, List<List<String>> rows) {
        List<String> row(int i) {
            return i < rows.size() ? rows.get(i) : blanks(width);
        }
    }

    /** Lists beside each other; a row at least, which says of which statement there is nothing to say. */
    private static List<List<String>> beside(List<Listed> lists) {
        int rows = lists.stream().mapToInt(each -> each.rows().size()).max().orElse(0);
        return IntStream.range(0, Math.max(1, rows)).mapToObj(i -> lists.stream().flatMap(each -> each.row(i).stream()).toList()).toList();
    }

    private static <T> List<List<String>> cells(List<T> things, Function<T, Stream<String>> row) {
        return things.stream().map(each -> row.apply(each).toList()).toList();
    }

    private static List<String> blanks(int count) {
        return IntStream.range(0, count).mapToObj(_ -> "").toList();
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }
}
