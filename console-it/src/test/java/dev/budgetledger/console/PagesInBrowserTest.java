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
        BUDGET + "/document", BUDGET + "/postings", BUDGET + "/statements", BUDGET + "/units", BUDGET + "/projects", "/v1/log", "/v1/status",
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
