package dev.budgetledger.console;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.budgetledger.standalone.Settings;
import dev.budgetledger.standalone.Standalone;

import static org.assertj.core.api.Assertions.assertThat;

/** 经办 in a browser: with the keyboard alone somebody logs in, posts, and finds in the table what he posted. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DeskInBrowserTest {

    private static final String TABLE = "/v1/disclosures/301/2023/tables/expenditure";
    private static final String DESK = "/desk/301/2023";

    /** Kept in docs/console. */
    private static final Set<String> SHOWN = Set.of("desk", "desk-checked", "upload");

    private Standalone running;
    private String pages = "";
    private String password = "";
    private Chromium chromium;
    private BrowserContext context;

    @BeforeAll
    void givenPeopleAndABrowser(@TempDir Path folder) {
        Settings settings = Settings.onFreePorts(folder).withPeople();
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        running = new Standalone(settings, new PrintStream(printed, true, StandardCharsets.UTF_8));
        running.start();
        pages = "http://localhost:" + settings.projectionPort();
        Matcher told = Pattern.compile("\\bofficer ([\\w-]{32})").matcher(printed.toString(StandardCharsets.UTF_8));
        assertThat(told.find()).isTrue();
        password = told.group(1);
        chromium = new Chromium();
        context = chromium.context();
    }

    @AfterAll
    void stop() {
        chromium.close();
        running.close();
    }

    @Test
    @Order(1)
    void the_keyboard_alone_logs_in_posts_and_finds_it_in_the_table() {
        try (VisitedPage visited = VisitedPage.open(context, pages + TABLE)) {
            Page page = visited.page();
            String before = page.locator("main table").first().innerText();

            visited.follow("/login");
            visited.tabToField("username", "");
            page.keyboard().type("officer");
            visited.tabToField("password", "");
            page.keyboard().type(password);
            page.keyboard().press("Enter");
            page.waitForURL(Pattern.compile(TABLE + "$"));
            assertThat(page.locator(".session").innerText()).contains("officer");

            visited.follow(DESK + "$");
            visited.follow(DESK + "/adjustments$");
            fill(visited);
            page.keyboard().press("Enter"); // which checks, and does not post
            page.waitForSelector("button[value=post]");
            assertThat(page.locator("main").innerText()).contains("试算结果", "233,500.00", "1,233,500.00");
            assertThat(visited.seriousFindings()).isEmpty();
            shoot(page, "desk-checked");

            visited.tabToField("step", "post");
            page.keyboard().press("Enter");
            page.waitForURL(Pattern.compile("/postings/\\d+$|/adjustments$"));
            page.waitForSelector("main:has-text('301-2023-')");

            page.navigate(pages + TABLE);
            for (int i = 0; i < 50 && page.locator("main table").first().innerText().equals(before); i++) {
                page.reload();
            }
            assertThat(page.locator("main table").first().innerText()).isNotEqualTo(before);
            assertThat(visited.complaints()).isEmpty();
        }
    }

    private static void fill(VisitedPage visited) {
        Page page = visited.page();
        type(visited, "documentNo", "追加1号");
        visited.tabToField("effectiveOn", "");
        page.keyboard().type("06302023"); // as this browser's language writes a date
        type(visited, "reason", "追加办公费");
        visited.tabToField("lines[0].line", "");
        for (int i = 0; i < 100 && !String.valueOf(page.evaluate("document.activeElement.value")).contains("\"30201\""); i++) {
            page.keyboard().press("ArrowDown");
        }
        type(visited, "lines[0].amount", "1000000.00");
        assertThat(page.locator("[name=effectiveOn]").inputValue()).isEqualTo("2023-06-30");
    }

    private static void type(VisitedPage visited, String field, String text) {
        visited.tabToField(field, "");
        visited.page().keyboard().type(text);
    }

    @ParameterizedTest
    @Order(2)
    @ValueSource(strings = {DESK, DESK + "/adjustments", DESK + "/transfers", DESK + "/reversals/1", DESK + "/approvals", DESK + "/upload", TABLE})
    void each_page_of_who_has_logged_in_is_accessible(String address) {
        try (VisitedPage visited = VisitedPage.open(context, pages + address)) {
            shoot(visited.page(), "desk" + address.replaceAll(".*/2023", "").replace('/', '-'));

            assertThat(visited.page().url()).isEqualTo(pages + address);
            assertThat(visited.seriousFindings()).isEmpty();
            assertThat(visited.complaints()).isEmpty();
            assertThat(visited.requests()).allMatch(each -> each.startsWith(pages + "/"));
        }
    }

    @Test
    @Order(3)
    void what_is_refused_is_told_where_a_screen_reader_hears_it() {
        try (VisitedPage visited = VisitedPage.open(context, pages + DESK + "/adjustments")) {
            Page page = visited.page();
            page.locator("[name='lines[0].amount']").fill("一百");
            page.locator(".desk > p:last-of-type button[value=check]").click();
            page.waitForSelector("[role=alert]");

            assertThat(page.locator("[role=alert]").innerText()).contains("没有记账", "文号").doesNotContain("documentNo");
            assertThat(visited.seriousFindings()).isEmpty();

            page.locator("[name=documentNo]").fill("追加9号");
            page.locator("[name=effectiveOn]").fill("2023-06-30");
            page.locator("[name=reason]").fill("追加办公费");
            page.locator("[name='lines[0].fund']").selectOption("GENERAL_PUBLIC");
            page.locator(".desk > p:last-of-type button[value=check]").click();
            page.waitForSelector("[role=alert]:has-text('指标 1')");
            page.locator("[role=alert] a").click();
            page.keyboard().press("Tab");
            page.keyboard().press("Shift+Tab");

            assertThat(page.evaluate("document.activeElement.id")).as("the summary leads to the field").isEqualTo("lines[0].amount");
            assertThat(page.evaluate("document.activeElement.getAttribute('aria-describedby')")).isEqualTo("fault");
            assertThat(page.locator("[role=alert]").innerText()).contains("指标 1 · 金额", page.locator("#fault").innerText());
            assertThat(visited.seriousFindings()).isEmpty();
            shoot(page, "desk-refused");
        }
    }

    @Test
    @Order(4)
    void a_sheet_of_three_hundred_rows_is_checked_mended_and_posted() {
        try (VisitedPage visited = VisitedPage.open(context, pages + DESK)) {
            Page page = visited.page();
            visited.follow(DESK + "/upload$");
            choose(page, sheet(List.of(10, 80, 150, 220, 300)));

            assertThat(page.locator("[role=alert]").innerText()).contains("可以记账 295 笔，有误 5 笔。没有记账。");
            assertThat(page.locator("main tbody tr td:first-child").allInnerTexts()).containsExactly("11", "81", "151", "221", "301");
            assertThat(page.locator("main tbody tr td:nth-child(2)").allInnerTexts()).containsOnly("金额");
            assertThat(visited.seriousFindings()).isEmpty();
            shoot(page, "upload");

            choose(page, sheet(List.of()));
            page.locator("button[value=together]").click();
            page.waitForSelector("[role=alert]:has-text('已记账 300 笔；未记账 0 笔。')");
            assertThat(visited.seriousFindings()).isEmpty();
            shoot(page, "upload-posted");
            // That a form which was refused is answered with 4xx a browser says, and nothing else.
            assertThat(visited.complaints()).allMatch(each -> each.contains("422"));
        }
    }

    private static void choose(Page page, String csv) {
        page.locator("#file").setInputFiles(new FilePayload("追加.csv", "text/csv", csv.getBytes(StandardCharsets.UTF_8)));
        page.locator("form[enctype] button").click();
        page.waitForSelector("[role=alert]");
    }

    /** @param faulty whose amounts are none */
    private static String sheet(List<Integer> faulty) {
        return "业务类型,部门,年度,文号,生效日期,事由,资金性质,功能科目,支出性质,支出经济分类,金额\n" + IntStream.rangeClosed(1, 300)
                .mapToObj(i -> "追加,301,2023,批量" + i + "号,2023/6/30,追加办公费,一般公共预算,2010301,公用经费,30201," + (faulty.contains(i) ? "一百" : "1000.00") + "\n")
                .collect(Collectors.joining());
    }

    @ParameterizedTest
    @Order(5)
    @ValueSource(strings = {DESK, DESK + "/adjustments", DESK + "/transfers", DESK + "/upload"})
    void a_narrow_screen_shows_all_of_it(String address) {
        try (VisitedPage visited = VisitedPage.open(context, pages + address)) {
            visited.page().setViewportSize(360, 740);

            assertThat(visited.page().evaluate("document.documentElement.scrollWidth")).isEqualTo(360);
            shoot(visited.page(), "narrow" + address.replaceAll(".*/2023", "").replace('/', '-'));
        }
    }

    /** For who looks at them; nothing compares them. */
    private static void shoot(Page page, String name) {
        try {
            Path folder = Files.createDirectories(Path.of("target", "pages"));
            page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(folder.resolve(name + ".png")));
            if (Boolean.getBoolean("pages.screenshots") && SHOWN.contains(name)) {
                page.screenshot(new Page.ScreenshotOptions().setPath(Path.of(System.getProperty("pages.root"), "docs", "console", name + ".png")));
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
