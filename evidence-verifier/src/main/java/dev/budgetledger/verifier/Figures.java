package dev.budgetledger.verifier;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** 数字: the figures of money in prose. Each year's figure is rounded first, and then the two are subtracted, as readers do. */
final class Figures {

    /** What is printed of what is not known. */
    static final String UNKNOWN = "—";

    private final Year current;
    private final @Nullable Year prior;
    private final Year threePublic;
    private final @Nullable Year threePublicBefore;
    private final List<String> threePublicCodes;
    private final Map<Long, Json> cells = new HashMap<>();

    /** @param prior absent if there was no budget of the year before */
    Figures(Year current, @Nullable Year prior, List<Selector> ofThreePublic, List<Sheet> tables) {
        this.current = current;
        this.prior = prior;
        this.threePublic = current.ofThreePublic(ofThreePublic);
        this.threePublicBefore = prior == null ? null : prior.ofThreePublic(ofThreePublic);
        this.threePublicCodes = ofThreePublic.stream().flatMap(each -> economics(each).stream()).toList();
        for (Sheet table : tables) {
            for (int row = 1; row <= table.rows().size(); row++) {
                for (Map.Entry<String, Cell> cell : table.cells(table.rows().get(row - 1)).entrySet()) {
                    if (cell.getValue().mark() != 0) {
                        cells.putIfAbsent(cell.getValue().mark(), source(table, row, cell.getKey()));
                    }
                }
            }
        }
    }

    /** Where a cell of a table is read. */
    static Json.Members source(Sheet table, int row, String column) {
        return Documents.object("table", new Json.Text(table.form().id()), "row", new Json.Whole(row), "column", new Json.Text(column));
    }

    private static List<String> economics(Selector of) {
        return of.wanted().getOrDefault(Selector.Part.ECONOMICS, List.of());
    }

    /** A span of an amount: the first cell that is the sum of the same is where it is read. */
    Json.Members amount(Json.Members span, AmountFormat format, Scope scope) {
        Selector of = Selector.ofSentence(span, "amount");
        String as = span.text("as");
        Year.Sum now = sum(current, threePublic, of, scope);
        Json.Members source = Documents.object(
                "amount", scope.within(span.object("amount")), "as", new Json.Text(as));
        Json cell = as.equals("THIS_YEAR") && now != null ? cells.get(now.mark()) : null;
        return Spans.of(text(as, now, sum(prior, threePublicBefore, of, scope), format),
                cell == null ? source : Documents.with(source, "cell", cell));
    }

    private static String text(String as, Year.@Nullable Sum now, Year.@Nullable Sum then, AmountFormat format) {
        BigDecimal current = now == null ? null : format.round(now.fen());
        BigDecimal prior = then == null ? null : format.round(then.fen());
        BigDecimal figure = as.equals("THIS_YEAR") ? current
                : as.equals("PRIOR_YEAR") ? prior
                : current == null || prior == null ? null : current.subtract(prior).abs();
        if (figure == null || (as.equals("PERCENT") && (prior == null || prior.signum() == 0))) {
            return UNKNOWN;
        }
        if (as.equals("PERCENT") && prior != null) {
            return figure.movePointRight(2).divide(prior.abs(), 1, RoundingMode.HALF_UP).toPlainString() + "%";
        }
        return figure.signum() == 0 ? format.format().zero() : format.format().write(figure);
    }

    /** 增加, 减少 or 持平. */
    String direction(Selector of, Scope scope) {
        Integer change = change(of, scope);
        return change == null ? UNKNOWN : change > 0 ? "增加" : change < 0 ? "减少" : "持平";
    }

    /** Whether one of these is so. */
    boolean holds(Json.Members when, Scope scope) {
        Selector of = Selector.ofSentence(when, "of");
        Year.Sum now = sum(current, threePublic, of, scope);
        Integer change = change(of, scope);
        return when.texts("is").stream().anyMatch(is -> switch (is) {
            case "NONE" -> now != null && now.fen() == 0;
            case "SOME" -> now != null && now.fen() != 0;
            case "MORE" -> change != null && change > 0;
            case "LESS" -> change != null && change < 0;
            case "SAME" -> change != null && change == 0;
            default -> change == null;
        });
    }

    /** Its sign; nothing if one of the two is not known. */
    private @Nullable Integer change(Selector of, Scope scope) {
        Year.Sum now = sum(current, threePublic, of, scope);
        Year.Sum then = sum(prior, threePublicBefore, of, scope);
        return now == null || then == null ? null : (Integer) Long.compare(now.fen(), then.fen());
    }

    /** What a project has to spend this year, in fen, if that is known. */
    @Nullable Long ofProject(String project) {
        Year.Sum sum = current.sum(Selector.EXPENDITURE, Scope.project(project, project));
        return sum == null ? null : (Long) sum.fen();
    }

    /** @param threePublic what is known of 三公 in that year */
    private Year.@Nullable Sum sum(@Nullable Year year, @Nullable Year threePublic, Selector of, Scope scope) {
        List<String> asked = economics(of);
        boolean isThreePublic = !scope.isProject() && !asked.isEmpty()
                && asked.stream().allMatch(code -> threePublicCodes.stream().anyMatch(code::startsWith));
        Year from = isThreePublic ? threePublic : year;
        return from == null ? null : from.sum(of, scope);
    }
}
