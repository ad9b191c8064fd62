package dev.budgetledger.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.Media;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** 页面 in a browser, with keyboard, without script, on paper, and proving postings by a key of one's own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PagesInBrowserTest {

    private static final String BUDGET = "/v1/disclosures/301/2023";
    private static final String TABLE = BUDGET + "/tables/expenditure";
    private static final String CELL = TABLE + "/cells/1/total";
    private static final int BYTES_MAX = 300_000;
    private static final Pattern CHINESE = Pattern.compile("\\p{IsHan}");

    private ServedBudgets served;
    private Chromium chromium;
    private Browser browser;
    private BrowserContext context;

    @BeforeAll
    void givenTheSampleAndABrowser(@TempDir Path folder) {
        served = new ServedBudgets(folder);
        chromium = new Chromium();
        browser = chromium.browser();
        context = chromium.context();
    }

    @AfterAll
    void stop() {
        chromium.close();
        served.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", BUDGET + "/tables", TABLE, BUDGET + "/tables/three-public", CELL, BUDGET + "/changes?fromEffectiveOn=2023-01-31",
        BUDGET + "/year-over-year", BUDGET + "/checks", BUDGET + "/publications", BUDGET + "/publications/1", BUDGET + "/publications/1/changes",
        BUDGET + "/document", BUDGET + "/postings", BUDGET + "/balances", BUDGET + "/statements", BUDGET + "/units", BUDGET + "/projects", "/v1/log", "/v1/status",
        "/v1/replays"})
    void each_page_is_accessible_small_in_both_languages_and_loads_nothing_from_elsewhere(String address) {
        try (VisitedPage visited = VisitedPage.open(context, served.projection + address)) {
            Page page = visited.page();

            assertThat(visited.seriousFindings()).isEmpty();
            assertThat(visited.complaints()).isEmpty();
            assertThat(visited.requests()).allMatch(each -> each.startsWith(served.projection + "/"));
            assertThat(visited.bytes()[0]).isBetween(1000L, (long) BYTES_MAX);
            assertThat(page.locator("body").innerText()).containsPattern(CHINESE);
            if (!address.endsWith("/document")) { // which is published in Chinese
                assertThat(page.locator("main [lang=en], footer [lang=en]").count()).isPositive();
            }
        }
    }

    /** What a budget is called, says and prints stays in the language that it was said in. */
    @ParameterizedTest
    @ValueSource(strings = {"/", BUDGET + "/tables", TABLE, CELL, BUDGET + "/changes?fromEffectiveOn=2023-01-31", BUDGET + "/year-over-year", BUDGET + "/checks",
        BUDGET + "/publications/1", BUDGET + "/postings", BUDGET + "/postings/1", BUDGET + "/balances", BUDGET + "/proposals", BUDGET + "/statements", BUDGET + "/units", "/v1/log", "/v1/status",
        "/v1/replays", "/v1/proposals"})
    void each_page_can_be_read_in_one_language(String address) {
        try (VisitedPage visited = VisitedPage.open(context, served.projection + address)) {
            Page page = visited.page();
            page.locator(".languages a[hreflang=en]").click();

            assertThat(page.locator("html").getAttribute("lang")).isEqualTo("en");
            assertThat(said(page).stream().filter(each -> CHINESE.matcher(each).find())).isEmpty();
            assertThat(page.locator("main a[href^='/v1']").all().stream().map(each -> each.getAttribute("href"))
                    .filter(each -> !each.contains("lang=en") && !each.matches(".*(format=|/evidence|/datapackage).*"))).isEmpty();
            assertThat(visited.seriousFindings()).isEmpty();
            shoot(page, address, "en");

            page.locator(".languages a[hreflang='zh-CN'][lang='zh-CN']").click();

            assertThat(page.locator("html").getAttribute("lang")).isEqualTo("zh-CN");
            assertThat(page.locator("main [lang=en], footer [lang=en], .place [lang=en]").count()).isZero();
            assertThat(visited.seriousFindings()).isEmpty();
            assertThat(visited.complaints()).isEmpty();
            shoot(page, address, "zh");
            page.setViewportSize(360, 740);
            shoot(page, address, "zh-360");
            page.setViewportSize(1280, 900);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", BUDGET + "/tables", TABLE, CELL, BUDGET + "/changes?fromEffectiveOn=2023-01-31", BUDGET + "/year-over-year", BUDGET + "/checks",
        BUDGET + "/publications/1", BUDGET + "/postings", BUDGET + "/postings/1", BUDGET + "/balances", BUDGET + "/statements", "/v1/log", "/v1/status"})
    void a_narrow_screen_and_paper_show_all_of_it(String address) {
        try (VisitedPage visited = VisitedPage.open(context, served.projection + address)) {
            Page page = visited.page();
            page.setViewportSize(360, 740);

            assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(360);

            page.setViewportSize(1280, 900);
            page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
            assertThat(page.locator("form:visible, button:visible, .links:visible, h2:has(+ .links):visible").count()).isZero();
            page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.SCREEN));
        }
    }

    /** The browser itself complains of the status. */
    @ParameterizedTest
    @ValueSource(strings = {BUDGET + "/tables/none", "/v1/disclosures/999/2023/balances", BUDGET + "/balances?effectiveOn=yesterday", "/v1/nothing"})
    void a_problem_is_a_page_that_can_be_read_and_leads_home(String address) {
        try (VisitedPage visited = VisitedPage.open(context, served.projection + address)) {
            Page page = visited.page();

            assertThat(page.locator("h1").innerText()).containsPattern(CHINESE).containsPattern("Not Found|Bad Request");
            assertThat(visited.seriousFindings()).isEmpty();
            assertThat(visited.complaints()).allMatch(each -> each.contains("status of 4"));
            page.locator(".languages a[hreflang=en]").click();
            assertThat(page.locator("html").getAttribute("lang")).isEqualTo("en");
            assertThat(said(page).stream().filter(each -> CHINESE.matcher(each).find())).isEmpty();
            shoot(page, "/problem" + page.locator("dd").first().innerText(), "en");
            page.locator("main .links a").first().click();
            assertThat(page.url()).isEqualTo(served.projection + "/?lang=en");
        }
    }

    @Test
    void balances_say_what_their_csv_says_and_lead_to_the_postings_of_a_line() {
        try (VisitedPage visited = VisitedPage.open(context, served.projection + BUDGET + "/tables?lang=zh")) {
            Page page = visited.page();
            page.locator("main a[href*='/balances?']").click();
            page.locator("[name=function]").fill("201");
            page.locator(".point-bar button").click();
            page.waitForURL(Pattern.compile("[?&]function=201(&.*)?$"));
            List<String> csv = served.get(served.projection + BUDGET + "/balances?function=201&format=csv").lines().skip(1).toList();

            assertThat(page.locator("tbody").last().locator("tr").count()).isEqualTo(csv.size()).isPositive();
            assertThat(page.locator("tbody").first().innerText()).startsWith(Integer.toString(csv.size()));
            assertThat(page.locator("[name=function]").inputValue()).isEqualTo("201");
            page.locator("tbody").last().locator("a").first().click();
            assertThat(page.locator("tbody tr").count()).isPositive();
            assertThat(visited.complaints()).isEmpty();
        }
    }

    /** By the page itself, and not marked as Chinese; its title may name a department. */
    private static List<String> said(Page page) {
        return ((List<?>) page.evaluate("""
                () => Array.from(document.querySelectorAll("h2, th.head, label, button, .links > span, .point-bar option, .place a, .skip, footer, caption"))
                    .filter(each => !each.closest("[lang^=zh]"))
                    .map(each => { const copy = each.cloneNode(true); copy.querySelectorAll("[lang^=zh]").forEach(other => other.remove()); return copy.textContent; })
                """)).stream().map(String::valueOf).toList();
    }

    @Test
    void the_chosen_language_is_kept_from_page_to_page_and_by_forms() {
        try (VisitedPage visited = VisitedPage.open(context, served.projection + BUDGET + "/tables?lang=en")) {
            Page page = visited.page();
            page.locator("main .contents-list a").first().click();
            page.locator(".point-bar button").click();
            page.waitForURL(Pattern.compile("[?&]basis=.*"));

            assertThat(page.locator("html").getAttribute("lang")).isEqualTo("en");
            assertThat(page.locator(".point-bar button").innerText()).isEqualTo("Show");
        }
    }

    /** The stops are what the API says of the same budget; the field beside a slider says what it stops at; keys move it, and the table with it. */
    @Test
    void a_slider_stops_at_what_the_api_gives_and_shows_it_at_once() {
        List<String> days = found(served.get(served.projection + BUDGET + "/postings?limit=1000"), "effectiveOn").stream().distinct().sorted().toList();
        List<String> positions = found(served.get(served.projection + "/v1/log?stream=301-2023&limit=1000"), "position");
        try (VisitedPage visited = VisitedPage.open(context, served.projection + TABLE + "?lang=zh")) {
            Page page = visited.page();
            Locator slider = page.locator("[type=range][data-of=effectiveOn]");

            assertThat(slider.isVisible()).isTrue();
            assertThat(stops(page, "effectiveOn")).containsAll(days).hasSizeLessThanOrEqualTo(days.size() + 1).endsWith("2023-12-31");
            assertThat(stops(page, "position").stream().filter(each -> !each.equals(page.locator("[name=position]").inputValue())))
                    .isSubsetOf(positions);
            assertThat(stops(page, "position")).containsAll(positions.subList(1, positions.size()));
            String before = page.locator(".sheet tbody").first().innerText();
            slider.focus();
            page.keyboard().press("Home");
            page.waitForURL(Pattern.compile("effectiveOn=" + days.getFirst()));
            page.waitForSelector(".told:has-text('格有变动')");

            assertThat(page.locator("[name=effectiveOn]").inputValue()).isEqualTo(days.getFirst());
            assertThat(page.locator("[type=range][data-of=effectiveOn]").getAttribute("aria-valuetext")).isEqualTo(days.getFirst());
            assertThat(page.locator(".told").innerText()).startsWith(days.getFirst() + ": ");
            assertThat(page.locator(".sheet tbody").first().innerText()).isNotEqualTo(before)
                    .isEqualTo(reopened(page.url()));
            assertThat(page.evaluate("document.activeElement.dataset.of")).as("where the keyboard is").isEqualTo("effectiveOn");
            page.keyboard().press("ArrowRight");
            page.waitForURL(Pattern.compile("effectiveOn=" + days.get(1)));
            page.locator("[name=effectiveOn]").fill("2023-12-31");
            page.locator("[name=effectiveOn]").dispatchEvent("change");
            assertThat(page.locator("[type=range][data-of=effectiveOn]").getAttribute("aria-valuetext")).isEqualTo("2023-12-31");
            assertThat(visited.seriousFindings()).isEmpty();
            assertThat(visited.complaints()).isEmpty();
            shoot(page, "/slider", "zh");
        }
    }

    @Test
    void without_scripts_there_is_no_slider_and_the_date_field_works() {
        try (BrowserContext still = browser.newContext(new Browser.NewContextOptions().setJavaScriptEnabled(false));
                VisitedPage visited = VisitedPage.open(still, served.projection + TABLE)) {
            Page page = visited.page();
            assertThat(page.locator("[type=range]").count()).isEqualTo(2);
            assertThat(page.locator("[type=range]").first().isVisible()).isFalse();

            page.locator("[name=effectiveOn]").fill("2023-01-31");
            page.locator(".point-bar button").click();

            assertThat(page.locator("footer").innerText()).contains("2023-01-31");
        }
    }

    private static List<String> stops(Page page, String field) {
        return page.locator("#stops-" + field + " option").all().stream().map(each -> each.getAttribute("data-value")).toList();
    }

    private static List<String> found(String json, String field) {
        return Pattern.compile("\"" + field + "\":\"?([\\d-]+)").matcher(json).results().map(each -> each.group(1)).toList();
    }

    private String reopened(String address) {
        try (VisitedPage again = VisitedPage.open(context, address)) {
            return again.page().locator(".sheet tbody").first().innerText();
        }
    }

    /** For who looks at them; nothing compares them. */
    private static void shoot(Page page, String address, String language) {
        page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(
                Path.of("target", "pages", language + address.replaceAll("[?].*", "").replace(BUDGET, "").replace('/', '-') + ".png")));
    }

    @Test
    void the_keyboard_alone_leads_from_the_front_page_to_a_cell() {
        try (VisitedPage visited = VisitedPage.open(context, served.projection + "/")) {
            Page page = visited.page();
            visited.follow("/v1/disclosures/301/2023/tables$");
            visited.follow("/tables/expenditure[?]");
            visited.follow("/tables/expenditure/cells/1/total[?]");

            assertThat(page.locator("h1").innerText()).isEqualTo("合计 · 合计");
            assertThat(page.locator("tbody tr").count()).isPositive();
        }
    }

    @Test
    void without_scripts_a_table_says_what_its_csv_says() {
        try (BrowserContext still = browser.newContext(new Browser.NewContextOptions().setJavaScriptEnabled(false));
                VisitedPage visited = VisitedPage.open(still, served.projection + TABLE)) {
            List<List<String>> shown = visited.page().locator("tbody tr").all().stream()
                    .map(row -> row.locator("th, td").allTextContents()).toList();

            assertThat(shown).isNotEmpty().isEqualTo(csv(served.get(served.projection + TABLE + "?format=csv")));
        }
    }

    /** The rows that begin with a running number. */
    private static List<List<String>> csv(String csv) {
        return csv.lines().filter(line -> line.matches("\\d+,.*")).map(line -> Arrays.asList(line.split(",", -1))).toList();
    }

    @Test
    void paper_has_the_point_and_no_controls() throws IOException {
        try (VisitedPage visited = VisitedPage.open(context, served.projection + TABLE + "?effectiveOn=2023-03-31")) {
            try (PDDocument printed = Loader.loadPDF(visited.page().pdf())) {
                String text = new PDFTextStripper().getText(printed);

                assertThat(text).contains("2023-03-31", "业务日期", "账本日志位置").doesNotContain("查看", "Skip to the answer");
            }
        }
    }

    @Test
    void a_posting_is_proven_by_the_readers_own_key_and_by_no_other() {
        try (BrowserContext own = browser.newContext(); VisitedPage visited = VisitedPage.open(own, served.projection + CELL)) {
            assertThat(verdicts(visited.page(), served.verifierKey)).isNotEmpty()
                    .allMatch(each -> each.startsWith("✓ 已证明：账本中第 ") && each.contains("budget-ledger"));
            assertThat(verdicts(visited.page(), "budget-ledger+00000000+" + served.verifierKey.replaceAll(".*[+](?=.{44}$)", "")))
                    .isNotEmpty().allMatch(each -> each.equals("✗ 公钥形式不符 not a verifier key"));
            assertThat(verdicts(visited.page(), "example.com/foo+530d903b+AelyDOy3LaTldZ/WtOi0Sxwei/yjXMm3S01ZObYG45q4"))
                    .isNotEmpty().allMatch(each -> each.startsWith("✗ "));
            assertThat(visited.complaints()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"fact", "path", "checkpoint"})
    void one_byte_that_is_another_proves_nothing(String where) {
        try (BrowserContext own = browser.newContext()) {
            own.route("**/evidence/*", route -> tamper(route, where));
            try (VisitedPage visited = VisitedPage.open(own, served.projection + CELL)) {
                assertThat(verdicts(visited.page(), served.verifierKey)).isNotEmpty().allMatch(each -> each.startsWith("✗ "));
            }
        }
    }

    private static void tamper(Route route, String where) {
        String answer = route.fetch().text();
        String tampered = switch (where) {
            case "fact" -> answer.replaceFirst("2023", "2033");
            case "path" -> answer.replaceFirst("\"path\":\\[\"(.)", "\"path\":[\"" + (answer.contains("\"path\":[\"A") ? "B" : "A"));
            default -> answer.replaceFirst("(\"checkpoint\":\"[^\"\\\\]*\\\\n)(\\d+)", "$11$2");
        };
        assertThat(tampered).isNotEqualTo(answer);
        route.fulfill(new Route.FulfillOptions().setContentType("application/json").setBody(tampered));
    }

    private static List<String> verdicts(Page page, String key) {
        page.locator("#prove input[name=key]").fill(key);
        page.locator("#prove button:not([type=reset])").click();
        page.waitForFunction("() => !document.querySelector('#prove button').disabled");
        return page.locator("#prove .verdict").allTextContents();
    }

    @Test
    @EnabledIfSystemProperty(named = "pages.screenshots", matches = "true")
    void screenshots_are_taken_again() throws IOException {
        Path folder = Files.createDirectories(Path.of(System.getProperty("pages.root"), "docs", "console"));
        Map<String, String> shown = Map.of("front", "/", "budget", BUDGET + "/tables", "table", TABLE, "cell", CELL,
                "changes", BUDGET + "/changes?fromEffectiveOn=2023-01-31&table=expenditure", "year-over-year", BUDGET + "/year-over-year",
                "checks", BUDGET + "/checks", "publication", BUDGET + "/publications/1");
        for (Map.Entry<String, String> each : shown.entrySet()) {
            try (VisitedPage visited = VisitedPage.open(context, served.projection + each.getValue())) {
                if (each.getKey().equals("cell")) {
                    assertThat(verdicts(visited.page(), served.verifierKey)).isNotEmpty();
                    visited.page().locator("#prove").scrollIntoViewIfNeeded();
                    visited.page().locator("#prove").screenshot(new Locator.ScreenshotOptions().setPath(folder.resolve("proof.png")));
                    visited.page().evaluate("scrollTo(0, 0)");
                }
                visited.page().screenshot(new Page.ScreenshotOptions().setPath(folder.resolve(each.getKey() + ".png")));
                if (Stream.of("table", "changes").anyMatch(each.getKey()::equals)) {
                    visited.page().emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
                    visited.page().screenshot(new Page.ScreenshotOptions().setPath(folder.resolve(each.getKey() + "-print.png")));
                }
            }
        }
    }
}
