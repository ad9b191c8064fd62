package dev.budgetledger.ledger;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.budgetledger.contract.merkle.SigningKey;
import dev.budgetledger.testservers.TestServers;

import static org.assertj.core.api.Assertions.assertThat;

/** The whole service on a database of its own and the shared Kafka, and a client of it. */
public final class RunningLedger implements AutoCloseable {

    public static final JsonMapper JSON = JsonMapper.builder().build();
    public static final HttpClient HTTP = HttpClient.newHttpClient();

    private static final Path LAST_SIGNED = temporaryFolder();

    /** Signs the logs of all tests. */
    public static final SigningKey KEY = SigningKey.generate("budget-ledger");

    /** A line that the catalogue of {@link #with301} knows. */
    public static final String LINE = """
            "fund":"GENERAL_PUBLIC","function":"2010301","kind":"OPERATING","economic":"30201\"""";

    public static final String PAPER = """
            "documentNo":"石财预〔2023〕1号","effectiveOn":"2023-03-01","reason":"测试\"""";

    public final ConfigurableApplicationContext context;
    public final String base;

    private RunningLedger(TestServers.TestDatabase database, List<String> settings) {
        List<String> all = new ArrayList<>(List.of(
                "--server.port=0",
                "--spring.main.banner-mode=off",
                "--spring.datasource.url=" + database.jdbcUrl(),
                "--ledger.kafka.bootstrap-servers=" + TestServers.kafkaBootstrapServers()));
        all.addAll(settings);
        if (settings.stream().noneMatch(setting -> setting.startsWith("--ledger.kafka.source="))) {
            all.add("--ledger.kafka.source=urn:test:" + UUID.randomUUID());
        }
        // One Kafka serves all tests: only those of the topic of commands take from it. What is not about keys needs none.
        context = LedgerServiceApplication.builder().properties("ledger.commands.enabled=false", "ledger.commands.key-required=false")
                .run(all.toArray(String[]::new));
        base = "http://localhost:" + context.getEnvironment().getRequiredProperty("local.server.port");
    }

    public static RunningLedger on(TestServers.TestDatabase database, String... settings) {
        List<String> all = new ArrayList<>(List.of(settings));
        if (all.stream().noneMatch(setting -> setting.startsWith("--ledger.log.signing-key="))) {
            all.add("--ledger.log.signing-key=" + KEY.pem());
        }
        if (all.stream().noneMatch(setting -> setting.startsWith("--ledger.log.last-signed-file="))) {
            all.add("--ledger.log.last-signed-file=" + lastSigned(database));
        }
        return new RunningLedger(database, all);
    }

    /** Where what is signed of a database is kept unless a test says otherwise. */
    public static Path lastSigned(TestServers.TestDatabase database) {
        return LAST_SIGNED.resolve(database.name());
    }

    private static Path temporaryFolder() {
        try {
            Path folder = Files.createTempDirectory("last-signed");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> FileSystemUtils.deleteRecursively(folder.toFile())));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With no key but what the settings say. */
    public static RunningLedger withoutKey(TestServers.TestDatabase database, String... settings) {
        return new RunningLedger(database, List.of(settings));
    }

    /** With the catalogue of 2023 and department 301, which has 1000.00 yuan on its line. */
    public static RunningLedger with301(String... settings) throws Exception {
        return with301(TestServers.newDatabase("running"), settings);
    }

    /** The same on a database that the test knows. */
    public static RunningLedger with301(TestServers.TestDatabase database, String... settings) throws Exception {
        RunningLedger ledger = on(database, settings);
        ledger.given("/v1/classifications/2023", """
                [{"type":"FUNCTION","code":"2010301","name":"行政运行"},{"type":"ECONOMIC","code":"30201","name":"办公费"},
                 {"type":"ECONOMIC","code":"30211","name":"差旅费"}]""");
        ledger.given("/v1/budgets", """
                {"department":{"code":"301","name":"石家庄市人民政府办公室"},"fiscalYear":2023}""");
        ledger.given("/v1/budgets/301/2023/allocations", "{" + PAPER + ",\"lines\":[{" + LINE + ",\"amount\":\"1000.00\"}]}");
        return ledger;
    }

    public JsonNode given(String path, String body) throws Exception {
        HttpResponse<String> answer = post(path, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return JSON.readTree(answer.body());
    }

    public HttpResponse<String> post(String path, String body, String... headers) throws Exception {
        return post(path, "application/json", BodyPublishers.ofString(body), headers);
    }

    public HttpResponse<String> post(String path, String type, BodyPublisher body, String... headers) throws Exception {
        HttpRequest.Builder request = request(path).header("Content-Type", type).POST(body);
        return HTTP.send((headers.length == 0 ? request : request.headers(headers)).build(), BodyHandlers.ofString());
    }

    public HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return HTTP.send(request(path).build(), BodyHandlers.ofString());
    }

    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path));
    }

    /** Envelopes of the log. */
    public List<String> facts(long after, int limit) throws Exception {
        try (InputStream body = HTTP.send(
                request("/v1/facts?after=" + after + "&limit=" + limit).build(), BodyHandlers.ofInputStream()).body()) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    public long logLength() throws Exception {
        return facts(0, 100_000).size();
    }

    public static void assertProblem(HttpResponse<String> response, int status, String code, String field) {
        assertThat(response.headers().firstValue("Content-Type")).as(response.body())
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
        JsonNode problem = JSON.readTree(response.body());
        assertThat(List.of(response.statusCode(), problem.at("/status").asInt(), problem.at("/code").asString(),
                problem.at("/field").asString())).as(response.body()).isEqualTo(List.of(status, status, code, field));
        assertThat(problem.get("detail").stringValue()).isNotBlank().doesNotContain("dev.budgetledger", "java.");
    }

    @Override
    public void close() {
        context.close();
    }

    /** Has its log promise that nothing is recorded any more before tomorrow, as a clock that was a day ahead would have. */
    public static Instant closeADayAhead(TestServers.TestDatabase database) throws Exception {
        try (Connection connection = DriverManager.getConnection(database.jdbcUrl(), "ledger_owner", "ledger_owner");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "update closed_timestamp set known_at = clock_timestamp() + interval '1 day' returning known_at")) {
            row.next();
            return row.getTimestamp(1).toInstant();
        }
    }
}
