package dev.budgetledger.projection.disclosure.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.w3c.dom.Element;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Envelope;
import dev.budgetledger.contract.Watermark;
import dev.budgetledger.projection.audit.http.SampleCells;
import dev.budgetledger.projection.console.Pages;
import dev.budgetledger.projection.disclosure.NoChart;
import dev.budgetledger.projection.disclosure.NoForms;
import dev.budgetledger.projection.disclosure.SampleTemplates;
import dev.budgetledger.projection.entries.BudgetReader;
import dev.budgetledger.projection.intake.StoredLog;
import dev.budgetledger.projection.samples.NoProposals;
import dev.budgetledger.projection.samples.SampleLog;
import dev.budgetledger.projection.samples.SampleProposals;

import static org.assertj.core.api.Assertions.assertThat;

/** A table that counts what is proposed says so wherever it goes. */
class ProposedAnswersTest {

    private static final BudgetId OFFICE = new BudgetId("301", 2023);
    private static final LocalDate JUNE = LocalDate.of(2023, 6, 1);
    private static final String TABLES = "/v1/disclosures/301/2023/tables";
    private static final String TABLE = TABLES + "/expenditure?measure=YUAN";
    private static final String NOTE = "含待复核的提请 2 件，视同已记账；未经复核，不得公开。";

    private final SampleLog log = new SampleLog();
    private MockMvcTester tables;
    private MockMvcTester cells;

    /** Of 301: 100.00 of staff, 50.00 of meetings; that 7.00 are added, and that 20.00 go from meetings to staff, waits. */
    @BeforeEach
    void givenTwoThatWait() {
        SampleProposals proposals = new SampleProposals(log);
        log.open(OFFICE);
        log.allocate(OFFICE, JUNE, SampleLog.STAFF, 100_00);
        log.allocate(OFFICE, JUNE, SampleLog.MEETING, 50_00);
        LocalDate today = Envelope.dayOf(log.now());
        proposals.propose(OFFICE, SampleProposals.adding(JUNE, 7_00), today);
        proposals.propose(OFFICE, SampleProposals.moving(JUNE, 20_00, null), today);
        proposals.reject(OFFICE, proposals.propose(OFFICE, SampleProposals.adding(JUNE, 900_00), today));
        StoredLog stored = new StoredLog(1).facts(log.facts()).watermark(new Watermark(log.lastPosition(), log.now()));
        BudgetReader reader = stored.reader(log.now(), Duration.ZERO);
        var with = NoProposals.butThoseOf(stored, reader);
        var forms = new AskedForms(SampleTemplates.all(),
                SampleTemplates.forms(), new NoForms(), new NoChart(), reader, with);
        tables = SampleHttp.of(new DisclosureController(reader, forms, SampleHttp.METERS, SampleHttp.NOTHING, with));
        cells = SampleCells.of(stored, log.now());
    }

    @Test
    void as_json_it_has_how_many_it_counts_and_a_note() {
        JsonNode with = json(tables, TABLE + "&proposed=included");
        JsonNode without = json(tables, TABLE);

        assertThat(with.get("proposed").asInt()).isEqualTo(2);
        assertThat(with.get("notes").valueStream().map(JsonNode::asString)).endsWith(NOTE);
        assertThat(totals(with)).containsExactly("157.00", "120.00", "37.00");
        assertThat(totals(without)).containsExactly("150.00", "100.00", "50.00");
        assertThat(without.has("proposed")).isFalse();
        assertThat(json(tables, TABLE + "&proposed=excluded")).isEqualTo(without);
        assertThat(totals(json(tables, TABLE + "&proposed=included&position=4"))).containsExactly("157.00", "100.00", "57.00");
        assertThat(json(tables, TABLE + "&proposed=included&effectiveOn=2023-05-31").get("proposed").asInt()).isZero();
        assertThat(totals(json(tables, TABLE + "&proposed=included&basis=approved"))).containsExactly("150.00", "100.00", "50.00");
    }

    private static List<String> totals(JsonNode table) {
        List<String> totals = table.get("rows").valueStream().map(row -> row.at("/cells/total").asString()).toList();
        return List.of(totals.getFirst(), totals.get(totals.size() - 2), totals.getLast());
    }

    @Test
    void as_csv_and_as_a_workbook_it_says_so_too() throws IOException {
        String csv = text(tables, TABLE + "&proposed=included&format=csv");
        assertThat(csv.lines().toList().getLast()).startsWith("注,").endsWith("," + NOTE);
        assertThat(csv.lines().map(each -> each.chars().filter(c -> c == ',').count()).distinct()).hasSize(1);
        assertThat(text(tables, TABLE + "&format=csv")).doesNotContain("注,", "提请");
        for (String book : List.of(TABLE + "&proposed=included&format=xlsx", TABLES + "?proposed=included&format=xlsx")) {
            assertThat(unzipped(exchange(tables, book).getResponse().getContentAsByteArray())).as(book).contains("待复核的提请 2 件");
        }
        assertThat(unzipped(exchange(tables, TABLE + "&format=xlsx").getResponse().getContentAsByteArray())).contains("合计").doesNotContain("提请");
    }

    private static String unzipped(byte[] workbook) throws IOException {
        StringBuilder all = new StringBuilder();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(workbook))) {
            for (ZipEntry each = in.getNextEntry(); each != null; each = in.getNextEntry()) {
                all.append(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return Pattern.compile("&#x([0-9a-fA-F]+);").matcher(all).replaceAll(each -> Character.toString(Integer.parseInt(each.group(1), 16)));
    }

    @Test
    void on_pages_one_is_asked_from_the_other_and_leads_to_what_waits() {
        Element with = Pages.open(tables, TABLE + "&proposed=included");
        Element budget = Pages.open(tables, TABLES + "?proposed=included");

        assertThat(Pages.words(with)).contains(NOTE, "As if 2 open proposals had been posted");
        assertThat(Pages.leads(with)).anyMatch(each -> each.contains("/proposals?") && each.endsWith("&state=open"))
                .anyMatch(each -> each.contains("/cells/") && each.endsWith("&proposed=included"))
                .anyMatch(each -> each.contains("format=csv") && each.contains("&proposed=included"));
        assertThat(Pages.words(budget)).contains(NOTE);
        assertThat(Pages.leads(budget)).filteredOn(each -> each.contains("proposed=included"))
                .allMatch(each -> each.contains("/tables/") || each.contains("/checks?") || each.contains("/balances?")).hasSizeGreaterThan(10);
        assertThat(Pages.words(Pages.open(tables, TABLE))).contains("提请").doesNotContain("视同已记账");
    }

    @Test
    void a_cell_names_those_that_change_it() {
        String row = TABLES + "/expenditure/cells/key=2010302/total?proposed=included";
        JsonNode cell = json(cells, row + "&limit=1");
        String at = "?effectiveOn=2023-12-31&recordedAsOf=2023-01-05T01:00:00Z&position=7";

        assertThat(cell.get("sum").asString()).isEqualTo("37.00");
        assertThat(cell.get("proposed").toString()).isEqualTo("""
                [{"proposal":"301-2023-3","href":"/v1/disclosures/301/2023/proposals/3%1$s","amount":"7.00"},\
                {"proposal":"301-2023-4","href":"/v1/disclosures/301/2023/proposals/4%1$s","amount":"-20.00"}]""".formatted(at));
        assertThat(json(cells, TABLES + "/expenditure/cells/key=total/total?proposed=included").get("proposed")).hasSize(1);
        assertThat(json(cells, row.replace("included", "excluded")).has("proposed")).isFalse();
        Element page = Pages.open(cells, row);
        assertThat(Pages.rows(page)).contains(List.of("301-2023-4", "-20.00"));
        assertThat(Pages.leads(page)).noneMatch(each -> each.endsWith("/evidence" + at)).anyMatch(each -> each.contains("/proposals/4?"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"proposed=yes", "proposed=", "proposed=included&proposed=included", "Proposed=included"})
    void what_is_not_one_of_both_is_refused_by_its_name(String asked) {
        MvcTestResult answer = exchange(tables, TABLE + "&" + asked);

        assertThat(answer).hasStatus(400);
        assertThat(answer.getResponse().getContentAsByteArray()).asString(StandardCharsets.UTF_8).containsIgnoringCase("\"field\":\"proposed\"");
    }

    private static JsonNode json(MockMvcTester mvc, String address) {
        MvcTestResult answer = exchange(mvc, address);
        assertThat(answer).as(address).hasStatusOk();
        return JsonMapper.shared().readTree(answer.getResponse().getContentAsByteArray());
    }

    private static String text(MockMvcTester mvc, String address) {
        return new String(exchange(mvc, address).getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
    }

    private static MvcTestResult exchange(MockMvcTester mvc, String address) {
        return mvc.get().uri(SampleHttp.address(address)).exchange();
    }
}
