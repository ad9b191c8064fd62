package dev.budgetledger.standalone;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The work of a short day, on a folder that is thrown away: with it a start that records classes also records which of their methods
 * are worth compiling (JEP 515), and later starts are fast sooner.
 */
final class Training {

    private static final int CLIENTS = 16;
    private static final int BULK_LINES = 2_000;
    private static final int TABLES = 300;
    private static final String TRANSFER = """
            "documentNo":"调剂","effectiveOn":"2023-%02d-15","reason":"调剂办公费","amount":"0.01",\
            "from":{"fund":"GENERAL_PUBLIC","function":"2010301","kind":"OPERATING","economic":"%s"},\
            "to":{"fund":"GENERAL_PUBLIC","function":"2010301","kind":"OPERATING","economic":"%s"}""";

    private final HttpApi ledger;
    private final HttpApi projection;

    Training(HttpApi ledger, HttpApi projection) {
        this.ledger = ledger;
        this.projection = projection;
    }

    /** Posts this many single transfers, and some in bulk, and reads tables. */
    void run(int transfers) {
        try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            IntStream.range(0, transfers).forEach(i -> clients.execute(() -> require(ledger.post(
                    "/v1/budgets/" + SampleData.SHOWN_BUDGET + "/transfers", "{" + transfer(i) + "}", "training-" + i, SampleData.POSTED_BY))));
        }
        require(ledger.send(ledger.request("/v1/postings")
                .header("Content-Type", "application/x-ndjson")
                .header("Idempotency-Key", "training")
                .POST(BodyPublishers.ofString(IntStream.range(0, BULK_LINES)
                        .mapToObj(i -> "{\"type\":\"Transfer\",\"department\":\"301\",\"fiscalYear\":2023,\"idempotencyKey\":\"training-bulk-" + i + "\","
                                + transfer(i) + "}\n")
                        .collect(Collectors.joining()))), BodyHandlers.ofString()));
        for (int i = 0; i < TABLES; i++) {
            require(projection.get("/v1/disclosures/" + SampleData.SHOWN_BUDGET + "/tables/basic-expenditure?effectiveOn=2023-%02d-28".formatted(1 + i % 12),
                    i % 3 == 0 ? "text/csv" : "application/json"));
        }
    }

    /** Forth and back between two lines, so that neither runs out. */
    private static String transfer(int i) {
        return i % 2 == 0 ? TRANSFER.formatted(1 + i % 12, "30211", "30201") : TRANSFER.formatted(1 + i % 12, "30201", "30211");
    }

    private static void require(HttpResponse<String> answer) {
        if (answer.statusCode() / 100 != 2) {
            throw new IllegalStateException("The training was answered " + answer.statusCode() + ": " + answer.body());
        }
    }
}
