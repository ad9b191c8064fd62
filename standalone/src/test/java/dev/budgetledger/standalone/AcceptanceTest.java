package dev.budgetledger.standalone;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.budgetledger.contract.ContractJson;
import dev.budgetledger.contract.merkle.Checkpoint;
import dev.budgetledger.contract.merkle.ConsistencyProof;
import dev.budgetledger.contract.merkle.Hash;
import dev.budgetledger.contract.merkle.InclusionProof;
import dev.budgetledger.contract.merkle.SignedNote;
import dev.budgetledger.contract.merkle.VerifierKey;
import dev.budgetledger.projection.disclosure.TableId;
import dev.budgetledger.verifier.Report;
import dev.budgetledger.verifier.Trust;
import dev.budgetledger.verifier.Verification;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The system is right when the published tables of department 301 come out of events, cell for cell: here through the
 * same start, the same HTTP and the same Kafka that everyone uses.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AcceptanceTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private String started = "";
    private Settings settings;
    private Standalone running;
    private HttpApi ledger;
    private HttpApi projection;

    @BeforeAll
    void givenAFirstStartOnAnEmptyFolder(@TempDir Path folder) {
        settings = Settings.onFreePorts(folder).withPeople();
        start();
        started = printed.toString(StandardCharsets.UTF_8);
        connect();
    }

    @AfterAll
    void stop() {
        disconnect();
        running.close();
    }

    private void connect() {
        ledger = Described.client(settings.ledgerPort(), key("officer"));
        projection = Described.client(settings.projectionPort(), key("auditor"));
    }

    private void disconnect() {
        ledger.close();
        projection.close();
    }

    @ParameterizedTest
    @Order(1)
    @CsvSource({
        "revenue-and-expenditure, t1-revenue-and-expenditure.csv",
        "revenue, t2-revenue.csv",
        "expenditure, t3-expenditure.csv",
        "fiscal-appropriation, t4-fiscal-appropriation.csv",
        "general-public-budget, t5-general-public-budget.csv",
        "basic-expenditure, t6-basic-expenditure.csv",
        "government-fund, t7-government-fund.csv",
        "state-capital, t8-state-capital.csv",
        "three-public, t9-three-public.csv"
    })
    void each_table_is_the_published_one_cell_for_cell(String table, String reference) {
        assertThat(table(table)).isEqualTo(Csv.reference(reference));
    }

    @Test
    @Order(1)
    void year_over_year_is_the_published_statement() {
        JsonNode answer = JSON.readTree(
                ok(projection.get("/v1/disclosures/301/2023/year-over-year", "application/json")));

        assertThat(answer.path("unit").asString()).isEqualTo("万元");
        assertChange(answer.path("total"), "total", "prior.total", "yoy.total");
        assertChange(answer.path("basic"), "basic", "prior.basic", "yoy.basic");
        assertChange(answer.path("project"), "project", "prior.project", "yoy.project");
    }

    @Test
    @Order(1)
    void the_start_ends_with_the_year_over_year_line_and_the_addresses_to_open() {
        List<String> lines = started.lines().toList();

        assertThat(lines.getLast()).matches("Passwords, told once, to log in at " + settings.issuer()
                + ": officer [\\w-]{32}, checker [\\w-]{32}, publisher [\\w-]{32}, auditor [\\w-]{32}, operator [\\w-]{32}");
        assertThat(lines.subList(0, lines.size() - 1)).endsWith(
                "301 石家庄市人民政府办公室 2023: %s 万元, 较上年 %s (基本 %s, 项目 %s)".formatted(
                        Csv.statement("total"), Csv.statement("yoy.total"), Csv.statement("yoy.basic"), Csv.statement("yoy.project")),
                "http://localhost:" + settings.projectionPort() + "/ 部门预算公开, all budgets to read in a browser",
                "http://localhost:" + settings.projectionPort() + "/v1/disclosures/301/2023/document 公开文档, the whole document as a page",
                "http://localhost:" + settings.ledgerPort() + " to post",
                "http://localhost:" + settings.projectionPort() + "/desk/301/2023 经办, pages that post, for who logs in",
                "curl -K " + settings.peopleFolder().resolve("officer.curl")
                        + " … posts as officer; beside it are the keys of checker, publisher, auditor and operator",
                "curl -s -K " + settings.peopleFolder().resolve("machine.curl") + " " + settings.issuer()
                        + "/oauth2/token gets a token for a machine");
    }

    @Test
    @Order(1)
    void the_sample_is_posted_as_every_release_has_posted_it() {
        assertThat(facts()).isNotEmpty().allSatisfy(fact -> assertThat(fact).contains("\"postedBy\":\"sample\""));
    }

    /** A browser opens what the start names; the rest of it is what {@code DocumentsTest} compares word for word. */
    @Test
    @Order(1)
    void the_page_that_the_start_names_is_the_whole_document() {
        String page = ok(projection.get("/v1/disclosures/301/2023/document", "text/html,application/xhtml+xml,*/*;q=0.8"));

        assertThat(page).startsWith("<!DOCTYPE html>").contains("12345及12342市政府公开电话运营经费绩效目标表", "3727.00", "314.63", "8916.82");
    }

    @Test
    @Order(1)
    void both_front_pages_lead_to_what_there_is() {
        String post = ok(ledger.get("/", "text/html"));
        String read = ok(projection.get("/", "text/html"));

        assertThat(post).contains("<h1>部门预算账本", "<a href=\"http://localhost:" + settings.projectionPort() + "\">");
        assertThat(read).contains("<h1>部门预算公开", "<td>301</td><td>石家庄市人民政府办公室</td>", ">2022", ">2023</a>",
                "<a href=\"/v1/disclosures/301/2023/postings\">", "<a href=\"/v1/disclosures/301/2023/document\">");
        assertThat(links(read)).hasSizeGreaterThan(2 * 3).allSatisfy(link -> assertThat(projection.get(link, "*/*").statusCode())
                .as(link).isIn(200, 302, 303));
        assertThat(links(post)).hasSizeGreaterThan(4).allSatisfy(link -> assertThat(ledger.get(link, "*/*").statusCode())
                .as(link).isIn(200, 302, 303));
    }

    private static List<String> links(String page) {
        return Pattern.compile("href=\"(/[^\"]*)\"").matcher(page).results().map(link -> link.group(1)).toList();
    }

    @ParameterizedTest
    @Order(1)
    @CsvSource(delimiter = '|', value = {
        "/v1/nothing               | /v1/nothing                                            | 403 | FORBIDDEN",
        "/v1/facts?limitt=1        | /v1/disclosures/301/2023/tables?limitt=1               | 400 | UNKNOWN_PARAMETER",
        "/v1/log/key?x=1           | /v1/replays/1?x=1                                      | 400 | UNKNOWN_PARAMETER",
        "/actuator/health?x=1      | /actuator/health?x=1                                   | 400 | UNKNOWN_PARAMETER",
        "/v1/facts?after=1&after=2 | /v1/disclosures/301/2023/tables?position=1&position=2  | 400 | FIELD_INVALID",
        "/v1/facts?after=          | /v1/disclosures/301/2023/tables?position=              | 400 | FIELD_INVALID",
        "/v1/facts?after=x         | /v1/disclosures/301/2023/tables?position=x             | 400 | FIELD_INVALID",
        "/v1/budgets/301/23        | /v1/disclosures/301/23/tables                          | 400 | FIELD_INVALID",
        "/v1/budgets/302/2023      | /v1/disclosures/302/2023/tables                        | 404 | BUDGET_NOT_OPEN",
        "/v1/budgets/301/2023/     | /v1/disclosures/301/2023/                              | 400 | PATH_NOT_CANONICAL",
        "/v1/postings              | /v1/checks                                             | 405 | METHOD_NOT_ALLOWED"
    })
    void the_same_mistake_has_one_code_in_both_services_explained_and_in_chinese(
            String ofLedger, String ofProjection, int status, String code) {
        assertProblem(ledger, ofLedger, status, code);
        assertProblem(projection, ofProjection, status, code);
    }

    private static void assertProblem(HttpApi service, String address, int status, String code) {
        JsonNode english = problem(service.get(address, "*/*"), "en");
        JsonNode chinese = problem(service.get(address, "*/*", "zh-CN,zh;q=0.9"), "zh");

        assertThat(english.propertyNames()).containsExactlyInAnyOrder(
                "type", "title", "status", "detail", "code", "field", "instance");
        assertThat(english.path("status").intValue()).isEqualTo(status);
        assertThat(english.path("code").asString()).isEqualTo(code);
        assertThat(english.path("instance").asString()).isEqualTo(address.replaceFirst("\\?.*", ""));
        assertThat(chinese.path("code")).isEqualTo(english.path("code"));
        assertThat(List.of(chinese.path("title").asString(), chinese.path("detail").asString()))
                .allMatch(text -> text.codePoints().anyMatch(Character::isIdeographic));
        assertThat(english.path("type").asString()).isEqualTo("/problems#" + code);
        assertThat(ok(service.get("/problems", "text/html"))).contains("</table>");
    }

    private static JsonNode problem(HttpResponse<String> answer, String language) {
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.headers().firstValue("Content-Language")).hasValue(language);
        return JSON.readTree(answer.body());
    }

    /** Anyone who was answered can check with the ledger that the answer's facts are in the log that it signs. */
    @Test
    @Order(1)
    void an_answer_names_a_checkpoint_of_which_the_signed_log_is_the_continuation() {
        JsonNode seal = Awaitility.await().until(() -> JSON.readTree(ok(projection.get(
                        "/v1/disclosures/301/2023/year-over-year", "application/json"))).at("/asOf/checkpoint"),
                checkpoint -> checkpoint.has("size"));
        SignedNote note = SignedNote.parse(ok(ledger.get("/v1/log/checkpoint", "text/plain")));
        Checkpoint head = Checkpoint.parse(note.text());
        JsonNode proof = JSON.readTree(ok(ledger.get("/v1/log/proofs/consistency?from=" + seal.get("size").asLong()
                + "&to=" + head.size(), "application/json")));

        List<Hash> path = proof.get("path").valueStream().map(each -> Hash.ofBase64(each.asString())).toList();
        assertThat(new ConsistencyProof(seal.get("size").asLong(), head.size(), path)
                .connects(Hash.ofBase64(seal.get("rootHash").asString()), head.root())).isTrue();
        String key = ok(ledger.get("/v1/log/key", "text/plain")).strip();
        assertThat(VerifierKey.parse(key).verifies(note)).isTrue();
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("Checkpoints of the log verify with " + key);
        assertThat(ok(projection.get("/actuator/health/readiness", "application/json"))).as("to nobody").isEqualTo("{\"status\":\"UP\"}");
        try (HttpApi management = new HttpApi(settings.projectionManagementPort())) {
            assertThat(ok(management.get("/actuator/health/readiness", "application/json")))
                    .contains("\"signatures\":\"checked\"", "\"verifiedThrough\":" + head.size());
        }
    }

    @Test
    @Order(1)
    void a_cell_opens_into_the_postings_it_sums_each_proved_by_the_log() {
        String address = "/v1/disclosures/301/2023/tables/basic-expenditure/cells/1/total?limit=1000";
        JsonNode cell = Awaitility.await().until(
                () -> JSON.readTree(ok(projection.get(address, "application/json"))),
                answer -> answer.at("/asOf/checkpoint").has("size"));

        assertThat(cell.get("printed").asString()).isEqualTo("4561.80");
        assertThat(cell.get("pageSum").asString()).isEqualTo(cell.get("sum").asString()).isEqualTo("45618000.00");
        assertThat(cell.get("contributions")).hasSizeGreaterThan(20).allSatisfy(each -> {
            byte[] envelope = ok(ledger.get(each.get("envelope").asString(), "application/x-ndjson")).strip()
                    .getBytes(StandardCharsets.UTF_8);
            List<Hash> path = each.at("/proof/path").valueStream().map(hash -> Hash.ofBase64(hash.asString())).toList();
            assertThat(new InclusionProof(each.get("position").asLong() - 1, each.at("/proof/treeSize").asLong(),
                            Hash.ofLeaf(envelope), path)
                    .leadsTo(Hash.ofBase64(cell.at("/asOf/checkpoint/rootHash").asString()))).isTrue();
        });
    }

    /** 证据包: anyone who takes it home comes to the published tables without the services; of both years. */
    @ParameterizedTest
    @Order(1)
    @CsvSource({"2023, adjusted", "2023, approved", "2022, adjusted"})
    void the_tables_go_out_with_their_evidence_which_verifies_without_the_services(int year, String basis)
            throws IOException, InterruptedException {
        String address = "/v1/disclosures/301/" + year + "/evidence?basis=" + basis;
        Trust trust = Trust.in(VerifierKey.parse(ok(ledger.get("/v1/log/key", "text/plain")).strip()));
        byte[] evidence = Awaitility.await().until(() -> download(address), bytes -> bytes.length > 0);

        Report report = Verification.of(ByteBuffer.wrap(evidence), trust);

        assertThat(report.isSound()).as("%s", report).isTrue();
        assertThat(report.rulesKept()).as("%s", report).isTrue();
        Map<String, String> files = files(evidence);
        String tables = "/v1/disclosures/301/" + year + "/tables/";
        for (TableId id : TableId.values()) {
            HttpResponse<String> csv = projection.get(tables + id.id() + "?format=csv&basis=" + basis, "text/csv");
            String json = ok(projection.get(tables + id.id() + "?basis=" + basis, "application/json"));
            assertThat(files.get("tables/" + id.id() + ".csv")).isEqualTo(ok(csv));
            assertThat(files.get("tables/" + id.id() + ".json")).isEqualTo(new String(
                    ContractJson.canonical(JSON.readValue(json, Map.class)), StandardCharsets.UTF_8));
        }
    }

    private byte[] download(String address) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<byte[]> answer = client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + settings.projectionPort() + address)).build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            return answer.statusCode() == 200 ? answer.body() : new byte[0];
        }
    }

    private static Map<String, String> files(byte[] evidence) throws IOException {
        Map<String, String> files = new HashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(evidence))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return files;
    }

    @Test
    @Order(1)
    void no_check_fails_on_the_published_tables() {
        JsonNode summary = JSON.readTree(ok(projection.get("/v1/disclosures/301/2023/checks", "application/json")))
                .get("summary");

        assertThat(summary.get("fail").asInt()).isZero();
        assertThat(summary.get("pass").asInt()).isGreaterThan(30);
    }

    @Test
    @Order(1)
    void every_meter_of_our_own_is_on_its_page_with_its_kind_its_labels_and_what_it_tells() {
        Scrape told = told();
        Set<String> rows = new TreeSet<>();
        told.families().forEach((name, family) -> {
            String measured = name.replaceFirst("_max$", "");
            if (name.matches("(ledger|projection)_.*") && (name.equals(measured) || !told.families().containsKey(measured))) {
                rows.add("| `%s` | %s | %s | %s |".formatted(name, family.type(),
                        told.labelsOf(name).stream().map(label -> "`" + label + "`").collect(Collectors.joining(", ")), family.help()));
            }
        });

        assertThat(Markdown.page("docs/reference/meters.md").text().lines().filter(line -> line.matches("\\| `(ledger|projection)_.*")))
                .containsExactlyInAnyOrderElementsOf(rows);
    }

    @Test
    @Order(1)
    void the_board_and_the_alerts_ask_for_what_is_told() {
        Scrape told = told();

        assertThat(WatchFiles.alerts()).hasSizeGreaterThan(10).allSatisfy(alert ->
                assertThat(PromQuery.of(alert.getValue()).unknownTo(told)).as(alert.getKey()).isEmpty());
        assertThat(WatchFiles.board()).hasSizeGreaterThan(20).allSatisfy(query ->
                assertThat(query.unknownTo(told)).as("%s", query.selected()).isEmpty());
    }

    /** The edge is before it as well; health is at both ports, and nothing else of it where posting is. */
    @Test
    @Order(1)
    void meters_are_told_at_the_management_port_only() {
        try (HttpApi management = new HttpApi(settings.ledgerManagementPort())) {
            assertThat(management.get("/actuator/health/readiness", "application/json").statusCode()).isEqualTo(200);
            assertThat(management.get("/actuator/prometheus?x=1", "text/plain").body()).contains("UNKNOWN_PARAMETER");
            assertThat(management.get("/actuator//prometheus", "text/plain").body()).contains("PATH_NOT_CANONICAL");
            assertThat(management.get("/v1/facts", "application/x-ndjson").statusCode()).isEqualTo(404);
        }
        for (HttpApi service : List.of(ledger, projection)) {
            assertThat(service.get("/actuator/health/readiness", "application/json").statusCode()).isEqualTo(200);
        }
        for (int port : List.of(settings.ledgerPort(), settings.projectionPort())) {
            try (HttpApi operator = new HttpApi(port, key("operator"))) {
                assertThat(operator.get("/actuator/prometheus", "text/plain").statusCode()).isEqualTo(404);
                assertThat(operator.get("/actuator/metrics", "application/json").statusCode()).isEqualTo(404);
            }
        }
    }

    private Scrape told() {
        try (HttpApi ofLedger = new HttpApi(settings.ledgerManagementPort());
                HttpApi ofProjection = new HttpApi(settings.projectionManagementPort())) {
            return Scrape.of(ok(ofLedger.get("/actuator/prometheus", "text/plain")))
                    .and(Scrape.of(ok(ofProjection.get("/actuator/prometheus", "text/plain"))));
        }
    }

    @Test
    @Order(2)
    void the_next_start_continues_from_the_data_and_posts_nothing_twice_though_it_makes_new_keys() throws IOException {
        List<String> log = facts();
        String key = key("officer");
        assertThat(log).isNotEmpty();

        running.close();
        Files.move(settings.peopleFolder(), settings.data().resolve("moved")); // a folder of a release that made none
        start();

        assertThat(key("officer")).isNotEqualTo(key);
        disconnect();
        connect();

        assertThat(facts()).isEqualTo(log);
        assertThat(table("expenditure")).isEqualTo(Csv.reference("t3-expenditure.csv"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "docs/tutorials/own-form.md", "docs/tutorials/officer.md", "docs/tutorials/auditor.md",
        "docs/tutorials/developer.md", "docs/tutorials/operator.md"})
    @Order(3)
    void the_commands_of_a_page_print_what_it_shows(String page, @TempDir Path folder) throws IOException, InterruptedException {
        Map<String, Integer> ports = Map.of("8080", settings.ledgerPort(), "8081", settings.projectionPort(),
                "9080", settings.ledgerManagementPort(), "9081", settings.projectionManagementPort());
        ReadmeShell shell = new ReadmeShell(folder, settings.data(), address -> {
            String port = address.replaceFirst("(?s)http://localhost:(\\d+)/.*", "$1");
            return address.replaceFirst("localhost:" + port, "127.0.0.1:" + ports.getOrDefault(port, 0));
        });
        String told = started.replace(settings.data().toString(), "data")
                .replace(":" + settings.ledgerPort(), ":8080").replace(":" + settings.projectionPort(), ":8081")
                .replace(":" + settings.identityPort(), ":8082");
        List<Readme.Step> steps = Readme.of(page).steps();

        assertThat(steps).hasSizeGreaterThan(4);
        for (Readme.Step step : steps) {
            if (step.onlyReads()) { // the read side follows
                Awaitility.await().untilAsserted(() -> assertPrinted(step, shell, told));
            } else {
                assertPrinted(step, shell, told);
            }
        }
        assertThat(Markdown.read(Markdown.file("docs/two-dates.svg"))).contains("reader A: 23.35<", "reader B: 33.35<");
    }

    @Test
    @Order(4)
    void reading_is_for_everybody_and_posting_for_who_has_a_key_for_it() throws Exception {
        String adjustment = Markdown.read(Markdown.file("docs/requests/adjustment.json"));
        List<String> log = facts();

        try (HttpApi anybody = new HttpApi(settings.ledgerPort());
                HttpApi checker = new HttpApi(settings.ledgerPort(), key("checker"));
                HttpApi anyReader = new HttpApi(settings.projectionPort())) {
            assertThat(anybody.post("/v1/budgets/301/2023/adjustments", adjustment, "nobody", "officer").statusCode()).isEqualTo(401);
            assertThat(anybody.get("/v1/budgets/301/2023", "application/json").statusCode()).isEqualTo(401);
            assertThat(checker.post("/v1/budgets/301/2023/adjustments", adjustment, "checker", "checker").statusCode()).isEqualTo(403);
            assertThat(anybody.get("/v1/facts?limit=1", "application/x-ndjson").statusCode()).isEqualTo(200);
            assertThat(anyReader.get("/v1/disclosures/301/2023/tables", "application/json").statusCode()).isEqualTo(200);
            assertThat(anyReader.get("/v1/replays/1", "application/json").statusCode()).isEqualTo(401);
        }

        List<String> since = Awaitility.await().until(() -> facts().stream().skip(log.size()).toList(), each -> !each.isEmpty());
        assertThat(since).as("who was refused, and nothing else").allSatisfy(fact ->
                assertThat(fact).contains("\"type\":\"AuthorityRefused\"", "\"operation\":\"Adjust\""));
    }

    private static void assertPrinted(Readme.Step step, ReadmeShell shell, String started) throws IOException, InterruptedException {
        StringBuilder out = new StringBuilder();
        for (String command : step.commands()) {
            out.append(switch (command) {
                case Readme.START -> started;
                case Readme.MAKE_VERIFIER -> "";
                default -> shell.run(command);
            });
        }
        assertThat(out.toString().stripTrailing() + "\n").matches(step.printed());
    }

    private String key(String name) {
        return ReadmeShell.headerIn(settings.peopleFolder().resolve(name + ".curl")).getValue().replace("Bearer ", "");
    }

    private void start() {
        running = new Standalone(settings, new PrintStream(printed, true, StandardCharsets.UTF_8));
        running.start();
    }

    private List<List<String>> table(String id) {
        return Csv.parse(ok(projection.get("/v1/disclosures/301/2023/tables/" + id, "text/csv")));
    }

    /** The whole log, in its own bytes. */
    private List<String> facts() {
        return ok(ledger.get("/v1/facts?after=0&limit=1000", "application/x-ndjson")).lines().toList();
    }

    private static void assertChange(JsonNode answer, String current, String prior, String change) {
        assertThat(answer.path("current").asString()).isEqualTo(Csv.statement(current));
        assertThat(answer.path("prior").asString()).isEqualTo(Csv.statement(prior));
        assertThat(answer.path("change").asString()).isEqualTo(Csv.statement(change));
    }

    private static String ok(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return response.body();
    }
}
