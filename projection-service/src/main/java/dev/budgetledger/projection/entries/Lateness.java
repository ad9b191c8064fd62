package dev.budgetledger.projection.entries;

import java.time.LocalDate;
import java.time.YearMonth;

/** 补记: how late a posting was recorded for the day on which it counts. Days are those of the treasury, UTC+8. */
public enum Lateness {
    /** In the month of its effective date, or before. */
    IN_TIME("按期"),
    /** 跨月补记: after that month, within the fiscal year. */
    AFTER_PERIOD("跨月补记"),
    /** 跨年补记: after the fiscal year. */
    AFTER_YEAR("跨年补记");

    private final String chinese;

    Lateness(String chinese) {
        this.chinese = chinese;
    }

    public String chinese() {
        return chinese;
    }

    /** Of what is effective on one day of a budget and was recorded on another. */
    public static Lateness of(int fiscalYear, LocalDate effectiveOn, LocalDate recordedOn) {
        if (recordedOn.getYear() > fiscalYear) {
            return AFTER_YEAR;
        }
        return YearMonth.from(recordedOn).isAfter(YearMonth.from(effectiveOn)) ? AFTER_PERIOD : IN_TIME;
    }
}
