package dev.budgetledger.projection.document;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.Money;
import dev.budgetledger.contract.form.DocumentForm;
import dev.budgetledger.contract.form.DocumentForm.AmountFormat;
import dev.budgetledger.contract.form.Selector;
import dev.budgetledger.contract.form.SpanForm;
import dev.budgetledger.projection.disclosure.table.Cell;
import dev.budgetledger.projection.disclosure.table.Digits;
import dev.budgetledger.projection.disclosure.table.Published;
import dev.budgetledger.projection.disclosure.table.Table;
import dev.budgetledger.projection.entries.LineAmount;
import dev.budgetledger.projection.entries.Unit;

/**
 * 数字: the figures of money in prose. Each year's figure is rounded first, and then the two are subtracted, as readers do.
 */
final class Figures {

    /** What is printed of what is not known. */
    static final String UNKNOWN = "—";

    private final Year current;
    private final @Nullable Year prior;
    private final List<Selector> threePublic;
    private final Map<Set<LineAmount>, Source.TableCell> cells = new HashMap<>();

    /**
     * Of two years.
     *
     * @param prior absent if the budget of the year before was not open
     * @param threePublic what money is 三公: it counts for all of these
     * @param tables the tables of the document
     */
    Figures(Year current, @Nullable Year prior, List<Selector> threePublic, List<Table> tables) {
        this.current = current;
        this.prior = prior;
        this.threePublic = threePublic;
        tables.forEach(this::index);
    }

    /** The first cell of each set of lines is the one that a sentence is traced to. */
    private void index(Table table) {
        table.rows().forEach(row -> table.columns().forEach(column -> {
            if (column.year() == null && row.cells().get(column.id()) instanceof Cell.Amount amount && !amount.value().isZero()) {
                cells.putIfAbsent(counted(amount), new Source.TableCell(table.id(), row.number(), column.id()));
            }
        }));
    }

    private static Set<LineAmount> counted(Cell.Amount amount) {
        Set<LineAmount> counted = new HashSet<>();
        amount.of().stream().filter(each -> !each.isZero()).forEach(counted::add);
        return counted;
    }

    /** An amount in a sentence. */
    Span amount(SpanForm.Amount form, AmountFormat format, Scope scope) {
        boolean isThisYear = form.as() == SpanForm.Figure.THIS_YEAR;
        Cell.Amount cell = ofYear(current, form.amount(), scope);
        Cell.Amount before = isThisYear ? null : ofYear(prior, form.amount(), scope);
        Source source = new Source.Sum(scope.within(form.amount()), form.as(),
                isThisYear && cell != null ? cells.get(counted(cell)) : null);
        return new Span(text(form.as(), cell, before, format), source);
    }

    private static String text(SpanForm.Figure as, Cell.@Nullable Amount cell, Cell.@Nullable Amount before, AmountFormat format) {
        Digits digits = Digits.of(format.format());
        BigDecimal now = cell == null ? null : rounded(cell.value(), format);
        BigDecimal then = before == null ? null : rounded(before.value(), format);
        BigDecimal figure = switch (as) {
            case THIS_YEAR -> now;
            case PRIOR_YEAR -> then;
            case CHANGE, PERCENT -> now == null || then == null ? null : now.subtract(then).abs();
        };
        if (figure == null) {
            return UNKNOWN;
        }
        if (as == SpanForm.Figure.PERCENT) {
            return then == null || then.signum() == 0
                    ? UNKNOWN
                    : figure.movePointRight(2).divide(then.abs(), 1, RoundingMode.HALF_UP).toPlainString() + "%";
        }
        return figure.signum() == 0 ? digits.zero() : digits.write(figure);
    }

    private static BigDecimal rounded(Money money, AmountFormat format) {
        return Unit.valueOf(format.measure().name()).round(money, format.format().places(),
                format.rounding() == DocumentForm.Rounding.DOWN ? RoundingMode.DOWN : RoundingMode.HALF_UP);
    }

    /** What is nothing is the form's zero; what rounds to it is written. */
    static String print(Money money, AmountFormat format) {
        Digits digits = Digits.of(format.format());
        return money.isZero() ? digits.zero() : digits.write(rounded(money, format));
    }

    /** 增加, 减少 or 持平. */
    String direction(Selector of, Scope scope) {
        Integer sign = sign(of, scope);
        return sign == null ? UNKNOWN : sign > 0 ? "增加" : sign < 0 ? "减少" : "持平";
    }

    boolean holds(SpanForm.Condition condition, Scope scope) {
        Cell.Amount now = ofYear(current, condition.of(), scope);
        Integer sign = sign(condition.of(), scope);
        return condition.is().stream().anyMatch(is -> switch (is) {
            case NONE -> now != null && now.value().isZero();
            case SOME -> now != null && !now.value().isZero();
            case MORE -> sign != null && sign > 0;
            case LESS -> sign != null && sign < 0;
            case SAME -> sign != null && sign == 0;
            case UNKNOWN -> sign == null;
        });
    }

    /** Whether an author must explain it. A change that nobody knows explains itself: it is printed as unknown. */
    boolean require(DocumentForm.Required required, Scope scope) {
        if (required.change() == null) {
            return true;
        }
        Cell.Amount now = ofYear(current, required.change(), scope);
        Cell.Amount then = ofYear(prior, required.change(), scope);
        if (now == null || then == null || now.value().equals(then.value())) {
            return false;
        }
        BigDecimal before = BigDecimal.valueOf(then.value().fen()).abs();
        BigDecimal change = BigDecimal.valueOf(now.value().fen()).subtract(BigDecimal.valueOf(then.value().fen())).abs();
        Money amount = required.amount();
        Integer percent = required.percent();
        return (amount == null && percent == null)
                || (amount != null && change.compareTo(BigDecimal.valueOf(amount.fen())) >= 0)
                || (percent != null && change.movePointRight(2).compareTo(before.multiply(BigDecimal.valueOf(percent))) >= 0);
    }

    private @Nullable Integer sign(Selector of, Scope scope) {
        Cell.Amount now = ofYear(current, of, scope);
        Cell.Amount then = ofYear(prior, of, scope);
        return now == null || then == null ? null : (Integer) now.value().compareTo(then.value());
    }

    /** What the year has of it, nothing if that is not known. */
    @Nullable Money thisYear(Selector of, Scope scope) {
        Cell.Amount amount = ofYear(current, of, scope);
        return amount == null ? null : amount.value();
    }

    private Cell.@Nullable Amount ofYear(@Nullable Year year, Selector of, Scope scope) {
        if (year == null) {
            return null;
        }
        if (scope.isProject()) {
            // A year of which only part was published does not say what its projects had.
            return year.budget().comparative() ? null : year.only(line -> scope.code().equals(line.project())).amount(of);
        }
        return (isThreePublic(of) ? ofThreePublic(year) : year).amount(scope.within(of));
    }

    private boolean isThreePublic(Selector of) {
        List<String> asked = of.economics();
        List<String> all = threePublic.stream().flatMap(each -> Stream.ofNullable(each.economics())).flatMap(List::stream).toList();
        return asked != null && asked.stream().allMatch(code -> all.stream().anyMatch(code::startsWith));
    }

    /** 三公 is published in a table of its own: a comparative budget that has a class of it has all of it. */
    private Year ofThreePublic(Year year) {
        boolean published = year.budget().comparative() && year.hasLine(line -> isThreePublic(line, year));
        return published
                ? new Year(year.budget().only(line -> isThreePublic(line, year)), year.natures(), Published.compared(year.budget(), Set.of()))
                : year;
    }

    private boolean isThreePublic(Line line, Year year) {
        return threePublic.stream().allMatch(each -> each.accepts(line, year.natures()));
    }
}
