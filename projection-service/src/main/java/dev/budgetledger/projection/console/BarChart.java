package dev.budgetledger.projection.console;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import dev.budgetledger.projection.document.pages.Markup;

/**
 * 条形图: amounts as lengths from one zero, drawn by the server without script, so that they print. The table with the same numbers stands beside it.
 *
 * @param title said to who does not see it
 */
public record BarChart(Wording title, List<Bar> bars) {

    private static final int WIDTH = 760;
    private static final int LABELS = 270;
    private static final int LONGEST = 360;
    private static final int ROW = 26;
    private static final int THICK = 16;
    private static final int GAP = 6;

    /** What a bar is, beside its words. */
    public enum Shade {
        BEFORE,
        AFTER,
        MORE,
        LESS
    }

    /**
     * A bar with what stands beside it.
     *
     * @param amount as it is printed
     */
    public record Bar(Wording label, BigDecimal from, BigDecimal to, String amount, Shade shade) {

        /** From zero. */
        public static Bar of(Wording label, BigDecimal value, String amount, Shade shade) {
            return new Bar(label, BigDecimal.ZERO, value, amount, shade);
        }
    }

    /**
     * What was added or taken.
     *
     * @param amount as it is printed, with its sign
     */
    public record Step(Wording label, BigDecimal value, String amount) {}

    /** 瀑布图: what was, each thing that was added or taken, and what is. */
    public static BarChart waterfall(Wording title, Bar before, List<Step> steps, Bar after) {
        List<Bar> bars = new ArrayList<>(List.of(before));
        BigDecimal at = before.to();
        for (Step step : steps) {
            BigDecimal next = at.add(step.value());
            bars.add(new Bar(step.label(), at, next, step.amount(), step.value().signum() < 0 ? Shade.LESS : Shade.MORE));
            at = next;
        }
        bars.add(after);
        return new BarChart(title, bars);
    }

    public void write(Markup out) {
        BigDecimal least = bars.stream().map(bar -> bar.from().min(bar.to())).reduce(BigDecimal.ZERO, BigDecimal::min);
        BigDecimal most = bars.stream().map(bar -> bar.from().max(bar.to())).reduce(BigDecimal.ZERO, BigDecimal::max);
        BigDecimal whole = most.subtract(least);
        int height = bars.size() * ROW + GAP;
        out.raw("<figure class=\"chart\"><svg viewBox=\"0 0 " + WIDTH + " " + height + "\" role=\"img\" aria-label=\"").text(title.text()).raw("\">\n");
        for (int i = 0; i < bars.size(); i++) {
            write(out, bars.get(i), i * ROW + GAP, least, whole);
        }
        out.raw("</svg>\n<figcaption>").text(title.text()).raw("</figcaption></figure>\n");
    }

    private static void write(Markup out, Bar bar, int top, BigDecimal least, BigDecimal whole) {
        double from = at(bar.from().min(bar.to()), least, whole);
        double to = at(bar.from().max(bar.to()), least, whole);
        out.raw("<text x=\"" + (LABELS - GAP) + "\" y=\"" + (top + THICK - 3) + "\" text-anchor=\"end\">")
                .text(bar.label().text()).raw("</text>")
                .raw("<rect class=\"" + bar.shade().name().toLowerCase(Locale.ROOT) + "\" x=\"" + figure(LABELS + from) + "\" y=\"" + top
                        + "\" width=\"" + figure(Math.max(1, to - from)) + "\" height=\"" + THICK + "\"/>")
                .raw("<text class=\"amount\" x=\"" + figure(LABELS + to + GAP) + "\" y=\"" + (top + THICK - 3) + "\">").text(GroupedAmount.of(bar.amount()))
                .raw("</text>\n");
    }

    private static double at(BigDecimal amount, BigDecimal least, BigDecimal whole) {
        return whole.signum() == 0 ? 0 : amount.subtract(least).movePointRight(2).divide(whole, 6, RoundingMode.HALF_UP).doubleValue() * LONGEST / 100;
    }

    private static String figure(double length) {
        return String.format(Locale.ROOT, "%.1f", length);
    }
}
