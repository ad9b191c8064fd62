package dev.budgetledger.standalone.oracle;

import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** 预算指标, as it stands in a document. */
record PlainLine(
        String fund,
        String origin,
        @Nullable String unit,
        @Nullable String function,
        @Nullable String kind,
        @Nullable String economic,
        @Nullable String governmentEconomic,
        @Nullable String project,
        @Nullable String tag) {

    static PlainLine of(JsonNode json) {
        String origin = text(json, "origin");
        return new PlainLine(json.get("fund").asString(), origin == null ? "CURRENT" : origin, text(json, "unit"),
                text(json, "function"), text(json, "kind"), text(json, "economic"),
                text(json, "governmentEconomic"), text(json, "project"), text(json, "tag"));
    }

    private static @Nullable String text(JsonNode json, String field) {
        JsonNode value = json.get(field);
        return value == null || value.isNull() ? null : value.asString();
    }

    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("fund", fund).put("origin", origin);
        Map<String, @Nullable String> others = new HashMap<>();
        others.put("kind", kind);
        others.put("unit", unit);
        others.put("governmentEconomic", governmentEconomic);
        others.put("tag", tag);
        others.put("function", function);
        others.put("economic", economic);
        others.put("project", project);
        others.forEach((field, value) -> {
            if (value != null) {
                json.put(field, value);
            }
        });
        return json;
    }

    PlainLine carriedOver() {
        return new PlainLine(fund, "CARRIED_OVER", unit, function, kind, economic, governmentEconomic, project, tag);
    }

    /** How often money of the line has been carried, unless more is known of it. */
    int times() {
        return origin.equals("CURRENT") ? 0 : 1;
    }

    boolean isOf(String wanted) {
        return wanted.equals(kind);
    }

    boolean isBasic() {
        return isOf("PERSONNEL") || isOf("OPERATING") || isOf("BASIC");
    }
}
