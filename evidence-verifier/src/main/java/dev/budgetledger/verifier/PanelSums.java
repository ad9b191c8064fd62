package dev.budgetledger.verifier;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.verifier.Balances.LineMoney;

/**
 * The money of a panel, added up line by line: each amount goes into the innermost items that count it, and from there into every row
 * that is made of them.
 */
final class PanelSums {

    private final TableForm form;
    private final TableForm.Panel panel;
    private final Budget budget;
    private final Map<String, Integer> columns = new HashMap<>();

    /** What each row is made of, by its id, or by its code if it has one; nothing of those that have no money. */
    private final TreeMap<String, List<Item>> items = new TreeMap<>();
    private final Map<String, Item> innermost = new HashMap<>();

    /** What is rounded by itself: of each column so many fen. */
    private record Item(long[] fen) {}

    PanelSums(TableForm form, TableForm.Panel panel, Budget budget) {
        this.form = form;
        this.panel = panel;
        this.budget = budget;
        panel.columns().forEach(column -> columns.put(column.id(), columns.size()));
        for (LineMoney each : budget.lines()) {
            String nature = budget.nature(each.line());
            if (form.of().accepts(each.line(), nature)) {
                add(each, nature);
            }
        }
    }

    private void add(LineMoney line, String nature) {
        List<Integer> counting = new ArrayList<>();
        for (int i = 0; i < panel.columns().size(); i++) {
            TableForm.Column column = panel.columns().get(i);
            if (column.words() == null && column.sum() == null && column.of().accepts(line.line(), nature)) {
                counting.add(i);
            }
        }
        for (List<TableForm.Row> section : panel.sections()) {
            for (TableForm.Row row : section) {
                if (row.sum() == null && row.of().accepts(line.line(), nature)) {
                    TableForm.Codes codes = row.codes();
                    String code = codes == null ? null : Selector.Part.of(codes.by()).of(line.line(), nature);
                    add(line, row, code, counting);
                }
            }
        }
    }

    private void add(LineMoney line, TableForm.Row row, @Nullable String code, List<Integer> counting) {
        for (Selector.Side side : Selector.Side.values()) {
            long fen = line.of(side);
            if (fen != 0 && form.of().sides().contains(side) && row.of().sides().contains(side)) {
                Item item = item(row, code);
                for (int i : counting) {
                    if (item != null && panel.columns().get(i).of().sides().contains(side)) {
                        item.fen[i] = Math.addExact(item.fen[i], fen);
                    }
                }
            }
        }
    }

    /** Where money of a row goes, if it goes into it: what has no code is in no row by code. */
    private @Nullable Item item(TableForm.Row row, @Nullable String code) {
        TableForm.Codes codes = row.codes();
        if (codes == null) {
            return item(row.id(), row.id(), List.of());
        }
        int last = codes.levels().get(codes.levels().size() - 1);
        return code == null ? null : item(digits(code, last), row.id(), codes.levels());
    }

    /** @param name of the item: the innermost row itself */
    private Item item(String name, String all, List<Integer> levels) {
        return innermost.computeIfAbsent(name, key -> {
            Item item = new Item(new long[columns.size()]);
            Set<String> rows = new LinkedHashSet<>(List.of(all, name));
            levels.forEach(level -> rows.add(digits(name, level)));
            rows.forEach(row -> items.computeIfAbsent(row, id -> new ArrayList<>()).add(item));
            return item;
        });
    }

    /** A code up to a level: 类 has three digits, 款 five, 项 seven. */
    private static String digits(String code, int level) {
        return code.substring(0, Math.min(code.length(), 1 + 2 * level));
    }

    /** The printed rows of a section. */
    List<Map<String, String>> rows(int section) {
        List<Map<String, String>> rows = new ArrayList<>();
        for (TableForm.Row row : section < panel.sections().size() ? panel.sections().get(section) : List.<TableForm.Row>of()) {
            TableForm.Codes codes = row.codes();
            if (codes != null) {
                coded(codes, rows);
                continue;
            }
            List<Item> made = new ArrayList<>();
            (row.sum() == null ? List.of(row.id()) : row.sum()).forEach(part -> made.addAll(items.getOrDefault(part, List.of())));
            if (!row.withMoney() || !made.isEmpty()) {
                rows.add(print("", budget.inYear(row.label()), made));
            }
        }
        return rows;
    }

    private void coded(TableForm.Codes codes, List<Map<String, String>> rows) {
        int number = 0;
        for (Map.Entry<String, String> listed : codes.labels().entrySet()) {
            number++;
            rows.add(print(listed.getKey(), numeral(codes, number) + budget.inYear(listed.getValue()),
                    items.getOrDefault(listed.getKey(), List.of())));
        }
        boolean codeIsShown = panel.columns().stream().anyMatch(column -> "CODE".equals(column.words()));
        for (Map.Entry<String, List<Item>> each : items.entrySet()) {
            String code = each.getKey();
            if (isCode(code) && !codes.labels().containsKey(code)) {
                boolean first = digits(code, codes.levels().get(0)).equals(code);
                number += first ? 1 : 0;
                String name = budget.name(codes.by(), code);
                rows.add(print(code,
                        (first ? numeral(codes, number) : "") + (name.isEmpty() && !codeIsShown ? code : budget.inYear(name)),
                        each.getValue()));
            }
        }
    }

    /** Rows that are called otherwise have other characters. */
    private static boolean isCode(String id) {
        return id.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static String numeral(TableForm.Codes codes, int number) {
        return codes.numbered() ? ChineseNumber.of(number) + "、" : "";
    }

    private Map<String, String> print(String code, String label, List<Item> made) {
        Map<String, String> cells = new HashMap<>();
        for (TableForm.Column column : panel.columns()) {
            String words = column.words();
            cells.put(column.id(), words == null ? amount(column, made) : words.equals("LABEL") ? label : part(code, column.level()));
        }
        return cells;
    }

    /** The digits of a level only. */
    private static String part(String code, int level) {
        String through = level == 0 ? code : digits(code, level);
        return level <= 1 ? through : through.substring(digits(code, level - 1).length());
    }

    private String amount(TableForm.Column column, List<Item> made) {
        long fen = 0;
        BigDecimal rounded = BigDecimal.ZERO;
        for (String part : column.sum() == null ? List.of(column.id()) : column.sum()) {
            int number = columns.getOrDefault(part, 0);
            for (Item item : made) {
                fen = Math.addExact(fen, item.fen[number]);
                rounded = form.ofRounded() ? rounded.add(form.format().round(item.fen[number], form.measure())) : rounded;
            }
        }
        BigDecimal printed = form.ofRounded() ? rounded.setScale(form.format().places()) : form.format().round(fen, form.measure());
        String zero = column.zero();
        return fen == 0 && printed.signum() == 0
                ? zero == null ? form.format().zero() : zero
                : form.format().write(printed);
    }
}
