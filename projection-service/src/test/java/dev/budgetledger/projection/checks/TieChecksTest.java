package dev.budgetledger.projection.checks;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.budgetledger.contract.BudgetUnit.Nature;
import dev.budgetledger.contract.ContractJson;
import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.Fund;
import dev.budgetledger.contract.Kind;
import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.Money;
import dev.budgetledger.contract.Origin;
import dev.budgetledger.contract.Statement;
import dev.budgetledger.contract.form.Form;
import dev.budgetledger.contract.form.FormReader;
import dev.budgetledger.projection.checks.Result.Verdict;
import dev.budgetledger.projection.disclosure.SampleBudgets;
import dev.budgetledger.projection.disclosure.SampleTemplates;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.LineBalance;
import dev.budgetledger.projection.entries.StatementReader.Said;

import static org.assertj.core.api.Assertions.assertThat;

/** What is said of projects and of government bodies, against the money that they have. */
class TieChecksTest {

    @Test
    void a_department_of_which_nothing_is_said_has_no_ties_but_those_of_its_form() {
        assertThat(ties(form("shijiazhuang-2023"), List.of(), project("P1", "100"))).isEqualTo(Map.of("D-operating-cost", Verdict.PASS));
    }

    @Test
    void purchases_that_were_in_the_project_when_they_were_said_are_not_when_it_has_less() {
        List<Said> said = List.of(said("P1", bought("60")), said("P2", bought("10")));

        assertThat(ties(said, project("P1", "60"), project("P2", "20"))).containsEntry("D-procurement", Verdict.PASS);
        assertThat(ties(said, project("P1", "59.99"), project("P2", "20"))).containsEntry("D-procurement", Verdict.FAIL);
        assertThat(ties(said, project("P2", "20"))).containsEntry("D-procurement", Verdict.FAIL);
    }

    @Test
    void projects_with_goals_are_all_of_the_project_expenditure_or_the_rest_is_not_published() {
        List<Said> said = List.of(said("P1", goals()), said("P2", goals()), said(null, goals()));

        assertThat(ties(said, project("P1", "60"), project("P2", "20"))).containsEntry("D-projects", Verdict.PASS);
        assertThat(results(form("shijiazhuang-2023"), said, project("P1", "60"), project("99", "628.02")))
                .filteredOn(result -> result.check().id().equals("D-projects")).singleElement().satisfies(result -> {
                    assertThat(result.verdict()).isEqualTo(Verdict.NOT_ENOUGH_DATA);
                    assertThat(result.reason()).contains("not published", "628.02");
                });
        assertThat(ties(said, project("P1", "60"), line(Kind.BUSINESS, null, "P2", "20"))).containsEntry("D-projects", Verdict.FAIL);
    }

    @Test
    void a_form_that_counts_other_units_as_government_bodies_says_too_much() {
        LineBalance[] lines = {line(Kind.OPERATING, "301001", null, "50"), line(Kind.OPERATING, "301002", null, "7")};
        Form right = form("shijiazhuang-2023");

        assertThat(ties(right, List.of(), lines)).containsEntry("D-operating-cost", Verdict.PASS);
        assertThat(ties(doctored(right), List.of(), lines)).containsEntry("D-operating-cost", Verdict.FAIL);
    }

    @Test
    void of_a_unit_nothing_is_held_against_what_the_department_says() {
        BudgetAsOf budget = budget(project("P1", "1"));

        assertThat(TieChecks.of(form("shijiazhuang-2023"), budget.ofUnit("301001"), TieChecksTest::nature, List.of(said("P1", bought("60")))))
                .extracting(Check::id).doesNotContain("D-procurement");
    }

    @Test
    void what_a_unit_says_is_held_against_its_own_money_and_what_units_say_against_none_of_the_department() {
        LineBalance[] lines = {line(Kind.PROJECT, "301001", "P1", "60"), line(Kind.PROJECT, "301002", "P1", "60")};
        List<Said> said = List.of(said("301001", "P1", bought("60")), said("301002", "P1", bought("60.01")));
        Form form = form("shijiazhuang-2023");

        assertThat(ties(form, budget(lines).ofUnit("301001"), said)).containsEntry("D-procurement", Verdict.PASS);
        assertThat(ties(form, budget(lines).ofUnit("301002"), said)).containsEntry("D-procurement", Verdict.FAIL);
        assertThat(ties(form, budget(lines), said)).doesNotContainKey("D-procurement");
    }

    @Test
    void planned_assets_of_a_text_are_in_its_procurement() {
        assertThat(text("60.00").verdict()).isEqualTo(Verdict.PASS);
        assertThat(text("6000.00").verdict()).isEqualTo(Verdict.FAIL);
    }

    private static Nature nature(Line line) {
        return "301002".equals(line.unit()) ? Nature.PUBLIC_WELFARE_1 : Nature.ADMINISTRATIVE;
    }

    private static Result text(String planned) {
        return Publication.reference().doctored("statements.csv", "planned-assets,60.00", "planned-assets," + planned).results().stream()
                .filter(result -> result.check().id().equals("S-planned-assets")).findFirst().orElseThrow();
    }

    private static Map<String, Verdict> ties(List<Said> said, LineBalance... lines) {
        return ties(form("shijiazhuang-2023"), said, lines);
    }

    private static Map<String, Verdict> ties(Form form, List<Said> said, LineBalance... lines) {
        return ties(form, budget(lines), said);
    }

    private static Map<String, Verdict> ties(Form form, BudgetAsOf budget, List<Said> said) {
        return results(form, budget, said).stream().collect(Collectors.toMap(result -> result.check().id(), Result::verdict));
    }

    private static List<Result> results(Form form, List<Said> said, LineBalance... lines) {
        return results(form, budget(lines), said);
    }

    private static List<Result> results(Form form, BudgetAsOf budget, List<Said> said) {
        PrintedTables none = new PrintedTables(FormPlan.of(form, 2023, Set.of(Nature.ADMINISTRATIVE)), Map.of(), Statements.absent(""), null, null);
        return TieChecks.of(form, budget, TieChecksTest::nature, said).stream().map(check -> check.run(none)).toList();
    }

    private static BudgetAsOf budget(LineBalance... lines) {
        return SampleBudgets.budget(2023, false, List.of(lines), SampleBudgets.names());
    }

    private static LineBalance project(String code, String yuan) {
        return line(Kind.PROJECT, null, code, yuan);
    }

    private static LineBalance line(Kind kind, @Nullable String unit, @Nullable String project, String yuan) {
        return SampleBudgets.untouched(new Line(Fund.GENERAL_PUBLIC, Origin.CURRENT, unit, "2010301", kind, "30201", null, project, null),
                Money.ofYuan(yuan));
    }

    private static Statement.Procurement bought(String yuan) {
        return new Statement.Procurement(List.of(new Statement.Purchase("台式机", "A02", "台", "1", Money.ofYuan(yuan),
                List.of(new Statement.Funding(Fund.GENERAL_PUBLIC, Origin.CURRENT, Money.ofYuan(yuan))), null)));
    }

    private static Statement.Performance goals() {
        return new Statement.Performance(List.of("办"), List.of(), List.of(), List.of());
    }

    private static Said said(@Nullable String key, Statement.Content content) {
        return said(null, key, content);
    }

    private static Said said(@Nullable String ofUnit, @Nullable String key, Statement.Content content) {
        return new Said(1, Instant.EPOCH, new Fact.StatementMade("文", LocalDate.of(2023, 1, 5), "说", ofUnit, key, Statement.of(content)));
    }

    private static Form form(String id) {
        return SampleTemplates.forms().of(id).orElseThrow();
    }

    /** The same form, whose 机关运行经费 counts 事业单位. */
    private static Form doctored(Form form) {
        String json = new String(ContractJson.write(form), StandardCharsets.UTF_8);
        String counted = json.replace("\"natures\":[\"ADMINISTRATIVE\",\"CIVIL_SERVICE_MANAGED\"]", "\"natures\":[\"ADMINISTRATIVE\",\"PUBLIC_WELFARE_1\"]");
        assertThat(counted).isNotEqualTo(json);
        return FormReader.read(counted.getBytes(StandardCharsets.UTF_8));
    }
}
