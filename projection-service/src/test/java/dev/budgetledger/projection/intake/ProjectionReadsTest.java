package dev.budgetledger.projection.intake;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.ContractJson;
import dev.budgetledger.contract.RecordedRead;
import dev.budgetledger.contract.RecordedRead.PointRead;
import dev.budgetledger.contract.RecordedRead.Variable;
import dev.budgetledger.contract.Topics;
import dev.budgetledger.contract.Watermark;
import dev.budgetledger.edge.access.AccessKey;
import dev.budgetledger.edge.access.Role;
import dev.budgetledger.projection.samples.SampleLog;
import dev.budgetledger.testservers.TestServers;

import static org.assertj.core.api.Assertions.assertThat;

/** Who read which table, as of when, comes out of the topic of reads. */
class ProjectionReadsTest {

    private static final BudgetId OFFICE = new BudgetId("301", 2023);
    private static final LocalDate JUNE = LocalDate.of(2023, 6, 1);
    private static final String TABLE = "/v1/disclosures/301/2023/tables/expenditure";

    private final HttpClient client = HttpClient.newHttpClient();
    private final String who = "reads-" + System.nanoTime();
    private final String key = AccessKey.generate();

    @TempDir
    private Path folder;

    @Test
    void who_read_which_table_as_of_when_and_with_what_result() throws Exception {
        SampleLog log = new SampleLog();
        log.open(OFFICE);
        log.tick().allocate(OFFICE, JUNE, SampleLog.STAFF, 1000);
        Path file = Files.writeString(folder.resolve("keys.json"), JsonMapper.shared().writeValueAsString(Map.of("keys", List.of(
                new AccessKey(who, AccessKey.ofEverything(who, key, Role.AUDITOR).sha256(), List.of("auditor"), List.of("*"), null, null)))));
        try (TestRelay relay = TestRelay.toNewTopics(1);
                RunningProjection projection = RunningProjection.on(TestServers.newProjectionDatabase("reads"),
                        "--access.keys-file=" + file, "--access.reads.acknowledged-within=30s")) {
            TestRelay.topicOfReads();
            relay.facts(log.facts());
            relay.watermark(new Watermark(2, log.now()));
            projection.awaitPosition(2);

            HttpResponse<String> json = get(projection, key, TABLE + "?effectiveOn=2023-06-30&position=2", "application/json");
            assertThat(json.statusCode()).as(json.body()).isEqualTo(200);
            assertThat(get(projection, key, TABLE, "text/csv").statusCode()).isEqualTo(200);
            assertThat(get(projection, key, TABLE, "text/html").statusCode()).isEqualTo(200);
            assertThat(get(projection, key, "/v1/disclosures/301/2023/changes?fromPosition=1", "application/json").statusCode()).isEqualTo(200);
            assertThat(get(projection, key, "/v1/disclosures/302/2023/tables/expenditure", "application/json").statusCode()).isEqualTo(404);
            assertThat(get(projection, null, "/actuator/health/liveness", "application/json").statusCode()).isEqualTo(200);
            HttpResponse<String> checked = client.send(HttpRequest.newBuilder(projection.address("/v1/checks")).header("Authorization", "Bearer " + key)
                    .header("Content-Type", "application/json").POST(BodyPublishers.ofString("{")).build(), BodyHandlers.ofString());
            assertThat(checked.statusCode()).isBetween(400, 499);
            assertThat(get(projection, key, "/v1/nowhere", "application/json").statusCode()).isEqualTo(403);

            List<RecordedRead> reads = reads(7);

            assertThat(reads).extracting(RecordedRead::status).containsExactly(200, 200, 200, 200, 404, checked.statusCode(), 403);
            RecordedRead table = reads.getFirst();
            assertThat(table.service()).isEqualTo("projection");
            assertThat(table.operation()).isEqualTo("/v1/disclosures/{department}/{year}/tables/{id}");
            assertThat(table.variables()).contains(new Variable("department", "301"), new Variable("id", "expenditure"));
            assertThat(table.query()).isEqualTo("effectiveOn=2023-06-30&position=2");
            assertThat(Objects.requireNonNull(table.asOf())).singleElement().satisfies(point -> {
                assertThat(point.effectiveOn()).isEqualTo(LocalDate.of(2023, 6, 30));
                assertThat(point.position()).isEqualTo(2);
            });
            for (RecordedRead other : reads.subList(1, 3)) {
                assertThat(Objects.requireNonNull(other.asOf())).extracting(PointRead::position).containsExactly(2L);
            }
            assertThat(Objects.requireNonNull(reads.get(3).asOf())).as("from and to").extracting(PointRead::position).contains(1L, 2L);
        }
    }

    private HttpResponse<String> get(RunningProjection projection, @Nullable String token, String path, String accept) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(projection.address(path)).header("Accept", accept);
        return client.send((token == null ? request : request.header("Authorization", "Bearer " + token)).build(), BodyHandlers.ofString());
    }

    private List<RecordedRead> reads(int count) {
        List<RecordedRead> found = new ArrayList<>();
        ByteArrayDeserializer bytes = new ByteArrayDeserializer();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", TestServers.kafkaBootstrapServers()), bytes, bytes)) {
            List<TopicPartition> only = List.of(new TopicPartition(Topics.READS, 0));
            consumer.assign(only);
            consumer.seekToBeginning(only);
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> {
                    RecordedRead read = ContractJson.read(record.value(), RecordedRead.class);
                    if (who.equals(read.who())) {
                        found.add(read);
                    }
                });
                return found.size() >= count;
            });
        }
        return found;
    }
}
