package dev.budgetledger.projection.balances;

import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpHeaders;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Envelope;
import dev.budgetledger.contract.Fund;
import dev.budgetledger.contract.Kind;
import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.Money;
import dev.budgetledger.contract.Origin;
import dev.budgetledger.contract.PostingType;
import dev.budgetledger.contract.ProposedPosting;
import dev.budgetledger.contract.Watermark;
import dev.budgetledger.contract.form.Form;
import dev.budgetledger.projection.disclosure.http.AskedForms;
import dev.budgetledger.projection.disclosure.http.SampleHttp;
import dev.budgetledger.projection.disclosure.table.Table;
import dev.budgetledger.projection.entries.Amounts;
import dev.budgetledger.projection.entries.AsOfQuestion;
import dev.budgetledger.projection.entries.Basis;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.BudgetReader;
import dev.budgetledger.projection.entries.LineBalance;
import dev.budgetledger.projection.entries.Unit;
import dev.budgetledger.projection.entries.jdbc.CompletenessWatch;
import dev.budgetledger.projection.entries.jdbc.JdbcBudgetReader;
import dev.budgetledger.projection.entries.jdbc.JdbcChartReader;
import dev.budgetledger.projection.intake.StoredLog;
import dev.budgetledger.projection.samples.NoProposals;
import dev.budgetledger.projection.samples.PlainSums;
import dev.budgetledger.projection.samples.SampleLog;
import dev.budgetledger.projection.samples.SampleProposals;

import static org.assertj.core.api.Assertions.assertThat;

/** 余额 over HTTP, out of a real database, against tables and against a walk through the log. */
class BalancesControllerTest {

    static final BudgetId OFFICE = new BudgetId("301", 2023);
    static final LocalDate JANUARY = LocalDate.of(2023, 1, 5);
    static final LocalDate JUNE = LocalDate.of(2023, 6, 1);
    static final String BALANCES = "/v1/disclosures/301/2023/balances";
    static final String NOTE = "含待复核的提请 2 件，视同已记账；未经复核，不得公开。";

    /** One of each dimension more than the sample's lines. */
    static final Line OF_UNIT = new Line(Fund.OTHER, Origin.CARRIED_OVER, "301001", "2010399", Kind.BASIC, "30201", "50201", "a:b", "直达,\"急\"");

    private static final AskedForms FORMS = SampleHttp.forms();

    private static MockMvcTester four;

    private final SampleLog log = new SampleLog();

    @BeforeAll
    static void givenFourLines() {
        SampleLog log = new SampleLog();
        log.open(OFFICE);
        for (Line line : List.of(SampleLog.STAFF, SampleLog.MEETING, SampleLog.FUND, OF_UNIT)) {
            log.tick().allocate(OFFICE, JANUARY, line, 100_00);
        }
        log.tick().freeze(OFFICE, JUNE, OF_UNIT, 7_05);
        four = mvc(stored(log), log);
    }

    @Test
    void each_line_has_its_balance_what_of_it_is_frozen_what_it_was_given_and_what_left_for_the_next_year() {
        log.open(OFFICE);
        log.open(SampleLog.nextYear(OFFICE));
        log.allocate(OFFICE, JANUARY, SampleLog.STAFF, 100_00);
        log.tick().allocate(OFFICE, JANUARY, SampleLog.MEETING, 50_00);
        log.tick().freeze(OFFICE, JUNE, SampleLog.MEETING, 7_05);
        log.tick().transfer(OFFICE, JUNE, SampleLog.STAFF, SampleLog.MEETING, 30_00);
        log.tick().carryForward(OFFICE, LocalDate.of(2023, 12, 31), SampleLog.STAFF, 70_00);

        JsonNode answer = json(mvc(stored(log), log), BALANCES);

        assertThat(answer.toString()).isEqualTo("""
                {"department":{"code":"301","name":"部门 301"},"fiscalYear":2023,"comparative":false,\
                "asOf":{"effectiveOn":"2023-12-31","recordedAsOf":"2023-01-05T01:00:04Z","position":8,"checkpoint":null},\
                "lines":[\
                {"line":{"fund":"GENERAL_PUBLIC","origin":"CURRENT","function":"2010301","kind":"PERSONNEL","economic":"30101"},\
                "balance":"0.00","frozen":"0.00","approved":"100.00","carriedOut":"70.00"},\
                {"line":{"fund":"GENERAL_PUBLIC","origin":"CURRENT","function":"2010302","kind":"PROJECT","project":"会议"},\
                "balance":"80.00","frozen":"7.05","approved":"50.00","carriedOut":"0.00"}],\
                "total":{"lines":2,"balance":"80.00","frozen":"7.05","approved":"150.00","carriedOut":"70.00"},"next":null}""");
    }

    @Test
    void as_of_both_dates_with_every_line_that_was_posted_to_by_then_though_nothing_of_it_counts_yet() {
        log.open(OFFICE);
        log.allocate(OFFICE, JANUARY, SampleLog.STAFF, 100_00);
        log.tick().adjust(OFFICE, JUNE, SampleLog.MEETING, 3_00);
        log.tick().adjust(OFFICE, JANUARY, SampleLog.STAFF, 5_00);
        MockMvcTester mvc = mvc(stored(log), log);

        assertThat(balances(mvc, "")).containsExactly("2010301 105.00", "2010302 3.00");
        assertThat(balances(mvc, "?effectiveOn=2023-05-31")).containsExactly("2010301 105.00", "2010302 0.00");
        assertThat(balances(mvc, "?effectiveOn=2023-05-31&position=3")).containsExactly("2010301 100.00", "2010302 0.00");
        assertThat(balances(mvc, "?recordedAsOf=" + SampleLog.START)).containsExactly("2010301 100.00");
        assertThat(balances(mvc, "?position=1")).isEmpty();
        assertThat(json(mvc, BALANCES + "?position=1").at("/total/balance").stringValue()).isEqualTo("0.00");
    }

    /** The same log each time a repetition is run. */
    @RepeatedTest(3)
    void they_are_the_plain_sums_of_the_log_and_what_tables_add_up_to_at_any_point(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        SampleLog many = SampleLog.random(random, 400);
        StoredLog stored = stored(many);
        MockMvcTester mvc = mvc(stored, many);
        List<BudgetId> budgets = many.facts().stream().map(Envelope::stream).filter(each -> each.startsWith("D")).distinct()
                .map(BudgetId::ofStream).toList();
        int lines = 0;
        for (int i = 0; i < 40; i++) {
            BudgetId id = budgets.get(random.nextInt(budgets.size()));
            LocalDate on = LocalDate.of(id.fiscalYear(), 12, 31).minusDays(random.nextInt(500));
            long opened = many.facts().stream().filter(each -> each.stream().equals(id.stream())).findFirst().orElseThrow().position();
            long position = random.nextLong(opened, many.lastPosition() + 1);

            JsonNode answer = json(mvc, "/v1/disclosures/" + id.department() + "/" + id.fiscalYear() + "/balances?effectiveOn=" + on
                    + "&position=" + position);

            Map<Line, LineBalance> plain = PlainSums.of(many.facts(), id, on, position, Basis.ADJUSTED);
            for (JsonNode each : answer.get("lines")) {
                Line line = JsonMapper.shared().treeToValue(each.get("line"), Line.class);
                LineBalance expected = plain.remove(line);
                assertThat(said(each)).as("%s on %s through %d: %s", id, on, position, line)
                        .isEqualTo(expected == null ? "0.00 0.00 0.00 0.00" : said(expected));
                lines++;
            }
            assertThat(plain).as("lines that are not there").isEmpty();
            BudgetReader reader = stored.reader(many.now(), Duration.ZERO);
            JsonNode total = answer.get("total");
            BudgetAsOf adjusted = budget(reader, id, on, position, Basis.ADJUSTED);
            assertThat(expenditure(adjusted)).isEqualTo(printed(total.get("balance")));
            assertThat(expenditure(adjusted.showing(Amounts.FROZEN))).isEqualTo(printed(total.get("frozen")));
            assertThat(expenditure(budget(reader, id, on, position, Basis.APPROVED))).isEqualTo(printed(total.get("approved")));
        }
        assertThat(lines).isGreaterThan(40);
    }

    private static BudgetAsOf budget(BudgetReader reader, BudgetId id, LocalDate on, long position, Basis basis) {
        return reader.read(id, reader.resolve(id.fiscalYear(), new AsOfQuestion(on, null, position, null)), basis).orElseThrow();
    }

    /** 支出合计, as it is printed; a table without lines has no rows. */
    private static String expenditure(BudgetAsOf budget) {
        Form form = FORMS.ofYear(budget.fiscalYear());
        Table table = FORMS.tables(List.of(AskedForms.table(form, "id", "expenditure")), budget, each -> each).getFirst();
        return table.rows().isEmpty() ? "" : table.rows().getFirst().print(
                table.columns().stream().filter(each -> each.id().equals("total")).findFirst().orElseThrow(), Unit.YUAN, table.digits());
    }

    private static String printed(JsonNode amount) {
        return amount.stringValue().equals("0.00") ? "" : amount.stringValue();
    }

    private static String said(JsonNode line) {
        return String.join(" ", List.of("balance", "frozen", "approved", "carriedOut").stream().map(each -> line.get(each).stringValue()).toList());
    }

    private static String said(LineBalance line) {
        return String.join(" ", List.of(line.balance(), line.frozen(), line.approved(), line.carriedOut()).stream().map(Money::toYuan).toList());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "'' | 2010301 2010302 2120801 2010399", "fund=general_public | 2010301 2010302", "fund=GOVERNMENT_FUND | 2120801", "function=2010 | 2010301 2010302 2010399",
        "function=2010302 | 2010302", "economic=302 | 2010399", "kind=project | 2010302 2120801", "project=会议 | 2010302", "project=会 | ''",
        "unit=301001 | 2010399", "unit=301002 | ''", "kind=project&fund=government_fund | 2120801", "fund=&kind=&function=2120801&economic=&unit= | 2120801"
    })
    void lines_are_asked_for_by_what_they_are(String asked, String functions) {
        JsonNode answer = json(four, BALANCES + "?" + (asked.isEmpty() ? "effectiveOn=2023-12-31" : asked));
        List<String> found = answer.get("lines").valueStream().map(each -> each.at("/line/function").stringValue()).toList();

        assertThat(String.join(" ", found)).isEqualTo(functions);
        assertThat(answer.at("/total/lines").asInt()).isEqualTo(found.size());
        assertThat(answer.at("/total/approved").stringValue()).isEqualTo(found.isEmpty() ? "0.00" : found.size() + "00.00");
    }

    @ParameterizedTest
    @CsvSource({
        "effectiveOn=2025-01-01, 400, FIELD_INVALID, effectiveOn", "effectiveOn=yesterday, 400, FIELD_INVALID, effectiveOn",
        "recordedAsOf=2023, 400, FIELD_INVALID, recordedAsOf", "position=-1, 400, FIELD_INVALID, position",
        "fund=public, 400, FIELD_INVALID, fund", "kind=x, 400, FIELD_INVALID, kind",
        "proposed=yes, 400, FIELD_INVALID, proposed", "limit=0, 400, FIELD_INVALID, limit", "limit=1001, 400, FIELD_INVALID, limit",
        "after=2010301, 400, FIELD_INVALID, after", "unit=301001&unit=301002, 400, FIELD_INVALID, unit", "format=xlsx, 400, FIELD_INVALID, format",
        "basis=approved, 400, UNKNOWN_PARAMETER, basis", "lang=zh, 400, UNKNOWN_PARAMETER, lang", "position=0, 404, BUDGET_NOT_OPEN, ''",
        "position=7, 503, NOT_CAUGHT_UP, ''"
    })
    void what_cannot_be_answered_is_refused_by_its_name(String asked, int status, String code, String field) {
        MvcTestResult answer = four.get().uri(SampleHttp.address(BALANCES + "?" + asked)).exchange();

        assertThat(answer).hasStatus(status);
        assertThat(body(answer).get("code").stringValue()).isEqualTo(code);
        assertThat(body(answer).path("field").asString("")).isEqualTo(field);
    }

    @ParameterizedTest
    @CsvSource({"302/2023, 404", "301/2022, 404", "3-1/2023, 400", "301/23, 400"})
    void of_a_budget_that_is_not_there_it_says_so(String budget, int status) {
        assertThat(four.get().uri("/v1/disclosures/" + budget + "/balances").exchange()).hasStatus(status);
    }

    @Test
    void pages_put_together_are_all_lines_as_of_their_point_though_lines_come_in_meanwhile() {
        log.open(OFFICE);
        IntStream.range(10, 17).forEach(each -> log.tick().allocate(OFFICE, JANUARY, project("P" + each), each));
        StoredLog stored = stored(log);
        List<String> all = new ArrayList<>();
        int pages = 0;
        for (String next = BALANCES + "?limit=3&kind=project&proposed=excluded"; next != null; pages++) {
            MvcTestResult answer = mvc(stored, log).get().uri(SampleHttp.address(next)).exchange();
            JsonNode page = body(answer);
            page.get("lines").forEach(each -> all.add(each.at("/line/project").stringValue()));
            assertThat(page.get("total").toString()).isEqualTo("""
                    {"lines":7,"balance":"0.91","frozen":"0.00","approved":"0.91","carriedOut":"0.00"}""");
            next = page.get("next").isNull() ? null : page.get("next").stringValue();
            assertThat(answer.getResponse().getHeader(HttpHeaders.LINK)).isEqualTo(next == null ? null : "<" + next + ">; rel=\"next\"");
            log.tick().allocate(OFFICE, JANUARY, project("P1" + pages + "x"), 1_000);
            stored.facts(log.facts().subList(log.facts().size() - 1, log.facts().size())).watermark(new Watermark(log.lastPosition(), log.now()));
        }
        assertThat(pages).isEqualTo(3);
        assertThat(all).containsExactly("P10", "P11", "P12", "P13", "P14", "P15", "P16");
    }

    /** What a line says in words may have in it what stands between the parts of a key. */
    @Test
    void no_two_lines_have_one_place_in_the_list() {
        log.open(OFFICE);
        List<String> words = List.of("a", "a:a", "a\\", "a\\:a", ":a");
        for (String project : words) {
            for (String tag : words) {
                log.allocate(OFFICE, JANUARY, new Line(Fund.OTHER, Origin.CURRENT, null, "2010301", Kind.PROJECT, null, null, project, tag), 1);
            }
        }
        MockMvcTester mvc = mvc(stored(log), log);
        Map<String, Integer> all = new TreeMap<>();
        int pages = 0;
        for (String next = BALANCES + "?limit=1"; next != null && pages <= 25; pages++) {
            JsonNode page = json(mvc, next);
            page.get("lines").forEach(each -> all.merge(each.get("line").toString(), 1, Integer::sum));
            next = page.get("next").isNull() ? null : page.get("next").stringValue();
        }
        assertThat(all).hasSize(25).allSatisfy((_, times) -> assertThat(times).isEqualTo(1));
    }

    @Test
    void as_csv_all_come_at_once_under_the_headers_of_what_is_posted_unless_a_page_is_asked_for() {
        MvcTestResult whole = four.get().uri(BALANCES + "?format=csv").exchange();
        MvcTestResult accepted = four.get().uri(BALANCES).header(HttpHeaders.ACCEPT, "text/csv").exchange();
        MvcTestResult page = four.get().uri(BALANCES + "?format=csv&limit=1").exchange();
        String next = String.valueOf(page.getResponse().getHeader(HttpHeaders.LINK)).replaceAll("<(.*)>.*", "$1");
        MvcTestResult rest = four.get().uri(SampleHttp.address(next.replace("&limit=1", ""))).exchange();

        assertThat(text(whole)).isEqualTo("""
                资金性质,来源,单位编码,功能科目编码,支出性质,支出经济分类编码,政府经济分类编码,项目编码,追踪标志,余额(元),冻结(元),年初批复(元),年终结转(元)
                一般公共预算,本年,,2010301,人员经费,30101,,,,100.00,0.00,100.00,0.00
                一般公共预算,本年,,2010302,项目支出,,,会议,,100.00,0.00,100.00,0.00
                政府性基金预算,本年,,2120801,项目支出,,,征地,,100.00,0.00,100.00,0.00
                其他收入,上年结转,301001,2010399,基本支出,30201,50201,a:b,"直达,""急""\",100.00,7.05,100.00,0.00
                """);
        assertThat(whole.getResponse().getHeader("Ledger-Position")).isEqualTo("6");
        assertThat(text(accepted)).isEqualTo(text(whole));
        assertThat(accepted.getResponse().getContentType()).startsWith("text/csv");
        assertThat(next).contains("/balances?effectiveOn=2023-12-31&recordedAsOf=", "&position=6&format=csv&limit=1&after=GENERAL_PUBLIC%3ACURRENT%3A");
        assertThat(text(page).lines()).hasSize(2);
        assertThat(rest.getResponse().getHeader(HttpHeaders.LINK)).isNull();
        assertThat(text(page) + text(rest).substring(text(rest).indexOf('\n') + 1)).isEqualTo(text(whole));
    }

    @Test
    void a_file_of_more_lines_than_a_page_has_all_of_them_and_leads_to_no_other() {
        log.open(OFFICE);
        IntStream.range(0, 1001).forEach(each -> log.allocate(OFFICE, JANUARY, project("P" + each), 1));
        MockMvcTester mvc = mvc(stored(log), log);

        MvcTestResult file = mvc.get().uri(BALANCES + "?format=csv").exchange();

        assertThat(text(file).lines()).hasSize(1002);
        assertThat(file.getResponse().getHeader(HttpHeaders.LINK)).isNull();
        JsonNode page = json(mvc, BALANCES);
        assertThat(page.get("lines")).hasSize(1000);
        assertThat(page.at("/total/balance").stringValue()).isEqualTo("10.01");
        assertThat(json(mvc, page.get("next").stringValue()).get("lines")).hasSize(1);
    }

    @Test
    void with_what_is_proposed_they_are_what_they_would_be_and_say_so() {
        SampleProposals proposals = new SampleProposals(log);
        log.open(OFFICE);
        log.allocate(OFFICE, JUNE, SampleLog.STAFF, 100_00);
        LocalDate today = Envelope.dayOf(log.now());
        proposals.propose(OFFICE, SampleProposals.adding(JUNE, 50_00), today);
        proposals.propose(OFFICE, SampleProposals.moving(JUNE, 20_00, null), today);
        proposals.reject(OFFICE, proposals.propose(OFFICE, SampleProposals.adding(JUNE, 900_00), today));
        MockMvcTester mvc = mvc(stored(log), log);

        assertThat(balances(mvc, "")).containsExactly("2010301 100.00");
        assertThat(balances(mvc, "?proposed=excluded")).containsExactly("2010301 100.00");
        assertThat(balances(mvc, "?proposed=included")).containsExactly("2010301 120.00", "2010302 30.00");
        assertThat(json(mvc, BALANCES).has("proposed")).isFalse();
        assertThat(json(mvc, BALANCES + "?proposed=included").get("proposed").asInt()).isEqualTo(2);
        assertThat(json(mvc, BALANCES + "?proposed=included&limit=1").get("next").stringValue()).contains("&proposed=included");
        List<String> csv = text(mvc.get().uri(BALANCES + "?proposed=included&format=csv").exchange()).lines().toList();
        assertThat(csv.getLast()).startsWith("注,").endsWith("," + NOTE);
        assertThat(csv.stream().map(each -> each.chars().filter(c -> c == ',').count()).distinct()).hasSize(1);
    }

    /** As each would be accepted by itself. */
    @Test
    void what_is_proposed_is_refused_by_its_name_if_all_of_it_cannot_be_counted() {
        log.open(OFFICE);
        log.allocate(OFFICE, JUNE, SampleLog.STAFF, 100_00);
        LocalDate today = Envelope.dayOf(log.now());
        for (int i = 0; i < 3; i++) {
            new SampleProposals(log).propose(OFFICE, new ProposedPosting(PostingType.ALLOCATE, "冀财预〔2023〕" + i + "号", null, JUNE, "多打了零",
                    IntStream.range(0, 4000).mapToObj(each -> new ProposedPosting.LineAmount(project("P" + each), Money.MAX)).toList(),
                    null, null, null, null, null, null), today);
        }
        MockMvcTester mvc = mvc(stored(log), log);

        assertThat(balances(mvc, "")).containsExactly("2010301 100.00");
        MvcTestResult answer = mvc.get().uri(BALANCES + "?proposed=included").exchange();
        assertThat(answer).hasStatus(400);
        assertThat(body(answer).get("code").stringValue()).isEqualTo("FIELD_INVALID");
        assertThat(body(answer).get("field").stringValue()).isEqualTo("proposed");
    }

    @Test
    void however_many_lines_it_is_as_many_questions_of_the_database() {
        log.open(OFFICE);
        log.allocate(OFFICE, JANUARY, SampleLog.STAFF, 1);
        log.open(new BudgetId("302", 2023));
        IntStream.range(0, 500).forEach(each -> log.allocate(new BudgetId("302", 2023), JANUARY, project("P" + each), 1));
        StoredLog stored = stored(log);
        AtomicInteger asked = new AtomicInteger();
        MockMvcTester mvc = of(stored, new JdbcBudgetReader(JdbcClient.create(counting(stored.source(), asked)), new CompletenessWatch(stored.jdbc()),
                Clock.fixed(log.now(), ZoneOffset.UTC), Duration.ZERO));

        json(mvc, BALANCES);
        int few = asked.getAndSet(0);
        assertThat(json(mvc, "/v1/disclosures/302/2023/balances").get("lines")).hasSize(500);

        assertThat(few).isBetween(3, 7);
        assertThat(asked.get()).isLessThanOrEqualTo(few + 1);
    }

    /** Counts the statements that are prepared. */
    private static DataSource counting(DataSource source, AtomicInteger asked) {
        return proxy(DataSource.class, source, (method, result) -> !(result instanceof Connection connection) ? result
                : proxy(Connection.class, connection, (name, of) -> {
                    if (name.equals("prepareStatement")) {
                        asked.incrementAndGet();
                    }
                    return of;
                }));
    }

    private interface Seen {
        @Nullable Object result(String method, @Nullable Object result);
    }

    private static <T> T proxy(Class<T> type, T of, Seen seen) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type},
                (_, method, arguments) -> seen.result(method.getName(), method.invoke(of, arguments))));
    }

    static Line project(String code) {
        return new Line(Fund.GENERAL_PUBLIC, Origin.CURRENT, "2010302", Kind.PROJECT, null, code);
    }

    static StoredLog stored(SampleLog log) {
        return new StoredLog(1).batch(log.facts()).watermark(new Watermark(log.lastPosition(), log.now()));
    }

    static MockMvcTester mvc(StoredLog stored, SampleLog log) {
        return of(stored, stored.reader(log.now(), Duration.ZERO));
    }

    private static MockMvcTester of(StoredLog stored, BudgetReader reader) {
        return SampleHttp.of(new BalancesController(reader, new JdbcChartReader(stored.jdbc()), NoProposals.butThoseOf(stored, reader), SampleHttp.NOTHING));
    }

    private static List<String> balances(MockMvcTester mvc, String asked) {
        return json(mvc, BALANCES + asked).get("lines").valueStream()
                .map(each -> each.at("/line/function").stringValue() + " " + each.get("balance").stringValue()).toList();
    }

    static JsonNode json(MockMvcTester mvc, String address) {
        MvcTestResult answer = mvc.get().uri(SampleHttp.address(address)).exchange();
        assertThat(answer).as(address).hasStatusOk();
        return body(answer);
    }

    private static JsonNode body(MvcTestResult answer) {
        return JsonMapper.shared().readTree(answer.getResponse().getContentAsByteArray());
    }

    private static String text(MvcTestResult answer) {
        assertThat(answer).hasStatusOk();
        return new String(answer.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
    }
}
