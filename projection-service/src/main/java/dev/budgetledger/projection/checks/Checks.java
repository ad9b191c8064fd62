package dev.budgetledger.projection.checks;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import dev.budgetledger.projection.disclosure.TableId;
import dev.budgetledger.projection.disclosure.Template;

import static dev.budgetledger.projection.disclosure.TableId.*;

/** 勾稽关系, in the order in which they are answered; T1 to T9 are the tables in the order of the printed disclosure. */
final class Checks {

    private static final List<String> SOURCES = List.of("fiscalAppropriation", "fiscalSpecialAccount", "institution",
            "institutionBusiness", "superiorSubsidy", "subordinateRemittance", "other");

    private static final List<String> KINDS = List.of("basic", "project", "business", "remittance", "subsidy");

    private static final List<String> FUNDS = List.of("generalPublic", "governmentFund", "stateCapital");

    private Checks() {}

    /** The checks of a year: some name codes, which are data of the year. */
    static List<Check> of(Template forms) {
        List<Check> checks = new ArrayList<>(HARD);
        checks.addAll(CONDITIONAL);
        checks.addAll(forms.sameMoney().stream().map(Checks::sameMoney).toList());
        return checks;
    }

    /** Every check of the year, in order. */
    static List<Result> run(PrintedTables tables) {
        return of(tables.forms()).stream().map(check -> check.run(tables)).toList();
    }

    private static final List<Check> HARD = Stream.of(
                    balance("T1", REVENUE_AND_EXPENDITURE),
                    Stream.of(
                            Check.hard("T2-T1-total", "T2 合计 = T1 收入总计; 本年收入小计 = 本年收入合计; 上年结转 = 上年结转结余",
                                    "the revenue table has the income of the balance",
                                    List.of(REVENUE, REVENUE_AND_EXPENDITURE), CrossRules::revenueTotals),
                            Check.hard("T3-T1-total", "T3 合计 = T1 本年支出合计",
                                    "the expenditure table has the expenditure of the balance",
                                    List.of(EXPENDITURE, REVENUE_AND_EXPENDITURE), CrossRules::expenditureTotal),
                            Check.hard("T2-T3-total", "T2 合计 = T3 合计 + T1 年终结转结余",
                                    "income is expenditure and what was carried out",
                                    List.of(REVENUE, EXPENDITURE, REVENUE_AND_EXPENDITURE),
                                    CrossRules::revenueOfExpenditure),
                            Check.hard("T1-T3-class", "T1 各类支出 = T3 该类合计",
                                    "each functional class is the same on the balance and in the expenditure table",
                                    List.of(REVENUE_AND_EXPENDITURE, EXPENDITURE), CrossRules::classes)),
                    byFunction("T2", REVENUE),
                    row("T2-row", "合计 = 本年收入小计 + 上年结转", REVENUE, "total", List.of("currentYear", "carriedOver")),
                    row("T2-row-current", "本年收入小计 = 各项收入之和", REVENUE, "currentYear", SOURCES),
                    byFunction("T3", EXPENDITURE),
                    row("T3-row", "合计 = 基本支出 + 项目支出 + 经营支出 + 上解上级支出 + 对附属单位补助支出",
                            EXPENDITURE, "total", KINDS),
                    balance("T4", FISCAL_APPROPRIATION),
                    row("T4-row", "合计 = 一般公共预算 + 政府性基金预算 + 国有资本经营预算", FISCAL_APPROPRIATION, "total", FUNDS),
                    byFunction("T5", GENERAL_PUBLIC_BUDGET),
                    fund("T5", GENERAL_PUBLIC_BUDGET, "generalPublic"),
                    byFunction("T7", GOVERNMENT_FUND),
                    fund("T7", GOVERNMENT_FUND, "governmentFund"),
                    byFunction("T8", STATE_CAPITAL),
                    fund("T8", STATE_CAPITAL, "stateCapital"),
                    byCode("T6", BASIC_EXPENDITURE),
                    row("T6-row", "合计 = 人员经费 + 公用经费", BASIC_EXPENDITURE, "total", List.of("personnel", "operating")),
                    Stream.of(
                            Check.hard("T6-T5-basic", "T6 合计 = T5 合计 基本支出",
                                    "basic expenditure is the same by economic class and by function",
                                    List.of(BASIC_EXPENDITURE, GENERAL_PUBLIC_BUDGET), CrossRules::basic),
                            Check.hard("T9-parts", "T9 小计 = 一 + 二 + 三; 各项 = 其中各分项之和",
                                    "the subtotal is its items, an item its parts",
                                    List.of(THREE_PUBLIC), tables -> ThreePublicRules.parts(tables.table(THREE_PUBLIC)))),
                    row("T9-row", "合计 = 一般公共预算 + 政府性基金预算 + 国有资本经营预算", THREE_PUBLIC, "total", FUNDS),
                    Stream.of(Check.hard("YOY-parts", "增减合计 = 基本支出增减 + 项目支出增减",
                            "the change on the prior year is that of basic and of project expenditure",
                            List.of(), FundRules::changes)))
            .flatMap(checks -> checks)
            .toList();

    private static final List<Check> CONDITIONAL = List.of(
            Check.conditional("T5-T3-only-general", "只有一般公共预算拨款时: T5 = T3",
                    "without other money, 一般公共预算 is all expenditure, row by row",
                    List.of(GENERAL_PUBLIC_BUDGET, EXPENDITURE, REVENUE_AND_EXPENDITURE), ConditionalRules::onlyGeneralPublic),
            Check.conditional("T6-operating-cost", "行政单位: 机关运行经费 = T6 合计 公用经费",
                    "the operating cost an administrative unit states is 公用经费",
                    List.of(BASIC_EXPENDITURE), ConditionalRules::operatingCost));

    private static Check sameMoney(Template.SameMoney pair) {
        return Check.conditional(
                "T5-" + pair.function() + "-T6-" + String.join("-", pair.economics()),
                "T5 Σ" + pair.function() + " 基本支出 = T6 " + String.join(" + ", pair.economics()),
                "the same money by function and by economic class; source: " + pair.source(),
                List.of(GENERAL_PUBLIC_BUDGET, BASIC_EXPENDITURE),
                tables -> ConditionalRules.sameMoney(tables, pair));
    }

    private static Stream<Check> balance(String table, TableId id) {
        List<TableId> needs = List.of(id);
        return Stream.of(
                Check.hard(table + "-total", table + " 收入总计 = 支出总计", "the two totals are equal", needs,
                        tables -> BalanceRules.totals(tables.balance(id))),
                Check.hard(table + "-income", table + " 本年收入合计 = 各项收入之和; 收入总计 = 本年收入合计 + 结转",
                        "the left adds up", needs, tables -> BalanceRules.income(tables.balance(id))),
                Check.hard(table + "-expenditure", table + " 本年支出合计 = Σ类; 支出总计 = 本年支出合计 + 结转",
                        "the right adds up in every column", needs,
                        tables -> BalanceRules.expenditure(tables.balance(id))));
    }

    private static Stream<Check> byCode(String table, TableId id) {
        return Stream.of(
                Check.hard(table + "-total-class", table + " 合计 = Σ类", "the total is its classes", List.of(id),
                        tables -> ByCodeRules.totalOfClasses(tables.byCode(id))),
                Check.hard(table + "-class-group", table + " 类 = Σ款", "a class is its groups", List.of(id),
                        tables -> ByCodeRules.parentsOfChildren(tables.byCode(id), ByCode.CLASS)));
    }

    private static Stream<Check> byFunction(String table, TableId id) {
        return Stream.concat(byCode(table, id), Stream.of(
                Check.hard(table + "-group-item", table + " 款 = Σ项", "a group is its items", List.of(id),
                        tables -> ByCodeRules.parentsOfChildren(tables.byCode(id), ByCode.GROUP))));
    }

    private static Stream<Check> row(String id, String formula, TableId table, String total, List<String> parts) {
        return Stream.of(Check.hard(id, id.substring(0, 2) + " " + formula, "every row is the sum of its columns",
                List.of(table), tables -> ByCodeRules.rows(tables.table(table), total, parts)));
    }

    private static Stream<Check> fund(String table, TableId id, String column) {
        return Stream.of(
                Check.hard(table + "-row", table + " 合计 = 基本支出 + 项目支出", "every row is the sum of its columns",
                        List.of(id), tables -> FundRules.rows(tables, id)),
                Check.hard(table + "-T4-fund", table + " 合计 = T4 本年支出合计 该项拨款",
                        "the table of an appropriation has its column of the fiscal appropriations",
                        List.of(id, FISCAL_APPROPRIATION), tables -> CrossRules.appropriation(tables, id, column)));
    }
}
