package dev.budgetledger.verifier;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.verifier.Balances.LineMoney;
import dev.budgetledger.verifier.Selector.Counts;

/**
 * The money of a panel, added up line by line: each amount goes into the innermost items that count it, and from there into every row
 * that is made of them.
 */
final class PanelSums {

    private final TableForm form;
    private final TableForm.Panel panel;
    private final Budget budget;
    private final boolean approvedIsNamed;
    private final Map<String, Integer> columns = new HashMap<>();

    /** What each row is made of, by its id, or by its code if it has one; nothing of those that have no money. */
    private final TreeMap<String, List<Item>> items = new TreeMap<>();
    private final Map<String, Item> innermost = new HashMap<>();

    /** What is rounded by itself: of each column so many fen, and the mark of what they are the sum of. */
    private record Item(long[] fen, long[] marks) {}

    PanelSums(TableForm form, TableForm.Panel panel, Budget budget) {
        this.form = form;
        this.panel = panel;
        this.budget = budget;
        this.approvedIsNamed = Stream.of(
                        Stream.of(form.of()),
                        panel.columns().stream().map(TableForm.Column::of),
                        panel.sections().stream().flatMap(List::stream).map(TableForm.Row::of))
                .flatMap(each -> each)
                .anyMatch(each -> each.sides().contains(Selector.Side.APPROVED));
        panel.columns().forEach(column -> columns.put(column.id(), columns.size()));
        for (LineMoney each : budget.lines()) {
            Counts table = counts(form.of(), each.line());
            if (table != Counts.NO) {
                add(each, budget.nature(each.line()), table);
            }
        }
    }

    private Counts counts(Selector selector, Line line) {
        String nature = budget.nature(line);
        return budget.comparative()
                ? selector.counts(line, nature)
                : selector.accepts(line, nature) ? Counts.YES : Counts.NO;
    }

    private boolean counts(Selector selector, Selector.Side side) {
        return selector.counts(side, approvedIsNamed);
    }

    private void add(LineMoney line, String nature, Counts table) {
        List<Integer> counting = new ArrayList<>();
        for (int i = 0; i < panel.columns().size(); i++) {
            TableForm.Column column = panel.columns().get(i);
            if (column.words() == null && column.sum() == null && column.of().accepts(line.line(), nature)) {
                counting.add(i);
            }
        }
        for (List<TableForm.Row> section : panel.sections()) {
            for (TableForm.Row row : section) {
                Counts counts = table.and(counts(row.of(), line.line()));
                if (row.sum() == null && counts != Counts.NO) {
                    TableForm.Codes codes = row.codes();
                    String code = codes == null ? null : Selector.Part.of(codes.by()).of(line.line(), nature);
                    add(line, row, code, counts == Counts.YES ? counting : List.of());
                }
            }
        }
    }

    private void add(LineMoney line, TableForm.Row row, @Nullable String code, List<Integer> counting) {
        for (Selector.Side side : Selector.Side.values()) {
            long fen = line.of(side);
            if (fen != 0 && counts(form.of(), side) && counts(row.of(), side)) {
                Item item = item(row, code);
                for (int i : counting) {
                    if (item != null && counts(panel.columns().get(i).of(), side)) {
                        item.fen[i] = Math.addExact(item.fen[i], fen);
                        item.marks[i] += line.mark(side);
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
            Item item = new Item(new long[columns.size()], new long[columns.size()]);
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
    List<Map<String, Cell>> rows(int section) {
        List<Map<String, Cell>> rows = new ArrayList<>();
        for (TableForm.Row row : section < panel.sections().size() ? panel.sections().get(section) : List.<TableForm.Row>of()) {
            TableForm.Codes codes = row.codes();
            if (codes != null) {
                coded(row, codes, rows);
                continue;
            }
            List<Item> made = new ArrayList<>();
            (row.sum() == null ? List.of(row.id()) : row.sum()).forEach(part -> made.addAll(items.getOrDefault(part, List.of())));
            if (!row.withMoney() || !made.isEmpty()) {
                rows.add(print("", budget.inYear(row.label()), made, parts(row)));
            }
        }
        return rows;
    }

    private void coded(TableForm.Row row, TableForm.Codes codes, List<Map<String, Cell>> rows) {
        int number = 0;
        for (Map.Entry<String, String> listed : codes.labels().entrySet()) {
            boolean first = digits(listed.getKey(), codes.levels().get(0)).equals(listed.getKey());
            number += first ? 1 : 0;
            rows.add(print(listed.getKey(), (first ? numeral(codes, number) : "") + budget.inYear(listed.getValue()),
                    items.getOrDefault(listed.getKey(), List.of()), List.of(new Made(row, listed.getKey()))));
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
                        each.getValue(), List.of(new Made(row, code))));
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

    private Map<String, Cell> print(String code, String label, List<Item> made, List<Made> parts) {
        Map<String, Cell> cells = new HashMap<>();
        for (TableForm.Column column : panel.columns()) {
            String words = column.words();
            cells.put(column.id(), words == null
                    ? amount(column, made, parts)
                    : new Cell(words.equals("LABEL") ? label : part(code, column.level()), 0));
        }
        return cells;
    }

    /** The digits of a level only. */
    private static String part(String code, int level) {
        String through = level == 0 ? code : digits(code, level);
        return level <= 1 ? through : through.substring(digits(code, level - 1).length());
    }

    private Cell amount(TableForm.Column column, List<Item> made, List<Made> parts) {
        long fen = 0;
        long mark = 0;
        BigDecimal rounded = BigDecimal.ZERO;
        for (String part : column.sum() == null ? List.of(column.id()) : column.sum()) {
            int number = columns.getOrDefault(part, 0);
            for (Item item : made) {
                fen = Math.addExact(fen, item.fen[number]);
                mark += item.marks[number];
                rounded = form.ofRounded() ? rounded.add(form.format().round(item.fen[number], form.measure())) : rounded;
            }
        }
        BigDecimal printed = form.ofRounded() ? rounded.setScale(form.format().places()) : form.format().round(fen, form.measure());
        Counts doubt = budget.comparative() ? doubt(column, parts) : Counts.YES;
        if (doubt == Counts.COARSE || (doubt == Counts.UNPUBLISHED && fen == 0)) {
            return Cell.BLANK;
        }
        String zero = column.zero();
        String text = fen == 0 && printed.signum() == 0
                ? zero == null ? form.format().zero() : zero
                : form.format().write(printed);
        return new Cell(text, fen == 0 ? 0 : mark);
    }

    /**
     * A row, or a part of one that is a sum.
     *
     * @param code of a row by code, none of all rows by code together
     */
    private record Made(TableForm.Row row, String code) {}

    private List<Made> parts(TableForm.Row row) {
        List<String> sum = row.sum();
        return sum == null
                ? List.of(new Made(row, ""))
                : panel.sections().stream().flatMap(List::stream)
                        .filter(each -> sum.contains(each.id()))
                        .map(each -> new Made(each, ""))
                        .toList();
    }

    /** How little is said by money that may be in a cell and is not: that of no kind is the worst, as it stands nowhere else. */
    private Counts doubt(TableForm.Column column, List<Made> parts) {
        Counts worst = Counts.YES;
        for (LineMoney line : budget.lines()) {
            for (Made part : parts) {
                for (Selector.Side side : Selector.Side.values()) {
                    if (line.of(side) != 0 && counts(form.of(), side) && counts(part.row().of(), side)) {
                        Counts row = counts(form.of(), line.line()).and(counts(part.row().of(), line.line())).and(ofCode(part, line.line()));
                        Set<Counts> found = ofColumns(column, line.line(), side, row);
                        if (!found.contains(Counts.YES) && found.contains(Counts.COARSE)) {
                            return Counts.COARSE;
                        }
                        worst = !found.contains(Counts.YES) && found.contains(Counts.UNPUBLISHED) ? Counts.UNPUBLISHED : worst;
                    }
                }
            }
        }
        return worst;
    }

    private Set<Counts> ofColumns(TableForm.Column column, Line line, Selector.Side side, Counts row) {
        Set<Counts> found = EnumSet.noneOf(Counts.class);
        for (TableForm.Column each : panel.columns()) {
            boolean part = column.sum() == null ? each.id().equals(column.id()) : column.sum().contains(each.id());
            if (part && counts(each.of(), side)) {
                found.add(row.and(counts(each.of(), line)));
            }
        }
        return found;
    }

    private Counts ofCode(Made part, Line line) {
        TableForm.Codes codes = part.row().codes();
        String code = codes == null ? "" : Selector.Part.of(codes.by()).of(line, "");
        if (codes == null || (code != null && (part.code().isEmpty()
                || codes.levels().stream().anyMatch(level -> digits(code, level).equals(part.code()))))) {
            return Counts.YES;
        }
        return code == null || part.code().startsWith(code) ? Counts.UNPUBLISHED : Counts.NO;
    }
}
