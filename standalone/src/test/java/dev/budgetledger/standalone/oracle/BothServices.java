package dev.budgetledger.standalone.oracle;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.budgetledger.contract.merkle.SigningKey;
import dev.budgetledger.embedded.EmbeddedKafka;
import dev.budgetledger.ledger.LedgerServiceApplication;
import dev.budgetledger.projection.ProjectionServiceApplication;
import dev.budgetledger.testservers.TestServers;
import dev.budgetledger.verifier.Report;
import dev.budgetledger.verifier.Trust;
import dev.budgetledger.verifier.Verification;

import static org.assertj.core.api.Assertions.assertThat;

/** Both services with databases of their own, spoken to over HTTP. */
final class BothServices implements AutoCloseable {

    static final SigningKey KEY = SigningKey.generate("budget-ledger");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final EmbeddedKafka kafka;
    final ConfigurableApplicationContext ledger;
    final ConfigurableApplicationContext projection;

    /** A Kafka of its own: the topic of facts holds one log. */
    BothServices(Path folder, String... ofLedger) {
        this(folder, List.of("--projection.read-wait=60s"), ofLedger);
    }

    BothServices(Path folder, List<String> ofBoth, String... ofLedger) {
        kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0);
        ledger = LedgerServiceApplication.builder().run(Stream.concat(Stream.concat(ofBoth.stream(), Stream.of(ofLedger)), Stream.of(
                "--server.port=0", "--spring.main.banner-mode=off", "--logging.level.root=WARN",
                "--spring.datasource.url=" + TestServers.newDatabase("ledger").jdbcUrl(),
                "--ledger.kafka.bootstrap-servers=" + kafka.bootstrapServers(), "--ledger.kafka.tick=50ms",
                "--ledger.log.signing-key=" + KEY.pem(), "--ledger.log.last-signed-file=" + folder.resolve("last-signed")))
                .toArray(String[]::new));
        projection = ProjectionServiceApplication.builder().run(Stream.concat(ofBoth.stream(), Stream.of(
                "--server.port=0", "--spring.main.banner-mode=off", "--logging.level.root=WARN",
                "--spring.datasource.url=" + TestServers.newProjectionDatabase("projection").jdbcUrl(),
                "--projection.kafka.bootstrap-servers=" + kafka.bootstrapServers(), "--projection.log.verifier-key=" + KEY.verifier().format())).toArray(String[]::new));
    }

    /** What becomes of each of many commands, a line each. */
    List<JsonNode> post(String commands) throws IOException, InterruptedException {
        return post("", UUID.randomUUID().toString(), commands);
    }

    /** The same, asked in another way. */
    List<JsonNode> post(String query, String key, String commands) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(uri(ledger, "/v1/postings" + query)).header("Idempotency-Key", key)
                        .header("Content-Type", "application/x-ndjson")
                        .POST(BodyPublishers.ofString(commands)).build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body().lines().map(JSON::readTree).toList();
    }

    /** A table of commands, all recorded or none. */
    HttpResponse<String> postTable(String csv) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(uri(ledger, "/v1/postings?atomic=true")).header("Idempotency-Key", UUID.randomUUID().toString())
                        .header("Content-Type", "text/csv").POST(BodyPublishers.ofString(csv)).build(),
                BodyHandlers.ofString());
    }

    /** The bytes of a file of the projection. */
    byte[] file(String path) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = http.send(HttpRequest.newBuilder(uri(projection, path)).build(), BodyHandlers.ofByteArray());
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return answer.body();
    }

    /** One command or another request with a body. */
    HttpResponse<String> post(ConfigurableApplicationContext service, String path, String body) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(uri(service, path)).header("Idempotency-Key", UUID.randomUUID().toString())
                        .header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)).build(),
                BodyHandlers.ofString());
    }

    /** The same in the name of somebody. */
    HttpResponse<String> postAs(String who, ConfigurableApplicationContext service, String path, String body) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(uri(service, path)).header("Idempotency-Key", UUID.randomUUID().toString())
                        .header("Posted-By", who)
                        .header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)).build(),
                BodyHandlers.ofString());
    }

    HttpResponse<String> get(ConfigurableApplicationContext service, String path) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(uri(service, path)).build(), BodyHandlers.ofString());
    }

    /** A request without a body, of who has a token, or of nobody. */
    int status(ConfigurableApplicationContext service, String method, String path, @Nullable String token) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(service, path)).method(method, BodyPublishers.noBody());
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return http.send(request.build(), BodyHandlers.discarding()).statusCode();
    }

    /** One command of who has a token. */
    HttpResponse<String> postAs(String token, String path, String body) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(uri(ledger, path)).header("Idempotency-Key", UUID.randomUUID().toString())
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)).build(),
                BodyHandlers.ofString());
    }

    /** 证据包: what other code than the services' says of a package, from the facts alone. */
    Report evidence(String path) {
        return evidence(path, Trust.in(KEY.verifier()));
    }

    /** The same for who trusts somebody else, too. */
    Report evidence(String path, Trust trust) {
        return Verification.of(ByteBuffer.wrap(download(path)), trust);
    }

    /** What is served there, once it is. */
    byte[] download(String path) {
        HttpRequest request = HttpRequest.newBuilder(uri(projection, path)).build();
        return Awaitility.await().until(
                () -> http.send(request, BodyHandlers.ofByteArray()), answer -> answer.statusCode() == 200).body();
    }

    private static URI uri(ConfigurableApplicationContext service, String path) {
        return URI.create("http://127.0.0.1:" + service.getEnvironment().getRequiredProperty("local.server.port") + path);
    }

    @Override
    public void close() {
        projection.close();
        ledger.close();
        kafka.close();
        http.close();
    }
}
