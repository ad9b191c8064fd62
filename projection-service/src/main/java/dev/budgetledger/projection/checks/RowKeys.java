package dev.budgetledger.projection.checks;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.budgetledger.contract.form.RowForm;
import dev.budgetledger.contract.form.TableForm;
import dev.budgetledger.projection.checks.PrintedTable.PrintedRow;

/**
 * Which row of the form a printed row is: by its code; by its words, however they are numbered; or, of a code that is not printed
 * beside it, by what the other tables call it.
 */
final class RowKeys {

    /** 一、 or 1. or （一） before what a row is called, or 其中: before that. */
    private static final Pattern NUMBERING =
            Pattern.compile("^(?:其中[:：])?[（(]?(?:[一二三四五六七八九十百]+|[0-9]+)[）)、.．]+|^其中[:：]");

    private static final Pattern NO_WORDS = Pattern.compile("[^\\p{L}\\p{N}]");

    /** 类 by what it is called: the same words for two of them tell none. */
    private final Map<Coverage.Part, Map<String, String>> codes = new HashMap<>();

    private RowKeys(Collection<RawTable> tables) {
        for (RawTable table : tables) {
            for (RawTable.RawRow row : table.rows()) {
                table.plan().panels().get(row.panel()).codes()
                        .filter(block -> row.code().length() == 1 + 2 * block.levels().getFirst() && !row.label().isEmpty())
                        .ifPresent(block -> codes.computeIfAbsent(block.part(), _ -> new HashMap<>())
                                .merge(words(row.label()), row.code(), (one, other) -> one.equals(other) ? one : ""));
            }
        }
    }

    static List<PrintedTable> of(Collection<RawTable> tables) {
        RowKeys keys = new RowKeys(tables);
        return tables.stream()
                .map(table -> new PrintedTable(table.plan(), table.unit(), table.columns(),
                        PriorBlanks.marked(table, keys.rows(table)), table.notes()))
                .toList();
    }

    private List<PrintedRow> rows(RawTable table) {
        List<PrintedRow> rows = new ArrayList<>();
        for (int panel = 0; panel < table.plan().panels().size(); panel++) {
            List<TablePlan.Row> forms = table.plan().panels().get(panel).rows();
            int last = -1;
            for (RawTable.RawRow row : table.rows()) {
                if (row.panel() == panel) {
                    int found = row.code().isEmpty() ? fixed(row.label(), forms, last) : -1;
                    String key = found >= 0 ? forms.get(found).form().id() : row.code().isEmpty() ? code(row.label(), forms) : row.code();
                    last = found >= 0 ? found : last;
                    rows.add(new PrintedRow(row.number(), panel, key, (row.code() + " " + row.label()).strip(),
                            row.amounts(), row.changes(), Set.of()));
                }
            }
        }
        return rows;
    }

    /** The next row of the form that is so called, or else an earlier one: words may stand twice in a table. */
    private static int fixed(String label, List<TablePlan.Row> forms, int last) {
        return Stream.concat(IntStream.range(last + 1, forms.size()).boxed(), IntStream.rangeClosed(0, last).boxed())
                .filter(i -> !forms.get(i).isCoded()
                        && (label.isEmpty() ? forms.size() == 1 : words(forms.get(i).label()).equals(words(label))))
                .findFirst()
                .orElse(-1);
    }

    private String code(String label, List<TablePlan.Row> forms) {
        String words = words(label);
        for (TablePlan.Row row : forms) {
            if (row.form() instanceof RowForm.Coded coded) {
                Optional<String> listed = coded.listed().stream()
                        .filter(each -> words(each.label()).equals(words)).map(RowForm.Listed::code).findFirst();
                return listed.orElseGet(() -> codes.getOrDefault(row.part(), Map.of()).getOrDefault(words, ""));
            }
        }
        return "";
    }

    /** What is left of a label without its numbering, spaces and signs. */
    private static String words(String label) {
        return NO_WORDS.matcher(NUMBERING.matcher(label.strip()).replaceFirst("")).replaceAll("");
    }

    /**
     * 上年 in print: a blank may be nothing, or what is not known. It is not known where the table says so in the note of its form, or where
     * nothing at all is printed in a column of rows of one kind.
     */
    private static class PriorBlanks {

        private PriorBlanks() {}

        static List<PrintedRow> marked(RawTable table, List<PrintedRow> rows) {
            if (!table.plan().form().comparesYears()) {
                return rows;
            }
            boolean said = NoteChecks.own(table.plan(), table.notes()).anyMatch(note -> note.when() == TableForm.Note.When.PRIOR_UNKNOWN);
            List<PrintedRow> marked = new ArrayList<>();
            for (PrintedRow row : rows) {
                TablePlan.Panel panel = table.plan().panels().get(row.panel());
                Set<String> unknown = new HashSet<>();
                panel.columns().stream()
                        .filter(column -> column.isOfPriorYear() && !row.amounts().containsKey(column.id()))
                        .filter(column -> said || isBlank(panel, column, row, rows))
                        .forEach(column -> unknown.add(column.id()));
                marked.add(row.withUnknown(unknown));
            }
            return marked;
        }

        private static boolean isBlank(TablePlan.Panel panel, TablePlan.Column column, PrintedRow row, List<PrintedRow> rows) {
            Function<PrintedRow, String> kind = each -> kind(panel, each);
            String own = kind.apply(row);
            return rows.stream().filter(each -> each.panel() == row.panel() && kind.apply(each).equals(own))
                    .noneMatch(each -> each.amounts().containsKey(column.id()));
        }

        /** Rows of codes of one level, and innermost rows that stand in the form, are of one kind; each total is of its own. */
        private static String kind(TablePlan.Panel panel, PrintedRow row) {
            if (row.isCoded()) {
                return "level " + row.key().length();
            }
            Set<Coverage> others = panel.rows().stream().filter(each -> !each.form().id().equals(row.key())).map(TablePlan.Row::counts).collect(Collectors.toSet());
            boolean total = PrintedTables.counts(panel, row)
                    .filter(counts -> others.stream().anyMatch(each -> !each.isNothing() && counts.contains(each)))
                    .isPresent();
            return total ? "total " + row.key() : "";
        }
    }
}
