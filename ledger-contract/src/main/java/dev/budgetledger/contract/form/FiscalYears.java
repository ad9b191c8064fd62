package dev.budgetledger.contract.form;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * 预算年度, from one to another.
 *
 * @param from the first
 * @param through the last, absent if there is none yet
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FiscalYears(int from, @Nullable Integer through) {

    /** Whether a year is one of them. */
    public boolean include(int fiscalYear) {
        return fiscalYear >= from && (through == null || fiscalYear <= through);
    }
}
