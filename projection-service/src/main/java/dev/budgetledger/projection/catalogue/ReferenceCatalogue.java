package dev.budgetledger.projection.catalogue;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.Classification;
import dev.budgetledger.contract.Fund;

/** 参考目录: the official names of codes that are known, of all years. It is compared with, and refuses nothing. */
final class ReferenceCatalogue {

    private final Map<String, List<ListedCode>> byCode = new HashMap<>();
    private final Map<String, List<ListedCode>> byName = new HashMap<>();
    private final List<ListedCode> all;

    ReferenceCatalogue(Collection<ListedCode> codes) {
        all = codes.stream().sorted(Comparator.comparing(ListedCode::type).thenComparing(ListedCode::code)).toList();
        for (ListedCode each : all) {
            byCode.computeIfAbsent(each.type() + each.code(), _ -> new ArrayList<>()).add(each);
            byName.computeIfAbsent(each.type() + plain(each.name()), _ -> new ArrayList<>()).add(each);
        }
    }

    /** What a code is in a year, else in any other. */
    Optional<ListedCode> of(Classification.Type type, String code, int fiscalYear) {
        List<ListedCode> listed = byCode.getOrDefault(type + code, List.of());
        return listed.stream().filter(each -> each.isValidIn(fiscalYear)).findFirst().or(() -> listed.stream().findFirst());
    }

    /** The codes that have a name in a year. */
    List<String> named(Classification.Type type, String name, int fiscalYear) {
        return byName.getOrDefault(type + plain(name), List.of()).stream()
                .filter(each -> each.isValidIn(fiscalYear))
                .map(ListedCode::code)
                .toList();
    }

    /** All of a year. */
    List<Classification> in(int fiscalYear) {
        return all.stream()
                .filter(each -> each.isValidIn(fiscalYear))
                .map(each -> new Classification(each.type(), each.code(), each.name()))
                .toList();
    }

    /** Whether two names read the same: brackets and blanks are printed in more than one way. */
    static boolean same(String one, String other) {
        return plain(one).equals(plain(other));
    }

    private static String plain(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFKC).replaceAll("\\s", "");
    }

    /**
     * 科目: an official name of a code, and when it is valid.
     *
     * @param fund whose money is budgeted under it; absent if that is not known, and always of a 类, which is of more than one
     * @param from the first fiscal year, or from the beginning
     * @param to the last one, or until now
     */
    record ListedCode(
            Classification.Type type, String code, String name, @Nullable Fund fund, @Nullable Integer from, @Nullable Integer to) {

        private static final int CLASS_DIGITS = 3;

        ListedCode {
            fund = code.length() == CLASS_DIGITS ? null : fund;
        }

        boolean isValidIn(int fiscalYear) {
            return (from == null || from <= fiscalYear) && (to == null || fiscalYear <= to);
        }
    }
}
