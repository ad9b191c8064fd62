package dev.budgetledger.projection.proposals;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpHeaders;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.w3c.dom.Element;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.PostingType;
import dev.budgetledger.contract.ProposedPosting;
import dev.budgetledger.contract.Watermark;
import dev.budgetledger.projection.console.Pages;
import dev.budgetledger.projection.disclosure.http.SampleHttp;
import dev.budgetledger.projection.entries.jdbc.JdbcEntryReader;
import dev.budgetledger.projection.entries.jdbc.JdbcProposalReader;
import dev.budgetledger.projection.intake.StoredLog;
import dev.budgetledger.projection.samples.SampleLog;
import dev.budgetledger.projection.samples.SampleProposals;
import dev.budgetledger.projection.shards.Shard;

import static org.assertj.core.api.Assertions.assertThat;

/** Proposals over HTTP, out of a real database. */
class ProposalSearchControllerTest {

    private static final BudgetId OFFICE = new BudgetId("301", 2023);
    private static final BudgetId BUREAU = new BudgetId("302", 2023);
    private static final LocalDate JUNE = LocalDate.of(2023, 6, 1);
    private static final String PROPOSALS = "/v1/disclosures/301/2023/proposals";

    private final SampleLog log = new SampleLog();
    private final SampleProposals proposals = new SampleProposals(log);
    private MockMvcTester mvc;

    /** Of 301 the proposals 1 open, 2 approved once, 4 posted as 5, 6 sent back, 8 taken back, 10 expired; and one of 302. */
    @BeforeEach
    void givenOneOfEachState() {
        LocalDate today = LocalDate.of(2023, 1, 5);
        log.open(OFFICE);
        log.open(BUREAU);
        proposals.propose(OFFICE, SampleProposals.adding(JUNE, 1_00), today.plusDays(30));
        String second = proposals.propose(OFFICE, SampleProposals.adding(JUNE, 2_00), today.plusDays(30));
        proposals.approve(OFFICE, second, "王");
        log.tick();
        String third = proposals.propose(OFFICE, SampleProposals.adding(JUNE, 3_00), today.plusDays(30));
        proposals.post(OFFICE, third, JUNE, 3_00, "王", "李");
        proposals.otherHalf(BUREAU, third, JUNE, 3_00);
        proposals.reject(OFFICE, proposals.propose(OFFICE, SampleProposals.adding(JUNE, 4_00), today));
        proposals.withdraw(OFFICE, proposals.propose(OFFICE, SampleProposals.adding(JUNE.plusMonths(1), -5_00), today));
        proposals.propose(OFFICE, SampleProposals.adding(JUNE, 6_00), today);
        log.quiet(Duration.ofDays(1));
        proposals.propose(BUREAU, new ProposedPosting(PostingType.REVERSE, "更正1号", null, JUNE, "误", null, null, null, null, null, null, "302-2023-1"),
                today.plusDays(30));
        StoredLog stored = new StoredLog(1).facts(log.facts()).watermark(new Watermark(log.lastPosition(), log.now().plus(Duration.ofDays(60))));
        mvc = SampleHttp.of(new ProposalSearchController(
                stored.reader(log.now().plus(Duration.ofDays(60)), Duration.ZERO), new JdbcProposalReader(stored.jdbc()), new JdbcEntryReader(stored.jdbc()),
                Shard.WHOLE));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "'' | 10 8 6 4 2 1", "order=oldest | 1 2 4 6 8 10", "state=open | 2 1", "state=posted | 4", "state=rejected | 6", "state=WITHDRAWN | 8",
        "state=expired | 10", "effectiveOn=2023-06-30 | 10 6 4 2 1", "effectiveOn=2023-05-31 | ''", "position=6&state=open | 4 2 1", "position=3 | 1",
        "recordedAsOf=2023-01-05T15:59:59Z&state=open | 10 2 1", "recordedAsOf=2023-01-05T16:00:00Z&state=open | 2 1",
        "recordedAsOf=2023-02-04T15:59:59Z&state=open | 2 1", "recordedAsOf=2023-02-04T16:00:00Z&state=open | ''", "state=&limit= | 10 8 6 4 2 1"
    })
    void proposals_are_found_in_the_state_that_they_were_in_at_the_point(String asked, String numbers) {
        assertThat(ids(json(PROPOSALS + "?" + asked))).containsExactlyElementsOf(
                numbers.isEmpty() ? List.of() : List.of(numbers.split(" ")).stream().map(each -> "301-2023-" + each).toList());
    }

    @Test
    void one_that_is_open_says_what_is_to_be_posted_and_who_has_approved() {
        JsonNode second = json(PROPOSALS + "?state=open").get("proposals").get(0);

        assertThat(second.get("state").stringValue()).isEqualTo("OPEN");
        assertThat(second.get("proposedBy").stringValue()).isEqualTo("treasury");
        assertThat(second.get("proposedAt").stringValue()).isEqualTo("2023-01-05T01:00:00Z");
        assertThat(second.get("approvedBy").toString()).isEqualTo("[\"王\"]");
        assertThat(second.get("expiresOn").stringValue()).isEqualTo("2023-02-04");
        assertThat(second.get("amount").stringValue()).isEqualTo("2.00");
        assertThat(second.get("digest").stringValue()).isEqualTo(SampleProposals.adding(JUNE, 2_00).digest());
        assertThat(second.get("proposed").toString()).isEqualTo("""
                {"operation":"ADJUST","documentNo":"冀财预〔2023〕7号","effectiveOn":"2023-06-01","reason":"追加会议","lines":[{"line":{"fund":"GENERAL_PUBLIC",\
                "origin":"CURRENT","function":"2010302","kind":"PROJECT","project":"会议"},"amount":"2.00"}]}""");
        assertThat(second.has("decision")).isFalse();
    }

    @Test
    void one_that_was_posted_leads_to_its_posting_and_says_all_who_approved() {
        JsonNode third = json(PROPOSALS + "/4").get("proposal");

        assertThat(third.get("approvedBy").toString()).isEqualTo("[\"王\",\"李\"]");
        assertThat(third.get("decision").toString()).isEqualTo("""
                {"position":7,"decidedAt":"2023-01-05T01:00:01Z","decidedBy":"treasury","postingId":"301-2023-5",\
                "href":"/v1/disclosures/301/2023/postings/5?position=14"}""");
        assertThat(json(PROPOSALS + "/4?position=6").at("/proposal/state").stringValue()).isEqualTo("OPEN");
        assertThat(json(third.get("href").stringValue()).at("/proposal/proposal").stringValue()).isEqualTo("301-2023-4");
    }

    @Test
    void one_that_was_sent_or_taken_back_says_why() {
        assertThat(json(PROPOSALS + "/6").at("/proposal/decision/reason").stringValue()).isEqualTo("依据不足");
        assertThat(json(PROPOSALS + "/8").at("/proposal/decision/reason").stringValue()).isEqualTo("重新测算");
        assertThat(json(PROPOSALS + "/8").at("/proposal/amount").stringValue()).isEqualTo("5.00");
        assertThat(json(PROPOSALS + "/10").at("/proposal/state").stringValue()).isEqualTo("EXPIRED");
        assertThat(json(PROPOSALS + "/10").get("proposal").has("decision")).isFalse();
    }

    @Test
    void pages_lead_to_each_other_at_one_point() {
        MvcTestResult first = exchange(PROPOSALS + "?limit=4&order=oldest&state=open&position=6");
        String next = "/v1/disclosures/301/2023/proposals?effectiveOn=2023-12-31&recordedAsOf=2023-01-05T01:00:01Z&position=6&limit=2&state=open"
                + "&order=oldest&after=4";

        assertThat(body(first).get("next").isNull()).isTrue();
        MvcTestResult shorter = exchange(PROPOSALS + "?limit=2&order=oldest&state=open&position=6");
        assertThat(body(shorter).get("next").stringValue()).isEqualTo(next);
        assertThat(shorter.getResponse().getHeader(HttpHeaders.LINK)).isEqualTo("<" + next + ">; rel=\"next\"");
        assertThat(ids(json(next))).containsExactly("301-2023-4");
    }

    @Test
    void those_of_all_budgets_are_one_list() {
        assertThat(ids(json("/v1/proposals"))).startsWith("302-2023-2", "301-2023-10").hasSize(7);
        JsonNode page = json("/v1/proposals?state=open&limit=2");
        assertThat(ids(page)).containsExactly("302-2023-2", "301-2023-2");
        assertThat(page.get("next").stringValue()).isEqualTo("/v1/proposals?position=14&limit=2&state=open&after=4");
        assertThat(ids(json(page.get("next").stringValue()))).containsExactly("301-2023-1");
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/proposals?limit=101, 400, limit", "/v1/proposals?effectiveOn=2023-01-01, 400, effectiveOn", "/v1/proposals?state=lost, 400, state",
        PROPOSALS + "?limit=0, 400, limit", PROPOSALS + "?after=1-2, 400, after", PROPOSALS + "?order=size, 400, order", PROPOSALS + "/3, 404, number",
        PROPOSALS + "/5, 404, number", PROPOSALS + "/99, 404, number", PROPOSALS + "/1?position=2, 404, number", PROPOSALS + "/x, 400, number",
        "/v1/disclosures/309/2023/proposals, 404, ''"
    })
    void what_is_not_there_is_refused_by_its_name(String address, int status, String field) {
        MvcTestResult answer = exchange(address);

        assertThat(answer).hasStatus(status);
        assertThat(body(answer).get("field").stringValue()).isEqualTo(field);
    }

    @Test
    void a_checker_reads_them_as_pages() {
        Element list = Pages.open(mvc, PROPOSALS + "?state=open&limit=1");
        Element rest = Pages.open(mvc, Pages.leads(list).stream().filter(each -> each.contains("after=")).findFirst().orElseThrow());
        Element one = Pages.open(mvc, Pages.leads(list).stream().filter(each -> each.contains("/proposals/2")).findFirst().orElseThrow());
        List<String> fields = new ArrayList<>(Pages.rows(one).stream().map(List::getFirst).toList());

        assertThat(Pages.rows(list)).containsExactly(List.of("301-2023-2", "待复核 Open", "追加追减 Adjustment", "冀财预〔2023〕7号", "追加会议", "2023-06-01",
                "2.00", "treasury", "王", "2023-02-04"));
        assertThat(Pages.rows(rest).getFirst()).startsWith("301-2023-1");
        assertThat(fields).contains("状态 State", "提请人 Proposed by", "复核人 Approved by", "有效期至 Open until").doesNotContain("办结人 Decided by");
        assertThat(Pages.rows(one)).contains(List.of("一般公共预算 2010302 项目支出 会议", "2.00"));
        assertThat(Pages.words(Pages.open(mvc, PROPOSALS + "?state=open&effectiveOn=2023-01-01"))).contains("没有这样的提请");
        assertThat(Pages.leads(Pages.open(mvc, PROPOSALS + "/4"))).contains("/v1/disclosures/301/2023/postings/5?position=14");
        assertThat(Pages.leads(Pages.open(mvc, "/v1/disclosures/302/2023/proposals/2"))).contains("/v1/disclosures/302/2023/postings/1?position=14");
        assertThat(Pages.rows(Pages.open(mvc, "/v1/proposals?state=open"))).hasSize(3);
    }

    private JsonNode json(String address) {
        MvcTestResult answer = exchange(address);
        assertThat(answer).as(address).hasStatusOk();
        return body(answer);
    }

    private MvcTestResult exchange(String address) {
        return mvc.get().uri(SampleHttp.address(address)).exchange();
    }

    private static JsonNode body(MvcTestResult answer) {
        return JsonMapper.shared().readTree(answer.getResponse().getContentAsByteArray());
    }

    private static List<String> ids(JsonNode list) {
        return list.get("proposals").valueStream().map(each -> each.get("proposal").stringValue()).toList();
    }
}
