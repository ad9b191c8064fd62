package dev.budgetledger.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.budgetledger.contract.merkle.SigningKey;
import dev.budgetledger.embedded.EmbeddedKafka;
import dev.budgetledger.embedded.Ports;
import dev.budgetledger.ledger.LedgerServiceApplication;
import dev.budgetledger.projection.ProjectionServiceApplication;
import dev.budgetledger.testservers.TestServers;
import dev.budgetledger.testservers.TestServers.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two processes of each service on one log: both ledgers take commands, both projections share the partitions. One of each is
 * killed under load and one projection comes again, so that the partitions change hands twice.
 */
class TwoOfEachTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final SigningKey KEY = SigningKey.generate("budget-ledger");
    private static final List<String> DEPARTMENTS = IntStream.range(0, 8).mapToObj(i -> "K" + i).toList();
    private static final int ADJUSTMENTS = 400;
    private static final int CLIENTS = 4;

    @TempDir
    private Path folder;

    private final List<JavaProcess> processes = new ArrayList<>();
    private final TestDatabase ledgerDatabase = TestServers.newDatabase("ledger");
    private final TestDatabase projectionDatabase = TestServers.newProjectionDatabase("projection");
    private EmbeddedKafka kafka;

    @BeforeEach
    void startKafka() {
        kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0);
    }

    @AfterEach
    void stop() throws InterruptedException {
        for (JavaProcess process : processes) {
            process.close();
        }
        kafka.close();
    }

    /** One instance, its process and the port it listens on. */
    private record Instance(JavaProcess process, int port) {

        HttpResponse<String> get(String path) {
            try (HttpApi api = new HttpApi(port)) {
                return api.get(path, "application/json");
            }
        }

        boolean isReady() {
            try {
                return get("/actuator/health/readiness").statusCode() == 200;
            } catch (UncheckedIOException e) {
                return false; // does not listen yet
            }
        }
    }

    @Test
    void nothing_is_lost_or_doubled_when_one_of_each_dies_under_load_and_all_give_the_same_tables() throws Exception {
        Instance oneLedger = ledger("ledger-1");
        Instance otherLedger = ledger("ledger-2");
        Instance oneProjection = projection("projection-1");
        Instance otherProjection = projection("projection-2");
        List<Instance> alive = new ArrayList<>(List.of(oneLedger, otherLedger, oneProjection, otherProjection));
        for (Instance instance : alive) {
            instance.process().await(instance::isReady);
        }
        openBudgets(oneLedger);

        AtomicInteger answered = new AtomicInteger();
        Map<Integer, Long> positions = new ConcurrentHashMap<>();
        try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS + 1)) {
            List<Future<?>> work = new ArrayList<>();
            for (int client = 0; client < CLIENTS; client++) {
                int first = client;
                work.add(clients.submit(() -> {
                    for (int number = first; number < ADJUSTMENTS; number += CLIENTS) {
                        positions.put(number, adjust(number, oneLedger, otherLedger));
                        answered.incrementAndGet();
                    }
                    return null;
                }));
            }
            work.add(clients.submit(() -> {
                awaitAnswers(answered, ADJUSTMENTS / 4);
                oneProjection.process().kill();
                awaitAnswers(answered, ADJUSTMENTS / 2);
                oneLedger.process().kill();
                return null;
            }));
            awaitAnswers(answered, ADJUSTMENTS / 2);
            Instance newProjection = projection("projection-3"); // its start is part of the load
            for (Future<?> each : work) {
                each.get();
            }
            newProjection.process().await(newProjection::isReady);

            assertThat(new HashSet<>(positions.values())).as("each adjustment is a fact").hasSize(ADJUSTMENTS);
            long last = positions.values().stream().mapToLong(Long::longValue).max().orElseThrow();
            assertThat(log(otherLedger)).as("the log").hasSize((int) last).hasSize(1 + 2 * DEPARTMENTS.size() + ADJUSTMENTS);

            assertSameTables(otherProjection, newProjection, last);
            assertSameTables(otherProjection, newProjection, last - ADJUSTMENTS / 2);
            Map<String, Integer> expected = new TreeMap<>();
            IntStream.range(0, ADJUSTMENTS).forEach(number -> expected.merge(department(number), 1, Integer::sum));
            for (String department : DEPARTMENTS) {
                // 100.00 万元 allocated, 1.00 with each adjustment
                assertThat(table(newProjection, department, "atLeastPosition=" + last))
                        .contains("\"%d.00\"".formatted(100 + expected.getOrDefault(department, 0)));
            }
            assertThat(JSON.readTree(newProjection.get("/actuator/health/intake").body()).get("status").asString())
                    .isEqualTo("UP");
        }
    }

    private void openBudgets(Instance ledger) {
        try (HttpApi api = new HttpApi(ledger.port())) {
            assertThat(api.post("/v1/classifications/2023", """
                    [{"type":"FUNCTION","code":"2010301","name":"行政运行"},{"type":"ECONOMIC","code":"30201","name":"办公费"}]
                    """, "catalogue", "budget-office").statusCode()).isEqualTo(201);
            for (String department : DEPARTMENTS) {
                assertThat(api.post("/v1/budgets", """
                        {"department":{"code":"%s","name":"部门%s"},"fiscalYear":2023}
                        """.formatted(department, department), "open-" + department, "budget-office").statusCode())
                        .isEqualTo(201);
                assertThat(api.post("/v1/budgets/" + department + "/2023/allocations",
                        posting("下达1号", "2023-01-01", "1000000.00"), "allocate-" + department, "budget-office").statusCode())
                        .isEqualTo(201);
            }
        }
    }

    /** Posts to either ledger until one answers: a client cannot know whether a dead one had recorded it, and its key tells. */
    private static long adjust(int number, Instance one, Instance other) throws InterruptedException {
        String path = "/v1/budgets/" + department(number) + "/2023/adjustments";
        String body = posting("追加%d号".formatted(number), "2023-06-30", "10000.00");
        for (int attempt = 0;; attempt++) {
            try (HttpApi api = new HttpApi((number + attempt) % 2 == 0 ? one.port() : other.port())) {
                HttpResponse<String> answer = api.post(path, body, "adjust-" + number, "budget-office");
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
                return JSON.readTree(answer.body()).get("position").asLong();
            } catch (UncheckedIOException e) {
                assertThat(attempt).as("attempts").isLessThan(100);
                TimeUnit.MILLISECONDS.sleep(50);
            }
        }
    }

    private static String department(int number) {
        return DEPARTMENTS.get(number * 5 / CLIENTS % DEPARTMENTS.size());
    }

    private static String posting(String documentNo, String effectiveOn, String amount) {
        return """
                {"documentNo":"%s","effectiveOn":"%s","reason":"办公费",
                 "lines":[{"fund":"GENERAL_PUBLIC","function":"2010301","kind":"OPERATING","economic":"30201","amount":"%s"}]}
                """.formatted(documentNo, effectiveOn, amount);
    }

    private static void awaitAnswers(AtomicInteger answered, int count) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofMinutes(3).toNanos();
        while (answered.get() < count) {
            assertThat(System.nanoTime()).as("%d of %d answered", answered.get(), count).isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    private static Set<Long> log(Instance ledger) {
        try (HttpApi api = new HttpApi(ledger.port())) {
            Set<Long> positions = new HashSet<>();
            for (String fact : api.get("/v1/facts?limit=1000", "application/x-ndjson").body().lines().toList()) {
                JsonNode envelope = JSON.readTree(fact);
                assertThat(positions.add(envelope.get("position").asLong())).isTrue();
            }
            return positions;
        }
    }

    private static void assertSameTables(Instance one, Instance other, long position) {
        for (String department : DEPARTMENTS) {
            String asOf = "position=" + position + "&atLeastPosition=" + position;
            assertThat(table(one, department, asOf)).isEqualTo(table(other, department, asOf));
        }
    }

    private static String table(Instance projection, String department, String query) {
        HttpResponse<String> answer =
                projection.get("/v1/disclosures/" + department + "/2023/tables/expenditure?" + query);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private Instance ledger(String name) throws IOException {
        return start(name, LedgerServiceApplication.class, List.of(
                "--spring.datasource.url=" + ledgerDatabase.jdbcUrl(),
                "--spring.datasource.hikari.maximum-pool-size=4",
                "--ledger.kafka.bootstrap-servers=" + kafka.bootstrapServers(),
                "--ledger.kafka.tick=100ms",
                "--ledger.log.signing-key=" + KEY.pem(), "--ledger.log.last-signed-file=" + folder.resolve("last-signed")));
    }

    private Instance projection(String name) throws IOException {
        return start(name, ProjectionServiceApplication.class, List.of(
                "--spring.datasource.url=" + projectionDatabase.jdbcUrl(),
                "--spring.datasource.hikari.maximum-pool-size=4",
                "--projection.kafka.bootstrap-servers=" + kafka.bootstrapServers(),
                // as soon as the broker allows, a dead instance's partitions go to the others
                "--projection.kafka.properties[session.timeout.ms]=6000",
                "--projection.read-wait=60s",
                "--projection.log.verifier-key=" + KEY.verifier().format()));
    }

    private Instance start(String name, Class<?> main, List<String> arguments) throws IOException {
        int port = Ports.free();
        List<String> all = new ArrayList<>(arguments);
        all.add("--server.port=" + port);
        all.add("--management.server.port=0");
        all.add("--spring.main.banner-mode=off");
        JavaProcess process = JavaProcess.start(folder.resolve(name + ".log"), main, List.of(), all);
        processes.add(process);
        return new Instance(process, port);
    }
}
