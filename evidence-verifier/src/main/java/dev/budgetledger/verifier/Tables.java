package dev.budgetledger.verifier;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import dev.budgetledger.verifier.Balances.LineMoney;

/** The nine 部门预算公开表, made as the page on tables says. */
final class Tables {

    /** What the amount columns count, by column. */
    private static final Map<String, Predicate<Line>> REVENUE = Map.of(
            "total", line -> true,
            "currentYear", Line::isCurrent,
            "fiscalAppropriation", line -> line.isCurrent() && line.isAppropriation(),
            "fiscalSpecialAccount", current("FISCAL_SPECIAL_ACCOUNT"),
            "institution", current("INSTITUTION"),
            "institutionBusiness", current("INSTITUTION_BUSINESS"),
            "superiorSubsidy", current("SUPERIOR_SUBSIDY"),
            "subordinateRemittance", current("SUBORDINATE_REMITTANCE"),
            "other", current("OTHER"),
            "carriedOver", line -> !line.isCurrent());

    private static final Map<String, Predicate<Line>> EXPENDITURE = Map.of(
            "total", line -> true,
            "basic", Line::isBasic,
            "project", kind("PROJECT"),
            "business", kind("BUSINESS"),
            "remittance", kind("REMITTANCE"),
            "subsidy", kind("SUBSIDY"));

    private static final Map<String, Predicate<Line>> BY_KIND =
            Map.of("total", line -> true, "basic", Line::isBasic, "project", kind("PROJECT"));

    private static final Map<String, Predicate<Line>> BASIC =
            Map.of("total", Line::isBasic, "personnel", kind("PERSONNEL"), "operating", kind("OPERATING"));

    private static final Map<String, Predicate<Line>> BY_APPROPRIATION = Map.of(
            "total", line -> true,
            "generalPublic", fund("GENERAL_PUBLIC"),
            "governmentFund", fund("GOVERNMENT_FUND"),
            "stateCapital", fund("STATE_CAPITAL"));

    private Tables() {}

    static Sheet of(String id, Budget budget, Json.Members template, boolean comparative) {
        Json.Members form = template.object(id);
        Sheet sheet = switch (id) {
            case "revenue-and-expenditure" ->
                new TwoSides(budget, form, Map.of("expenditureAmount", line -> true)).sheet(id);
            case "revenue" -> new ByCode(budget, form, LineMoney::income, Names.Classification.FUNCTION, REVENUE).sheet(id);
            case "expenditure" -> new ByCode(budget, form, LineMoney::balance, Names.Classification.FUNCTION, EXPENDITURE).sheet(id);
            case "fiscal-appropriation" ->
                new TwoSides(budget.only(Line::isAppropriation), form, BY_APPROPRIATION).sheet(id);
            case "general-public-budget" -> ofFund("GENERAL_PUBLIC", budget, form).sheet(id);
            case "basic-expenditure" ->
                new ByCode(budget.only(fund("GENERAL_PUBLIC").and(line -> line.kind() == null || line.isBasic())), form, LineMoney::balance,
                        Names.Classification.ECONOMIC, BASIC).sheet(id);
            case "government-fund" -> ofFund("GOVERNMENT_FUND", budget, form).sheet(id);
            case "state-capital" -> ofFund("STATE_CAPITAL", budget, form).sheet(id);
            case "three-public" -> threePublic(id, budget.only(Line::isAppropriation), form);
            default -> throw new IllegalArgumentException("no table is called " + id);
        };
        return comparative ? withNote(sheet, template.text("comparativeNote")) : sheet;
    }

    private static ByCode ofFund(String fund, Budget budget, Json.Members form) {
        return new ByCode(budget.only(fund(fund)), form, LineMoney::balance, Names.Classification.FUNCTION, BY_KIND);
    }

    private static Sheet threePublic(String id, Budget budget, Json.Members form) {
        List<Map<String, String>> rows = new ArrayList<>();
        for (Json.Members item : form.objects("rows")) {
            List<String> economics = item.texts("economics");
            Map<String, String> row = new LinkedHashMap<>(amounts(
                    budget.only(line -> line.economic() != null && economics.contains(line.economic())),
                    form, BY_APPROPRIATION));
            row.put("item", item.text("label"));
            rows.add(row);
        }
        return new Sheet(id, form, rows, List.of());
    }

    /** The printed expenditure of a budget, by column. */
    private static Map<String, String> amounts(
            Budget budget, Json.Members form, Map<String, Predicate<Line>> columns) {
        Map<String, String> cells = new LinkedHashMap<>();
        columns.forEach((column, counts) ->
                cells.put(column, budget.print(LineMoney::balance, counts, isShortest(form))));
        return cells;
    }

    static boolean isShortest(Json.Members form) {
        return switch (form.text("digits")) {
            case "SHORTEST" -> true;
            case "TWO_PLACES" -> false;
            default -> throw new Fault("未知的小数位写法", "unknown digits");
        };
    }

    private static Sheet withNote(Sheet sheet, String note) {
        List<String> notes = new ArrayList<>(sheet.notes());
        notes.add(note);
        return new Sheet(sheet.id(), sheet.form(), sheet.rows(), notes);
    }

    private static Predicate<Line> fund(String fund) {
        return line -> line.fund().equals(fund);
    }

    private static Predicate<Line> current(String fund) {
        return line -> line.isCurrent() && line.fund().equals(fund);
    }

    private static Predicate<Line> kind(String kind) {
        return line -> line.isOf(kind);
    }
}
