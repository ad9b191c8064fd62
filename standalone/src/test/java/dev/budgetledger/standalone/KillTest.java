package dev.budgetledger.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** The whole system in a process of its own, killed without warning in the middle of its work. */
class KillTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int POSTINGS = 60;

    @TempDir
    private Path folder;

    private final List<JavaProcess> processes = new ArrayList<>();
    private Settings settings;

    @BeforeEach
    void ports() {
        settings = Settings.onFreePorts(folder.resolve("data"));
    }

    @AfterEach
    void stop() throws InterruptedException {
        for (JavaProcess process : processes) {
            process.close();
        }
    }

    @Test
    void killed_while_it_posts_and_relays_it_continues_and_a_retry_of_everything_posts_each_once() throws Exception {
        JavaProcess first = start("first");
        AtomicInteger answered = new AtomicInteger();
        try (ExecutorService clients = Executors.newFixedThreadPool(4)) {
            List<Future<?>> postings = new ArrayList<>();
            for (int i = 0; i < POSTINGS; i++) {
                int number = i;
                postings.add(clients.submit(() -> {
                    if (post(number).statusCode() == 201 && answered.incrementAndGet() == POSTINGS / 3) {
                        first.process().destroyForcibly();
                    }
                }));
            }
            for (Future<?> posting : postings) {
                try {
                    posting.get();
                } catch (java.util.concurrent.ExecutionException e) {
                    assertThat(e).hasCauseInstanceOf(UncheckedIOException.class);
                }
            }
        }
        first.kill();
        assertThat(answered.get()).isBetween(POSTINGS / 3, POSTINGS - 1);

        start("second");
        long last = 0;
        for (int i = 0; i < POSTINGS; i++) {
            HttpResponse<String> answer = post(i);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
            last = Math.max(last, JSON.readTree(answer.body()).get("position").asLong());
        }

        try (HttpApi ledger = Described.client(settings.ledgerPort());
                HttpApi projection = Described.client(settings.projectionPort())) {
            List<String> log = ledger.get("/v1/facts?limit=1000", "application/x-ndjson").body().lines().toList();
            assertThat(log).hasSize(sampled() + POSTINGS).hasSize((int) last);
            assertThat(log.stream().filter(fact -> fact.contains("\"BudgetAdjusted\""))).hasSize(POSTINGS);
            String expenditure = projection.get("/v1/disclosures/301/2023/tables/expenditure?atLeastPosition=" + last,
                    "text/csv").body();
            // 8916.82 and sixty times 1.00 万元
            assertThat(Csv.parse(expenditure).get(1)).startsWith("1", "", "合计", "8976.82", "4621.80", "4355.02");
        }
    }

    private static int sampled() {
        return SampleData.requests().stream()
                .mapToInt(request -> request.path().startsWith("/v1/postings") ? JSON.readTree(request.body()).size() : 1).sum();
    }

    private JavaProcess start(String name) throws IOException, InterruptedException {
        JavaProcess process = JavaProcess.start(folder.resolve(name + ".log"), Standalone.class, List.of(
                "-Dstandalone.data=" + settings.data(),
                "-Dstandalone.postgres.port=" + settings.postgresPort(),
                "-Dstandalone.kafka.port=" + settings.kafkaPort(),
                "-Dstandalone.ledger.port=" + settings.ledgerPort(),
                "-Dstandalone.projection.port=" + settings.projectionPort(),
                "-Dstandalone.ledger.management.port=0",
                "-Dstandalone.projection.management.port=0"), List.of());
        processes.add(process);
        process.await(() -> process.printed().contains("较上年"));
        return process;
    }

    private HttpResponse<String> post(int number) {
        try (HttpApi ledger = new HttpApi(settings.ledgerPort())) {
            return ledger.post("/v1/budgets/301/2023/adjustments", """
                    {"documentNo":"追加%d号","effectiveOn":"2023-06-30","reason":"追加办公费",
                     "lines":[{"fund":"GENERAL_PUBLIC","function":"2010301","kind":"OPERATING","economic":"30201",
                               "amount":"10000.00"}]}
                    """.formatted(number), "kill-" + number, "budget-office");
        }
    }
}
