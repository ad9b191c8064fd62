package dev.budgetledger.standalone;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import dev.budgetledger.standalone.PageBrowser.Page;

import static org.assertj.core.api.Assertions.assertThat;

/** 经办: officers and checkers post by pages only, and nobody posts by them who has not opened them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeskTest {

    private static final String DESK = "/desk/301/2023";
    private static final String ADJUSTMENTS = DESK + "/adjustments";
    private static final String TABLE = "/v1/disclosures/301/2023/tables/expenditure";
    private static final String PROPOSALS = "/v1/disclosures/301/2023/proposals";
    private static final String LINE = "lines[0].line";

    private DeskVisitors visitors;

    @BeforeAll
    void givenAFirstStartWithPeople(@TempDir Path folder) {
        visitors = new DeskVisitors(folder);
    }

    @AfterAll
    void stop() {
        visitors.close();
    }

    @AfterEach
    void everybodyLeaves() {
        visitors.leave();
    }

    @Test
    void an_officer_logs_in_and_posts_by_pages_only_and_the_table_shows_it() {
        String before = total();
        PageBrowser officer = by("officer");
        Page form = logIn("officer", ADJUSTMENTS);
        Map<String, String> filled = adjustment(form, "100000.00", "追加页1号");

        Page checked = officer.submit(form, ADJUSTMENTS, with(filled, "step", "check"));

        assertThat(checked.status()).isEqualTo(200);
        assertThat(checked.text()).contains("试算结果", "value=\"post\"", "value=\"追加页1号\"");
        assertThat(total()).as("nothing is posted by a check").isEqualTo(before);

        Page posted = officer.submit(checked, ADJUSTMENTS, Map.of("step", "post"));

        assertThat(posted.status()).isIn(200, 201);
        assertThat(posted.text()).containsPattern("301-2023-\\d+");
        Awaitility.await().untilAsserted(() -> assertThat(yuan(total()) - yuan(before)).isEqualTo(10_0000L));
        assertThat(officer.get("/v1/disclosures/301/2023/postings").text()).contains("追加页1号");
        assertThat(facts().getLast()).contains("追加页1号", "\"postedBy\":\"" + visitors.settings.issuer() + "#officer\"");
    }

    @Test
    void who_may_not_post_is_told_so_in_plain_words_and_nothing_is_posted() {
        Page form = logIn("auditor", ADJUSTMENTS);
        List<String> log = facts();

        for (String step : List.of("check", "post")) {
            Page refused = by("auditor").submit(form, ADJUSTMENTS, with(adjustment(form, "1.00", "追加页2号"), "step", step));

            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.text()).contains("您的角色或部门、年度范围不允许此操作，没有记账。", "do not allow this; nothing was posted", "value=\"追加页2号\"");
        }
        assertThat(facts()).isEqualTo(log);
    }

    @Test
    void the_public_reads_and_is_led_to_log_in_where_something_would_be_posted() {
        PageBrowser anybody = by("anybody");

        Page table = anybody.get(TABLE);

        assertThat(table.status()).isEqualTo(200);
        assertThat(table.text()).contains("<a href=\"/login?to=" + TABLE + "\">").doesNotContain("formToken", "method=\"post\"", DESK);
        assertThat(anybody.get(ADJUSTMENTS).at().toString()).startsWith(visitors.settings.issuer() + "/login");
        String then = TABLE + "?effectiveOn=2023-03-31&basis=adjusted";
        Matcher login = Pattern.compile("href=\"(/login[^\"]*)\"").matcher(by("officer").get(then).text());
        assertThat(login.find()).isTrue();
        assertThat(by("officer").logIn(login.group(1), "officer", visitors.password("officer")).at()).isEqualTo(visitors.pages.resolve(then));
        assertThat(by("officer").get(TABLE).text()).contains("officer", "<a href=\"" + DESK + "\">");
        assertThat(by("officer").get("/login?to=//elsewhere.example/").at()).isEqualTo(visitors.pages.resolve("/"));
        assertThat(by("officer").get("/login?to=/%0d%0aSet-Cookie:x").at()).isEqualTo(visitors.pages.resolve("/"));
    }

    @Test
    void what_the_ledger_refuses_is_told_at_its_field_and_what_was_filled_in_stays() {
        Page form = logIn("officer", ADJUSTMENTS);
        List<String> log = facts();

        Page refused = by("officer").submit(form, ADJUSTMENTS, with(adjustment(form, "x", "追加页3号"), "step", "check"));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text()).contains("role=\"alert\"", "<a href=\"#lines[0].amount\">指标 1 · 金额", "Line 1 · Amount", "id=\"lines[0].amount\" ",
                "aria-invalid=\"true\" aria-describedby=\"fault\"", "value=\"追加页3号\"").containsOnlyOnce("id=\"fault\"");
        assertThat(facts()).isEqualTo(log);
    }

    @Test
    void an_amount_is_posted_as_pages_show_it_and_stays_in_the_form_as_it_was_written() {
        Page form = logIn("officer", ADJUSTMENTS);
        Map<String, String> filled = adjustment(form, "￥１,000.00", "追加页5号");

        Page checked = by("officer").submit(form, ADJUSTMENTS, with(filled, "step", "check"));

        assertThat(checked.status()).isEqualTo(200);
        assertThat(checked.text()).contains("试算结果", "value=\"￥１,000.00\"");
        assertThat(by("officer").submit(checked, ADJUSTMENTS, Map.of("step", "post")).status()).isIn(200, 201);
        assertThat(facts().getLast()).contains("追加页5号", "\"1000.00\"");
    }

    @Test
    void a_form_that_is_sent_twice_is_posted_once() {
        Page form = logIn("officer", ADJUSTMENTS);
        Map<String, String> filled = with(adjustment(form, "2.00", "追加页4号"), "step", "post");
        int before = facts().size();

        Page first = by("officer").submit(form, ADJUSTMENTS, filled);
        Page again = by("officer").submit(form, ADJUSTMENTS, filled);

        assertThat(first.status()).isIn(200, 201);
        assertThat(again.status()).isIn(200, 201);
        assertThat(facts()).hasSize(before + 1);
    }

    /** A login that ends takes nothing along that somebody has written, and posts nothing that he has not seen in the next one. */
    @Test
    void what_was_filled_in_outlives_the_login() {
        Page form = logIn("officer", ADJUSTMENTS);
        Map<String, String> filled = new HashMap<>(form.fields(ADJUSTMENTS));
        filled.putAll(with(adjustment(form, "6.00", "追加<7>号"), "step", "post"));
        List<String> log = facts();
        by("officer").submit(form, "/logout", Map.of());

        Page ended = sendAsBrowsersDo("officer", ADJUSTMENTS, filled);
        logIn("officer", DESK);
        Page kept = sendAsBrowsersDo("officer", ADJUSTMENTS, with(ended.fields(ADJUSTMENTS), "step", "post"));
        Page seen = sendAsBrowsersDo("officer", ADJUSTMENTS, with(kept.fields(ADJUSTMENTS), "step", "check"));

        assertThat(ended.status()).isEqualTo(401);
        assertThat(ended.text()).contains("所填内容不会丢失", "href=\"/login\" target=\"_blank\"", "value=\"追加&lt;7&gt;号\"");
        assertThat(kept.status()).as("whatever the form says: it is of another login").isEqualTo(403);
        assertThat(seen.status()).as(seen.text()).isEqualTo(200);
        assertThat(seen.text()).contains("试算结果", "value=\"追加&lt;7&gt;号\"", "value=\"post\"");
        assertThat(facts()).isEqualTo(log);
        by("officer").submit(seen, ADJUSTMENTS, Map.of("step", "post"));
        assertThat(facts()).hasSize(log.size() + 1);
    }

    @Test
    void what_another_site_filled_in_is_not_kept() {
        Page form = logIn("officer", ADJUSTMENTS);
        Map<String, String> filled = with(adjustment(form, "6.00", "追加页8号"), "key", "k");

        for (String name : List.of("officer", "anybody")) {
            Page answer = by(name).send(by(name).posts(ADJUSTMENTS, filled).header("Origin", "http://elsewhere.example").header("Sec-Fetch-Site", "cross-site"));
            assertThat(answer.status()).isIn(401, 403);
            assertThat(answer.text()).doesNotContain("追加页8号");
        }
    }

    private Page sendAsBrowsersDo(String name, String address, Map<String, String> fields) {
        return by(name).send(by(name).posts(address, fields).header("Origin", visitors.pages.toString()).header("Sec-Fetch-Site", "same-origin"));
    }

    @Test
    void who_reads_one_language_posts_in_it() {
        String english = ADJUSTMENTS + "?lang=en";
        Page led = logIn("officer", english);
        Page form = by("officer").get(english);

        Page refused = by("officer").submit(form, english, with(adjustment(form, "x", "追加页9号"), "step", "check"));

        assertThat(led.text()).contains("href=\"" + ADJUSTMENTS + "?lang=zh\"", "href=\"" + DESK + "?lang=en\"").doesNotContain("试算");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text()).contains("Line 1 · Amount", "value=\"追加页9号\"").doesNotContain("试算", "金额");
    }

    @ParameterizedTest
    @ValueSource(strings = {"lang=fr", "lang=en&lang=zh", "amount=1", "lang=en&documentNo=x"})
    void an_address_of_the_desk_asks_for_a_language_and_nothing_else_and_that_is_said_on_a_page(String query) {
        Page form = logIn("officer", ADJUSTMENTS);
        List<String> log = facts();

        Page asked = by("officer").get(ADJUSTMENTS + "?" + query);
        Page sent = sendAsBrowsersDo("officer", ADJUSTMENTS + "?" + query, with(form.fields(ADJUSTMENTS), "step", "post"));

        assertThat(List.of(asked.status(), sent.status())).containsOnly(400);
        assertThat(asked.text()).contains("<html", "UNKNOWN_PARAMETER");
        assertThat(facts()).isEqualTo(log);
    }

    /** A page that was sent stays with the browser until its owner leaves: who goes back to it is not asked whether to send it again. */
    @Test
    void who_goes_back_finds_what_he_filled_in_until_he_logs_out() {
        Page form = logIn("officer", ADJUSTMENTS);
        PageBrowser officer = by("officer");

        HttpResponse<byte[]> checked = officer.answer(officer.posts(ADJUSTMENTS,
                with(with(form.fields(ADJUSTMENTS), "reason", "追加办公费"), "step", "check")));
        HttpResponse<byte[]> out = officer.answer(officer.posts("/logout", form.fields("/logout")));

        assertThat(checked.headers().firstValue("Cache-Control")).hasValue("private, no-cache");
        assertThat(Objects.requireNonNull(out.previousResponse().orElse(null)).headers().firstValue("Clear-Site-Data")).hasValue("\"cache\"");
    }

    @Test
    void a_form_may_have_a_hundred_lines() {
        Page form = logIn("officer", ADJUSTMENTS);
        Map<String, String> filled = new HashMap<>(form.fields(ADJUSTMENTS));
        filled.putAll(with(adjustment(form, "0.01", "追加百行号"), "lines.rows", "100"));
        for (int i = 0; i < 100; i++) {
            for (String field : List.of("fund", "origin", "unit", "function", "kind", "economic", "governmentEconomic", "project", "tag")) {
                filled.put("lines[" + i + "]." + field, "");
            }
            filled.put("lines[" + i + "].line", form.choice(LINE, "30201"));
            filled.put("lines[" + i + "].amount", "0.01");
        }

        Page checked = by("officer").send(by("officer").posts(ADJUSTMENTS, with(filled, "step", "check")));

        assertThat(checked.text()).contains("lines[99].amount").doesNotContain("没有接受");
    }

    @ParameterizedTest
    @ValueSource(strings = {"no token", "another's token", "no session", "another's origin", "another site", "no origin", "two tokens", "two tokens, the right one first", "not a form", "another spelling"})
    void what_was_not_meant_is_not_posted(String forged) {
        Page form = logIn("officer", ADJUSTMENTS);
        String foreign = Objects.requireNonNull(logIn("publisher", ADJUSTMENTS).fields(ADJUSTMENTS).get("formToken"));
        Map<String, String> filled = new HashMap<>(form.fields(ADJUSTMENTS));
        filled.putAll(with(adjustment(form, "3.00", "追加页5号"), "step", "post"));
        List<String> log = facts();
        PageBrowser officer = by("officer");

        Page answer = switch (forged) {
            case "no token" -> officer.send(officer.posts(ADJUSTMENTS, without(filled, "formToken")));
            case "another's token" -> officer.send(officer.posts(ADJUSTMENTS, with(filled, "formToken", foreign)));
            case "no session" -> by("anybody").send(by("anybody").posts(ADJUSTMENTS, filled));
            case "another's origin" -> officer.send(officer.posts(ADJUSTMENTS, filled).header("Origin", "http://localhost:" + visitors.settings.ledgerPort()));
            case "no origin" -> officer.send(officer.posts(ADJUSTMENTS, filled).header("Origin", "null"));
            case "another site" -> officer.send(officer.posts(ADJUSTMENTS, filled).header("Sec-Fetch-Site", "same-site"));
            case "two tokens" -> officer.send(officer.sends(ADJUSTMENTS, "formToken=" + foreign + "&" + PageBrowser.encoded(filled)));
            case "two tokens, the right one first" -> officer.send(officer.sends(ADJUSTMENTS, PageBrowser.encoded(filled) + "&formToken=" + foreign));
            case "another spelling" -> officer.send(officer.posts(ADJUSTMENTS.replace("desk", "%64esk"), without(filled, "formToken")));
            default -> officer.send(officer.request(ADJUSTMENTS).header("Content-Type", "text/plain")
                    .POST(HttpRequest.BodyPublishers.ofString(PageBrowser.encoded(filled))));
        };

        assertThat(answer.status()).isEqualTo(Map.of("no session", 401, "another spelling", 400).getOrDefault(forged, 403));
        assertThat(answer.text()).containsAnyOf("没有记账", "PATH_NOT_CANONICAL");
        assertThat(facts()).isEqualTo(log);
        assertThat(officer.send(officer.posts(ADJUSTMENTS, with(filled, "step", "check")).header("Origin", visitors.pages.toString())
                .header("Sec-Fetch-Site", "same-origin")).status()).as("the same, as it is meant").isEqualTo(200);
    }

    @Test
    void what_is_asked_for_posts_nothing_and_logs_nobody_out() {
        Page form = logIn("officer", ADJUSTMENTS);
        Map<String, String> filled = new HashMap<>(form.fields(ADJUSTMENTS));
        filled.putAll(with(adjustment(form, "4.00", "追加页6号"), "step", "post"));
        List<String> log = facts();

        assertThat(by("officer").get(ADJUSTMENTS + "?" + PageBrowser.encoded(filled)).status()).isIn(200, 400);
        assertThat(by("officer").get("/logout").status()).isIn(404, 405);
        assertThat(by("officer").send(by("officer").posts("/logout", Map.of())).status()).isEqualTo(403);

        assertThat(facts()).isEqualTo(log);
        assertThat(by("officer").get(DESK).at().getPath()).isEqualTo(DESK);
    }

    /** The cookie alone posts nowhere: the addresses of programs do not know it. */
    @Test
    void a_session_is_of_pages_only() {
        Page form = logIn("publisher", DESK);

        Page answer = by("publisher").send(by("publisher").request("/v1/disclosures/301/2023/publications").header("Content-Type", "application/json")
                .header("Idempotency-Key", "k").POST(HttpRequest.BodyPublishers.ofString("{}")));

        assertThat(form.status()).isEqualTo(200);
        assertThat(answer.status()).isEqualTo(401);
    }

    @Test
    void who_logs_out_is_nobody_though_his_browser_keeps_the_number() throws Exception {
        Page form = logIn("officer", DESK);
        String cookie = officersCookie();

        Page out = by("officer").submit(form, "/logout", Map.of());

        assertThat(out.at()).isEqualTo(visitors.pages.resolve("/"));
        assertThat(out.text()).contains("/login?to=/").doesNotContain("/logout");
        try (HttpClient another = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = another.send(HttpRequest.newBuilder(visitors.pages.resolve(DESK)).header("Cookie", cookie).build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(303);
            assertThat(answer.headers().firstValue("Location")).hasValue("/login?to=" + DESK);
        }
    }

    private String officersCookie() {
        String cookie = by("officer").cookie("console");
        assertThat(cookie).matches("console=[\\w-]{43}");
        return cookie;
    }

    @ParameterizedTest
    @CsvSource({"/login/callback", "/login/callback?code=x&state=y", "/login/callback?error=access_denied&state=y"})
    void a_login_that_was_not_begun_here_logs_nobody_in(String back) {
        Page answer = by("anybody").get(back);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.text()).contains("登录没有完成", "Log in again");
        assertThat(by("anybody").cookie("console")).isEmpty();
    }

    /** 复核: what needs two is proposed by one and approved by the other, each in a browser of his own. */
    @Test
    void what_needs_another_is_proposed_and_the_other_approves_it() {
        rules();
        Page form = logIn("officer", DESK + "/allocations");
        String action = DESK + "/allocations";

        Page checked = by("officer").submit(form, action, with(adjustment(form, "5000000.00", "下达页1号"), "step", "check"));
        assertThat(checked.text()).contains("需要另外 1 人复核", "value=\"propose\"").doesNotContain("value=\"post\"");
        Page proposed = by("officer").submit(checked, action, Map.of("step", "propose"));
        assertThat(proposed.at().getPath()).as("a page that nobody sends again by going back to it").startsWith(PROPOSALS);
        String approval = proposed.at().getPath().replace(PROPOSALS, DESK + "/approvals");
        assertThat(by("officer").get(DESK).text()).contains(PROPOSALS + "?state=open");
        assertThat(proposed.text()).contains("href=\"" + approval + "\"", DESK + "/rejections/", DESK + "/withdrawals/");

        Page refused = by("officer").submit(by("officer").get(approval), DESK + "/approvals", Map.of("step", "post"));
        assertThat(refused.status()).as("who proposes does not approve").isEqualTo(403);
        Page approve = logIn("checker", approval);
        Page approved = by("checker").submit(approve, DESK + "/approvals", Map.of("step", "post"));

        assertThat(approved.at()).isEqualTo(proposed.at());
        assertThat(facts().getLast()).contains("下达页1号");
    }

    private void rules() {
        try (HttpApi ledger = new HttpApi(visitors.settings.ledgerPort(), key("checker"))) {
            HttpResponse<String> answer = ledger.post("/v1/rules", """
                    {"fiscalYear":2023,"department":"301","documentNo":"内控页1号","effectiveOn":"2023-01-01","reason":"内部控制",\
                    "rules":[{"operations":["ALLOCATE"],"from":"4000000.00","checkers":1}]}""", "rules of pages", "checker");
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        }
    }

    private static Map<String, String> adjustment(Page form, String amount, String documentNo) {
        return Map.of("documentNo", documentNo, "effectiveOn", "2023-06-30", "reason", "追加办公费",
                LINE, form.choice(LINE, "30201"), "lines[0].amount", amount);
    }

    private PageBrowser by(String name) {
        return visitors.by(name);
    }

    private Page logIn(String name, String address) {
        return visitors.logIn(name, address);
    }

    private static Map<String, String> with(Map<String, String> fields, String name, String value) {
        Map<String, String> all = new HashMap<>(fields);
        all.put(name, value);
        return all;
    }

    private static Map<String, String> without(Map<String, String> fields, String name) {
        Map<String, String> all = new HashMap<>(fields);
        all.remove(name);
        return all;
    }

    private String key(String name) {
        return ReadmeShell.headerIn(visitors.settings.peopleFolder().resolve(name + ".curl")).getValue().replace("Bearer ", "");
    }

    private String total() {
        try (HttpApi reader = new HttpApi(visitors.settings.projectionPort())) {
            return JsonMapper.shared().readTree(reader.get(TABLE + "/cells/1/total", "application/json").body()).path("sum").asString();
        }
    }

    private static long yuan(String amount) {
        return Long.parseLong(amount.replaceFirst("\\.00$", ""));
    }

    private List<String> facts() {
        return visitors.facts();
    }
}
