package dev.budgetledger.projection.desk;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.HttpHeaderNames;

/** The ledger, as far as these pages need it: a command or a file of them in, an answer out, in a bounded time; what is kept of it has a bounded length. */
final class LedgerHttp implements AutoCloseable {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);

    /** Longer than the ledger lets a command wait. */
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    /** Of many commands, which are decided one after another. */
    private static final Duration BATCH_TIMEOUT = Duration.ofMinutes(5);

    private static final int ANSWER_BYTES_MAX = 4 * 1024 * 1024;

    private final URI ledger;
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT_TIMEOUT).version(HttpClient.Version.HTTP_1_1).build();

    LedgerHttp(URI ledger) {
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
    record Sent(String path, byte[] json, @Nullable String key, String token, @Nullable String language) {}

    /**
     * What the ledger said.
     *
     * @param status of HTTP; 0 if it did not answer, and nobody knows whether it posted
     */
    record Answer(int status, byte[] body) {

        static final Answer NONE = new Answer(0, new byte[0]);
    }

    /**
     * A file of commands.
     *
     * @param path below the ledger's address, with its question
     * @param type what it is
     * @param accept what the answer may be
     * @param key under which its commands are; null of a dry run
     * @param body from its beginning, each time it is asked
     */
    record Batch(String path, String type, String accept, @Nullable String key, Supplier<InputStream> body, long bytes, String token,
            @Nullable String language) {}

    /** Takes an answer as it comes. */
    interface AnswerReader {
        void read(int status, InputStream body) throws IOException;
    }

    /** Posts it, or without a key only says what would become of it. */
    Answer send(Sent sent) {
        HttpRequest.Builder request = request(sent.path() + (sent.key() == null ? "?dryRun=true" : ""), sent.token(), sent.key(), sent.language(), TIMEOUT)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, application/problem+json");
        return answer(request.POST(HttpRequest.BodyPublishers.ofByteArray(sent.json())).build());
    }

    /** What is at an address of the ledger. */
    Answer get(String path, String token, @Nullable String language) {
        return answer(request(path, token, null, language, TIMEOUT).GET().build());
    }

    /**
     * Posts many.
     *
     * @return false if there was no answer, or it broke off: then nobody knows what was posted
     */
    boolean send(Batch batch, AnswerReader reader) {
        HttpRequest.BodyPublisher body = HttpRequest.BodyPublishers.fromPublisher(HttpRequest.BodyPublishers.ofInputStream(batch.body()), batch.bytes());
        return exchange(request(batch.path(), batch.token(), batch.key(), batch.language(), BATCH_TIMEOUT)
                .header("Content-Type", batch.type())
                .header("Accept", batch.accept())
                .POST(body).build(), BATCH_TIMEOUT, reader);
    }

    private HttpRequest.Builder request(String path, String token, @Nullable String key, @Nullable String language, Duration timeout) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(ledger.toString().replaceFirst("/$", "") + path))
                .timeout(timeout).header("Authorization", "Bearer " + token);
        if (key != null) {
            request.header(HttpHeaderNames.IDEMPOTENCY_KEY, key);
        }
        if (language != null) {
            request.header("Accept-Language", language);
        }
        return request;
    }

    private Answer answer(HttpRequest request) {
        AtomicReference<Answer> answer = new AtomicReference<>(Answer.NONE);
        boolean whole = exchange(request, TIMEOUT, (status, in) -> {
            byte[] body = in.readNBytes(ANSWER_BYTES_MAX + 1);
            answer.set(body.length > ANSWER_BYTES_MAX ? Answer.NONE : new Answer(status, body));
        });
        return whole ? answer.get() : Answer.NONE;
    }

    /** The time of a request ends with the head of its answer; what is after it has as much again. */
    private boolean exchange(HttpRequest request, Duration timeout, AnswerReader reader) {
        CompletableFuture<Boolean> late = new CompletableFuture<>();
        try {
            HttpResponse<InputStream> answer = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream in = answer.body()) {
                CompletableFuture<Void> closed = late.completeOnTimeout(true, timeout.toMillis(), TimeUnit.MILLISECONDS).thenRun(() -> close(in));
                reader.read(answer.statusCode(), in);
                return !closed.isDone();
            }
        } catch (IOException none) {
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            late.cancel(false);
        }
    }

    private static void close(InputStream in) {
        try {
            in.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
        http.close();
    }
}
