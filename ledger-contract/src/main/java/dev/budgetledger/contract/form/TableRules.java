package dev.budgetledger.contract.form;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.Classification;

/** What must hold between the parts of a table, each of which is right by itself. */
final class TableRules {

    private static final List<String> ANY_CODE = IntStream.range(0, 10).mapToObj(Integer::toString).toList();

    private final TableForm table;
    private final String path;

    private TableRules(TableForm table, String path) {
        this.table = table;
        this.path = path;
    }

    static void check(TableForm table, String path) {
        TableRules rules = new TableRules(table, path);
        rules.columns();
        rules.rows();
        for (int i = 0; i < table.panels().size(); i++) {
            TableForm.Panel panel = table.panels().get(i);
            String at = path + "/panels/" + i;
            rules.words(panel, at);
            rules.measures(panel, at);
            sums(parts(panel, at));
            sums(columnParts(panel, at));
        }
    }

    private void columns() {
        List<ColumnForm> all = new ArrayList<>();
        List<String> paths = new ArrayList<>();
        for (int i = 0; i < table.panels().size(); i++) {
            for (ColumnForm column : table.panels().get(i).columns()) {
                paths.add(path + "/panels/" + i + "/columns/" + (all.size() - before(i)) + "/id");
                all.add(column);
            }
        }
        requireAtMost(all.size(), FormLimits.COLUMNS_MAX, "columns");
        FormReader.requireUnique(all, ColumnForm::id, paths::get);
    }

    private int before(int panel) {
        return table.panels().subList(0, panel).stream().mapToInt(each -> each.columns().size()).sum();
    }

    private void rows() {
        int rows = 0;
        for (TableForm.Panel panel : table.panels()) {
            for (List<RowForm> section : panel.sections()) {
                for (RowForm row : section) {
                    rows += row instanceof RowForm.Coded coded ? 1 + coded.listed().size() : 1;
                }
            }
        }
        requireAtMost(rows, FormLimits.ROWS_MAX, "rows");
    }

    private void requireAtMost(int size, int max, String what) {
        if (size > max) {
            throw new FormFault(path + "/panels", "must have at most " + max + " " + what + ", has " + size);
        }
    }

    /** Words come first, so that every amount is of something; a table of one row needs none. */
    private void words(TableForm.Panel panel, String at) {
        boolean oneRow = table.panels().size() == 1
                && panel.sections().size() == 1
                && panel.sections().get(0).size() == 1
                && panel.sections().get(0).get(0) instanceof RowForm.Fixed;
        if (!oneRow && !(panel.columns().get(0) instanceof ColumnForm.Words)) {
            throw new FormFault(at + "/columns/0", "must be a column of words, as the table has more than one row");
        }
    }

    /** Which amounts of a line count is said by the table, or by each row, or by each column. */
    private void measures(TableForm.Panel panel, String at) {
        if (says(table.of())) {
            return;
        }
        boolean columnsSay = panel.columns().stream().allMatch(column ->
                !(column instanceof ColumnForm.Amount amount) || amount.sum() != null || says(amount.of()));
        for (Part row : parts(panel, at)) {
            if (!columnsSay && row.sum() == null && !says(row.of())) {
                throw new FormFault(row.at(), "says no measures, nor do all columns or the table");
            }
        }
    }

    private static boolean says(@Nullable Selector of) {
        return of != null && of.measures() != null;
    }

    /**
     * A row or a column, as sums see it.
     *
     * @param sum ids of its parts, absent if it counts by itself
     */
    private record Part(String id, @Nullable Selector of, @Nullable List<String> sum, String at) {
        Selector counted() {
            return of == null ? Selector.ALL : of;
        }
    }

    private static List<Part> parts(TableForm.Panel panel, String at) {
        List<Part> parts = new ArrayList<>();
        boolean coded = false;
        for (int i = 0; i < panel.sections().size(); i++) {
            for (int j = 0; j < panel.sections().get(i).size(); j++) {
                String path = at + "/sections/" + i + "/" + j;
                RowForm row = panel.sections().get(i).get(j);
                if (row instanceof RowForm.Fixed fixed) {
                    parts.add(new Part(fixed.id(), fixed.of(), fixed.sum(), path));
                } else if (row instanceof RowForm.Coded rows) {
                    if (coded) {
                        throw new FormFault(path, "is a second one by codes, of which a panel has one");
                    }
                    coded = true;
                    parts.add(new Part(rows.id(), withCode(rows), null, path));
                }
            }
        }
        FormReader.requireUnique(parts, Part::id, index -> parts.get(index).at());
        return parts;
    }

    private static Selector withCode(RowForm.Coded rows) {
        Selector of = rows.of() == null ? Selector.ALL : rows.of();
        return new Selector(of.measures(), of.funds(), of.origins(), of.kinds(),
                anyOf(of.functions(), rows.by() == Classification.Type.FUNCTION),
                anyOf(of.economics(), rows.by() == Classification.Type.ECONOMIC),
                anyOf(of.governmentEconomics(), rows.by() == Classification.Type.GOVERNMENT_ECONOMIC),
                of.natures());
    }

    /** What is by code counts no line without one. */
    private static @Nullable List<String> anyOf(@Nullable List<String> codes, boolean coded) {
        return coded && codes == null ? ANY_CODE : codes;
    }

    private static List<Part> columnParts(TableForm.Panel panel, String at) {
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < panel.columns().size(); i++) {
            if (panel.columns().get(i) instanceof ColumnForm.Amount amount) {
                parts.add(new Part(amount.id(), amount.of(), amount.sum(), at + "/columns/" + i));
            }
        }
        return parts;
    }

    /** A sum names what there is, once, and nothing that is a sum itself or counts the same money. */
    private static void sums(List<Part> parts) {
        Map<String, Part> byId = new HashMap<>();
        parts.forEach(part -> byId.put(part.id(), part));
        for (Part part : parts) {
            List<String> sum = part.sum() == null ? List.of() : part.sum();
            List<Part> counted = new ArrayList<>();
            for (int i = 0; i < sum.size(); i++) {
                String at = part.at() + "/sum/" + i;
                Part of = byId.get(sum.get(i));
                if (of == null || of.sum() != null) {
                    throw new FormFault(at, of == null ? "is the id of nothing beside it" : "is a sum itself");
                }
                for (Part other : counted) {
                    if (of.counted().overlaps(other.counted())) {
                        throw new FormFault(at, "counts money that is counted already in " + other.id());
                    }
                }
                counted.add(of);
            }
        }
    }
}
