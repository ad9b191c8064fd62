package dev.budgetledger.projection.disclosure.http;

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import dev.budgetledger.projection.disclosure.FakeBudgetReader;
import dev.budgetledger.projection.disclosure.SampleBudgets;
import dev.budgetledger.projection.samples.NoProposals;

import static org.assertj.core.api.Assertions.assertThat;

/** Every request without an answer is told why, as application/problem+json with a stable code. */
class ProblemsTest {

    private static final String TABLE = "/v1/disclosures/301/2023/tables/revenue";

    private final MockMvcTester mvc =
            SampleHttp.of(new DisclosureController(new FakeBudgetReader(SampleBudgets.of2023()), SampleHttp.forms(), SampleHttp.METERS, SampleHttp.NOTHING, NoProposals.of(new FakeBudgetReader())));

    @ParameterizedTest
    @CsvSource({
        "effectiveOn,     2023-02-30",
        "effectiveOn,     20230228",
        "effectiveOn,     1/2/23",
        "effectiveOn,     +12023-01-01",
        "effectiveOn,     ''",
        "recordedAsOf,    2023-02-01",
        "recordedAsOf,    2023-02-01T00:00:00",
        "recordedAsOf,    2023-02-01T00:00Z",
        "recordedAsOf,    2023-02-01T25:00:00Z",
        "recordedAsOf,    1675209600",
        "position,        x",
        "position,        -1",
        "position,        1.5",
        "position,        9999999999999999999",
        "atLeastPosition, now",
        "basis,           original",
        "amounts,         spent",
        "amounts,         ''",
        "measure,         USD",
        "unit,            301-001",
        "format,          xml",
    })
    void a_value_that_cannot_be_read_is_named(String parameter, String value) {
        MvcTestResult result = mvc.get().uri(TABLE + "?{p}={v}", parameter, value).exchange();

        assertProblem(result, 400, "FIELD_INVALID", parameter);
    }

    @Test
    void a_problem_has_all_its_members() {
        assertThat(body(get(TABLE + "?basis=original"))).isEqualTo("""
                {"type":"/problems#FIELD_INVALID","title":"Bad Request","status":400,\
                "detail":"basis: not approved or adjusted: original",\
                "code":"FIELD_INVALID","field":"basis","instance":"/v1/disclosures/301/2023/tables/revenue"}""");
    }

    @ParameterizedTest
    @ValueSource(strings = {"date", "asOf", "EffectiveOn", "effectiveon", "page"})
    void a_parameter_that_does_not_exist_is_not_ignored(String parameter) {
        assertProblem(get(TABLE + "?" + parameter + "=2023-06-30"), 400, "UNKNOWN_PARAMETER", parameter);
        assertProblem(
                get("/v1/disclosures/301/2023/tables?" + parameter + "=1"), 400, "UNKNOWN_PARAMETER", parameter);
    }

    @Test
    void a_parameter_given_twice_is_not_guessed_at() {
        assertProblem(get(TABLE + "?position=1&position=2"), 400, "FIELD_INVALID", "position");
    }

    @ParameterizedTest
    @CsvSource({
        "'3 1',         2023, department",
        "3-1,           2023, department",
        "1234567890123, 2023, department",
        "石家庄,         2023, department",
        "301,           23,   year",
        "301,           next, year",
        "301,           1890, year",
    })
    void a_malformed_department_or_year_is_named(String department, String year, String field) {
        for (String rest : new String[] {"tables", "tables/revenue"}) {
            MvcTestResult result =
                    mvc.get().uri("/v1/disclosures/{d}/{y}/" + rest, department, year).exchange();
            assertProblem(result, 400, "FIELD_INVALID", field);
        }
    }

    @Test
    void a_table_that_does_not_exist_is_unknown() {
        assertProblem(get("/v1/disclosures/301/2023/tables/four-public"), 404, "TABLE_UNKNOWN", "id");
    }

    @Test
    void a_budget_that_was_not_open_then_is_unknown() {
        assertProblem(get("/v1/disclosures/302/2023/tables/revenue"), 404, "BUDGET_NOT_OPEN", null);
        assertProblem(get("/v1/disclosures/301/2024/tables"), 404, "BUDGET_NOT_OPEN", null);
        assertProblem(get(TABLE + "?position=0"), 404, "BUDGET_NOT_OPEN", null);
    }

    @Test
    void what_is_not_yet_applied_is_worth_asking_again() {
        MvcTestResult result = get(TABLE + "?atLeastPosition=43");

        assertProblem(result, 503, "NOT_CAUGHT_UP", null);
        assertThat(result.getResponse().getHeader("Retry-After")).isEqualTo("1");
    }

    @Test
    void who_asked_for_csv_still_gets_the_problem_as_json() {
        MvcTestResult result =
                mvc.get().uri("/v1/disclosures/302/2023/tables/revenue").header("Accept", "text/csv").exchange();

        assertProblem(result, 404, "BUDGET_NOT_OPEN", null);
    }

    @Test
    void a_representation_that_does_not_exist_is_not_acceptable() {
        assertProblem(
                mvc.get().uri(TABLE).header("Accept", "image/png").exchange(), 406, "NOT_ACCEPTABLE", null);
    }

    @Test
    void tables_are_only_read() {
        MvcTestResult result = mvc.post().uri(TABLE).exchange();

        assertProblem(result, 405, "METHOD_NOT_ALLOWED", null);
        assertThat(result.getResponse().getHeader("Allow")).isEqualTo("GET");
    }

    @Test
    void a_fault_is_a_problem_that_gives_nothing_away() {
        MvcTestResult result = SampleHttp.of(new DisclosureController(SampleHttp.BROKEN, SampleHttp.forms(), SampleHttp.METERS, SampleHttp.NOTHING, NoProposals.of(new FakeBudgetReader())))
                .get()
                .uri(TABLE)
                .exchange();

        assertProblem(result, 500, "INTERNAL_ERROR", null);
        assertThat(body(result)).doesNotContain("secret");
    }

    private static void assertProblem(
            MvcTestResult result, int status, String code, @Nullable String field) {
        assertThat(result).hasStatus(status).hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat(body(result)).contains("\"status\":" + status, "\"code\":\"" + code + "\"");
        assertThat(body(result)).contains("\"field\":\"" + (field == null ? "" : field) + "\"");
    }

    private MvcTestResult get(String address) {
        return mvc.get().uri(SampleHttp.address(address)).exchange();
    }

    private static String body(MvcTestResult result) {
        return new String(result.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
    }
}
