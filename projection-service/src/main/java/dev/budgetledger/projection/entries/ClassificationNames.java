package dev.budgetledger.projection.entries;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

import dev.budgetledger.contract.Classification.Type;

/**
 * What codes of a year are called in the tables of a department, as known at an as-of point.
 *
 * @param everyones by classification and code, as defined for the year: 类, 款 and, of functions, 项
 * @param own 科目名称: the department's own, which come before
 */
public record ClassificationNames(Map<Type, Map<String, String>> everyones, Map<Type, Map<String, String>> own) {

    /** By what the classifications are called; that of the government only if it has any. */
    public Map<String, Map<String, String>> byClassification() {
        Map<String, Map<String, String>> names = new LinkedHashMap<>();
        names.put("function", all(Type.FUNCTION));
        names.put("economic", all(Type.ECONOMIC));
        Map<String, String> governmentEconomics = all(Type.GOVERNMENT_ECONOMIC);
        if (!governmentEconomics.isEmpty()) {
            names.put("governmentEconomic", governmentEconomics);
        }
        return names;
    }

    /** The name of a code, empty if it has none. */
    public String of(Type type, String code) {
        String name = of(own, type).get(code);
        return name == null ? of(everyones, type).getOrDefault(code, "") : name;
    }

    /** Of each code of a classification its name. */
    public Map<String, String> all(Type type) {
        Map<String, String> names = new HashMap<>(of(everyones, type));
        names.putAll(of(own, type));
        return names;
    }

    private static Map<String, String> of(Map<Type, Map<String, String>> names, Type type) {
        return names.getOrDefault(type, Map.of());
    }
}
