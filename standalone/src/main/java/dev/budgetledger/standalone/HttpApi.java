package dev.budgetledger.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/** One service's HTTP API, as any client sees it. */
final class HttpApi implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final URI base;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();

    private final Consumer<HttpResponse<?>> witness;
    private final @Nullable String token;

    HttpApi(int port) {
        this(port, null);
    }

    /** @param token an access key or a token, by which it is known who asks; null of nobody */
    HttpApi(int port, @Nullable String token) {
        this(port, token, _ -> {});
    }

    /** @param witness sees each answer before the caller has it */
    HttpApi(int port, @Nullable String token, Consumer<HttpResponse<?>> witness) {
        this.base = URI.create("http://127.0.0.1:" + port);
        this.token = token;
        this.witness = witness;
    }

    HttpResponse<String> post(String path, String json, String idempotencyKey, String postedBy) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", idempotencyKey)
                .header("Posted-By", postedBy)
                .POST(BodyPublishers.ofString(json, StandardCharsets.UTF_8)));
    }

    HttpResponse<String> get(String path, String accept) {
        return get(path, accept, "en");
    }

    HttpResponse<String> get(String path, String accept, String language) {
        return send(request(path).header("Accept", accept).header("Accept-Language", language).GET());
    }

    /**
     * Waits until the service says that it has caught up.
     *
     * @throws IllegalStateException if it has not within a minute
     */
    void awaitReady() {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        HttpResponse<String> answer = get("/actuator/health/readiness", "application/json");
        while (answer.statusCode() != 200) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("The service at " + base + " is not ready: " + answer.body());
            }
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
            answer = get("/actuator/health/readiness", "application/json");
        }
    }

    @Override
    public void close() {
        client.close();
    }

    /** A request to a path. */
    HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path)).timeout(TIMEOUT);
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        return send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    /** Sends any request. */
    <T> HttpResponse<T> send(HttpRequest.Builder request, BodyHandler<T> handler) {
        try {
            HttpResponse<T> answer = client.send(request.build(), handler);
            witness.accept(answer);
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        }
    }
}
