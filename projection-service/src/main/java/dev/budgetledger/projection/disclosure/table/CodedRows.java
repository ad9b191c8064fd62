package dev.budgetledger.projection.disclosure.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

import dev.budgetledger.contract.form.RowForm;
import dev.budgetledger.projection.entries.ClassificationNames;

/** The rows of all codes of a classification. */
final class CodedRows {

    private final RowForm.Coded form;
    private final ClassificationNames names;
    private final SortedMap<String, List<Marked>> byCode = new TreeMap<>();
    private final List<Marked> all = new ArrayList<>();
    /** Money without a code, or with one above the innermost rows: it may be of rows below its own. */
    private final List<Marked> uncoded = new ArrayList<>();
    private final boolean itemized;
    private final Published published;

    /**
     * A row of a code.
     *
     * @param number what its label is numbered with, empty if it is not
     * @param label the name of the code, empty if the catalogue does not have it
     */
    record CodedRow(String code, String number, String label, Counted of) {}

    /** @param itemized whether the innermost rows are distinguished in those above them */
    CodedRows(
            RowForm.Coded form, List<Marked> lines, ClassificationNames names, boolean itemized, Published published) {
        this.form = form;
        this.names = names;
        this.itemized = itemized;
        this.published = published;
        for (Marked line : lines) {
            String code = line.amount().line().code(form.by());
            if (published.partly() && Codes.isAbove(form.levels().getLast(), code)) {
                uncoded.add(line);
            }
            if (code != null) {
                all.add(line);
                String last = "";
                for (int level : form.levels()) {
                    String parent = Codes.at(level, code);
                    if (!parent.equals(last)) {
                        byCode.computeIfAbsent(parent, _ -> new ArrayList<>()).add(line);
                    }
                    last = parent;
                }
            }
        }
    }

    /** All of them together. */
    Counted all() {
        return counted(all).with(mayBeOf(""));
    }

    /** Whether a row that is not there may have money all the same. */
    boolean isPartial() {
        return published.compared() && uncoded.stream().anyMatch(each -> !each.amount().isZero());
    }

    /** What may be of a row, as it does not say so; of all rows together, for no code. */
    private List<Marked> mayBeOf(String code) {
        return uncoded.stream()
                .map(each -> each.in(published.of(each.amount().line().code(form.by()), code)))
                .filter(each -> each.doubt() != null)
                .toList();
    }

    /** The listed ones, then the others that have money. */
    List<CodedRow> rows() {
        List<CodedRow> rows = new ArrayList<>();
        TreeSet<String> others = new TreeSet<>(byCode.keySet());
        int number = 0;
        for (RowForm.Listed listed : form.listed()) {
            others.remove(listed.code());
            rows.add(row(listed.code(), isFirst(listed.code()) ? numbered(++number) : "", listed.label(), of(listed.code())));
        }
        for (String code : others) {
            Counted of = of(code);
            if (of.hasMoney()) {
                rows.add(row(code, isFirst(code) ? numbered(++number) : "", names.of(form.by(), code), of));
            }
        }
        return rows;
    }

    private boolean isFirst(String code) {
        return Codes.at(form.levels().getFirst(), code).equals(code);
    }

    private CodedRow row(String code, String number, String label, Counted of) {
        return new CodedRow(code, number, label, uncoded.isEmpty() ? of : of.with(mayBeOf(code)));
    }

    private Counted of(String code) {
        return counted(byCode.getOrDefault(code, List.of()));
    }

    private Counted counted(List<Marked> lines) {
        if (!itemized) {
            return Counted.item(lines);
        }
        SortedMap<String, List<Marked>> items = new TreeMap<>();
        for (Marked line : lines) {
            String code = Codes.at(form.levels().getLast(), Objects.requireNonNull(line.amount().line().code(form.by())));
            items.computeIfAbsent(code, _ -> new ArrayList<>()).add(line);
        }
        return new Counted(lines, List.copyOf(items.values()));
    }

    private String numbered(int number) {
        return switch (form.numbering()) {
            case NONE -> "";
            case CHINESE -> ChineseNumerals.of(number) + "、";
        };
    }
}
