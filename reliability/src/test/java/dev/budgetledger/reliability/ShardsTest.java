package dev.budgetledger.reliability;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.budgetledger.embedded.EmbeddedKafka;
import dev.budgetledger.reliability.cluster.Service;
import dev.budgetledger.reliability.cluster.Shards;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Three PostgreSQL servers with a projection of a third of the departments each, against one that has all: one dies while it is posted and
 * comes again, and four take the place of the three. Whichever shard is asked, by its own word where to, answers as the whole one does.
 */
class ShardsTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** {@code K16} … {@code K24}: of three shards each has at least two, and a fourth takes one from each of two. */
    private static final int DEPARTMENTS = 9;

    private static final List<Integer> YEARS = List.of(2023, 2024);
    private static final int POSTINGS = 60;

    /** A round that nothing else posts. */
    private static final int LAST = 1_000_000;

    private static final String HEAD = "Checkpoint";

    private final HttpClient client = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();

    @TempDir(cleanup = CleanupMode.ON_SUCCESS) // else the logs are in it
    private Path folder;

    @Test
    @Timeout(value = 15, unit = TimeUnit.MINUTES)
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "it has no signals that stop a process")
    void shards_answer_as_the_whole_does_when_one_dies_and_when_one_is_added() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0);
                Shards servers = new Shards(folder, Path.of("target", "postgresql").toAbsolutePath(), kafka.bootstrapServers());
                ExecutorService poster = Executors.newSingleThreadExecutor()) {
            Service whole = servers.whole();
            List<Service> three = servers.of(3);
            awaitReady(servers.ledger());
            post(servers.ledger(), setUp());
            long early = post(servers.ledger(), postings(0));
            awaitReady(whole);
            awaitAllReady(three);

            AtomicBoolean dead = new AtomicBoolean();
            Future<Long> meanwhile = poster.submit(() -> postWhileNot(dead, servers.ledger()));
            try {
                awaitHead(three.get(1), early + 1); // it takes in what is posted
                three.get(1).kill();
            } finally {
                dead.set(true);
            }
            long late = meanwhile.get();
            assertThatThrownBy(() -> get(three.get(1), "/v1/departments")).isInstanceOf(IOException.class);
            for (Service other : List.of(three.get(0), three.get(2))) {
                assertSame(whole, List.of(other), departments(other), late); // the others go on
            }
            three.get(1).start();
            awaitAllReady(three);
            assertSame(whole, three, late);
            assertSame(whole, three, early);

            List<Service> four = servers.of(4);
            long last = post(servers.ledger(), postings(LAST));
            awaitAllReady(four);
            assertSame(whole, four, last);
            assertSame(whole, four, early);
            assertSame(whole, three, last);
            assertThat(departmentsOf(four)).isEqualTo(departmentsOf(three)).hasSize(DEPARTMENTS);
            assertThat(totalsOf(four, last)).isEqualTo(totalsOf(three, last)).isEqualTo(totalsOf(List.of(whole), last));
        } finally {
            client.close();
        }
    }

    private void assertSame(Service whole, List<Service> shards, long position) throws Exception {
        assertSame(whole, shards, IntStream.range(0, DEPARTMENTS).mapToObj(ShardsTest::code).toList(), position);
    }

    /** The end of the log of each, the head over it, and every table of some departments as JSON and as CSV, asked of the shards in turns. */
    private void assertSame(Service whole, List<Service> shards, List<String> departments, long position) throws Exception {
        HttpResponse<byte[]> log = awaitHead(whole, position);
        for (Service each : shards) {
            HttpResponse<byte[]> its = awaitHead(each, position);
            assertThat(its.body()).isEqualTo(log.body());
            assertThat(its.headers().allValues(HEAD)).isEqualTo(log.headers().allValues(HEAD));
        }
        int asked = 0;
        for (String department : departments) {
            for (int year : YEARS) {
                String home = "/v1/disclosures/" + department + "/" + year + "/tables";
                String point = "?position=" + position + "&atLeastPosition=" + position;
                for (JsonNode table : JSON.readTree(get(whole, home + point)).get("tables")) {
                    for (String format : List.of("json", "csv")) {
                        String address = home + "/" + table.get("id").asString() + point + "&format=" + format;
                        assertThat(get(shards.get(asked++ % shards.size()), address)).as(address).isEqualTo(get(whole, address));
                    }
                }
            }
        }
        assertThat(asked).isGreaterThan(departments.size() * YEARS.size() * 4);
    }

    private List<String> departmentsOf(List<Service> shards) throws Exception {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < shards.size(); i++) {
            assertThat(JSON.readTree(get(shards.get(i), "/v1/status")).get("shard").asString()).isEqualTo((i + 1) + "/" + shards.size());
            all.addAll(departments(shards.get(i)));
        }
        return all.stream().sorted().toList();
    }

    private List<String> departments(Service shard) throws Exception {
        List<String> codes = new ArrayList<>();
        JSON.readTree(get(shard, "/v1/departments?limit=1000")).get("departments").forEach(each -> codes.add(each.get("code").asString()));
        assertThat(codes).isNotEmpty();
        return codes;
    }

    /** Of each year what all departments have, by what each shard says of its own. */
    private List<BigDecimal> totalsOf(List<Service> shards, long position) throws Exception {
        List<BigDecimal> totals = new ArrayList<>();
        for (int year : YEARS) {
            BigDecimal total = BigDecimal.ZERO;
            for (Service each : shards) {
                JsonNode sum = JSON.readTree(get(each, "/v1/years/" + year + "/totals?position=" + position)).get("pageSum");
                total = total.add(new BigDecimal(sum.get("adjusted").asString()));
            }
            totals.add(total);
        }
        assertThat(totals).allMatch(each -> each.signum() > 0);
        return totals;
    }

    private byte[] get(Service service, String path) throws IOException, InterruptedException {
        return answer(service, path).body();
    }

    private HttpResponse<byte[]> answer(Service service, String path) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.port() + path)).timeout(Duration.ofMinutes(2)).build(),
                BodyHandlers.ofByteArray());
        assertThat(answer.statusCode()).as("%s of %s: %s", path, service.name(), new String(answer.body(), UTF_8)).isEqualTo(200);
        return answer;
    }

    /** The end of the log at a position, once a head is over it: it follows in a record of its own. */
    private HttpResponse<byte[]> awaitHead(Service service, long position) throws IOException, InterruptedException {
        String address = "/v1/log?position=" + position + "&atLeastPosition=" + position
                + "&after=" + Math.max(0, position - 1000) + "&limit=1000";
        HttpResponse<byte[]> log = answer(service, address);
        while (log.headers().firstValue(HEAD).isEmpty()) {
            Thread.sleep(100);
            log = answer(service, address);
        }
        return log;
    }

    private void awaitAllReady(List<Service> services) throws InterruptedException {
        for (Service each : services) {
            awaitReady(each);
        }
    }

    private void awaitReady(Service service) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofMinutes(4).toNanos();
        while (!isReady(service)) {
            assertThat(System.nanoTime()).as("%s is not ready, see its log", service.name()).isLessThan(deadline);
            Thread.sleep(200);
        }
    }

    private boolean isReady(Service service) throws InterruptedException {
        try {
            return client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.port() + "/actuator/health/readiness"))
                    .timeout(Duration.ofSeconds(2)).build(), BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** A few at a time until a shard is dead, and all that are left when it is. */
    private long postWhileNot(AtomicBoolean dead, Service ledger) throws IOException, InterruptedException {
        for (int round = 2; !dead.get(); round++) {
            post(ledger, postings(round).subList(0, 10));
        }
        return post(ledger, postings(1));
    }

    /** @return the position of the last of them */
    private long post(Service ledger, List<String> documents) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + ledger.port() + "/v1/postings"))
                .header("Content-Type", "application/x-ndjson")
                .POST(BodyPublishers.ofString(String.join("\n", documents)))
                .build(), BodyHandlers.ofString());
        List<JsonNode> results = answer.body().lines().map(JSON::readTree).toList();
        assertThat(results).hasSameSizeAs(documents).allSatisfy(each ->
                assertThat(each.get("status").asInt()).as(each.toString()).isIn(200, 201));
        return results.stream().map(each -> each.get("receipt"))
                .mapToLong(each -> Math.max(each.get("position").asLong(), each.path("counterpart").path("position").asLong(0)))
                .max()
                .orElseThrow();
    }

    private static String code(int department) {
        return "K" + (16 + department);
    }

    private static List<String> setUp() {
        Stream<String> catalogues = YEARS.stream().map(year -> """
                {"type":"DefineClassifications","idempotencyKey":"catalogue-%d","fiscalYear":%1$d,"classifications":[\
                {"type":"FUNCTION","code":"2010301","name":"行政运行"},{"type":"ECONOMIC","code":"30201","name":"办公费"},\
                {"type":"ECONOMIC","code":"30101","name":"基本工资"}]}""".formatted(year));
        Stream<String> budgets = IntStream.range(0, DEPARTMENTS).boxed().flatMap(department -> YEARS.stream().flatMap(year -> Stream.of(
                """
                {"type":"OpenBudget","idempotencyKey":"open-%d-%d","fiscalYear":%2$d,"department":{"code":"%s","name":"部门%1$d"}}"""
                        .formatted(department, year, code(department)),
                posting("Allocate", "first-" + department + "-" + year, department, year,
                        "\"lines\":[" + amount("30201", "5000000.00") + "," + amount("30101", "70000.00") + "]"))));
        return Stream.concat(catalogues, budgets).toList();
    }

    /** As many again: more money for one department, or from one to the next, of the same year. */
    private static List<String> postings(int round) {
        return IntStream.range(0, POSTINGS).mapToObj(i -> {
            int department = i * 7 % DEPARTMENTS;
            int year = YEARS.get(i % YEARS.size());
            String key = "posting-" + round + "-" + i;
            String yuan = (i + 1) + ".0" + round % 10;
            return i % 3 == 0
                    ? posting("Adjust", key, department, year, "\"lines\":[" + amount("30201", yuan) + "]")
                    : posting("Transfer", key, department, year, "\"amount\":\"" + yuan + "\",\"from\":{" + line("30201")
                            + "},\"to\":{\"department\":\"" + code((department + 1) % DEPARTMENTS) + "\"," + line("30101") + "}");
        }).collect(Collectors.toList());
    }

    private static String posting(String type, String key, int department, int year, String content) {
        return """
                {"type":"%s","idempotencyKey":"%s","department":"%s","fiscalYear":%d,"documentNo":"%2$s号",\
                "effectiveOn":"%4$d-06-30","reason":"办公",%s}"""
                .formatted(type, key, code(department), year, content);
    }

    private static String amount(String economic, String yuan) {
        return "{" + line(economic) + ",\"amount\":\"" + yuan + "\"}";
    }

    private static String line(String economic) {
        return "\"fund\":\"GENERAL_PUBLIC\",\"function\":\"2010301\",\"kind\":\"OPERATING\",\"economic\":\"" + economic + "\"";
    }
}
