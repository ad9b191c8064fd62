package dev.budgetledger.ledger;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

import dev.budgetledger.contract.form.Form;
import dev.budgetledger.contract.form.FormReader;

/** Small forms, each of whose tables has one cell. */
public final class SampleForms {

    private SampleForms() {}

    public static Form of(String id, String jurisdiction, List<String> tables) {
        return FormReader.read(json(id, jurisdiction, tables).getBytes(StandardCharsets.UTF_8));
    }

    /** With room for authors: a slot whose name ends with a point is one of each function. */
    public static Form of(String id, String jurisdiction, List<String> tables, List<String> slots) {
        String document = """
                {"title":"部门预算公开信息","amounts":{"measure":"YUAN","format":{"places":2}},"slots":[%s],
                "parts":[{"id":"all","title":"说明"}]}""".formatted(
                slots.stream().map(SampleForms::slot).collect(Collectors.joining(",")));
        String json = json(id, jurisdiction, tables);
        return FormReader.read((json.substring(0, json.length() - 1) + ",\"document\":" + document + "}")
                .getBytes(StandardCharsets.UTF_8));
    }

    private static String slot(String key) {
        return key.endsWith(".")
                ? "{\"id\":\"" + key.substring(0, key.length() - 1) + "\",\"title\":\"用途\",\"by\":\"FUNCTION\"}"
                : "{\"id\":\"" + key + "\",\"title\":\"原因\"}";
    }

    /** The same as JSON. */
    public static String json(String id, String jurisdiction, List<String> tables) {
        return """
                {"id":"%s","name":"某地部门预算公开表","jurisdiction":"%s","level":"DEPARTMENT","of":"BUDGET",
                "fiscalYears":{"from":2023},"tables":[%s]}""".formatted(
                id, jurisdiction, tables.stream().map(SampleForms::table).collect(Collectors.joining(",")));
    }

    private static String table(String id) {
        return """
                {"id":"%s","title":"支出表","measure":"YUAN","format":{"places":2},"of":{"sides":["EXPENDITURE"]},
                "panels":[{"columns":[{"id":"name","title":"项目","text":"LABEL"},{"id":"total","title":"合计"}],
                "sections":[[{"label":"合计"}]]}]}""".formatted(id);
    }
}
