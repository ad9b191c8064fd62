package dev.budgetledger.projection.checks;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.BudgetUnit.Nature;

/** 单位性质, as a publication says it of its unit. */
enum UnitNature {
    /** 行政. */
    ADMINISTRATIVE,
    /** 参公. */
    CIVIL_SERVICE_MANAGED,
    /** 事业. */
    INSTITUTION;

    /** The natures that money of the unit may be of; where nothing is said, of all. */
    static Set<Nature> of(@Nullable UnitNature said) {
        return switch (said) {
            case null -> EnumSet.allOf(Nature.class);
            case ADMINISTRATIVE -> Set.of(Nature.ADMINISTRATIVE);
            case CIVIL_SERVICE_MANAGED -> Set.of(Nature.CIVIL_SERVICE_MANAGED);
            case INSTITUTION -> Arrays.stream(Nature.values())
                    .filter(nature -> !nature.isRunByCivilServants()).collect(Collectors.toUnmodifiableSet());
        };
    }
}
