package dev.budgetledger.contract.form;

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Forms that have every field. */
public final class SampleForm {

    /** Every field of the language of tables once. */
    public static final String WHOLE = """
            {"id": "nowhere-2025", "name": "某地公开表", "jurisdiction": "310107", "level": "UNIT", "of": "BUDGET",
             "fiscalYears": {"from": 2025, "through": 2026},
             "tables": [{
               "id": "balance", "title": "{year}年收支总表", "measure": "WAN_YUAN", "totals": "OF_ROUNDED",
               "format": {"places": 2, "shortest": true, "grouping": true, "zero": "0.00"},
               "of": {"funds": ["GENERAL_PUBLIC"]},
               "panels": [{
                 "columns": [
                   {"id": "code", "title": "类", "under": ["项目", "编码"], "text": "CODE", "level": 1},
                   {"id": "name", "title": "名称", "text": "LABEL"},
                   {"id": "total", "title": "合计", "sum": ["basic", "project"]},
                   {"id": "basic", "title": "基本支出", "of": {"kinds": ["PERSONNEL", "OPERATING", "BASIC"]}},
                   {"id": "project", "title": "项目支出", "of": {"kinds": ["PROJECT"]}, "zero": ""}],
                 "sections": [
                   [{"id": "classes", "by": "FUNCTION", "levels": [1], "of": {"sides": ["EXPENDITURE"]},
                     "listed": [{"code": "201", "label": "一般公共服务支出"}], "numbering": "CHINESE"},
                    {"id": "unpublished", "label": "未公布", "when": "MONEY",
                     "of": {"sides": ["EXPENDITURE"], "functions": ["NONE"], "economics": ["301", "30201"],
                            "origins": ["CURRENT"], "governmentEconomics": ["501"],
                            "natures": ["ADMINISTRATIVE"]}}],
                   [{"label": "合计", "sum": ["classes", "unpublished"]}]]}],
               "notes": [{"text": "注:{year}年无预算。", "when": "EMPTY"}]}]}
            """;

    /** Two years held against each other, by project and by unit. */
    public static final String OF_TWO_YEARS = """
            {"id": "nowhere-two-years-2025", "name": "某地两年对比表", "jurisdiction": "310107", "level": "DEPARTMENT", "of": "BUDGET",
             "fiscalYears": {"from": 2025},
             "tables": [{
               "id": "projects", "title": "{year}年项目支出表", "measure": "WAN_YUAN", "format": {"places": 2},
               "of": {"sides": ["EXPENDITURE"], "kinds": ["PROJECT"]},
               "panels": [{
                 "columns": [
                   {"id": "code", "title": "代码", "text": "CODE"},
                   {"id": "name", "title": "名称", "text": "LABEL"},
                   {"id": "prior", "title": "{priorYear}年预算数", "sum": ["priorGeneral", "priorOther"]},
                   {"id": "priorGeneral", "title": "一般公共预算", "year": "PRIOR", "of": {"funds": ["GENERAL_PUBLIC"]}},
                   {"id": "priorOther", "title": "其他", "year": "PRIOR", "of": {"funds": ["OTHER"]}},
                   {"id": "total", "title": "{year}年预算数"},
                   {"id": "change", "title": "增减额", "under": ["比上年"],
                    "change": {"from": "prior", "to": "total", "as": "AMOUNT", "plus": true}},
                   {"id": "percent", "title": "增减%", "under": ["比上年"],
                    "change": {"from": "prior", "to": "total", "as": "PERCENT", "percentSign": true, "fromZero": "—",
                               "format": {"places": 1}}}],
                 "sections": [[
                   {"id": "projects", "by": "PROJECT", "under": "UNIT", "of": {"funds": ["GENERAL_PUBLIC", "OTHER"]}, "numbering": "CHINESE"},
                   {"id": "total", "label": "合计", "sum": ["projects"]}]]}],
               "notes": [{"text": "注:{priorYear}年预算仅部分公布。", "when": "PRIOR_UNKNOWN"}]}]}
            """;

    /** Every field of the language of documents once, after small tables. */
    public static final String OF_A_DOCUMENT = """
            {"id": "nowhere-whole-2025", "name": "某地公开文本", "jurisdiction": "310107", "level": "DEPARTMENT", "of": "BUDGET",
             "fiscalYears": {"from": 2025},
             "tables": [{
               "id": "basic", "title": "基本支出表", "measure": "YUAN", "format": {"places": 2}, "of": {"sides": ["EXPENDITURE"]},
               "panels": [{"columns": [{"id": "name", "title": "项目", "text": "LABEL"}, {"id": "total", "title": "合计"}],
                           "sections": [[{"label": "合计"}]]}]}],
             "document": {
               "title": "{year}年部门预算", "subtitle": "预算主管部门：{department}", "contents": "公开目录",
               "corners": ["{code} {department}", "预算年度：{year}", "单位：{measure}"],
               "lineNumbers": {"rows": "序号", "columns": "栏次"},
               "amounts": {"measure": "WAN_YUAN", "format": {"places": 2, "shortest": true, "zero": "0"}},
               "slots": [
                 {"id": "duties", "title": "职能", "required": {}},
                 {"id": "change", "title": "增减原因",
                  "required": {"change": {"sides": ["EXPENDITURE"]}, "amount": "100000.00", "percent": 10}},
                 {"id": "purpose", "title": "用途", "by": "FUNCTION"},
                 {"id": "about", "title": "项目概述", "by": "PROJECT"}],
               "numbering": "CHINESE",
               "parts": [
                 {"id": "tables", "title": "公开表", "numbering": "ARABIC_POINT", "parts": [
                   {"id": "basic", "title": "基本支出表", "blocks": [{"table": "basic"}]}]},
                 {"id": "text", "title": "情况说明", "heading": "{department}{year}年情况说明", "blocks": [
                   {"heading": "比{priorYear}年增减", "level": 1, "numbering": "CHINESE_BRACKETED"},
                   {"text": "按规定公开。"},
                   {"slot": "duties"},
                   {"items": ["其一。", ["其二：", {"amount": {"sides": ["EXPENDITURE"], "kinds": ["PROJECT"]}}]], "numbering": "ARABIC"},
                   {"list": "DUTIES", "numbering": "CHINESE_BRACKETED"},
                   {"text": [
                     {"amount": {"sides": ["EXPENDITURE"]}, "as": "CHANGE",
                      "format": {"measure": "YUAN", "format": {"places": 0, "grouping": true}}},
                     {"direction": {"sides": ["INCOME"]}},
                     {"slot": "change"},
                     {"value": "PROCUREMENT", "catalogue": ["A", "B01"], "format": {"measure": "WAN_YUAN", "format": {"places": 2}}},
                     {"when": {"of": {"sides": ["EXPENDITURE"]}, "is": ["SAME", "MORE"]}, "text": ["主要为", {"slot": "change"}]}]},
                   {"sheet": "PURCHASES", "title": "采购表", "corners": ["{department}", ["截至", {"value": "ASSETS_AS_AT"}]],
                    "totals": ["合计", "{department}小计"], "measure": "YUAN", "format": {"places": 0}, "columns": [
                     {"title": "项目", "under": ["来源"], "field": "PROJECT"},
                     {"title": "拨款", "field": "FUNDING", "of": {"funds": ["GENERAL_PUBLIC"], "origins": ["CURRENT"]}}]},
                   {"each": "FUNCTION", "of": {"sides": ["EXPENDITURE"]}, "numbering": "CHINESE_PART", "blocks": [
                     {"text": ["{class}（类）{group}（款）{name}（项）", {"slot": "purpose"}]}]},
                   {"each": "PROJECT", "blocks": [
                     {"heading": "{name}", "level": 3},
                     {"slot": "about"},
                     {"sheet": "INDICATORS", "columns": [{"title": "{name}指标", "field": "THIRD"}]}]}]}]}}
            """;

    private static final JsonMapper JSON = new JsonMapper();

    private SampleForm() {}

    public static Form whole() {
        return FormReader.read(WHOLE.getBytes(StandardCharsets.UTF_8));
    }

    public static Form ofADocument() {
        return FormReader.read(OF_A_DOCUMENT.getBytes(StandardCharsets.UTF_8));
    }

    /** A form with another value at a place, or none there. */
    static ObjectNode changed(String form, String pointer, @Nullable String value) {
        ObjectNode changed = (ObjectNode) JSON.readTree(form);
        JsonPointer at = JsonPointer.compile(pointer);
        JsonNode owner = changed.at(at.head());
        String last = at.last().getMatchingProperty();
        if (owner instanceof ArrayNode array) {
            int index = Integer.parseInt(last);
            if (index < array.size()) {
                array.set(index, JSON.readTree(value));
            } else {
                array.add(JSON.readTree(value));
            }
        } else if (value == null) {
            ((ObjectNode) owner).remove(last);
        } else {
            ((ObjectNode) owner).set(last, JSON.readTree(value));
        }
        return changed;
    }
}
