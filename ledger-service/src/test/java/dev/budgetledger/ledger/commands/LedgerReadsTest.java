package dev.budgetledger.ledger.commands;

import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.budgetledger.contract.ContractJson;
import dev.budgetledger.contract.RecordedRead;
import dev.budgetledger.contract.RecordedRead.Variable;
import dev.budgetledger.contract.Topics;
import dev.budgetledger.edge.access.AccessKey;
import dev.budgetledger.edge.access.Role;
import dev.budgetledger.ledger.RunningLedger;
import dev.budgetledger.testservers.TestServers;

import static dev.budgetledger.ledger.RunningLedger.*;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/** Who read what of the ledger comes out of the topic of reads. */
class LedgerReadsTest {

    private static final String CATALOGUE = """
            [{"type":"FUNCTION","code":"2010301","name":"行政运行"}]""";

    private final Map<String, String> keys = new TreeMap<>();

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void keys() throws Exception {
        List<AccessKey> entries = new ArrayList<>();
        for (Role role : List.of(Role.AUDITOR, Role.OFFICER, Role.READER)) {
            String key = AccessKey.generate();
            keys.put(role.text(), key);
            entries.add(new AccessKey(role.text(), AccessKey.ofEverything(role.text(), key, role).sha256(), List.of(role.text()), List.of("*"), null, null));
        }
        file = Files.writeString(folder.resolve("keys.json"), JSON.writeValueAsString(Map.of("keys", entries)));
    }

    @Test
    void each_read_is_recorded_once_with_who_and_what_and_what_was_refused_too() throws Exception {
        try (RunningLedger ledger = closed("--access.reads.acknowledged-within=30s")) {
            assertThat(post(ledger, "officer", "/v1/classifications/2023", CATALOGUE).statusCode()).isEqualTo(201);
            assertThat(get(ledger, "auditor", "/v1/facts?after=0&limit=1").statusCode()).isEqualTo(200);
            assertThat(get(ledger, "auditor", "/v1/budgets/R%E5%85%83/2023").statusCode()).isEqualTo(400);
            assertThat(get(ledger, null, "/v1/budgets/R77/2023").statusCode()).isEqualTo(401);
            assertThat(get(ledger, "reader", "/v1/budgets/R77/2023").statusCode()).isEqualTo(403);
            assertThat(get(ledger, "auditor", "/v1/facts?access_token=SECRET").statusCode()).isEqualTo(400);
            assertThat(get(ledger, "auditor", "/v1/budgets/" + "x".repeat(5000) + "/2023").statusCode()).isEqualTo(400);
            for (String open : List.of("/", "/problems", "/actuator/health/liveness", "/v3/api-docs")) {
                assertThat(get(ledger, null, open).statusCode()).as(open).isEqualTo(200);
            }
            assertThat(post(ledger, "reader", "/v1/classifications/2023", CATALOGUE).statusCode()).as("no read").isEqualTo(403);
            String last = "/v1/nowhere-" + System.nanoTime();
            assertThat(get(ledger, "auditor", last).statusCode()).isEqualTo(403);

            List<ConsumerRecord<byte[], byte[]>> records = untilOne(last);
            List<RecordedRead> reads = records.stream().map(LedgerReadsTest::read).toList();

            assertThat(reads).extracting(RecordedRead::address, RecordedRead::who, RecordedRead::status).containsExactly(
                    tuple("/v1/facts", "auditor", 200),
                    tuple("/v1/budgets/R%E5%85%83/2023", "auditor", 400),
                    tuple("/v1/budgets/R77/2023", null, 401),
                    tuple("/v1/budgets/R77/2023", "reader", 403),
                    tuple("/v1/facts", "auditor", 400),
                    tuple(("/v1/budgets/" + "x".repeat(5000)).substring(0, RecordedRead.ADDRESS_CHARS_MAX), "auditor", 400),
                    tuple(last, "auditor", 403));
            assertThat(reads.get(0).query()).isEqualTo("after=0&limit=1");
            assertThat(reads.get(0).operation()).isEqualTo("/v1/facts");
            assertThat(reads.get(1).operation()).isEqualTo("/v1/budgets/{department}/{year}");
            assertThat(reads.get(1).variables()).containsExactly(new Variable("department", "R元"), new Variable("year", "2023"));
            assertThat(reads.get(4).query()).as("what was not understood may be a secret").isNull();
            assertThat(reads.get(5).cut()).isTrue();
            assertThat(records).extracting(record -> id(record).replaceFirst(".*-", "")).containsExactly("1", "2", "3", "4", "5", "6", "7");
            assertThat(records).allSatisfy(record -> assertThat(new String(record.value(), UTF_8))
                    .doesNotContain("SECRET").doesNotContain("bl_").doesNotContain(Objects.requireNonNull(keys.get("auditor"))));
        }
    }

    @Test
    void while_kafka_does_not_take_records_nothing_is_read_and_all_is_posted() throws Exception {
        try (RunningLedger ledger = closed("--access.reads.acknowledged-within=200ms", "--ledger.kafka.properties.security.protocol=SSL")) {
            HttpResponse<String> refused = get(ledger, "auditor", "/v1/facts?after=0&limit=1");
            assertProblem(refused, 503, "READ_NOT_RECORDED", "");
            assertThat(refused.headers().firstValue("Retry-After")).contains("1");
            assertProblem(get(ledger, null, "/v1/facts"), 503, "READ_NOT_RECORDED", "");
            assertThat(post(ledger, "officer", "/v1/classifications/2023", CATALOGUE).statusCode()).isEqualTo(201);
            assertThat(get(ledger, null, "/actuator/health/liveness").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void they_are_answered_without_where_that_is_said() throws Exception {
        try (RunningLedger ledger = closed("--access.reads.acknowledged-within=200ms", "--access.reads.without-record=answer",
                "--ledger.kafka.properties.security.protocol=SSL")) {
            assertThat(get(ledger, "auditor", "/v1/facts?after=0&limit=1").statusCode()).isEqualTo(200);
            assertThat(get(ledger, null, "/v1/facts").statusCode()).isEqualTo(401);
        }
    }

    private RunningLedger closed(String... settings) {
        List<String> all = new ArrayList<>(List.of(settings));
        all.add("--access.keys-file=" + file);
        return RunningLedger.on(TestServers.newDatabase("reads"), all.toArray(String[]::new));
    }

    private HttpResponse<String> get(RunningLedger ledger, @Nullable String who, String path) throws Exception {
        var request = ledger.request(path);
        return HTTP.send((who == null ? request : request.header("Authorization", "Bearer " + keys.get(who))).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(RunningLedger ledger, String who, String path, String body) throws Exception {
        return ledger.post(path, body, "Authorization", "Bearer " + keys.get(who));
    }

    /** All of the instance that recorded a read of the address. */
    private static List<ConsumerRecord<byte[], byte[]>> untilOne(String address) {
        List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
        ByteArrayDeserializer bytes = new ByteArrayDeserializer();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", TestServers.kafkaBootstrapServers()), bytes, bytes)) {
            List<TopicPartition> only = List.of(new TopicPartition(Topics.READS, 0));
            consumer.assign(only);
            consumer.seekToBeginning(only);
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
                consumer.poll(Duration.ofMillis(100)).forEach(found::add);
                return found.stream().anyMatch(record -> read(record).address().equals(address));
            });
        }
        String instance = found.stream().filter(record -> read(record).address().equals(address)).map(LedgerReadsTest::instance).findFirst().orElseThrow();
        return found.stream().filter(record -> instance(record).equals(instance)).toList();
    }

    private static RecordedRead read(ConsumerRecord<byte[], byte[]> record) {
        return ContractJson.read(record.value(), RecordedRead.class);
    }

    private static String instance(ConsumerRecord<byte[], byte[]> record) {
        return id(record).replaceFirst("-[0-9]+$", "");
    }

    private static String id(ConsumerRecord<byte[], byte[]> record) {
        return new String(Objects.requireNonNull(record.headers().lastHeader(Topics.CE_ID)).value(), UTF_8);
    }
}
