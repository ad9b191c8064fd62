package dev.budgetledger.projection.checks;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.BudgetUnit.Nature;
import dev.budgetledger.contract.Fund;
import dev.budgetledger.contract.Kind;
import dev.budgetledger.contract.Origin;
import dev.budgetledger.contract.form.ColumnForm;
import dev.budgetledger.contract.form.Selector;

/**
 * 口径: which money a cell is of, in a way that two cells can be held against each other: in every part what is counted is
 * written out, so the same money is the same value. Income is expenditure and what was carried out, and 基本支出 that is not
 * split is in no budget that is checked.
 */
record Coverage(Map<Part, Set<String>> parts) {

    /** What is told of money. Codes count with all that begin with them. */
    enum Part {
        YEAR,
        SIDE,
        FUND,
        ORIGIN,
        KIND,
        FUNCTION,
        ECONOMIC,
        GOVERNMENT_ECONOMIC,
        NATURE;

        boolean isCode() {
            return this == FUNCTION || this == ECONOMIC || this == GOVERNMENT_ECONOMIC;
        }
    }

    private static final Set<String> THIS_YEAR = Set.of("THIS");

    /** 上年. */
    private static final Set<String> PRIOR_YEAR = Set.of(ColumnForm.Year.PRIOR.name());

    /** 基本支出. */
    static final Set<String> BASIC = Set.of(Kind.PERSONNEL.name(), Kind.OPERATING.name());

    /** 收入. */
    private static final Set<String> INCOME = Set.of(Selector.Side.EXPENDITURE.name(), Selector.Side.CARRIED_OUT.name());

    /** 经营支出, 上解上级支出, 对附属单位补助支出: kinds for which tables of an appropriation have no column. */
    static final Set<String> RARE = Set.of(Kind.BUSINESS.name(), Kind.REMITTANCE.name(), Kind.SUBSIDY.name());

    /** Everything that has a code: all that begins with a digit. */
    static final Set<String> CODED = Stream.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9")
            .collect(Collectors.toUnmodifiableSet());

    private static final Set<String> ANY_CODE =
            Stream.concat(CODED.stream(), Stream.of(Selector.NONE)).collect(Collectors.toUnmodifiableSet());

    Coverage {
        parts = Map.copyOf(parts);
    }

    /** All money of this year, of units of these natures. */
    static Coverage all(Set<Nature> natures) {
        Map<Part, Set<String>> all = new EnumMap<>(Part.class);
        all.put(Part.YEAR, THIS_YEAR);
        all.put(Part.SIDE, INCOME);
        all.put(Part.FUND, names(List.of(Fund.values())));
        all.put(Part.ORIGIN, names(List.of(Origin.values())));
        all.put(Part.KIND, names(Arrays.stream(Kind.values()).filter(kind -> kind != Kind.BASIC).toList()));
        all.put(Part.FUNCTION, ANY_CODE);
        all.put(Part.ECONOMIC, ANY_CODE);
        all.put(Part.GOVERNMENT_ECONOMIC, ANY_CODE);
        all.put(Part.NATURE, names(natures));
        return new Coverage(all);
    }

    /** What of this a selector of a form counts. */
    Coverage and(@Nullable Selector selector) {
        if (selector == null) {
            return this;
        }
        return and(Part.SIDE, selector.sides() == null ? null : sides(selector.sides()))
                .and(Part.FUND, names(selector.funds()))
                .and(Part.ORIGIN, names(selector.origins()))
                .and(Part.KIND, names(selector.kinds()))
                .and(Part.FUNCTION, selector.functions())
                .and(Part.ECONOMIC, selector.economics())
                .and(Part.GOVERNMENT_ECONOMIC, selector.governmentEconomics())
                .and(Part.NATURE, names(selector.natures()));
    }

    /** The same of the year before. */
    Coverage ofPriorYear() {
        return with(Part.YEAR, PRIOR_YEAR);
    }

    boolean isOfPriorYear() {
        return of(Part.YEAR).equals(PRIOR_YEAR);
    }

    /** What ends the id of a check of such money. */
    String ofYear() {
        return isOfPriorYear() ? "-prior" : "";
    }

    /** The same of other sides. */
    Coverage ofSides(Set<Selector.Side> sides) {
        return with(Part.SIDE, sides(sides));
    }

    private static Set<String> sides(Set<Selector.Side> sides) {
        return sides.stream()
                .flatMap(side -> side == Selector.Side.INCOME ? INCOME.stream() : Stream.of(side.name()))
                .collect(Collectors.toUnmodifiableSet());
    }

    Coverage and(Coverage other) {
        Coverage both = this;
        for (Part part : Part.values()) {
            both = both.and(part, other.of(part));
        }
        return both;
    }

    Coverage and(Part part, @Nullable Collection<String> counted) {
        if (counted == null || counted.containsAll(of(part))) {
            return this;
        }
        Set<String> both = new LinkedHashSet<>();
        for (String one : of(part)) {
            for (String other : counted) {
                if (covers(part, one, other)) {
                    both.add(other);
                } else if (covers(part, other, one)) {
                    both.add(one);
                }
            }
        }
        return with(part, both);
    }

    Coverage with(Part part, Set<String> counted) {
        Map<Part, Set<String>> changed = new EnumMap<>(parts);
        changed.put(part, Set.copyOf(counted));
        return new Coverage(changed);
    }

    Set<String> of(Part part) {
        return parts.getOrDefault(part, Set.of());
    }

    boolean isNothing() {
        return parts.values().stream().anyMatch(Set::isEmpty);
    }

    boolean contains(Coverage other) {
        return Arrays.stream(Part.values()).allMatch(part -> contains(part, other));
    }

    boolean contains(Part part, Coverage other) {
        return of(part).containsAll(other.of(part))
                || other.of(part).stream().allMatch(each -> of(part).stream().anyMatch(one -> covers(part, one, each)));
    }

    boolean overlaps(Coverage other) {
        return Arrays.stream(Part.values()).allMatch(part -> of(part).stream().anyMatch(one ->
                other.of(part).stream().anyMatch(each -> covers(part, one, each) || covers(part, each, one))));
    }

    /** The same money but for one part. */
    boolean isLike(Coverage other, Part but) {
        return with(but, other.of(but)).equals(other);
    }

    /** How much of a whole this is, in what the whole counts one by one; none if it is finer than that. */
    Optional<Long> sizeIn(Coverage whole) {
        long size = 1;
        for (Part part : Part.values()) {
            if (!whole.of(part).containsAll(of(part))) {
                return Optional.empty();
            }
            size *= of(part).size();
        }
        return Optional.of(size);
    }

    /** These together, if they differ in no more than one part. */
    static Optional<Coverage> together(List<Coverage> some) {
        Coverage together = some.getFirst();
        for (Coverage each : some) {
            Coverage last = together;
            List<Part> different = Arrays.stream(Part.values()).filter(part -> !last.of(part).equals(each.of(part))).toList();
            if (different.size() > 1) {
                return Optional.empty();
            }
            for (Part part : different) {
                Set<String> both = new LinkedHashSet<>(last.of(part));
                both.addAll(each.of(part));
                together = together.with(part, both);
            }
        }
        return Optional.of(together);
    }

    private static boolean covers(Part part, String one, String other) {
        return part.isCode() ? other.startsWith(one) : other.equals(one);
    }

    private static Set<String> names(Collection<? extends Enum<?>> some) {
        return some.stream().map(Enum::name).collect(Collectors.toUnmodifiableSet());
    }

    private static @Nullable Set<String> names(@Nullable Set<? extends Enum<?>> some) {
        return some == null ? null : names(List.copyOf(some));
    }
}
