package dev.budgetledger.contract.form;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

/** What must hold between the rows of a panel, or its columns, so that a sum of them is one. */
final class SumRules {

    private static final List<String> ANY_CODE = IntStream.range(0, 10).mapToObj(Integer::toString).toList();

    private SumRules() {}

    /**
     * A row or a column, as sums see it.
     *
     * @param sum ids of its parts, absent if it counts by itself
     * @param year of a column, absent if it is the table's own
     */
    record Part(String id, @Nullable Selector of, @Nullable List<String> sum, ColumnForm.@Nullable Year year, String at) {
        Selector counted() {
            return of == null ? Selector.ALL : of;
        }
    }

    /** The rows of a panel. */
    static List<Part> rows(TableForm.Panel panel, String at) {
        List<Part> parts = new ArrayList<>();
        boolean coded = false;
        for (int i = 0; i < panel.sections().size(); i++) {
            for (int j = 0; j < panel.sections().get(i).size(); j++) {
                String path = at + "/sections/" + i + "/" + j;
                RowForm row = panel.sections().get(i).get(j);
                if (row instanceof RowForm.Fixed fixed) {
                    parts.add(new Part(fixed.id(), fixed.of(), fixed.sum(), null, path));
                } else if (row instanceof RowForm.Coded rows) {
                    if (coded) {
                        throw new FormFault(path, "is a second one by codes, of which a panel has one");
                    }
                    coded = true;
                    parts.add(new Part(rows.id(), withCode(rows), null, null, path));
                }
            }
        }
        FormReader.requireUnique(parts, Part::id, index -> parts.get(index).at());
        return parts;
    }

    private static Selector withCode(RowForm.Coded rows) {
        Selector of = rows.of() == null ? Selector.ALL : rows.of();
        return new Selector(of.sides(), of.funds(), of.origins(), of.kinds(),
                anyOf(of.functions(), rows.by() == RowForm.By.FUNCTION),
                anyOf(of.economics(), rows.by() == RowForm.By.ECONOMIC),
                anyOf(of.governmentEconomics(), rows.by() == RowForm.By.GOVERNMENT_ECONOMIC),
                of.natures());
    }

    /** What is by code counts no line without one. */
    private static @Nullable List<String> anyOf(@Nullable List<String> codes, boolean coded) {
        return coded && codes == null ? ANY_CODE : codes;
    }

    /** The columns of a panel. */
    static List<Part> columns(TableForm.Panel panel, String at) {
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < panel.columns().size(); i++) {
            if (panel.columns().get(i) instanceof ColumnForm.Amount amount) {
                parts.add(new Part(amount.id(), amount.of(), amount.sum(), amount.year(), at + "/columns/" + i));
            }
        }
        return parts;
    }

    /** A sum names what there is, once, and nothing that is a sum itself or counts the same money. */
    static void check(List<Part> parts) {
        Map<String, Integer> byId = new HashMap<>();
        parts.forEach(part -> byId.put(part.id(), byId.size()));
        BitSet disjoint = new BitSet(); // many sums may name the same two, which are held together once
        for (Part part : parts) {
            List<String> sum = part.sum() == null ? List.of() : part.sum();
            List<Integer> counted = new ArrayList<>();
            for (int i = 0; i < sum.size(); i++) {
                String at = part.at() + "/sum/" + i;
                Integer of = byId.get(sum.get(i));
                if (of == null || parts.get(of).sum() != null) {
                    throw new FormFault(at, of == null ? "is the id of nothing beside it" : "is a sum itself");
                }
                if (!counted.isEmpty() && parts.get(of).year() != parts.get(counted.get(0)).year()) {
                    throw new FormFault(at, "is of another year than " + parts.get(counted.get(0)).id());
                }
                for (int other : counted) {
                    int pair = Math.max(of, other) * parts.size() + Math.min(of, other);
                    if (!disjoint.get(pair) && parts.get(of).counted().overlaps(parts.get(other).counted())) {
                        throw new FormFault(at, "counts money that is counted already in " + parts.get(other).id());
                    }
                    disjoint.set(pair);
                }
                counted.add(of);
            }
        }
    }
}
