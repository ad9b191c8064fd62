package dev.budgetledger.verifier;

import java.util.HashMap;
import java.util.Map;

/** 科目名称: of several names of a code the last counts. */
final class Names {

    private final Map<String, String> functions = new HashMap<>();
    private final Map<String, String> economics = new HashMap<>();

    void add(LoggedFact fact, int fiscalYear) {
        if (fact.type().equals("ClassificationsDefined")) {
            Fault.require(fact.fact().whole("fiscalYear") == fiscalYear,
                    fact.id() + " 年度不符", fact.id() + " is of another year");
            for (Json.Members each : fact.fact().objects("classifications")) {
                switch (each.text("type")) {
                    case "FUNCTION" -> functions.put(each.text("code"), each.text("name"));
                    case "ECONOMIC" -> economics.put(each.text("code"), each.text("name"));
                    default -> throw new Fault(fact.id() + " 未知分类", fact.id() + " names an unknown classification");
                }
            }
        }
    }

    /** Of a code, empty if it has none. */
    String of(String code, boolean byFunction) {
        return (byFunction ? functions : economics).getOrDefault(code, "");
    }

    Json.Members document() {
        return Documents.object("economic", Documents.texts(economics), "function", Documents.texts(functions));
    }
}
