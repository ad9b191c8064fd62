package dev.budgetledger.reliability.workload;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.budgetledger.reliability.check.Answer;
import dev.budgetledger.reliability.cluster.Service;

/** Requests to the services, each with the time that its sender has for it. */
public final class Http implements AutoCloseable {

    static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    /** Whether the service says that it is ready, within a second. */
    public boolean isReady(Service service) throws InterruptedException {
        try {
            return get(service, "/actuator/health/readiness", Duration.ofSeconds(1)).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** A request without a body. */
    public HttpResponse<byte[]> get(Service service, String path, Duration patience)
            throws IOException, InterruptedException {
        return client.send(request(service, path, patience).GET().build(), BodyHandlers.ofByteArray());
    }

    /** Posts a command once; without an answer for good it may or may not have been recorded. */
    Optional<Answer> post(Service ledger, Command command, Answers answers, Duration patience)
            throws InterruptedException {
        answers.sent(command.order());
        try {
            HttpResponse<byte[]> response = client.send(request(ledger, command.path(), patience)
                    .header("Content-Type", "application/json")
                    .header("Idempotency-Key", command.key())
                    .POST(BodyPublishers.ofString(command.body()))
                    .build(), BodyHandlers.ofByteArray());
            JsonNode body = JSON.readTree(response.body());
            return answers.answered(command.key(), response.statusCode(), body, body.path("code").asString(""));
        } catch (IOException | JacksonException e) {
            return Optional.empty();
        }
    }

    /** As much of the answer as came. */
    String bulk(Service ledger, String lines, Duration patience) throws InterruptedException {
        StringBuilder answer = new StringBuilder();
        try {
            client.send(request(ledger, "/v1/postings", patience)
                            .header("Content-Type", "application/x-ndjson")
                            .POST(BodyPublishers.ofString(lines, StandardCharsets.UTF_8))
                            .build(), BodyHandlers.ofLines())
                    .body()
                    .forEach(line -> answer.append(line).append('\n'));
        } catch (IOException | UncheckedIOException e) {
            return answer.toString();
        }
        return answer.toString();
    }

    private static HttpRequest.Builder request(Service service, String path, Duration patience) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.port() + path)).timeout(patience);
    }

    @Override
    public void close() {
        client.shutdownNow();
        client.close();
    }
}
