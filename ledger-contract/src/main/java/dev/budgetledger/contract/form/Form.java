package dev.budgetledger.contract.form;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonCreator;

/**
 * 公开表样: the tables that a place has its departments or units publish, from one fiscal year on.
 *
 * <p>It is read in one way only, {@link FormReader}, from wherever it comes; what it is written as has every field that has a
 * default, so two texts of the same form have the same canonical bytes.
 *
 * @param id letters, digits, {@code _} and {@code -}
 * @param name what people call it
 * @param jurisdiction 行政区划代码 of the place that prescribes it, six digits of GB/T 2260
 * @param level whose tables they are
 * @param of what they publish
 * @param fiscalYears those that it is for
 * @param tables in the order of the printed disclosure
 */
public record Form(
        String id,
        String name,
        String jurisdiction,
        Level level,
        Of of,
        FiscalYears fiscalYears,
        List<TableForm> tables) {

    /** 级次. */
    public enum Level {
        /** 部门: with all of its units. */
        DEPARTMENT,
        /** 单位: one unit. */
        UNIT
    }

    /** What is published. */
    public enum Of {
        /** 预算. */
        BUDGET,
        /** 决算. */
        FINAL_ACCOUNTS
    }

    public Form {
        tables = List.copyOf(tables);
    }

    /** The form of a JSON object. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Form of(Map<String, Object> json) {
        return FormReader.read(json);
    }
}
