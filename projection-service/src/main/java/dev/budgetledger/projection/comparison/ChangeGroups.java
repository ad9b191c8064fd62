package dev.budgetledger.projection.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.Money;
import dev.budgetledger.projection.audit.Contribution;
import dev.budgetledger.projection.entries.EntryFilter;
import dev.budgetledger.projection.entries.EntryRange;
import dev.budgetledger.projection.entries.EntrySum;
import dev.budgetledger.projection.entries.LineAmount;
import dev.budgetledger.projection.entries.Side;

/** 分组: what changed of the expenditure, by what its lines say. */
public final class ChangeGroups {

    private static final int CLASS_DIGITS = 3;

    private ChangeGroups() {}

    /** What lines are put together by. */
    public enum By {
        /** 项目. */
        PROJECT,
        /** 类 of the function. */
        CLASS;

        String of(Line line) {
            return switch (this) {
                case PROJECT -> Objects.requireNonNullElse(line.project(), "");
                case CLASS -> {
                    String function = Objects.requireNonNullElse(line.function(), "");
                    yield function.substring(0, Math.min(CLASS_DIGITS, function.length()));
                }
            };
        }
    }

    /**
     * Lines that say the same.
     *
     * @param key what they say; empty if they do not say it
     */
    public record Group(String key, Causes causes) {}

    /** Those that changed, by key. They add up to the change of the expenditure. */
    public static List<Group> of(BudgetPair compared, By by) {
        Map<String, Causes> groups = new TreeMap<>();
        for (EntryRange stretch : compared.stretches()) {
            List<LineAmount> lines = compared.lines(stretch).stream().map(line -> new LineAmount(line, Side.EXPENDITURE, Money.ZERO)).toList();
            Contribution all = new Contribution(stretch, EntryFilter.of(lines, compared.to().basis(), compared.amounts()));
            for (EntrySum sum : compared.sums(stretch)) {
                groups.computeIfAbsent(by.of(sum.line()), _ -> new Causes()).add(sum, all.of(sum));
            }
        }
        List<Group> changed = new ArrayList<>();
        groups.forEach((key, causes) -> {
            if (!causes.parts().isEmpty()) {
                changed.add(new Group(key, causes));
            }
        });
        return changed;
    }
}
