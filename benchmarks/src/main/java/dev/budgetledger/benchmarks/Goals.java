package dev.budgetledger.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The table of goals: what is wanted, what was measured and beside what, row by row as it is measured. */
final class Goals {

    private final List<String> rows = new ArrayList<>(
            List.of(row("goal", "target", "measured", "", "ratio", "", "beside it, in the same run")));

    /** @param beside what the figure is held against */
    void add(String goal, Target target, double measured, String unit, String beside) {
        rows.add(row(goal, target.text(), number(measured), unit, String.format(Locale.ROOT, "%.2f", target.reached(measured)),
                target.verdict(measured), beside));
    }

    /** Of which nothing is wanted by itself. */
    void tell(String what, double measured, String unit, String beside) {
        rows.add(row(what, "", number(measured), unit, "", "", beside));
    }

    /** A line for each row, the first with what the columns are. */
    String text() {
        return String.join("\n", rows) + "\n";
    }

    /** With as many places as say something. */
    static String number(double value) {
        return String.format(Locale.ROOT, value >= 100 || value == Math.rint(value) ? "%,.0f" : value >= 10 ? "%.1f" : "%.2f", value);
    }

    private static String row(String... cells) {
        return String.format(Locale.ROOT, "%-58s %12s %12s %-8s %6s  %-17s %s", (Object[]) cells).stripTrailing();
    }
}
