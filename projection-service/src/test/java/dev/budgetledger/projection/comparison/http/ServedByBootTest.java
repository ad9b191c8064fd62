package dev.budgetledger.projection.comparison.http;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Primary;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

import dev.budgetledger.projection.audit.Page;
import dev.budgetledger.projection.comparison.YearOverYear;
import dev.budgetledger.projection.disclosure.FakeBudgetReader;
import dev.budgetledger.projection.disclosure.NoChart;
import dev.budgetledger.projection.disclosure.NoForms;
import dev.budgetledger.projection.disclosure.SampleBudgets;
import dev.budgetledger.projection.disclosure.Templates;
import dev.budgetledger.projection.entries.AdoptedForms;
import dev.budgetledger.projection.entries.BudgetReader;
import dev.budgetledger.projection.entries.ChartReader;
import dev.budgetledger.projection.entries.EntryReader;
import dev.budgetledger.projection.entries.PostingReader;
import dev.budgetledger.projection.entries.Proofs;
import dev.budgetledger.projection.entries.ProposedBudgets;
import dev.budgetledger.projection.entries.StatementReader;
import dev.budgetledger.projection.publication.PublicationReader;
import dev.budgetledger.projection.samples.NoProposals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The parts find each other in a real server: converters, resolver, problems, OpenAPI. */
class ServedByBootTest {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
    private static ConfigurableApplicationContext context;

    /** Not a configuration by stereotype, so that no scan of the application finds it. */
    @EnableAutoConfiguration(exclude = {
        DataSourceAutoConfiguration.class, FlywayAutoConfiguration.class, ErrorMvcAutoConfiguration.class})
    @ComponentScan(
            basePackageClasses = {Templates.class, Page.class, YearOverYear.class},
            basePackages = {"dev.budgetledger.projection.checks", "dev.budgetledger.projection.console", "dev.budgetledger.projection.web"})
    static class WithoutDatabase {
        @Bean
        @Primary
        BudgetReader budgetReader() {
            return new FakeBudgetReader(SampleBudgets.of2023(), SampleBudgets.of2022());
        }

        @Bean
        ProposedBudgets proposedBudgets(BudgetReader budgets) {
            return NoProposals.of(budgets);
        }

        @Bean
        AdoptedForms adoptedForms() {
            return new NoForms();
        }

        @Bean
        StatementReader statementReader() {
            return (_, _) -> List.of();
        }

        @Bean
        ChartReader chartReader() {
            return new NoChart();
        }

        @Bean
        EntryReader entryReader() {
            return new NoEntries();
        }

        @Bean
        PostingReader postingReader() {
            return new NoPostings();
        }

        @Bean
        PublicationReader publicationReader() {
            return _ -> List.of();
        }

        /** Fails amid its answer. */
        @Bean
        RouterFunction<ServerResponse> unending() {
            return RouterFunctions.route().GET("/unending", _ -> ServerResponse.ok().build((_, response) -> {
                response.getOutputStream().write(new byte[1 << 17]);
                throw new IllegalStateException("amid an answer");
            })).build();
        }

        @Bean
        Proofs proofs() {
            return new NoProofs();
        }
    }

    @BeforeAll
    static void start() {
        context = new SpringApplicationBuilder(WithoutDatabase.class)
                .properties("spring.config.name=none", "server.port=0", "server.address=127.0.0.1")
                .run();
    }

    @AfterAll
    static void stop() {
        context.close();
    }

    @Test
    void a_table_comes_as_json_unless_csv_is_wanted() throws Exception {
        HttpResponse<String> json = get("/v1/disclosures/301/2023/tables/three-public", "*/*");
        HttpResponse<String> csv = get("/v1/disclosures/301/2023/tables/three-public", "text/csv");

        assertThat(json.body())
                .startsWith("{\"id\":\"three-public\",\"title\":")
                .contains("\"asOf\":{\"effectiveOn\":\"2023-12-31\",\"recordedAsOf\":\"2023-02-01T01:02:03.123456Z\",");
        assertThat(json.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(csv.body()).startsWith("序号,项目,合计").contains("8,三、公务接待费,2.3,2.3,,\n");
        assertThat(csv.headers().firstValue("Content-Type")).contains("text/csv;charset=UTF-8");
    }

    @Test
    void the_comparison_is_served() throws Exception {
        assertThat(get("/v1/disclosures/301/2023/year-over-year", "*/*").body())
                .startsWith("{\"department\":")
                .contains("\"change\":\"+763.38\"");
    }

    @Test
    void the_checks_are_served_and_a_body_is_read_as_a_zip() throws Exception {
        assertThat(get("/v1/disclosures/301/2023/checks", "*/*").body())
                .contains("\"fail\":0,", "\"id\":\"T1-total\"", "\"verdict\":\"pass\",\"reason\":null");

        HttpResponse<String> noZip = CLIENT.send(
                HttpRequest.newBuilder(address("/v1/checks?year=2023"))
                        .header("Content-Type", "application/zip")
                        .POST(HttpRequest.BodyPublishers.ofString("no zip"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(noZip.statusCode()).isEqualTo(400);
        assertThat(noZip.body()).contains("\"code\":\"BODY_INVALID\"", "\"field\":\"body\"");
    }

    @Test
    void an_answer_that_fails_when_it_has_begun_is_not_ended_like_a_whole_one() {
        assertThatThrownBy(() -> get("/unending", "*/*")).isInstanceOf(IOException.class);
    }

    @Test
    void a_mistyped_parameter_is_not_ignored() throws Exception {
        HttpResponse<String> mistyped = get("/v1/disclosures/301/2023/tables/revenue?date=2023-06-30", "*/*");

        assertThat(mistyped.statusCode()).isEqualTo(400);
        assertThat(mistyped.body()).contains("\"code\":\"UNKNOWN_PARAMETER\"", "\"field\":\"date\"");
    }

    @Test
    void an_unknown_path_and_a_wrong_method_are_problems_too() throws Exception {
        HttpResponse<String> unknown = get("/v1/disclosures/301", "*/*");
        HttpResponse<String> post = CLIENT.send(
                HttpRequest.newBuilder(address("/v1/disclosures/301/2023/tables"))
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.body()).contains("\"code\":\"NOT_FOUND\"");
        assertThat(post.statusCode()).isEqualTo(405);
        assertThat(post.body()).contains("\"code\":\"METHOD_NOT_ALLOWED\"");
        assertThat(unknown.headers().firstValue("Content-Type")).contains("application/problem+json");
    }

    @ParameterizedTest
    @CsvSource({"/v1/disclosures/302/2023/tables, 404", "/v1/disclosures/301/2023/tables/revenue?effectiveOn=x, 400", "/v1/nothing?a=%3Cscript%3E, 404",
        "/v1/disclosures/301/2023/tables/%3Cscript%3Ealert, 404", "/v1/disclosures/302/2023/tables?lang=en, 404",
        "/v1/disclosures/302/2023/checks, 404", "/v1/disclosures/302/2023/tables/revenue/cells/1/total, 404", "/v1/disclosures/302/2023/changes?fromPosition=1, 404",
        "/v1/disclosures/302/2023/year-over-year, 404"})
    void a_browser_is_told_by_a_page_and_its_head_says_the_same(String path, int status) throws Exception {
        HttpResponse<String> page = get(path, BROWSER);
        HttpResponse<String> head = CLIENT.send(HttpRequest.newBuilder(address(path)).header("Accept", BROWSER).HEAD().build(), HttpResponse.BodyHandlers.ofString());

        assertThat(page.statusCode()).isEqualTo(status);
        assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html;charset=UTF-8");
        assertThat(page.headers().firstValue("Vary")).hasValue("Accept, Accept-Language");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow()).startsWith("default-src 'none'").doesNotContain("unsafe");
        assertThat(page.body()).contains("<h1>", "href=\"/" + (path.contains("lang=en") ? "?lang=en" : "") + "\"").doesNotContain("<script>alert");
        assertThat(page.body()).as("to what the code means, which takes no parameter").containsPattern("href=\"/problems#[A-Z_]+\"");
        assertThat(head.statusCode()).isEqualTo(status);
        assertThat(head.body()).isEmpty();
        for (String name : List.of("Content-Type", "Vary", "Content-Language", "Content-Security-Policy")) {
            assertThat(head.headers().firstValue(name)).as(name).isEqualTo(page.headers().firstValue(name)).isPresent();
        }
    }

    /** {@code +} is a space in a query, and a person types 元 as it is. */
    @ParameterizedTest
    @ValueSource(strings = {"unit=元", "unit=%E5%85%83", "unit=万元", "recordedAsOf=2099-12-31T23:59:59+08:00",
        "recordedAsOf=2099-12-31T23:59:59%2B08:00", "recordedAsOf=2099-12-31T23:59:59.5-08:00"})
    void a_query_is_read_as_a_person_types_it(String query) throws Exception {
        assertThat(raw("GET /v1/disclosures/301/2023/tables/three-public?" + query + " HTTP/1.1\r\nHost: localhost"))
                .startsWith("HTTP/1.1 200");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GET /v1/disclosures/301/2023/tables/revenue?unit=%FF HTTP/1.1⏎Host: localhost               | 400 | FIELD_INVALID  | query
            GET /v1/disclosures/301/2023/tables/revenue?unit=%C0%AF HTTP/1.1⏎Host: localhost            | 400 | FIELD_INVALID  | query
            GET /v1/disclosures/301/2023/changes?row=%ED%A0%80 HTTP/1.1⏎Host: localhost                 | 400 | FIELD_INVALID  | query
            GET /v1/disclosures/301/2023/tables/revenue?unit=%zz HTTP/1.1⏎Host: localhost               | 400 | FIELD_INVALID  | query
            GET /v1/disclosures/301/2023/tables?%E5=1 HTTP/1.1⏎Host: localhost                          | 400 | FIELD_INVALID  | query
            GET /v1/disclosures/301/2023/tables/revenue?recordedAsOf=2099-12-31+23:59:59Z HTTP/1.1⏎Host: localhost | 400 | FIELD_INVALID | recordedAsOf
            GET /v1/disclosures/301/2023/tables/revenue?position=99999999999999999999 HTTP/1.1⏎Host: localhost | 400 | FIELD_INVALID | position
            GET /v1/disclosures/301/2023/tables/revenue?position=1e999999999 HTTP/1.1⏎Host: localhost   | 400 | FIELD_INVALID  | position
            GET /v1/disclosures/301/2023/tables;x=1 HTTP/1.1⏎Host: localhost                            | 400 | UNKNOWN_PARAMETER  | x
            GET /v1/disclosures/301;asOf=2023/2023/checks HTTP/1.1⏎Host: localhost                      | 400 | UNKNOWN_PARAMETER  | asOf
            POST /v1/checks;x=1?year=2023 HTTP/1.1⏎Host: localhost⏎Content-Type: application/zip        | 400 | UNKNOWN_PARAMETER  | x
            POST /v1/checks?year=2023 HTTP/1.1⏎Host: localhost⏎Content-Type: application/zip⏎Content-Type: text/x | 400 | FIELD_INVALID | Content-Type
            POST /v1/checks?year=2023 HTTP/1.1⏎Host: localhost⏎Content-Type: application/zip⏎Content-Encoding: gzip | 400 | FIELD_INVALID | Content-Encoding
            POST /v1/checks?year=2023 HTTP/1.1⏎Host: localhost⏎Content-Type: application/zip;charset=GBK | 400 | FIELD_INVALID | Content-Type
            GET /actuator/health?x=1 HTTP/1.1⏎Host: localhost                                   | 400 | UNKNOWN_PARAMETER  | x
            GET /v3/api-docs;x HTTP/1.1⏎Host: localhost                                         | 400 | UNKNOWN_PARAMETER  | x
            GET /v1/disclosures//301/2023/tables HTTP/1.1⏎Host: localhost                       | 400 | PATH_NOT_CANONICAL | path
            GET /v1/disclosures/%3301/2023/tables HTTP/1.1⏎Host: localhost                      | 400 | PATH_NOT_CANONICAL | path
            GET /v1/disclosures/302/%2e%2e/301/2023/tables HTTP/1.1⏎Host: localhost             | 400 | PATH_NOT_CANONICAL | path
            GET /v1/disclosures/301/2023/tables/ HTTP/1.1⏎Host: localhost                       | 400 | PATH_NOT_CANONICAL | path
            POST /v1/./checks?year=2023 HTTP/1.1⏎Host: localhost                                | 400 | PATH_NOT_CANONICAL | path
            GET /v3//api-docs HTTP/1.1⏎Host: localhost                                          | 400 | PATH_NOT_CANONICAL | path
            GET /v1/disclosures/301/2023/tables HTTP/1.1⏎Host: disclosure.example               | 421 | HOST_NOT_ALLOWED   | Host
            GET /v3/api-docs HTTP/1.1⏎Host: disclosure.example⏎X-Forwarded-Host: localhost      | 421 | HOST_NOT_ALLOWED   | Host
            GET /v1/disclosures/301/2023/tables                                                 | 505 | HTTP_VERSION_NOT_SUPPORTED | request
            PRI * HTTP/2.0⏎⏎SM⏎                                                                 | 505 | HTTP_VERSION_NOT_SUPPORTED | request
            GET /v1/disclosures/301/2023/tables/元 HTTP/1.1⏎Host: localhost                             | 400 | BAD_REQUEST        | request
            GET /v1/disclosures/301/2023/tables/%FF HTTP/1.1⏎Host: localhost                            | 400 | BAD_REQUEST        | request
            GET /v1/disclosures/301/2023/tables HTTP/1.1                                        | 400 | BAD_REQUEST        | request
            GET /v1/disclosures/301/2023/tables HTTP/1.1⏎Host: a b                              | 400 | BAD_REQUEST        | request
            TRACE /v1/disclosures/301/2023/tables HTTP/1.1⏎Host: localhost                              | 405 | METHOD_NOT_ALLOWED | request
            GET /v1/disclosures/301/2023/tables HTTP/1.1⏎Host: localhost⏎Accept: garbage                | 406 | NOT_ACCEPTABLE     | -
            """)
    void what_cannot_be_read_is_a_problem_no_matter_who_refuses_it(String request, int status, String code, String field) throws Exception {
        String answer = raw(request.replace("⏎", "\r\n"));

        assertThat(answer).startsWith("HTTP/1.1 " + status).contains("Content-Type: application/problem+json", "\"code\":\"" + code + "\"");
        if (!field.equals("-")) {
            assertThat(answer).contains("\"field\":\"" + field + "\"");
        }
    }

    @ParameterizedTest
    @CsvSource({"Content-Length: 1000, PK", "Transfer-Encoding: chunked, '2⏎PK⏎'", "Transfer-Encoding: chunked, '5⏎PK'",
        "Transfer-Encoding: chunked, 'zz⏎PK⏎'"})
    void a_body_that_ends_early_is_a_problem(String framing, String body) throws Exception {
        String answer = raw("POST /v1/checks?year=2023 HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/zip\r\n" + framing + "\r\n\r\n"
                + body.replace("⏎", "\r\n"));

        assertThat(answer).startsWith("HTTP/1.1 400").contains("Content-Type: application/problem+json", "\"code\":\"BAD_REQUEST\"");
    }

    /** Sends what a client sends that sends nothing more. */
    private static String raw(String request) throws IOException {
        URI uri = address("/");
        try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
            socket.getOutputStream().write((request + "\r\n" + (request.contains("\r\n\r\n") ? "" : "Connection: close\r\n\r\n"))
                    .getBytes(StandardCharsets.UTF_8));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/disclosures/301/2023/tables,                          application/json;charset=gbk,           application/json",
        "/v1/disclosures/301/2023/tables/expenditure,              application/json;q=0.9;charset=utf-16,  application/json",
        "/v1/disclosures/301/2023/tables/expenditure,              text/csv;charset=gbk,                   text/csv;charset=UTF-8",
        "/v1/disclosures/301/2023/tables/expenditure?format=json,  application/json;charset=gbk,           application/json",
        "/v1/disclosures/301/2023/year-over-year,                  application/json;odata=verbose,         application/json",
        "/v3/api-docs,                                             application/json;charset=gbk,           application/json"})
    void whatever_else_is_said_of_what_is_accepted_the_answer_is_the_same_utf_8(String path, String accept, String type) throws Exception {
        HttpResponse<String> answer = get(path, accept);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains(type);
        assertThat(answer.body()).isEqualTo(get(path, type).body());
    }

    @Test
    void the_openapi_document_names_the_parameters_with_their_types() throws Exception {
        String document = get("/v3/api-docs", "application/json").body();

        assertThat(document)
                .contains("\"openapi\":\"3.1")
                .contains("\"title\":\"Budget ledger: disclosures 部门预算公开\"")
                .contains("/v1/disclosures/{department}/{year}/tables/{id}")
                .contains("/v1/disclosures/{department}/{year}/year-over-year")
                .contains("/v1/disclosures/{department}/{year}/checks")
                .contains("\"/v1/checks\"", "\"application/zip\":{\"schema\":{\"type\":\"string\",\"format\":\"binary\"}}")
                .contains("/v1/disclosures/{department}/{year}/tables/{id}/cells/{row}/{column}")
                .contains("/v1/disclosures/{department}/{year}/changes", "\"name\":\"fromPosition\"")
                .contains("\"name\":\"recordedAsOf\"", "\"format\":\"date-time\"", "\"name\":\"unit\"", "\"name\":\"amounts\"")
                .contains("业务日期");
    }

    private static HttpResponse<String> get(String path, String accept) throws IOException, InterruptedException {
        return CLIENT.send(
                HttpRequest.newBuilder(address(path)).header("Accept", accept).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static URI address(String path) {
        return URI.create("http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port") + path);
    }
}
