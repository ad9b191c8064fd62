package dev.budgetledger.standalone;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The budgets of department 301 for 2022 and 2023, as far as they were published, and what it said of 2023: the requests that post
 * them, in order.
 *
 * <p>They go through the HTTP API like any other. Their idempotency keys make every later start get the first answers
 * again: nothing is posted twice.
 */
final class SampleData {

    /** The budget to show, as it stands in paths. */
    static final String SHOWN_BUDGET = "301/2023";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    /** In whose name: what was recorded of it in earlier releases, and what its idempotency keys are of. */
    static final String POSTED_BY = "sample";
    private static final String OF_AN_EARLIER_RELEASE = "IDEMPOTENCY_KEY_REUSED";

    private SampleData() {}

    /** One request: a path, the file that its body comes from, and the body. */
    record Request(String path, String file, String body) {

        String idempotencyKey() {
            return POSTED_BY + "-" + file;
        }
    }

    static List<Request> requests() {
        return resource("/sample/requests.txt")
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> line.split("\\s+", 2))
                .map(columns -> new Request(columns[0], columns[1], body(columns[1])))
                .toList();
    }

    /**
     * Posts everything, or nothing more where an earlier release posted its own.
     *
     * @return the last position of the log that holds any of it
     * @throws IllegalStateException if the ledger refuses a request
     */
    static long postTo(HttpApi ledger) {
        long position = 0;
        for (Request request : requests()) {
            HttpResponse<String> response =
                    ledger.post(request.path(), request.body(), request.idempotencyKey(), POSTED_BY);
            JsonNode answer = JSON.readTree(response.body());
            if (answer.path("code").asString("").equals(OF_AN_EARLIER_RELEASE)) {
                return position;
            }
            if (response.statusCode() / 100 != 2) {
                throw new IllegalStateException("The ledger answered " + response.statusCode() + " to sample request "
                        + request.file() + ": " + response.body());
            }
            position = Math.max(position, answer.isArray()
                    ? answer.get(answer.size() - 1).at("/receipt/position").asLong()
                    : answer.path("position").asLong());
        }
        return position;
    }

    private static String body(String file) {
        String text = resource(file.startsWith("/") ? file : "/sample/" + file);
        return file.endsWith(".ndjson") ? "[" + text.strip().replace("\n", ",\n") + "]" : text;
    }

    private static String resource(String name) {
        try (InputStream in = SampleData.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
