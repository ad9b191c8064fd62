package dev.budgetledger.projection.intake;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Topics;
import dev.budgetledger.contract.Watermark;
import dev.budgetledger.projection.samples.SampleLog;
import dev.budgetledger.testservers.ScramKafka;
import dev.budgetledger.testservers.TestServers;
import dev.budgetledger.testservers.TestServers.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A Kafka whose users may what the runbook gives them: the projection reads with that, and writes nothing but commands. */
class KafkaAccessTest {

    private static final Pattern ROW = Pattern.compile("\\| `projection` \\| (topic|group) `([a-z0-9.-]+)` \\| ([A-Za-z, ]+) \\|");
    private static final Map<String, String> USERS = Map.of(ScramKafka.ADMIN, "a", "projection", "p");

    private final TestDatabase database = TestServers.newProjectionDatabase("projection");
    private final SampleLog log = new SampleLog();

    @TempDir
    private Path folder;

    @Test
    void the_projection_reads_by_these_rights_and_writes_no_facts() throws Exception {
        log.open(new BudgetId("301", 2023));
        try (ScramKafka kafka = ScramKafka.withAccessControl(folder, USERS)) {
            publish(kafka);
            try (RunningProjection projection = RunningProjection.on(database, settings(kafka))) {
                projection.awaitPosition(1).awaitReadiness(200);
            }
            send(kafka, "projection", new ProducerRecord<>(Topics.COMMANDS, new byte[0]));
            send(kafka, "projection", new ProducerRecord<>(Topics.READS, new byte[0]));
            for (String topic : List.of(Topics.FACTS, Topics.WATERMARKS, Topics.COMMAND_RESULTS)) {
                assertThatThrownBy(() -> send(kafka, "projection", new ProducerRecord<>(topic, "x".getBytes(StandardCharsets.UTF_8))))
                        .isInstanceOf(ExecutionException.class).hasCauseInstanceOf(TopicAuthorizationException.class);
            }
        }
    }

    private void publish(ScramKafka kafka) throws Exception {
        try (Admin admin = Admin.create(config(kafka, ScramKafka.ADMIN))) {
            admin.createTopics(List.of(Topics.FACTS, Topics.WATERMARKS, Topics.COMMANDS, Topics.COMMAND_RESULTS, Topics.READS).stream()
                            .map(topic -> new NewTopic(topic, 1, (short) 1)).toList())
                    .all().get(30, TimeUnit.SECONDS);
            admin.createAcls(rights()).all().get(30, TimeUnit.SECONDS);
        }
        send(kafka, ScramKafka.ADMIN, TestRelay.ofFact(log.facts().getFirst(), 0));
        send(kafka, ScramKafka.ADMIN, TestRelay.ofWatermark(Topics.FACTS, new Watermark(1, log.now()), 0));
    }

    /** Those of the runbook, with the group of this database in the place of the delivered one. */
    private List<AclBinding> rights() throws Exception {
        List<AclBinding> rights = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of("../docs/runbooks/kafka-access.md"))) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                ResourceType type = row.group(1).equals("topic") ? ResourceType.TOPIC : ResourceType.GROUP;
                for (String operation : row.group(3).split(", ", -1)) {
                    rights.add(new AclBinding(new ResourcePattern(type, row.group(2).replace("budget-projection", database.name()), PatternType.LITERAL), new AccessControlEntry(
                            "User:projection", "*", AclOperation.valueOf(operation.toUpperCase(Locale.ROOT)), AclPermissionType.ALLOW)));
                }
            }
        }
        assertThat(rights).hasSize(12);
        return rights;
    }

    private static void send(ScramKafka kafka, String user, ProducerRecord<byte[], byte[]> record) throws Exception {
        ByteArraySerializer bytes = new ByteArraySerializer();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(config(kafka, user), bytes, bytes)) {
            producer.send(record).get(30, TimeUnit.SECONDS);
        }
    }

    private static Map<String, Object> config(ScramKafka kafka, String user) {
        Map<String, Object> config = new HashMap<>(ScramKafka.properties(user, Objects.requireNonNull(USERS.get(user))));
        config.put("bootstrap.servers", kafka.bootstrapServers());
        return config;
    }

    private static String[] settings(ScramKafka kafka) {
        List<String> settings = new ArrayList<>(List.of("--projection.kafka.bootstrap-servers=" + kafka.bootstrapServers()));
        ScramKafka.properties("projection", "p").forEach((name, value) -> settings.add("--projection.kafka.properties." + name + "=" + value));
        return settings.toArray(String[]::new);
    }
}
