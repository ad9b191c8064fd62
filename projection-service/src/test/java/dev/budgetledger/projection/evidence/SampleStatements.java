package dev.budgetledger.projection.evidence;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.Fund;
import dev.budgetledger.contract.Money;
import dev.budgetledger.contract.Origin;
import dev.budgetledger.contract.Project;
import dev.budgetledger.contract.Statement;

/** What departments say: of every part, with words that are no markup, twice, and not all of it by every date. */
final class SampleStatements {

    private static final String FIRST = "P-1 &=?";
    private static final String SECOND = "项目\uD83D\uDE00";
    private static final String THIRD = "项目\uFF21";

    private SampleStatements() {}

    /** @param number of the department: some say nothing */
    static List<Fact> of(int number) {
        if (number % 5 == 1) {
            return List.of();
        }
        return Stream.concat(
                Stream.of(new Fact.ProjectsDefined(List.of(new Project(FIRST, "网站 <b>\"运行\"</b>", null, null), new Project(SECOND, "笑", null, null)))),
                Stream.of(
                        made(1, null, new Statement.Profile(List.of("职责一", "", "职责 & '三'"), List.of(
                                new Statement.Institution(null, "本级", "行政", "正处级", "财政拨款"),
                                new Statement.Institution(null, "中心\t\u0001", null, null, null)))),
                        made(1, null, new Statement.Performance(List.of("目标一", "目标二"), List.of(
                                new Statement.Section("一项", "做到", "指标")), List.of("措施"), List.of(indicator("产出", "数量", "12")))),
                        made(1, FIRST, performance("10")),
                        made(1, THIRD, performance("3")),
                        made(1, SECOND, performance("2")),
                        made(11, FIRST, performance("12")),
                        made(12, SECOND, new Statement.Attainment(List.of(
                                new Statement.AttainedIndicator("产出", "数量", "完成", "9", "台", "9.5", "台账"),
                                new Statement.AttainedIndicator("产出", "质量", "完成", "好", null, null, null)))),
                        made(2, FIRST, new Statement.Procurement(List.of(
                                purchase("计算机", "A020101", Fund.GENERAL_PUBLIC, Money.ofFen(500_000)),
                                purchase("服务", "C0102", Fund.OTHER, null)))),
                        made(2, null, new Statement.Assets(LocalDate.of(2022, 12, 31), List.of(
                                new Statement.AssetRow("房屋", "12.5", Money.ofFen(number * 1_234_567L)),
                                new Statement.AssetRow("其他", null, Money.ZERO)), Money.ofFen(number * 1_234_567L))),
                        made(3, "purpose.2010301", new Statement.Explanation("putuo-department-2025", List.of("，用于", "办公"), List.of())),
                        made(3, "basic-change", new Statement.Explanation("shijiazhuang-2023", List.of("人员增加"), List.of())),
                        made(3, "other-matters", new Statement.Explanation("shijiazhuang-2023", List.of("部门事项"), List.of()))))
                .toList();
    }

    /** What two of three units say of themselves: one from the beginning on, of the other from November on. */
    static List<Fact> ofUnits(int number) {
        return List.of(
                made(1, "U1", FIRST, performance("5")),
                made(11, "U1", FIRST, new Statement.Procurement(List.of(purchase("本级计算机", "A020101", Fund.GENERAL_PUBLIC, null)))),
                made(2, "U1", null, new Statement.Assets(LocalDate.of(2022, 12, 31), List.of(
                        new Statement.AssetRow("设备", null, Money.ofFen(number * 1_234L))), Money.ofFen(number * 1_234L))),
                made(3, "U1", "other-matters", new Statement.Explanation("shijiazhuang-2023", List.of("本级事项"), List.of())),
                made(11, "U2", null, new Statement.Profile(List.of("二级职责"), List.of(new Statement.Institution("U2", "中心", null, null, null)))));
    }

    private static Statement.Performance performance(String value) {
        return new Statement.Performance(List.of("目标"), List.of(), List.of(), List.of(
                indicator("产出", "数量", value), indicator("产出", "质量", value), indicator("效果", "满意", value)));
    }

    private static Statement.Indicator indicator(String first, String second, String value) {
        return new Statement.Indicator(first, second, "完成", second.equals("质量") ? null : "说明",
                second.equals("数量") ? Statement.Operator.AT_LEAST : null, value, "台", null);
    }

    private static Statement.Purchase purchase(String item, String code, Fund fund, @Nullable Money smallFirms) {
        return new Statement.Purchase(item, code, "台", "2", Money.ofFen(1_000_000),
                List.of(new Statement.Funding(fund, Origin.CURRENT, Money.ofFen(2_000_000))), smallFirms);
    }

    private static Fact made(int month, @Nullable String key, Statement.Content content) {
        return made(month, null, key, content);
    }

    private static Fact made(int month, @Nullable String ofUnit, @Nullable String key, Statement.Content content) {
        return new Fact.StatementMade("绩1号", LocalDate.of(2023, month, 10), "陈述", ofUnit, key, Statement.of(content));
    }
}
