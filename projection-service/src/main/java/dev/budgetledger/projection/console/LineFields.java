package dev.budgetledger.projection.console;

import java.util.List;
import java.util.Map;

import dev.budgetledger.contract.Fund;
import dev.budgetledger.contract.Kind;
import dev.budgetledger.projection.console.PointBar.Choice;
import dev.budgetledger.projection.console.PointBar.Field;

/** 指标: of which lines a form asks, by the names of {@link dev.budgetledger.projection.web.LineParameters}. */
public final class LineFields {

    /** What is written of them. */
    public static final List<Field> WRITTEN = List.of(
            new Field("function", "功能科目(开头)", "function begins with", "text"),
            new Field("economic", "经济科目(开头)", "economic begins with", "text"),
            new Field("project", "项目", "project", "text"),
            new Field("unit", "单位", "unit", "text"));

    private LineFields() {}

    /** What is chosen of them. */
    public static List<Choice> choices(Map<String, String> asked) {
        return List.of(
                Choice.ofAny("fund", "资金性质", "fund", Fund.values(), asked),
                Choice.ofAny("kind", "支出性质", "kind", Kind.values(), asked));
    }
}
