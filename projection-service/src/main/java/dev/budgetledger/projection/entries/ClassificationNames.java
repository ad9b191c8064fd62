package dev.budgetledger.projection.entries;

import java.util.Map;

import dev.budgetledger.contract.Classification;


/**
 * The names of a year's classification codes, as known at an as-of point.
 *
 * @param functions 支出功能分类: 类, 款 and 项 by code
 * @param economics 部门预算支出经济分类: 类 and 款 by code
 * @param governmentEconomics 政府预算支出经济分类: 类 and 款 by code
 */
public record ClassificationNames(
        Map<String, String> functions, Map<String, String> economics, Map<String, String> governmentEconomics) {

    public ClassificationNames {
        functions = Map.copyOf(functions);
        economics = Map.copyOf(economics);
        governmentEconomics = Map.copyOf(governmentEconomics);
    }

    /** Names of a year in which no code of the government's economic classification is defined. */
    public ClassificationNames(Map<String, String> functions, Map<String, String> economics) {
        this(functions, economics, Map.of());
    }

    /** By what the classifications are called; that of the government only if it has any. */
    public Map<String, Map<String, String>> byClassification() {
        return governmentEconomics.isEmpty()
                ? Map.of("function", functions, "economic", economics)
                : Map.of("function", functions, "economic", economics, "governmentEconomic", governmentEconomics);
    }

    /** The name of a code, empty if the catalogue does not have it. */
    public String of(Classification.Type type, String code) {
        Map<String, String> names = switch (type) {
            case FUNCTION -> functions;
            case ECONOMIC -> economics;
            case GOVERNMENT_ECONOMIC -> governmentEconomics;
        };
        return names.getOrDefault(code, "");
    }
}
