package dev.budgetledger.projection.postings;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
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
import dev.budgetledger.contract.Envelope;
import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.Watermark;
import dev.budgetledger.projection.comparison.http.NoProofs;
import dev.budgetledger.projection.console.Pages;
import dev.budgetledger.projection.disclosure.http.SampleHttp;
import dev.budgetledger.projection.entries.jdbc.JdbcEntryReader;
import dev.budgetledger.projection.entries.jdbc.JdbcPostingReader;
import dev.budgetledger.projection.entries.jdbc.JdbcStreamReader;
import dev.budgetledger.projection.intake.StoredLog;
import dev.budgetledger.projection.samples.SampleLog;
import dev.budgetledger.projection.samples.VariedLog;

import static org.assertj.core.api.Assertions.assertThat;

/** Postings of a budget over HTTP, out of a real database. */
class PostingSearchControllerTest {

    private static final BudgetId OFFICE = new BudgetId("301", 2023);
    private static final BudgetId BUREAU = new BudgetId("302", 2023);
    private static final LocalDate JANUARY = LocalDate.of(2023, 1, 5);
    private static final LocalDate JUNE = LocalDate.of(2023, 6, 1);
    private static final String POSTINGS = "/v1/disclosures/301/2023/postings";

    /** Postings 1 to 5 of 301. */
    private static MockMvcTester five;

    private final SampleLog log = new SampleLog();
    private @Nullable StoredLog kept;
    private long keptThrough;

    @BeforeAll
    static void givenFivePostings() {
        SampleLog log = new SampleLog();
        log.open(OFFICE);
        log.allocate(OFFICE, JANUARY, SampleLog.STAFF, 100_00);
        log.tick().transfer(OFFICE, JUNE, SampleLog.STAFF, SampleLog.MEETING, 1_00);
        log.tick().adjust(OFFICE, JUNE, SampleLog.STAFF, 3_00);
        log.tick().freeze(OFFICE, JUNE, SampleLog.STAFF, 2_00);
        log.tick().allocate(OFFICE, JANUARY, SampleLog.STAFF, 2_99);
        five = mvc(new StoredLog(1).facts(log.facts()).watermark(new Watermark(log.lastPosition(), log.now())), log.now());
    }

    @Test
    void the_newest_is_first_with_its_paper_its_amount_and_its_address() {
        log.open(OFFICE);
        log.allocate(OFFICE, JANUARY, SampleLog.STAFF, 100_00);
        log.tick().transfer(OFFICE, JUNE, SampleLog.STAFF, SampleLog.MEETING, 7_05);

        JsonNode list = json(POSTINGS);

        assertThat(ids(list)).containsExactly("301-2023-2", "301-2023-1");
        JsonNode newest = list.get("postings").get(0);
        assertThat(newest.get("operation").stringValue()).isEqualTo("TRANSFER");
        assertThat(newest.get("amount").stringValue()).isEqualTo("7.05");
        assertThat(newest.get("documentNo").stringValue()).isEqualTo("冀财预〔2023〕1号");
        assertThat(newest.get("postedBy").stringValue()).isEqualTo("treasury");
        assertThat(newest.get("href").stringValue()).isEqualTo(POSTINGS + "/2?position=3");
        assertThat(list.get("next").isNull()).isTrue();
        assertThat(ids(json(POSTINGS + "?order=oldest"))).containsExactly("301-2023-1", "301-2023-2");
    }

    @Test
    void pages_put_together_are_the_whole_though_postings_come_in_meanwhile() {
        log.open(OFFICE);
        for (int i = 0; i < 7; i++) {
            log.tick().allocate(OFFICE, JANUARY, SampleLog.STAFF, 1 + i);
        }
        StoredLog stored = stored();
        List<String> all = new ArrayList<>();
        String next = POSTINGS + "?limit=3";
        while (next != null) {
            JsonNode page = json(mvc(stored), next);
            all.addAll(ids(page));
            next = page.get("next").isNull() ? null : page.get("next").stringValue();
            log.tick().allocate(OFFICE, JANUARY, SampleLog.STAFF, 1_000);
            stored.facts(log.facts().subList(log.facts().size() - 1, log.facts().size())).watermark(new Watermark(log.lastPosition(), log.now()));
        }
        assertThat(all).containsExactly("301-2023-7", "301-2023-6", "301-2023-5", "301-2023-4", "301-2023-3", "301-2023-2", "301-2023-1");
    }

    @Test
    void the_next_page_stands_in_a_header_too_and_what_was_asked_for_is_in_it() {
        log.open(OFFICE);
        log.allocate(OFFICE, JANUARY, SampleLog.STAFF, 1_00);
        log.allocate(OFFICE, JANUARY, SampleLog.STAFF, 2_00);

        MvcTestResult page = mvc(stored()).get().uri(SampleHttp.address(POSTINGS + "?limit=1&documentPrefix=冀财&order=oldest")).exchange();
        String next = body(page).get("next").stringValue();

        assertThat(page.getResponse().getHeader(HttpHeaders.LINK)).isEqualTo("<" + next + ">; rel=\"next\"");
        assertThat(next).isEqualTo(POSTINGS + "?effectiveOn=2023-12-31&recordedAsOf=2023-01-05T01:00:00Z&position=3"
                + "&documentPrefix=%E5%86%80%E8%B4%A2&order=oldest&limit=1&after=2");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "effectiveOn=2023-05-31 | 5 1", "position=3 | 2 1", "operation=adjust | 3", "operation=FREEZE | 4", "documentNo=冀财预〔2023〕1号 | 5 4 3 2 1",
        "documentPrefix=冀财预〔2023〕9 | ''", "postedBy=treasury | 5 4 3 2 1", "postedBy=nobody | ''", "function=20103 | 5 4 3 2 1", "function=2010302 | 2",
        "kind=project | 2", "project=会议 | 2", "project=会 | ''", "economic=301&amountFrom=3 | 3 1", "amountFrom=0.0003&measure=万元 | 3 1",
        "amountTo=-0.5 | ''", "effectiveFrom=2023-05-31&effectiveTo=2023-06-30 | 4 3 2", "recordedFrom=2023-01-06 | ''", "recordedTo=2023-01-05 | 5 4 3 2 1",
        "lateness=in_time | 5 4 3 2 1", "lateness=after_year | ''", "fund=government_fund | ''", "unit=301001 | ''",
        "documentPrefix=&effectiveFrom=&operation=&amountTo=&limit= | 5 4 3 2 1"
    })
    void postings_are_found_by_what_stands_in_them(String asked, String numbers) {
        assertThat(ids(json(five, POSTINGS + "?" + asked)).stream().map(each -> each.replace("301-2023-", ""))).containsExactlyElementsOf(
                numbers.isEmpty() ? List.of() : List.of(numbers.split(" ")));
    }

    @ParameterizedTest
    @CsvSource({
        "limit=0, limit", "limit=1001, limit", "limit=x, limit", "after=17-3, after", "after=-1, after", "operation=pay, operation", "amountFrom=1e9, amountFrom",
        "amountFrom=0.001, amountFrom", "amountTo=0.0000001, amountTo", "effectiveFrom=2023, effectiveFrom", "recordedTo=yesterday, recordedTo",
        "lateness=late, lateness", "order=size, order", "documentNo=1&documentPrefix=1, documentPrefix", "person=treasury, person"
    })
    void what_cannot_be_read_is_refused_by_its_name(String asked, String field) {
        MvcTestResult answer = five.get().uri(SampleHttp.address(POSTINGS + "?" + asked)).exchange();

        assertThat(answer).hasStatus(400);
        assertThat(body(answer).get("field").stringValue()).isEqualTo(field);
    }

    @Test
    void a_posting_shows_both_sides_and_what_takes_it_back_from_then_on() {
        log.open(OFFICE);
        Envelope allocated = log.allocate(OFFICE, JANUARY, SampleLog.STAFF, 100_00);
        log.tick().reverse(allocated, 3);

        JsonNode one = json(POSTINGS + "/1");

        assertThat(one.at("/posting/postingId").stringValue()).isEqualTo("301-2023-1");
        assertThat(one.get("counts").booleanValue()).isTrue();
        assertThat(one.get("entries").toString()).isEqualTo("""
                [{"ordinal":0,"line":{"fund":"GENERAL_PUBLIC","origin":"CURRENT","function":"2010301","kind":"PERSONNEL","economic":"30101"},\
                "frozen":false,"amount":"100.00"},{"ordinal":1,"fund":"GENERAL_PUBLIC","amount":"-100.00"}]""");
        assertThat(one.get("reversedBy").toString()).isEqualTo("""
                {"postingId":"301-2023-2","href":"/v1/disclosures/301/2023/postings/2?position=3"}""");
        assertThat(one.get("changes").stringValue()).isEqualTo("/v1/disclosures/301/2023/changes?fromPosition=1&toPosition=2");
        assertThat(json(POSTINGS + "/1?position=2").has("reversedBy")).isFalse();
        assertThat(json(POSTINGS + "/2").at("/reverses/postingId").stringValue()).isEqualTo("301-2023-1");
        assertThat(json(POSTINGS + "/1?effectiveOn=2023-01-04").get("counts").booleanValue()).isFalse();
    }

    @Test
    void money_between_two_departments_leads_to_its_other_half() {
        log.open(OFFICE);
        log.open(BUREAU);
        log.allocate(OFFICE, JANUARY, SampleLog.STAFF, 100_00);
        log.transfer(OFFICE, BUREAU, JUNE, SampleLog.STAFF, 9_00);

        JsonNode half = json(POSTINGS + "/2");

        assertThat(half.at("/entries/1/budget").stringValue()).isEqualTo("302-2023");
        assertThat(half.at("/counterpart/href").stringValue()).isEqualTo("/v1/disclosures/302/2023/postings/1?position=5");
        assertThat(json(half.at("/counterpart/href").stringValue()).at("/counterpart/postingId").stringValue()).isEqualTo("301-2023-2");
    }

    @ParameterizedTest
    @CsvSource({"0, 404", "6, 404", "1?position=1, 404", "x, 400", "-1, 400", "1?limit=3, 400"})
    void what_is_no_posting_is_refused(String number, int status) {
        assertThat(five.get().uri(POSTINGS + "/" + number).exchange()).hasStatus(status);
    }

    @Test
    void a_browser_finds_postings_and_opens_each() {
        log.open(OFFICE);
        log.allocate(OFFICE, JANUARY, SampleLog.STAFF, 100_00);
        log.quiet(Duration.ofDays(400)).adjust(OFFICE, JUNE, SampleLog.STAFF, 5_00);
        MockMvcTester mvc = mvc(stored());

        Element page = Pages.open(mvc, POSTINGS + "?documentPrefix=冀&limit=1&operation=");
        Element rest = Pages.open(mvc, Pages.leads(page).stream().filter(each -> each.contains("after=")).findFirst().orElseThrow());
        Element one = Pages.open(mvc, Pages.leads(page).stream().filter(each -> each.contains("/postings/2")).findFirst().orElseThrow());

        assertThat(Pages.rows(page)).containsExactly(List.of("301-2023-2", "追加追减 Adjustment", "冀财预〔2023〕1号", "年初批复", "2023-06-01",
                "2024-02-09 01:00:00", "treasury", "5.00", "跨年补记"));
        assertThat(Pages.rows(rest).getFirst()).startsWith("301-2023-1", "下达 Allocation");
        assertThat(Pages.elements(rest, "input").stream().filter(each -> each.getAttribute("name").equals("documentPrefix")).findFirst().orElseThrow()
                .getAttribute("value")).isEqualTo("冀");
        assertThat(Pages.rows(one)).containsExactly(
                List.of("一般公共预算 2010301 人员经费 30101", "5.00", ""), List.of("资金来源 一般公共预算", "", "5.00"));
        assertThat(Pages.leads(one)).contains("/v1/disclosures/301/2023/changes?fromPosition=2&toPosition=3");
    }

    @Test
    void every_posting_of_a_long_log_opens() {
        List<Envelope> facts = VariedLog.random(new Random(5), 150);
        StoredLog stored = new StoredLog(2).facts(facts).watermark(new Watermark(facts.size(), facts.getLast().recordedAt()));
        MockMvcTester mvc = mvc(stored, facts.getLast().recordedAt());
        facts.stream().filter(each -> each.fact() instanceof Fact.Posted).forEach(each -> {
            BudgetId id = BudgetId.ofStream(each.stream());
            JsonNode one = json(mvc, "/v1/disclosures/" + id.department() + "/" + id.fiscalYear() + "/postings/" + each.sequence());
            assertThat(one.at("/posting/position").longValue()).isEqualTo(each.position());
            Stream.of("reverses", "reversedBy", "counterpart").filter(one::has).forEach(name -> json(mvc, one.get(name).get("href").stringValue()));
        });
    }

    /** The log as it is now; the same database while it does not grow. */
    private StoredLog stored() {
        StoredLog stored = kept;
        if (stored == null || keptThrough != log.lastPosition()) {
            stored = new StoredLog(1).facts(log.facts()).watermark(new Watermark(log.lastPosition(), log.now()));
            kept = stored;
            keptThrough = log.lastPosition();
        }
        return stored;
    }

    private MockMvcTester mvc(StoredLog stored) {
        return mvc(stored, log.now());
    }

    private static MockMvcTester mvc(StoredLog stored, Instant now) {
        return SampleHttp.of(new PostingSearchController(stored.reader(now, Duration.ZERO), new JdbcPostingReader(stored.jdbc()),
                new JdbcEntryReader(stored.jdbc()), new JdbcStreamReader(stored.jdbc()), new NoProofs()));
    }

    private JsonNode json(String address) {
        return json(mvc(stored()), address);
    }

    private static JsonNode json(MockMvcTester mvc, String address) {
        MvcTestResult answer = mvc.get().uri(SampleHttp.address(address)).exchange();
        assertThat(answer).as(address).hasStatusOk();
        return body(answer);
    }

    private static JsonNode body(MvcTestResult answer) {
        return JsonMapper.shared().readTree(answer.getResponse().getContentAsByteArray());
    }

    private static List<String> ids(JsonNode list) {
        return list.get("postings").valueStream().map(each -> each.get("postingId").stringValue()).toList();
    }
}
