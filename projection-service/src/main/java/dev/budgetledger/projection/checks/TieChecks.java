package dev.budgetledger.projection.checks;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

import dev.budgetledger.contract.BudgetUnit.Nature;
import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.Kind;
import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.Money;
import dev.budgetledger.contract.Statement;
import dev.budgetledger.contract.form.BlockForm;
import dev.budgetledger.contract.form.ColumnForm;
import dev.budgetledger.contract.form.DocumentForm;
import dev.budgetledger.contract.form.Form;
import dev.budgetledger.contract.form.Selector;
import dev.budgetledger.contract.form.SpanForm;
import dev.budgetledger.projection.checks.Checks.CheckList;
import dev.budgetledger.projection.checks.Equation.Relation;
import dev.budgetledger.projection.checks.EquationSide.Term;
import dev.budgetledger.projection.entries.Basis;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.LineAmount;
import dev.budgetledger.projection.entries.StatementReader.Said;
import dev.budgetledger.projection.entries.Unit;

/**
 * What ties the statements of a document to its money. They are only where both are said: a statement is checked against the money of its day when it is
 * made, and an adjustment after it asks nobody.
 */
final class TieChecks {

    private static final String PLANNED_ASSETS = "planned-assets";
    private static final String PROCUREMENT = "procurement";
    private static final String GOODS = PROCUREMENT + ".goods";

    private final Form form;
    private final BudgetAsOf budget;
    private final Function<Line, Nature> natures;
    private final List<Fact.StatementMade> said;

    private TieChecks(Form form, BudgetAsOf budget, Function<Line, Nature> natures, List<Fact.StatementMade> said) {
        this.form = form;
        this.budget = budget;
        this.natures = natures;
        this.said = said;
    }

    /**
     * Of a budget as it is served, or of one of its units: what it says itself, of all that became of its money. Of what was approved only the form is
     * checked.
     *
     * @param natures 单位性质 of the unit of a line
     * @param said what counts at its point, of whomever
     */
    static List<Check> of(Form form, BudgetAsOf budget, Function<Line, Nature> natures, List<Said> said) {
        TieChecks ties = new TieChecks(form, budget, natures, said.stream().filter(each -> each.isOf(budget.ofUnit())).map(Said::fact).toList());
        CheckList checks = new CheckList();
        if (budget.basis() == Basis.ADJUSTED) {
            ties.procurement(checks);
            ties.projects(checks);
        }
        ties.operatingCost(checks);
        return checks.all();
    }

    /** Of a text that was brought in. */
    static List<Check> of(Statements stated) {
        String bought = stated.has(GOODS) ? GOODS : PROCUREMENT;
        CheckList checks = new CheckList();
        if (stated.has(PLANNED_ASSETS) && stated.has(bought)) {
            checks.conditional("S-planned-assets", "拟购置固定资产 ≤ 政府采购预算", "assets that are to be bought are in procurement",
                    _ -> new Finding.Compared(List.of(new Equation(stated.side(PLANNED_ASSETS), Relation.AT_MOST, stated.side(bought)))));
        }
        return checks.all();
    }

    private void procurement(CheckList checks) {
        List<Equation> equations = new ArrayList<>();
        for (Fact.StatementMade each : said) {
            if (each.statement().content() instanceof Statement.Procurement bought) {
                String project = Objects.requireNonNull(each.key());
                equations.add(new Equation(side("statements", "政府采购 " + project, bought.total()), Relation.AT_MOST,
                        side("lines", "项目 " + project, spent(line -> project.equals(line.project())))));
            }
        }
        if (!equations.isEmpty()) {
            checks.hard("D-procurement", "政府采购预算 ≤ 项目预算", "what is bought for a project is no more than it has", _ -> new Finding.Compared(equations));
        }
    }

    /** A project without goals is not published by itself. */
    private void projects(CheckList checks) {
        Set<String> withGoals = new TreeSet<>();
        for (Fact.StatementMade each : said) {
            if (each.statement().content().part() == Statement.Part.PERFORMANCE && each.key() != null) {
                withGoals.add(each.key());
            }
        }
        if (withGoals.isEmpty()) {
            return;
        }
        Predicate<Line> isProject = line -> line.kind() == Kind.PROJECT;
        Money published = spent(line -> withGoals.contains(Objects.requireNonNullElse(line.project(), "")));
        Money rest = spent(isProject.and(line -> !withGoals.contains(Objects.requireNonNullElse(line.project(), ""))));
        Equation all = Equation.equal(side("statements", "有绩效目标的项目", published), side("lines", "项目支出", spent(isProject)));
        boolean tooMuch = all.difference().signum() > 0;
        checks.hard("D-projects", "各项目绩效目标表的预算 = 项目支出", "the projects that have goals are all of the project expenditure",
                _ -> rest.isZero() || tooMuch
                        ? new Finding.Compared(List.of(all))
                        : new Finding.Unmet("not published: project expenditure of " + rest.toYuan() + " 元 has no goals"));
    }

    /** 机关运行经费 is of units that are administrative, or managed as they are: a form that counts others says too much. */
    private void operatingCost(CheckList checks) {
        List<Equation> equations = selectors().filter(TieChecks::isOperatingCost).distinct().map(of -> Equation.equal(
                side("form", "机关运行经费", spent(line -> of.accepts(line, natures))),
                side("lines", "行政和参公单位的公用经费", spent(line -> line.kind() == Kind.OPERATING && natures.apply(line).isRunByCivilServants()
                        && (of.funds() == null || of.funds().contains(line.fund())))))).toList();
        if (!equations.isEmpty()) {
            checks.hard("D-operating-cost", "机关运行经费 = 行政和参公单位的公用经费",
                    "the operating cost of government bodies is of units that are such", _ -> new Finding.Compared(equations));
        }
    }

    private static boolean isOperatingCost(Selector of) {
        return of.natures() != null && of.natures().contains(Nature.ADMINISTRATIVE) && EnumSet.of(Kind.OPERATING).equals(of.kinds());
    }

    private Stream<Selector> selectors() {
        Stream<Selector> ofTables = form.tables().stream().flatMap(table -> table.panels().stream()).flatMap(panel -> panel.columns().stream())
                .flatMap(column -> column instanceof ColumnForm.Amount amount ? Stream.ofNullable(amount.of()) : Stream.empty());
        DocumentForm document = form.document();
        return document == null ? ofTables : Stream.concat(ofTables, document.parts().stream().flatMap(TieChecks::inPart));
    }

    private static Stream<Selector> inPart(DocumentForm.PartForm part) {
        return Stream.concat(part.blocks().stream().flatMap(TieChecks::inBlock), part.parts().stream().flatMap(TieChecks::inPart));
    }

    private static Stream<Selector> inBlock(BlockForm block) {
        return switch (block) {
            case BlockForm.Paragraph paragraph -> paragraph.text().stream().flatMap(TieChecks::inSpan);
            case BlockForm.Items items -> items.items().stream().flatMap(List::stream).flatMap(TieChecks::inSpan);
            case BlockForm.Each each -> each.blocks().stream().flatMap(TieChecks::inBlock);
            case BlockForm.Heading _, BlockForm.TableOf _, BlockForm.SlotOf _, BlockForm.ListOf _, BlockForm.SheetOf _ -> Stream.empty();
        };
    }

    private static Stream<Selector> inSpan(SpanForm span) {
        return switch (span) {
            case SpanForm.Amount amount -> amount.as() == SpanForm.Figure.THIS_YEAR ? Stream.of(amount.amount()) : Stream.empty();
            case SpanForm.Conditional conditional -> conditional.text().stream().flatMap(TieChecks::inSpan);
            case SpanForm.Each each -> each.text().stream().flatMap(TieChecks::inSpan);
            case SpanForm.Words _, SpanForm.Direction _, SpanForm.Slot _, SpanForm.Value _ -> Stream.empty();
        };
    }

    private Money spent(Predicate<Line> counts) {
        return budget.expenditure().stream().filter(each -> counts.test(each.line())).map(LineAmount::amount).reduce(Money.ZERO, Money::plus);
    }

    private static EquationSide side(String source, String label, Money amount) {
        return EquationSide.of(List.of(new Term(source, 0, label, "",
                new PrintedAmount(BigDecimal.valueOf(amount.fen(), 2), Unit.YUAN, BigDecimal.ZERO, amount))));
    }
}
