package dev.budgetledger.projection.ledger;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.HttpHeaderNames;

/** The ledger, as far as these pages need it: one command in, one answer out, in a bounded time and of a bounded length. */
public final class LedgerHttp implements AutoCloseable {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);

    /** Longer than the ledger lets a command wait. */
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private static final int ANSWER_BYTES_MAX = 4 * 1024 * 1024;

    private final URI ledger;
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT_TIMEOUT).version(HttpClient.Version.HTTP_1_1).build();

    public LedgerHttp(URI ledger) {
        this.ledger = ledger;
    }

    /**
     * What is to be posted.
     *
     * @param path below the ledger's address
     * @param key its idempotency key; null of a dry run, which needs none
     * @param token whose it is
     * @param language in which a problem is told, as the reader's browser says it
     */
    public record Sent(String path, byte[] json, @Nullable String key, String token, @Nullable String language) {}

    /**
     * What the ledger said.
     *
     * @param status of HTTP; 0 if it did not answer, and nobody knows whether it posted
     */
    public record Answer(int status, byte[] body) {

        static final Answer NONE = new Answer(0, new byte[0]);
    }

    /** Posts it, or without a key only says what would become of it. */
    public Answer send(Sent sent) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(
                        ledger.toString().replaceFirst("/$", "") + sent.path() + (sent.key() == null ? "?dryRun=true" : "")))
                .timeout(TIMEOUT)
                .header("Authorization", "Bearer " + sent.token())
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, application/problem+json");
        if (sent.key() != null) {
            request.header(HttpHeaderNames.IDEMPOTENCY_KEY, sent.key());
        }
        if (sent.language() != null) {
            request.header("Accept-Language", sent.language());
        }
        try {
            HttpResponse<InputStream> answer = http.send(
                    request.POST(HttpRequest.BodyPublishers.ofByteArray(sent.json())).build(), HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream in = answer.body()) {
                byte[] body = in.readNBytes(ANSWER_BYTES_MAX + 1);
                return body.length > ANSWER_BYTES_MAX ? Answer.NONE : new Answer(answer.statusCode(), body);
            }
        } catch (IOException none) {
            return Answer.NONE;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Answer.NONE;
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
        http.close();
    }
}
