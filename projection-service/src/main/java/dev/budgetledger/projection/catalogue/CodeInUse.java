package dev.budgetledger.projection.catalogue;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.Classification;
import dev.budgetledger.contract.Fund;
import dev.budgetledger.contract.Line;
import dev.budgetledger.projection.catalogue.ReferenceCatalogue.ListedCode;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.LineBalance;

/**
 * A code that lines of a budget carry, or that stands above one, held against the reference catalogue.
 *
 * @param name as defined for the year, empty if it is not
 * @param listed what the catalogue has of it, absent if nothing
 * @param codesOfName the codes whose official name it has
 * @param funds of its lines
 */
record CodeInUse(
        Classification.Type type,
        String code,
        String name,
        @Nullable ListedCode listed,
        List<String> codesOfName,
        Set<Fund> funds,
        List<Finding> findings) {

    /** What is found. None of it need be wrong. */
    enum Finding {
        /** The catalogue does not have the code. */
        NOT_LISTED,
        /** The catalogue has the code in other years only. */
        OTHER_YEARS,
        /** It is called otherwise than officially. */
        OTHER_NAME,
        /** Its name is the official one of another code. */
        NAME_OF_ANOTHER,
        /** 款, 项: money of another fund is budgeted under it. */
        OTHER_FUND
    }

    private record Key(Classification.Type type, String code) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int byType = type.compareTo(other.type);
            return byType == 0 ? code.compareTo(other.code) : byType;
        }
    }

    /** Every code in use, by classification and code. */
    static List<CodeInUse> of(BudgetAsOf budget, ReferenceCatalogue catalogue) {
        Map<Key, Set<Fund>> used = new TreeMap<>();
        for (LineBalance each : budget.lines()) {
            Line line = each.line();
            for (Classification.Type type : Classification.Type.values()) {
                add(type, line.code(type), line.fund(), used);
            }
        }
        List<CodeInUse> codes = new ArrayList<>();
        used.forEach((key, funds) -> codes.add(of(key, funds, budget.names().of(key.type, key.code), budget.fiscalYear(), catalogue)));
        return codes;
    }

    private static void add(Classification.Type type, @Nullable String code, Fund fund, Map<Key, Set<Fund>> used) {
        for (int digits = 3; code != null && digits <= code.length(); digits += 2) {
            used.computeIfAbsent(new Key(type, code.substring(0, digits)), _ -> EnumSet.noneOf(Fund.class)).add(fund);
        }
    }

    private static CodeInUse of(Key key, Set<Fund> funds, String name, int year, ReferenceCatalogue catalogue) {
        ListedCode listed = catalogue.of(key.type, key.code, year).orElse(null);
        List<String> named = catalogue.named(key.type, name, year);
        List<Finding> findings = new ArrayList<>();
        if (listed == null) {
            findings.add(Finding.NOT_LISTED);
        } else {
            if (!listed.isValidIn(year)) {
                findings.add(Finding.OTHER_YEARS);
            }
            if (!name.isEmpty() && !ReferenceCatalogue.same(name, listed.name())) {
                findings.add(Finding.OTHER_NAME);
            }
            if (listed.fund() != null && funds.stream().anyMatch(fund -> fund.isFiscalAppropriation() && fund != listed.fund())) {
                findings.add(Finding.OTHER_FUND);
            }
        }
        if (!named.isEmpty() && !named.contains(key.code)) {
            findings.add(Finding.NAME_OF_ANOTHER);
        }
        return new CodeInUse(key.type, key.code, name, listed, named, funds, findings);
    }
}
