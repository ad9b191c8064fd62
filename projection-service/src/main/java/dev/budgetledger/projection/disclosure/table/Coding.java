package dev.budgetledger.projection.disclosure.table;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.Line;
import dev.budgetledger.projection.entries.ClassificationNames;

/**
 * 科目: one of the two classifications of a line.
 *
 * @param codeOf the code a line carries, absent where it was not published
 * @param nameOf the name of a code, empty if the catalogue does not have it
 */
public record Coding(Function<Line, @Nullable String> codeOf, UnaryOperator<String> nameOf) {

    /** 支出功能分类. */
    public static Coding byFunction(ClassificationNames names) {
        return new Coding(Line::function, names::ofFunction);
    }

    /** 部门预算支出经济分类. */
    public static Coding byEconomic(ClassificationNames names) {
        return new Coding(Line::economic, names::ofEconomic);
    }

    /** 类: the first three digits of a code. */
    static String classOf(String code) {
        return code.length() < 3 ? code : code.substring(0, 3);
    }

    /** The code with its parents: 201, 20103, 2010301. */
    static List<String> levelsOf(String code) {
        List<String> levels = new ArrayList<>();
        for (int digits = 3; digits < code.length(); digits += 2) {
            levels.add(code.substring(0, digits));
        }
        levels.add(code);
        return levels;
    }
}
