package dev.budgetledger.projection.comparison;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.Fund;
import dev.budgetledger.contract.Kind;
import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.Money;
import dev.budgetledger.contract.Origin;
import dev.budgetledger.projection.comparison.YearOverYear.Part;
import dev.budgetledger.projection.disclosure.SampleBudgets;
import dev.budgetledger.projection.disclosure.SampleTemplates;
import dev.budgetledger.projection.entries.ClassificationNames;
import dev.budgetledger.projection.entries.LineBalance;
import dev.budgetledger.projection.entries.Unit;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Of any prior year, however coarse, a figure is served if it is the same in every year that may have been, and only then. What
 * may have been is written out: each line becomes every line that it leaves room for.
 */
class CoarsePriorYearTest {

    private static final List<String> FUNCTIONS = List.of("2010301", "2010302", "2019999", "2080505", "2089999");
    private static final List<String> ECONOMICS = List.of("30101", "30201", "30217", "30231");
    private static final Set<String> THREE_PUBLIC = Set.of("30217", "30231");
    private static final List<String> UNITS = List.of("U1", "U2");
    private static final Set<Fund> FUNDS = EnumSet.of(Fund.GENERAL_PUBLIC, Fund.INSTITUTION);
    private static final ClassificationNames NO_NAMES = new ClassificationNames(Map.of(), Map.of());

    /** Money, and all that it may have been. Of a fund of which nothing is said it may have been nothing, too. */
    private record Possible(long least, long most, List<Line> lines) {}

    @Property(tries = 500)
    void a_figure_is_served_if_it_follows_from_the_lines_and_only_then(
            @ForAll("lines") List<Line> said, @ForAll boolean ofUnit) {
        List<LineBalance> prior = new ArrayList<>();
        said.forEach(line -> prior.add(SampleBudgets.untouched(line, Money.ofFen(1L << prior.size()))));
        List<Possible> possible = possible(prior);
        Predicate<Line> asked = line -> !ofUnit || "U1".equals(line.unit());
        boolean unitIsNew = possible.stream().filter(each -> each.least > 0).flatMap(each -> each.lines.stream()).noneMatch(asked);

        YearOverYear shown = YearOverYear.of(SampleBudgets.budget(2023, false, current(), NO_NAMES),
                SampleBudgets.budget(2022, true, prior, NO_NAMES), ofUnit ? "U1" : null, SampleTemplates.all(), Unit.YUAN);

        holds(shown.total(), asked, possible, unitIsNew);
        holds(shown.basic(), asked.and(line -> line.kind() == Kind.PERSONNEL || line.kind() == Kind.OPERATING), possible, unitIsNew);
        holds(shown.project(), asked.and(line -> line.kind() == Kind.PROJECT), possible, unitIsNew);
        for (Part<Fund> each : shown.funds()) {
            holds(each.figure(), asked.and(line -> line.fund() == each.of()), possible, unitIsNew);
        }
        for (Part<String> each : shown.classes()) {
            holds(each.figure(), asked.and(line -> has(line.function(), each.of())), possible, unitIsNew);
        }
        Predicate<Line> paid = asked.and(line -> line.fund() == Fund.GENERAL_PUBLIC);
        holds(shown.threePublic(), paid.and(line -> has(line.economic(), "30217") || has(line.economic(), "30231")), possible, unitIsNew);
        holds(shown.items().getLast().figure(), paid.and(line -> has(line.economic(), "30217")), possible, unitIsNew);
    }

    private static void holds(
            YearOverYear.Figure figure, Predicate<Line> counts, List<Possible> possible, boolean unitIsNew) {
        long least = 0;
        long most = 0;
        for (Possible each : possible) {
            least += each.lines.stream().allMatch(counts) ? each.least : 0;
            most += each.lines.stream().anyMatch(counts) ? each.most : 0;
        }
        String prior = figure.prior();
        assertThat(prior == null ? null : Money.ofYuan(prior)).isEqualTo(unitIsNew || least != most ? null : Money.ofFen(least));
        assertThat(figure.change() == null).isEqualTo(figure.prior() == null);
    }

    private static List<Possible> possible(List<LineBalance> prior) {
        boolean threePublic = prior.stream().map(LineBalance::line)
                .anyMatch(line -> line.fund() == Fund.GENERAL_PUBLIC && THREE_PUBLIC.contains(String.valueOf(line.economic())));
        List<Possible> possible = new ArrayList<>();
        Set<Fund> unsaid = EnumSet.copyOf(FUNDS);
        for (LineBalance each : prior) {
            long fen = each.balance().fen();
            possible.add(new Possible(fen, fen, completed(each.line(), threePublic)));
            unsaid.remove(each.line().fund());
        }
        unsaid.forEach(fund -> possible.add(new Possible(0, 1,
                completed(new Line(fund, Origin.CURRENT, null, null, null, null), threePublic))));
        return possible;
    }

    /** @param threePublic whether 三公 was published: nothing else is of it then */
    private static List<Line> completed(Line line, boolean threePublic) {
        List<Line> all = new ArrayList<>();
        for (String unit : line.unit() == null ? UNITS : List.of(line.unit())) {
            for (String function : below(line.function(), FUNCTIONS)) {
                for (Kind kind : kinds(line.kind())) {
                    for (String economic : below(line.economic(), ECONOMICS)) {
                        if (!threePublic || economic.equals(line.economic()) || !THREE_PUBLIC.contains(economic)) {
                            all.add(new Line(line.fund(), Origin.CURRENT, unit, function, kind, economic, null, null, null));
                        }
                    }
                }
            }
        }
        return all;
    }

    private static List<String> below(@Nullable String code, List<String> codes) {
        return code == null ? codes : codes.stream().filter(each -> each.startsWith(code)).toList();
    }

    private static List<Kind> kinds(@Nullable Kind kind) {
        if (kind == null) {
            return Arrays.stream(Kind.values()).filter(each -> each != Kind.BASIC).toList();
        }
        return kind == Kind.BASIC ? List.of(Kind.PERSONNEL, Kind.OPERATING) : List.of(kind);
    }

    private static boolean has(@Nullable String code, String beginning) {
        return code != null && code.startsWith(beginning);
    }

    /** Money of both funds and of two 类, all of one unit. */
    private static List<LineBalance> current() {
        List<LineBalance> lines = new ArrayList<>();
        for (Fund fund : FUNDS) {
            for (String function : List.of("2010301", "2080505")) {
                lines.add(SampleBudgets.untouched(
                        new Line(fund, Origin.CURRENT, "U1", function, Kind.PERSONNEL, "30101", null, null, null), Money.ofFen(700)));
            }
        }
        return lines;
    }

    @Provide
    Arbitrary<List<Line>> lines() {
        return Combinators.combine(
                        Arbitraries.of(FUNDS),
                        Arbitraries.of(UNITS).injectNull(0.1),
                        Arbitraries.of("2010301", "2080505", "20103", "201", "208").injectNull(0.2),
                        Arbitraries.of(Kind.class).injectNull(0.2),
                        Arbitraries.of("30101", "30201", "30217", "30231", "302", "301").injectNull(0.3))
                .as((fund, unit, function, kind, economic) ->
                        new Line(fund, Origin.CURRENT, unit, function, kind, economic, null, null, null))
                .list().uniqueElements().ofMaxSize(6);
    }
}
