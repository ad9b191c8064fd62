package dev.budgetledger.contract.form;

import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.BudgetUnit.Nature;
import dev.budgetledger.contract.Fund;
import dev.budgetledger.contract.Kind;
import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.Origin;

/**
 * 取数: which money counts. Each part is a list of what is counted; one that is absent counts all.
 *
 * @param sides 收支口径: which amounts of a line
 * @param functions beginnings of 支出功能分类科目, or {@link #NONE}
 * @param economics beginnings of 部门预算支出经济分类科目, or {@link #NONE}
 * @param governmentEconomics beginnings of 政府预算支出经济分类科目, or {@link #NONE}
 * @param natures 单位性质 of the unit whose line it is
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Selector(
        @Nullable Set<Side> sides,
        @Nullable Set<Fund> funds,
        @Nullable Set<Origin> origins,
        @Nullable Set<Kind> kinds,
        @Nullable List<String> functions,
        @Nullable List<String> economics,
        @Nullable List<String> governmentEconomics,
        @Nullable Set<Nature> natures) {

    /** Stands for lines whose code was not published. */
    public static final String NONE = "NONE";

    /** Counts everything. */
    static final Selector ALL = new Selector(null, null, null, null, null, null, null, null);

    /** 收支口径. Income is expenditure and what was carried out together; what was approved is of the same money, at another time. */
    public enum Side {
        /** 收入: what a line was given. */
        INCOME,
        /** 支出: what it is to spend this year. */
        EXPENDITURE,
        /** 年终结转结余: what was carried out of it. */
        CARRIED_OUT,
        /** 年初预算数: what was allocated to it, whatever became of that. Counts only in a panel that names it. */
        APPROVED;

        /** Whether its money may be that of another side too: it stands alone. */
        boolean standsAlone() {
            return this == INCOME || this == APPROVED;
        }
    }

    /** Whether money of a line counts, where the line may not say all that is asked for. */
    public enum Counts {
        YES,
        /** It may: its kind was not published, and such money stands nowhere else. */
        COARSE,
        /** It may: its code, or one so deep, or how basic expenditure splits, was not published. Such money stands in a row of its own. */
        UNPUBLISHED,
        NO;

        /** Of two things that are asked for. */
        public Counts and(Counts other) {
            return compareTo(other) < 0 ? other : this;
        }
    }

    public Selector {
        sides = copy(sides);
        funds = copy(funds);
        origins = copy(origins);
        kinds = copy(kinds);
        functions = functions == null ? null : List.copyOf(functions);
        economics = economics == null ? null : List.copyOf(economics);
        governmentEconomics = governmentEconomics == null ? null : List.copyOf(governmentEconomics);
        natures = copy(natures);
    }

    /**
     * Whether money of a line counts, of whichever side.
     *
     * @param natureOf 单位性质 of the unit of a line: not asked for unless it matters
     */
    public boolean accepts(Line line, Function<? super Line, Nature> natureOf) {
        return (funds == null || funds.contains(line.fund()))
                && (origins == null || origins.contains(line.origin()))
                && (kinds == null || kinds.contains(line.kind()))
                && (functions == null || begins(line.function(), functions))
                && (economics == null || begins(line.economic(), economics))
                && (governmentEconomics == null || begins(line.governmentEconomic(), governmentEconomics))
                && (natures == null || natures.contains(natureOf.apply(line)));
    }

    /** The same of a line of a comparative budget: what it leaves out may be anything, and a code anything below it. */
    public Counts counts(Line line, Function<? super Line, Nature> natureOf) {
        if (accepts(line, natureOf)) {
            return Counts.YES;
        }
        boolean others = (funds == null || funds.contains(line.fund()))
                && (origins == null || origins.contains(line.origin()))
                && (natures == null || natures.contains(natureOf.apply(line)));
        return (others ? Counts.YES : Counts.NO)
                .and(ofKind(line.kind()))
                .and(ofCode(line.function(), functions))
                .and(ofCode(line.economic(), economics))
                .and(ofCode(line.governmentEconomic(), governmentEconomics));
    }

    private Counts ofKind(@Nullable Kind kind) {
        if (kinds == null || (kind != null && kinds.contains(kind))) {
            return Counts.YES;
        }
        if (kind == null) {
            return Counts.COARSE;
        }
        return kind == Kind.BASIC && (kinds.contains(Kind.PERSONNEL) || kinds.contains(Kind.OPERATING))
                ? Counts.UNPUBLISHED
                : Counts.NO;
    }

    private static Counts ofCode(@Nullable String code, @Nullable List<String> beginnings) {
        if (beginnings == null || begins(code, beginnings)) {
            return Counts.YES;
        }
        return code == null || beginnings.stream().anyMatch(beginning -> beginning.startsWith(code))
                ? Counts.UNPUBLISHED
                : Counts.NO;
    }

    private static boolean begins(@Nullable String code, List<String> beginnings) {
        for (String beginning : beginnings) {
            if (code == null ? beginning.equals(NONE) : code.startsWith(beginning)) {
                return true;
            }
        }
        return false;
    }

    /** Whether some money may count for both. */
    boolean overlaps(Selector other) {
        return overlap(alone(sides), alone(other.sides))
                && overlap(funds, other.funds)
                && overlap(origins, other.origins)
                && overlap(kinds, other.kinds)
                && codesOverlap(functions, other.functions)
                && codesOverlap(economics, other.economics)
                && codesOverlap(governmentEconomics, other.governmentEconomics)
                && overlap(natures, other.natures);
    }

    /** What stands alone overlaps whatever there is. */
    private static @Nullable Set<Side> alone(@Nullable Set<Side> sides) {
        return sides != null && sides.stream().anyMatch(Side::standsAlone) ? null : sides;
    }

    private static boolean overlap(@Nullable Collection<?> one, @Nullable Collection<?> other) {
        return one == null || other == null || !Collections.disjoint(one, other);
    }

    private static boolean codesOverlap(@Nullable List<String> one, @Nullable List<String> other) {
        if (one == null || other == null) {
            return true;
        }
        for (String beginning : one) {
            for (String each : other) {
                if (beginning.startsWith(each) || each.startsWith(beginning)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static <E extends Enum<E>> @Nullable Set<E> copy(@Nullable Set<E> set) {
        return set == null ? null : Collections.unmodifiableSet(EnumSet.copyOf(set));
    }
}
