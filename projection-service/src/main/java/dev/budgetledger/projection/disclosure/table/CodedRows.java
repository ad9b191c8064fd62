package dev.budgetledger.projection.disclosure.table;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.form.RowForm;

/** The rows of all codes of a classification, of all projects or of all units. */
final class CodedRows {

    /** Between the codes of what rows are parted by and of a row: it is in neither, and comes before whatever is. */
    private static final String BELOW = "\0";

    private final RowForm.Coded form;
    private final BiFunction<RowForm.By, String, String> names;
    private final SortedMap<String, List<Marked>> byCode = new TreeMap<>();
    private final List<Marked> all = new ArrayList<>();
    /** Money without a code, or with one above the innermost rows: it may be of rows below its own. */
    private final List<Marked> uncoded = new ArrayList<>();
    private final boolean itemized;

    /**
     * A row of a code.
     *
     * @param above whether it is of what others are under
     * @param identity the same at every as-of point
     * @param number what its label is numbered with, empty if it is not
     * @param label the name of the code, empty if the catalogue does not have it
     */
    record CodedRow(String code, boolean above, String identity, String number, String label, Counted of) {}

    /**
     * @param names of codes, empty if they have none
     * @param itemized whether the innermost rows are distinguished in those above them
     */
    CodedRows(RowForm.Coded form, List<Marked> lines, BiFunction<RowForm.By, String, String> names, boolean itemized) {
        this.form = form;
        this.names = names;
        this.itemized = itemized;
        for (Marked line : lines) {
            List<String> keys = keys(line.amount().line());
            if (isUncoded(line, keys)) {
                uncoded.add(line);
            }
            if (!keys.isEmpty()) {
                all.add(line);
                keys.forEach(key -> byCode.computeIfAbsent(key, _ -> new ArrayList<>()).add(line));
            }
        }
    }

    /** The rows that a line is in, the outermost first; none if it does not say. */
    private List<String> keys(Line line) {
        String code = form.by().of(line);
        RowForm.Under under = form.under();
        String above = under == null ? null : under.by().of(line);
        if (code == null || (under != null && above == null)) {
            return List.of();
        }
        List<String> keys = new ArrayList<>();
        String begins = "";
        if (above != null) {
            keys.add(above);
            begins = above + BELOW;
        }
        if (form.levels().isEmpty()) {
            keys.add(begins + code);
        }
        for (int level : form.levels()) {
            String parent = begins + Codes.at(level, code);
            if (keys.isEmpty() || !parent.equals(keys.getLast())) {
                keys.add(parent);
            }
        }
        return keys;
    }

    /** Where units are defined all money is of one; a year that names none does not say what they had. */
    private boolean isUncoded(Marked line, List<String> keys) {
        Published published = line.year().published();
        boolean byUnit = form.by() == RowForm.By.UNIT || form.under() == RowForm.Under.UNIT;
        if (!published.partly() && !(published.compared() && byUnit && line.amount().line().unit() == null)) {
            return false;
        }
        return keys.isEmpty()
                || (!form.levels().isEmpty() && Codes.isAbove(form.levels().getLast(), form.by().of(line.amount().line())));
    }

    /** All of them together. */
    Counted all() {
        return counted(all).with(mayBeOf(""));
    }

    /** Whether a row that is not there may have money of a year all the same. */
    boolean isPartial(TableYear year) {
        return year.published().compared()
                && uncoded.stream().anyMatch(each -> !each.amount().isZero()
                        && each.year().budget().fiscalYear() == year.budget().fiscalYear());
    }

    /** What may be of a row, as it does not say so; of all rows together, for no code. */
    private List<Marked> mayBeOf(String code) {
        return uncoded.stream()
                .map(each -> each.in(each.year().published().of(saidOf(each.amount().line()), code)))
                .filter(each -> each.doubt() != null)
                .toList();
    }

    /** As much of a code as a line says, where it may be that of a row below. */
    private @Nullable String saidOf(Line line) {
        String code = form.levels().isEmpty() ? null : form.by().of(line);
        if (form.under() == null || code == null) {
            return code;
        }
        String above = form.under().by().of(line);
        return above == null ? null : above + BELOW + code;
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
                rows.add(row(code, isFirst(code) ? numbered(++number) : "", name(code), of));
            }
        }
        return rows;
    }

    private boolean isFirst(String code) {
        return form.hasPrefix() ? !code.contains(BELOW) : Codes.at(form.levels().getFirst(), code).equals(code);
    }

    /** Of a code or of what it is under. */
    private String name(String key) {
        RowForm.Under under = form.under();
        return names.apply(under == null || key.contains(BELOW) ? form.by() : under.by(), own(key));
    }

    private boolean isAbove(String key) {
        return form.under() != null && !key.contains(BELOW);
    }

    /** The code alone, without that of what it is under. */
    private static String own(String key) {
        return key.substring(key.indexOf(BELOW) + 1);
    }

    private CodedRow row(String key, String number, String label, Counted of) {
        String identity = form.hasPrefix() ? form.prefix() + key.replace(BELOW, "/") : key;
        return new CodedRow(own(key), isAbove(key), identity, number, label, uncoded.isEmpty() ? of : of.with(mayBeOf(key)));
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
            items.computeIfAbsent(keys(line.amount().line()).getLast(), _ -> new ArrayList<>()).add(line);
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
