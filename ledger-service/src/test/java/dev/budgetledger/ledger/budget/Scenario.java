package dev.budgetledger.ledger.budget;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Classification;
import dev.budgetledger.contract.Department;
import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.Fund;
import dev.budgetledger.contract.Kind;
import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.Money;
import dev.budgetledger.contract.Origin;

import static org.assertj.core.api.Assertions.assertThat;

/** Plays a scenario line by line: a command, and below it what is expected of it. */
final class Scenario {

    private final Map<String, Line> lines = new HashMap<>();
    private Catalogue catalogue = Catalogue.EMPTY;
    private Budget budget = Budget.unopened();
    private BudgetId id = new BudgetId("301", 2023);
    private @Nullable Decision decision;

    void play(String text) {
        List<String> words = Arrays.stream(text.split("#", 2)[0].strip().split("\\s+")).toList();
        switch (words.getFirst()) {
            case "" -> {}
            case "科目" -> classify(words.subList(1, words.size()));
            case "指标" -> lines.put(words.get(1), line(words.subList(3, words.size())));
            case "准" -> accepted();
            case "拒" -> refused(words.get(1), words.get(2));
            case "余额" -> assertThat(open().timeline(line(words.get(1))).balance())
                    .isEqualTo(Money.ofYuan(words.get(2)));
            case "开立", "开立对比" -> {
                int year = Integer.parseInt(words.get(2));
                id = new BudgetId(words.get(1), year);
                decide(new Command.OpenBudget(new Department(words.get(1), "某部门"), year,
                        words.getFirst().equals("开立对比")));
            }
            case "下达" -> decide(new Command.Allocate(id, paper(words.get(1)), amounts(words)));
            case "追加" -> decide(new Command.Adjust(id, paper(words.get(1)), amounts(words)));
            case "调剂" -> decide(new Command.Transfer(id, paper(words.get(1)), null, Money.ofYuan(words.get(5)),
                    line(words.get(2)), line(words.get(4))));
            default -> throw new IllegalArgumentException("not a step: " + text);
        }
    }

    void end() {
        assertThat(decision).as("a command without an expectation").isNull();
    }

    private void decide(Command.OnBudget command) {
        end();
        decision = Decider.decide(budget, command, catalogue);
    }

    private void accepted() {
        assertThat(decision).isInstanceOf(Decision.Accepted.class);
        List<Fact> facts = ((Decision.Accepted) Objects.requireNonNull(decision)).facts();
        for (Fact fact : facts) {
            if (fact instanceof Fact.Posted posted) {
                assertThat(posted.posting().id()).isEqualTo(id.stream() + "-" + budget.facts());
            }
        }
        budget = budget.evolve(facts);
        decision = null;
    }

    private void refused(String code, String field) {
        assertThat(decision).isInstanceOf(Decision.Refused.class);
        Refusal refusal = ((Decision.Refused) Objects.requireNonNull(decision)).refusal();
        assertThat(refusal.code() + " " + refusal.field()).as(refusal.detail()).isEqualTo(code + " " + field);
        decision = null;
    }

    private void classify(List<String> words) {
        Classification.Type type = Classification.Type.FUNCTION;
        List<Classification> known = new ArrayList<>();
        for (String word : words) {
            switch (word) {
                case "功能" -> type = Classification.Type.FUNCTION;
                case "经济" -> type = Classification.Type.ECONOMIC;
                default -> known.add(new Classification(type, word, "科目" + word));
            }
        }
        catalogue = catalogue.evolve(new Fact.ClassificationsDefined(2023, known));
    }

    private static Line line(List<String> words) {
        Fund fund = Arrays.stream(Fund.values()).filter(f -> f.chinese().equals(words.get(0))).findFirst().orElseThrow();
        Kind kind = Arrays.stream(Kind.values()).filter(k -> k.chinese().equals(words.get(2))).findFirst().orElseThrow();
        String last = words.size() > 4 ? words.get(4) : "-";
        boolean carriedOver = last.equals("结转");
        return new Line(fund, carriedOver ? Origin.CARRIED_OVER : Origin.CURRENT, given(words.get(1)), kind,
                given(words.get(3)), carriedOver ? null : given(last));
    }

    private static @Nullable String given(String word) {
        return word.equals("-") ? null : word;
    }

    private Line line(String name) {
        return Objects.requireNonNull(lines.get(name), name);
    }

    private List<Command.LineAmount> amounts(List<String> words) {
        List<Command.LineAmount> amounts = new ArrayList<>();
        for (int i = 2; i < words.size(); i += 2) {
            amounts.add(new Command.LineAmount(line(words.get(i)), Money.ofYuan(words.get(i + 1))));
        }
        return amounts;
    }

    private static Paper paper(String date) {
        return new Paper("财预〔2023〕1号", LocalDate.parse(date), "情景");
    }

    private Budget.Open open() {
        return (Budget.Open) budget;
    }
}
