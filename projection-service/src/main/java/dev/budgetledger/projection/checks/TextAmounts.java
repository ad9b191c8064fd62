package dev.budgetledger.projection.checks;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.ContractJson;
import dev.budgetledger.contract.Statement;
import dev.budgetledger.projection.checks.EquationSide.Term;
import dev.budgetledger.projection.entries.StatementReader.Said;

/** 文字中的金额: amounts that authors wrote, each beside the cell of the tables that it equals. Percents, years and prices of one thing are none. */
final class TextAmounts {

    /** A number with a unit of money; nothing that another sign makes another number, and no price: 5元/次. */
    private static final Pattern AMOUNT =
            Pattern.compile("(?<![0-9A-Za-z.,])(" + CsvRows.NUMBER + ") ?(亿元|万元|元)(?![/／])");

    private static final Map<String, Integer> POWERS = Map.of("亿元", 8, "万元", 4, "元", 0);

    private final NavigableMap<BigDecimal, Term> cells = new TreeMap<>();
    private final List<Found> all = new ArrayList<>();

    private TextAmounts(PrintedTables tables) {
        tables.ids().forEach(id -> index(id, tables.tables().get(id)));
    }

    /**
     * An amount in a text.
     *
     * @param field a JSON Pointer (RFC 6901) to the text in its statement
     * @param text as it is written
     * @param cell absent if no cell is of so much
     */
    record Found(Statement.Part part, @Nullable String key, String field, String text, @Nullable Term cell) {}

    /**
     * The amounts of texts, in their order; zero is none.
     *
     * @param form whose slots are filled: what was written for another's is not of these tables
     */
    static List<Found> of(List<Said> statements, String form, PrintedTables tables) {
        TextAmounts amounts = new TextAmounts(tables);
        for (Said said : statements) {
            Statement.Content content = said.fact().statement().content();
            if (!(content instanceof Statement.Explanation explanation) || explanation.form().equals(form)) {
                texts("", ContractJson.read(ContractJson.write(content), Map.class), (field, text) ->
                        amounts.find(text).forEach(found -> amounts.all.add(
                                new Found(content.part(), said.fact().key(), field, found.group(), amounts.cell(found)))));
            }
        }
        return amounts.all;
    }

    private void index(String id, @Nullable PrintedTable table) {
        if (table != null) {
            table.rows().forEach(row -> table.plan().panels().get(row.panel()).columns().forEach(column -> {
                PrintedAmount amount = row.amounts().get(column.id());
                if (amount != null) {
                    BigDecimal exact = amount.exact() == null ? amount.yuan() : new BigDecimal(amount.exact().toYuan());
                    cells.putIfAbsent(exact, new Term(id, row.number(), row.label(), column.id(), amount));
                }
            }));
        }
    }

    private static void texts(String field, @Nullable Object json, BiConsumer<String, String> each) {
        switch (json) {
            case Map<?, ?> map -> map.forEach((name, value) -> texts(field + "/" + name, value, each));
            case List<?> list -> {
                for (int i = 0; i < list.size(); i++) {
                    texts(field + "/" + i, list.get(i), each);
                }
            }
            case String text -> each.accept(field, text);
            case null, default -> {}
        }
    }

    private Stream<MatchResult> find(String text) {
        return AMOUNT.matcher(text).results().filter(found -> CsvRows.amount(found.group(1)).orElseThrow().signum() != 0);
    }

    /** The first of the cells of exactly so much; else of those that are so much once cut off or rounded as the text is, the nearest. */
    private @Nullable Term cell(MatchResult found) {
        BigDecimal number = CsvRows.amount(found.group(1)).orElseThrow();
        int power = POWERS.getOrDefault(found.group(2), 0);
        BigDecimal yuan = number.movePointRight(power);
        BigDecimal lastPlace = PrintedAmount.lastPlace(number).movePointRight(power);
        return cells.subMap(yuan.subtract(lastPlace), false, yuan.add(lastPlace), false).entrySet().stream()
                .min(Map.Entry.comparingByKey(Comparator.comparing((BigDecimal exact) -> exact.subtract(yuan).abs())))
                .map(Map.Entry::getValue)
                .orElse(null);
    }
}
