package dev.budgetledger.projection.console;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.projection.console.BarChart.Bar;
import dev.budgetledger.projection.console.BarChart.Shade;
import dev.budgetledger.projection.console.ConsolePage.Head;
import dev.budgetledger.projection.console.ConsolePage.Value;

/**
 * 比上年: figures of two years as bars, and as the table of the same numbers.
 *
 * @param unit of measure, as it is printed
 */
public record YearBars(int fiscalYear, String unit, List<Figure> figures) {

    /** One figure of both years as printed; what is not known is absent. */
    public record Figure(Wording name, @Nullable String current, @Nullable String prior, @Nullable String change, @Nullable String percent) {}

    /**
     * Writes the bars, then the table.
     *
     * @param drawn how many of them have bars, from the first
     */
    public void write(ConsolePage page, int drawn) {
        if (drawn > 0) {
            chart(drawn).write(page.out());
        }
        page.rows(Vocabulary.unit(unit), List.of(new Head("项目", "Figure"), year(fiscalYear), year(fiscalYear - 1),
                new Head("增减", "Change"), new Head("增减%", "Per cent")), figures.stream().map(YearBars::row).toList());
    }

    private static Head year(int year) {
        return new Head(new Wording(year + "年", "", Integer.toString(year)));
    }

    private BarChart chart(int drawn) {
        List<Bar> bars = new ArrayList<>();
        for (Figure each : figures.subList(0, drawn)) {
            add(bars, each.name(), fiscalYear - 1, each.prior(), Shade.BEFORE);
            add(bars, each.name(), fiscalYear, each.current(), Shade.AFTER);
        }
        return new BarChart(new Wording(fiscalYear + "年与上年对比，" + unit, "Against the year before", fiscalYear + " against the year before"), bars);
    }

    private static void add(List<Bar> bars, Wording name, int year, @Nullable String printed, Shade shade) {
        if (printed != null) {
            bars.add(Bar.of(name.with(Integer.toString(year)), printed.isEmpty() ? BigDecimal.ZERO : new BigDecimal(printed.replace(",", "")), printed, shade));
        }
    }

    private static List<Value> row(Figure each) {
        return List.of(Value.said(each.name()), amount(each.current()), amount(each.prior()), amount(each.change()), amount(each.percent()));
    }

    private static Value amount(@Nullable String printed) {
        return Value.amount(printed == null ? "—" : printed);
    }
}
