package dev.budgetledger.contract.form;

import java.nio.charset.StandardCharsets;

/** A form that has every field. */
public final class SampleForm {

    /** Every field of the language once. */
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

    private SampleForm() {}

    public static Form whole() {
        return FormReader.read(WHOLE.getBytes(StandardCharsets.UTF_8));
    }
}
