package dev.budgetledger.contract;

import java.time.LocalDate;
import java.util.regex.Pattern;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * 预算单位: an institution of a department that has money of its own, the department's own offices (本级) among them. A department is the sum
 * of its units.
 *
 * @param code 单位代码, 1–24 letters or digits; mostly it begins with that of the department
 * @param name as printed
 * @param validFrom the day from which it has this name and nature; absent: from the beginning
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BudgetUnit(String code, String name, Nature nature, @Nullable LocalDate validFrom) {

    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9]{1,24}");

    /** 单位性质. */
    public enum Nature {
        /** 行政单位. */
        ADMINISTRATIVE,
        /** 参照公务员法管理的事业单位. */
        CIVIL_SERVICE_MANAGED,
        /** 公益一类事业单位. */
        PUBLIC_WELFARE_1,
        /** 公益二类事业单位. */
        PUBLIC_WELFARE_2,
        /** 其他. */
        OTHER;

        /** 机关运行经费 is the operating money of these. */
        public boolean isRunByCivilServants() {
            return this == ADMINISTRATIVE || this == CIVIL_SERVICE_MANAGED;
        }
    }

    public static boolean isCode(String code) {
        return CODE.matcher(code).matches();
    }
}
