package dev.budgetledger.projection.evidence;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Watermark;
import dev.budgetledger.projection.disclosure.http.SampleHttp;
import dev.budgetledger.projection.samples.SampleLog;

import static org.assertj.core.api.Assertions.assertThat;

/** One fact with its proof: what a package has of it, and nothing in another form. */
class FactEvidenceTest {

    private static final BudgetId OFFICE = new BudgetId("301", 2023);
    private static final LocalDate JANUARY = LocalDate.of(2023, 1, 5);
    private static final String EVIDENCE = "/v1/disclosures/301/2023/evidence/";

    private final SampleLog log = new SampleLog();

    @Test
    void a_fact_comes_with_the_lines_and_the_checkpoint_that_a_package_has_of_it() {
        log.open(OFFICE);
        log.open(new BudgetId("302", 2023));
        log.allocate(OFFICE, JANUARY, SampleLog.STAFF, 100_00);
        log.adjust(OFFICE, JANUARY, SampleLog.STAFF, 5_00);
        SignedLog signed = new SignedLog(log);

        JsonNode fact = JsonMapper.shared().readTree(body(get(signed.facts(), EVIDENCE + 3)));

        Map<String, byte[]> files = SignedLog.files(signed.evidence("301/2023"));
        assertThat(lines(files, "facts.ndjson")).contains(fact.get("fact").stringValue());
        assertThat(lines(files, "proofs.ndjson")).contains(fact.get("proof").toString());
        assertThat(fact.get("checkpoint").stringValue()).isEqualTo(text(files, "checkpoint.txt"));
    }

    @Test
    void what_is_not_a_fact_of_the_budget_is_not_there() {
        log.open(OFFICE);
        log.open(new BudgetId("302", 2023));
        MockMvcTester http = new SignedLog(log).facts();

        assertThat(get(http, EVIDENCE + 2)).hasStatus(404);
        assertThat(body(get(http, EVIDENCE + 2))).contains("\"code\":\"NOT_FOUND\"", "\"field\":\"position\"");
        assertThat(get(http, EVIDENCE + 3)).hasStatus(404);
        assertThat(get(http, EVIDENCE + 0)).hasStatus(400);
        assertThat(get(http, EVIDENCE + "one")).hasStatus(400);
    }

    @Test
    void before_a_checkpoint_over_it_was_verified_there_is_no_proof() {
        log.open(OFFICE);

        assertThat(get(new SignedLog(log, new Watermark(log.lastPosition(), log.now())).facts(), EVIDENCE + 1)).hasStatus(503);
    }

    private static MvcTestResult get(MockMvcTester http, String address) {
        return http.get().uri(SampleHttp.address(address)).exchange();
    }

    private static String body(MvcTestResult answer) {
        return new String(answer.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
    }

    private static List<String> lines(Map<String, byte[]> files, String name) {
        return text(files, name).lines().toList();
    }

    private static String text(Map<String, byte[]> files, String name) {
        return new String(files.get(name), StandardCharsets.UTF_8);
    }
}
