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
    private final PanelYear current;
    private final @Nullable PanelYear prior;
    private final boolean approvedIsNamed;
    private boolean priorUnknown;
    private final Map<String, Integer> columns = new HashMap<>();

    /** What each row is made of, by its id, or by its code if it has one; nothing of those that have no money. */
    private final TreeMap<String, List<Item>> items = new TreeMap<>();
    private final Map<String, Item> innermost = new HashMap<>();

    /** What is rounded by itself: of each column so many fen, and the mark of what they are the sum of. */
    private record Item(long[] fen, long[] marks) {}

    PanelSums(TableForm form, TableForm.Panel panel, Budget budget, @Nullable Budget before) {
        this.form = form;
        this.panel = panel;
        this.budget = budget;
        this.current = PanelYear.of(budget);
        this.prior = before == null || !panel.comparesYears() ? null : PanelYear.before(budget, before);
        this.approvedIsNamed = Stream.of(
                        Stream.of(form.of()),
                        panel.columns().stream().map(TableForm.Column::of),
                        panel.sections().stream().flatMap(List::stream).map(TableForm.Row::of))
                .flatMap(each -> each)
                .anyMatch(each -> each.sides().contains(Selector.Side.APPROVED));
        panel.columns().forEach(column -> columns.put(column.id(), columns.size()));
        Stream.concat(Stream.of(current), Stream.ofNullable(prior)).forEach(this::add);
    }

    private void add(PanelYear year) {
        for (LineMoney each : year.lines()) {
            Counts table = year.counts(form.of(), each.line());
            if (table != Counts.NO) {
                add(each, year, table.and(year.sureness(each)));
            }
        }
    }

    private boolean counts(Selector selector, Selector.Side side) {
        return selector.counts(side, approvedIsNamed);
    }

    private void add(LineMoney line, PanelYear year, Counts table) {
        String nature = year.budget().nature(line.line());
        List<Integer> counting = new ArrayList<>();
        for (int i = 0; i < panel.columns().size(); i++) {
            TableForm.Column column = panel.columns().get(i);
            if (column.isMoney() && column.sum() == null && column.prior() == year.isPrior() && column.of().accepts(line.line(), nature)) {
                counting.add(i);
            }
        }
        for (List<TableForm.Row> section : panel.sections()) {
            for (TableForm.Row row : section) {
                Counts counts = table.and(year.counts(row.of(), line.line()));
                if (row.sum() == null && counts != Counts.NO) {
                    add(line, row, counts == Counts.YES ? counting : List.of());
                }
            }
        }
    }

    private void add(LineMoney line, TableForm.Row row, List<Integer> counting) {
        for (Selector.Side side : Selector.Side.values()) {
            long fen = line.of(side);
            if (fen != 0 && counts(form.of(), side) && counts(row.of(), side)) {
                Item item = item(row, line.line());
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
    private @Nullable Item item(TableForm.Row row, Line line) {
        TableForm.Codes codes = row.codes();
        if (codes == null) {
            return item(row.id(), List.of(row.id()));
        }
        List<String> keys = codes.keys(line);
        return keys.isEmpty() ? null : item(row.id(), keys.stream().map(key -> named(row, codes, key)).toList());
    }

    /** What a row by code is called here: by its code, which no other is; one of a project or a unit after all of them. */
    private static String named(TableForm.Row row, TableForm.Codes codes, String key) {
        return codes.isListing() ? row.id() + "/" + key : key;
    }

    /** @param rows that it is in, the last of them the innermost, which it is called by */
    private Item item(String all, List<String> rows) {
        return innermost.computeIfAbsent(rows.get(rows.size() - 1), key -> {
            Item item = new Item(new long[columns.size()], new long[columns.size()]);
            Set<String> in = new LinkedHashSet<>(rows);
            in.add(all);
            in.forEach(row -> items.computeIfAbsent(row, id -> new ArrayList<>()).add(item));
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
        boolean codeIsShown = panel.columns().stream().anyMatch(column -> "CODE".equals(column.words()));
        if (codes.isListing()) {
            listing(row, codes, codeIsShown, rows);
            return;
        }
        int number = 0;
        for (Map.Entry<String, String> listed : codes.labels().entrySet()) {
            boolean first = digits(listed.getKey(), codes.levels().get(0)).equals(listed.getKey());
            number += first ? 1 : 0;
            rows.add(print(listed.getKey(), (first ? numeral(codes, number) : "") + budget.inYear(listed.getValue()),
                    items.getOrDefault(listed.getKey(), List.of()), List.of(new Made(row, listed.getKey()))));
        }
        for (Map.Entry<String, List<Item>> each : items.entrySet()) {
            String code = each.getKey();
            if (isCode(code) && !codes.labels().containsKey(code)) {
                boolean first = digits(code, codes.levels().get(0)).equals(code);
                number += first ? 1 : 0;
                String name = name(codes.by(), code);
                rows.add(print(code,
                        (first ? numeral(codes, number) : "") + (name.isEmpty() && !codeIsShown ? code : budget.inYear(name)),
                        each.getValue(), List.of(new Made(row, code))));
            }
        }
    }

    /** Of projects, of units, or under something, in the order of their codes, those of what they are under before them. */
    private void listing(TableForm.Row row, TableForm.Codes codes, boolean codeIsShown, List<Map<String, Cell>> rows) {
        String prefix = row.id() + "/";
        int number = 0;
        for (Map.Entry<String, List<Item>> each : items.tailMap(prefix).entrySet()) {
            if (!each.getKey().startsWith(prefix)) {
                break;
            }
            String key = each.getKey().substring(prefix.length());
            int below = codes.under() == null ? -1 : key.indexOf('/');
            String code = key.substring(below + 1);
            TableForm.By by = codes.under() == null || below >= 0 ? codes.by() : codes.under();
            number += below < 0 ? 1 : 0;
            String name = name(by, code);
            rows.add(print(code, (below < 0 ? numeral(codes, number) : "") + (name.isEmpty() && !codeIsShown ? code : budget.inYear(name)),
                    each.getValue(), List.of(new Made(row, key))));
        }
    }

    /** As the year calls it, or else the one before. */
    private String name(TableForm.By by, String code) {
        String name = budget.name(by, code);
        return name.isEmpty() && prior != null ? prior.budget().name(by, code) : name;
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
        Map<String, BigDecimal> printed = new HashMap<>();
        boolean isAbove = parts.stream().anyMatch(Made::isAbove);
        for (TableForm.Column column : panel.columns()) {
            String words = column.words();
            if (words != null) {
                cells.put(column.id(), new Cell(words.equals("LABEL") ? label : isAbove && column.level() > 0 ? "" : part(code, column.level()), 0));
            } else if (column.isMoney()) {
                cells.put(column.id(), amount(column, made, parts, printed));
            }
        }
        for (TableForm.Column column : panel.columns()) {
            TableForm.Change change = column.change();
            if (change != null) {
                BigDecimal before = printed.get(change.from());
                BigDecimal after = printed.get(change.to());
                cells.put(column.id(), before == null || after == null ? Cell.BLANK : new Cell(change.write(before, after, form.format()), 0));
            }
        }
        return cells;
    }

    /** Whether a cell of the year before was printed as nothing because it is not known. */
    boolean isPriorUnknown() {
        return priorUnknown;
    }

    /** The digits of a level only. */
    private static String part(String code, int level) {
        String through = level == 0 ? code : digits(code, level);
        return level <= 1 ? through : through.substring(digits(code, level - 1).length());
    }

    /** @param known what is printed by column, but for what is not known */
    private Cell amount(TableForm.Column column, List<Item> made, List<Made> parts, Map<String, BigDecimal> known) {
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
        boolean isPrior = panel.isPrior(column);
        PanelYear year = isPrior ? prior : current;
        Counts doubt = year == null ? Counts.COARSE : year.isInDoubt(panel) ? doubt(column, parts, year) : Counts.YES;
        if (doubt == Counts.COARSE || (doubt == Counts.UNPUBLISHED && fen == 0)) {
            priorUnknown |= isPrior;
            return Cell.BLANK;
        }
        known.put(column.id(), printed);
        String zero = column.zero();
        String text = fen == 0 && printed.signum() == 0
                ? zero == null ? form.format().zero() : zero
                : form.format().write(printed);
        return new Cell(text, fen == 0 || isPrior ? 0 : mark); // no sentence is of this year that such a cell is of
    }

    /**
     * A row, or a part of one that is a sum.
     *
     * @param code of a row by code, none of all rows by code together
     */
    private record Made(TableForm.Row row, String code) {

        /** Whether it is of what others are under, whose code has no level of theirs. */
        boolean isAbove() {
            return row.codes() != null && row.codes().under() != null && !code.contains("/");
        }
    }

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
    private Counts doubt(TableForm.Column column, List<Made> parts, PanelYear year) {
        Counts worst = Counts.YES;
        for (LineMoney line : year.lines()) {
            for (Made part : parts) {
                for (Selector.Side side : Selector.Side.values()) {
                    if (line.of(side) != 0 && counts(form.of(), side) && counts(part.row().of(), side)) {
                        TableForm.Codes codes = part.row().codes();
                        Counts row = year.sureness(line).and(year.counts(form.of(), line.line())).and(year.counts(part.row().of(), line.line()))
                                .and(codes == null ? Counts.YES : year.inRow(codes, part.code(), line.line()));
                        Set<Counts> found = ofColumns(column, line.line(), side, row, year);
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

    private Set<Counts> ofColumns(TableForm.Column column, Line line, Selector.Side side, Counts row, PanelYear year) {
        Set<Counts> found = EnumSet.noneOf(Counts.class);
        for (TableForm.Column each : panel.columns()) {
            boolean part = column.sum() == null ? each.id().equals(column.id()) : column.sum().contains(each.id());
            if (part && counts(each.of(), side)) {
                found.add(row.and(year.counts(each.of(), line)));
            }
        }
        return found;
    }
}
