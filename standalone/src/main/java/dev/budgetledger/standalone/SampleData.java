package dev.budgetledger.standalone;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

import tools.jackson.databind.json.JsonMapper;

/**
 * The budgets of department 301 for 2022 and 2023, as far as they were published: the requests that post them, in order.
 *
 * <p>They go through the HTTP API like any other. Their idempotency keys make every later start get the first answers
 * again: nothing is posted twice.
 */
final class SampleData {

    /** The budget to show, as it stands in paths. */
    static final String SHOWN_BUDGET = "301/2023";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String POSTED_BY = "sample";

    private SampleData() {}

    /** One request: a path, the file that its body comes from, and the body. */
    record Request(String path, String file, String body) {

        String idempotencyKey() {
            return POSTED_BY + "-" + file;
        }
    }

    static List<Request> requests() {
        return resource("requests.txt")
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> line.split("\\s+", 2))
                .map(columns -> new Request(columns[0], columns[1], resource(columns[1])))
                .toList();
    }

    /**
     * Posts everything.
     *
     * @return the last position of the log that holds any of it
     * @throws IllegalStateException if the ledger refuses a request
     */
    static long postTo(HttpApi ledger) {
        return requests().stream().mapToLong(request -> post(ledger, request)).max().orElse(0);
    }

    private static long post(HttpApi ledger, Request request) {
        HttpResponse<String> response =
                ledger.post(request.path(), request.body(), request.idempotencyKey(), POSTED_BY);
        if (response.statusCode() / 100 != 2) {
            throw new IllegalStateException("The ledger answered " + response.statusCode() + " to sample request "
                    + request.file() + ": " + response.body());
        }
        return JSON.readTree(response.body()).path("position").asLong();
    }

    private static String resource(String name) {
        try (InputStream in = SampleData.class.getResourceAsStream("/sample/" + name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
