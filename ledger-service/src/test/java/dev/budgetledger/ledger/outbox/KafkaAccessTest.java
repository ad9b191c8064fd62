package dev.budgetledger.ledger.outbox;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

import dev.budgetledger.contract.CommandResult;
import dev.budgetledger.contract.ContractJson;
import dev.budgetledger.contract.Topics;
import dev.budgetledger.contract.merkle.KeptHead;
import dev.budgetledger.contract.merkle.SigningKey;
import dev.budgetledger.ledger.TestLedger;
import dev.budgetledger.ledger.commands.ClientKeyRing;
import dev.budgetledger.ledger.commands.CommandDocument;
import dev.budgetledger.ledger.commands.Posters;
import dev.budgetledger.ledger.commands.kafka.CommandIntake;
import dev.budgetledger.ledger.commands.kafka.CommandSettings;
import dev.budgetledger.ledger.commands.kafka.RecordPosters;
import dev.budgetledger.ledger.log.Checkpoints;
import dev.budgetledger.ledger.log.FactLog;
import dev.budgetledger.ledger.log.StoreClock;
import dev.budgetledger.ledger.store.LedgerWriter;
import dev.budgetledger.ledger.store.RefusalNotes;
import dev.budgetledger.ledger.witnesses.Witnesses;
import dev.budgetledger.testservers.ScramKafka;

import static dev.budgetledger.ledger.TestLedger.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A Kafka whose users may what the runbook gives them: the ledger works with that, and nobody else writes facts. */
class KafkaAccessTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Pattern ROW = Pattern.compile("\\| `([a-z]+)` \\| (topic|group) `([a-z0-9.-]+)` \\| ([A-Za-z, ]+) \\|");

    private static final Map<String, String> USERS =
            Map.of(ScramKafka.ADMIN, "a", "ledger", "l", "projection", "p", "treasury", "t", "stranger", "s");

    @TempDir
    private Path folder;

    @Test
    void the_ledger_relays_and_takes_commands_by_these_rights_and_others_have_none() throws Exception {
        try (ScramKafka kafka = ScramKafka.withAccessControl(folder.resolve("kafka"), USERS); TestLedger ledger = new TestLedger()) {
            give(kafka);
            FactLog log = new FactLog(StoreClock.DATABASE);
            OutboxSettings settings = new OutboxSettings(kafka.bootstrapServers(), "urn:test", 2, Duration.ofMillis(50), Duration.ofMillis(100),
                    ScramKafka.properties("ledger", "l"));
            try (LedgerWriter writer = new LedgerWriter(ledger.dataSource, log, () -> {});
                    OutboxRelay relay = relay(ledger, log, settings);
                    CommandIntake intake = intake(ledger, log, settings, writer)) {
                writer.submit(of(catalogue())).join();

                Awaitility.await().atMost(LIMIT).untilAsserted(() -> assertThat(relay.relayed()).isEqualTo(1));
                Awaitility.await().atMost(LIMIT).untilAsserted(() -> assertThat(intake.trouble()).isEmpty());
                assertThat(relay.topics()).isEmpty();
                assertThat(intake.topics()).isEmpty();
                assertThat(answer(kafka, "{\"type\":").status()).isEqualTo(400);
                write(kafka, "ledger", Topics.READS, "x");
                refused(kafka, "treasury", Topics.READS);
                refused(kafka, "treasury", Topics.FACTS);
                refused(kafka, "treasury", Topics.COMMAND_RESULTS);
                refused(kafka, "projection", Topics.FACTS);
                refused(kafka, "stranger", Topics.COMMANDS);
            }
        }
    }

    private static void give(ScramKafka kafka) throws Exception {
        List<AclBinding> rights = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of("../docs/runbooks/kafka-access.md"))) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                ResourceType type = row.group(2).equals("topic") ? ResourceType.TOPIC : ResourceType.GROUP;
                for (String operation : row.group(4).split(", ", -1)) {
                    rights.add(new AclBinding(new ResourcePattern(type, row.group(3), PatternType.LITERAL), new AccessControlEntry(
                            "User:" + row.group(1), "*", AclOperation.valueOf(operation.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(java.util.Locale.ROOT)),
                            AclPermissionType.ALLOW)));
                }
            }
        }
        assertThat(rights).hasSizeGreaterThan(30);
        try (Admin admin = Admin.create(config(kafka, ScramKafka.ADMIN))) {
            admin.createAcls(rights).all().get(30, TimeUnit.SECONDS);
        }
    }

    private OutboxRelay relay(TestLedger ledger, FactLog log, OutboxSettings settings) throws Exception {
        Checkpoints checkpoints = new Checkpoints(SigningKey.generate("budget-ledger"), new KeptHead(folder.resolve("last-signed")), log.history());
        checkpoints.compared();
        OutboxRelay relay = new OutboxRelay(ledger.dataSource, log, settings, checkpoints, Witnesses.none());
        relay.start();
        return relay;
    }

    private static CommandIntake intake(TestLedger ledger, FactLog log, OutboxSettings settings, LedgerWriter writer) {
        ClientKeyRing keys = new ClientKeyRing(ledger.dataSource, log);
        CommandIntake intake = new CommandIntake(settings, new CommandSettings(true, "ledger-commands", null),
                new CommandDocument(JsonMapper.shared()), new RecordPosters(new Posters(ledger.dataSource, log, keys, RefusalNotes.NONE), keys, false), writer);
        intake.start();
        return intake;
    }

    private static CommandResult answer(ScramKafka kafka, String value) throws Exception {
        write(kafka, "treasury", Topics.COMMANDS, value);
        ByteArrayDeserializer bytes = new ByteArrayDeserializer();
        try (KafkaConsumer<byte[], byte[]> results = new KafkaConsumer<>(config(kafka, "treasury"), bytes, bytes)) {
            List<TopicPartition> only = List.of(new TopicPartition(Topics.COMMAND_RESULTS, 0));
            results.assign(only);
            results.seekToBeginning(only);
            List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
            Awaitility.await().atMost(LIMIT).until(() -> {
                results.poll(Duration.ofMillis(100)).forEach(found::add);
                return !found.isEmpty();
            });
            return ContractJson.read(Objects.requireNonNull(found.getFirst().value()), CommandResult.class);
        }
    }

    private static void refused(ScramKafka kafka, String user, String topic) {
        assertThatThrownBy(() -> write(kafka, user, topic, "x")).isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(TopicAuthorizationException.class);
    }

    private static void write(ScramKafka kafka, String user, String topic, String value) throws Exception {
        ByteArraySerializer bytes = new ByteArraySerializer();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(config(kafka, user), bytes, bytes)) {
            byte[] record = value.getBytes(StandardCharsets.UTF_8);
            producer.send(new ProducerRecord<>(topic, record, record)).get(30, TimeUnit.SECONDS);
        }
    }

    private static Map<String, Object> config(ScramKafka kafka, String user) {
        Map<String, Object> config = new HashMap<>(ScramKafka.properties(user, Objects.requireNonNull(USERS.get(user))));
        config.put("bootstrap.servers", kafka.bootstrapServers());
        return config;
    }
}
