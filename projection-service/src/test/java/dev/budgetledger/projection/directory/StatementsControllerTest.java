package dev.budgetledger.projection.directory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.w3c.dom.Element;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.Fund;
import dev.budgetledger.contract.Money;
import dev.budgetledger.contract.Origin;
import dev.budgetledger.contract.Statement;
import dev.budgetledger.contract.Watermark;
import dev.budgetledger.projection.console.Pages;
import dev.budgetledger.projection.disclosure.http.SampleHttp;
import dev.budgetledger.projection.entries.jdbc.JdbcStatementReader;
import dev.budgetledger.projection.intake.StoredLog;
import dev.budgetledger.projection.samples.SampleLog;

import static org.assertj.core.api.Assertions.assertThat;

/** 陈述 as a page, out of a real database: every part, word for word. */
class StatementsControllerTest {

    private static final BudgetId OFFICE = new BudgetId("301", 2023);
    private static final String ADDRESS = "/v1/disclosures/301/2023/statements";

    private final SampleLog log = new SampleLog();

    @Test
    void every_part_is_shown_in_words_with_its_paper() {
        log.open(OFFICE);
        say(null, new Statement.Profile(List.of("<b>拟订</b>政策。"), List.of(new Statement.Institution("301001", "办公室", null, "正处级", "全额"))));
        say("P1", new Statement.Performance(List.of("按时完成。"), List.of(new Statement.Section("产出", "办会", "三次")), List.of("专人负责。"),
                List.of(new Statement.Indicator("产出指标", "数量指标", "会议", null, Statement.Operator.AT_LEAST, "3", "次", "计划"))));
        say("P1", new Statement.Attainment(List.of(new Statement.AttainedIndicator("产出指标", "数量指标", "会议", "4", "次", "9.5", "签到表"))));
        say(null, new Statement.Procurement(List.of(new Statement.Purchase("台式机", "A02010104", "台", "2", Money.ofYuan("5000"),
                List.of(new Statement.Funding(Fund.GENERAL_PUBLIC, Origin.CURRENT, Money.ofYuan("6000")),
                        new Statement.Funding(Fund.GENERAL_PUBLIC, Origin.CARRIED_OVER, Money.ofYuan("4000"))), null))));
        say(null, new Statement.Assets(LocalDate.of(2022, 12, 31), List.of(new Statement.AssetRow("房屋", "100", Money.ofYuan("7.50"))), Money.ofYuan("7.50")));
        say("change", new Statement.Explanation("shijiazhuang", List.of("增加主要是人员调整。"), List.of("301-2023-7")));

        Element page = Pages.open(mvc(), ADDRESS);

        assertThat(Pages.words(page)).contains("概况 Profile", "<b>拟订</b>政策。", "绩效目标 P1", "专人负责。", "石财绩〔2023〕3号，预算批复，业务日期 2023-01-10，账本位置 2",
                "增加主要是人员调整。", "301-2023-7", "截至 2022-12-31");
        assertThat(Pages.rows(page)).containsExactlyInAnyOrder(
                List.of("办公室", "301001", "", "正处级", "全额"),
                List.of("产出", "办会", "三次"),
                List.of("产出指标", "数量指标", "会议", "", "≥ 3", "次", "计划"),
                List.of("产出指标", "数量指标", "会议", "4", "次", "9.5", "签到表"),
                List.of("台式机", "A02010104", "台", "2", "5,000.00", "", "一般公共预算 General public budget", "本年 This year", "6,000.00"),
                List.of("", "", "", "", "", "", "一般公共预算 General public budget", "上年结转 Carried over", "4,000.00"),
                List.of("房屋", "100", "7.50"),
                List.of("合计", "", "7.50"));
        assertThat(Pages.words(Pages.open(mvc(), ADDRESS + "?part=PROFILE&key="))).contains("正处级").doesNotContain("台式机", "签到表");
        assertThat(Pages.words(Pages.open(mvc(), ADDRESS + "?position=1"))).contains("Nothing of it is stated.");
    }

    @Test
    void what_units_say_comes_after_what_the_department_says_of_the_same_and_is_asked_for_by_unit() throws IOException {
        log.open(OFFICE);
        Statement.Explanation said = new Statement.Explanation("shijiazhuang", List.of("一。"), List.of());
        say("301002", "change", said);
        say(null, "change", said);
        say("301001", "change", said);
        say("301001", "P1", new Statement.Attainment(List.of(new Statement.AttainedIndicator("产出指标", "数量指标", "会议", "4", "次", null, null))));

        assertThat(listed("")).containsExactly("ATTAINMENT P1 301001", "EXPLANATION change -", "EXPLANATION change 301001", "EXPLANATION change 301002");
        assertThat(listed("?ofUnit=301001")).containsExactly("ATTAINMENT P1 301001", "EXPLANATION change 301001");
        assertThat(listed("?ofUnit=301001&part=EXPLANATION")).containsExactly("EXPLANATION change 301001");
        List<String> read = new ArrayList<>();
        for (String next = ADDRESS + "?limit=1"; next != null; next = json(next).get("next").stringValue(null)) {
            read.addAll(listed(next.substring(ADDRESS.length())));
        }
        assertThat(read).isEqualTo(listed(""));
        assertThat(listed("?after=301001/EXPLANATION:change")).containsExactly("EXPLANATION change 301002");
        assertThat(Pages.words(Pages.open(mvc(), ADDRESS))).contains("绩效自评 P1 301001");
        assertThat(answer("?format=csv").lines()).containsExactly(
                "posting,type,department,fiscalYear,documentNo,effectiveOn,reason,part,key,unit,goal,sectionTitle,sectionGoal,sectionIndicator,assurance,"
                        + "first,second,third,description,operator,value,measure,basis,score,evidence,item,catalogueCode,quantity,price,smallFirms,fund,origin,amount",
                "1,MakeStatement,301,2023,石财绩〔2023〕3号,2023-01-10,预算批复,ATTAINMENT,P1,301001,,,,,,产出指标,数量指标,会议,,,4,次,,,,,,,,,,,");
        assertThat(answer("?format=csv&part=PROCUREMENT")).as("no column where no row says anything").doesNotContain("unit");
    }

    private List<String> listed(String query) throws IOException {
        return json(ADDRESS + query).get("statements").valueStream().map(each -> each.get("part").stringValue() + " " + each.path("key").stringValue("-")
                + " " + each.path("ofUnit").stringValue("-")).toList();
    }

    private JsonNode json(String address) throws IOException {
        return JsonMapper.shared().readTree(answer(address.substring(ADDRESS.length())));
    }

    @Test
    void an_address_may_name_its_form() throws IOException {
        log.open(OFFICE);
        say("change", new Statement.Explanation("shijiazhuang", List.of("一。"), List.of()));

        assertThat(answer("?format=html")).contains("<p>一。</p>");
        assertThat(answer("?format=json")).contains("\"paragraphs\":[\"一。\"]");
        assertThat(mvc().get().uri(ADDRESS + "?format=xlsx").exchange()).hasStatus(400);
    }

    private void say(@Nullable String key, Statement.Content said) {
        say(null, key, said);
    }

    private void say(@Nullable String ofUnit, @Nullable String key, Statement.Content said) {
        log.tick().define(OFFICE, new Fact.StatementMade("石财绩〔2023〕3号", LocalDate.of(2023, 1, 10), "预算批复", ofUnit, key, Statement.of(said)));
    }

    private String answer(String query) throws IOException {
        return mvc().get().uri(SampleHttp.address(ADDRESS + query)).exchange().getResponse().getContentAsString(StandardCharsets.UTF_8);
    }

    private MockMvcTester mvc() {
        StoredLog stored = new StoredLog(1).facts(log.facts()).watermark(new Watermark(log.lastPosition(), log.now()));
        return SampleHttp.of(new StatementsController(stored.reader(log.now(), Duration.ZERO), new JdbcStatementReader(stored.jdbc())));
    }
}
