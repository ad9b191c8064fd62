package dev.budgetledger.testservers;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

import dev.budgetledger.embedded.Ports;

/** A Kafka of one node that lets in its users with their passwords, by SASL/SCRAM, and nobody else. */
public final class ScramKafka implements AutoCloseable {

    private static final String MODULE = "org.apache.kafka.common.security.scram.ScramLoginModule required";

    public static final String ADMIN = "admin";

    private final KafkaRaftServer server;
    private final int port;

    /**
     * One user, who may all.
     *
     * @param data an empty folder
     */
    public ScramKafka(Path data, String user, String password) throws Exception {
        this(data, Map.of(user, password), false);
    }

    /**
     * Users who may what they were given, and {@link #ADMIN}, who may all.
     *
     * @param data an empty folder
     * @param passwords by user
     */
    public static ScramKafka withAccessControl(Path data, Map<String, String> passwords) throws Exception {
        return new ScramKafka(data, passwords, true);
    }

    private ScramKafka(Path data, Map<String, String> passwords, boolean accessControlled) throws Exception {
        port = Ports.free();
        int inside = Ports.free();
        int controller = Ports.free();
        try (PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            new Formatter()
                    .setPrintStream(nowhere)
                    .setClusterId(Uuid.randomUuid().toString())
                    .setNodeId(1)
                    .setControllerListenerName("CONTROLLER")
                    .addDirectory(data.toString())
                    .setMetadataLogDirectory(data.toString())
                    .setScramArguments(passwords.entrySet().stream()
                            .map(each -> "SCRAM-SHA-512=[name=" + each.getKey() + ",password=" + each.getValue() + "]").toList())
                    .run();
        }
        Map<String, String> config = new HashMap<>(Map.of(
                "process.roles", "broker,controller",
                "node.id", "1",
                "controller.listener.names", "CONTROLLER",
                "controller.quorum.voters", "1@127.0.0.1:" + controller,
                "inter.broker.listener.name", "INSIDE",
                "listeners", "CLIENTS://127.0.0.1:" + port + ",INSIDE://127.0.0.1:" + inside
                        + ",CONTROLLER://127.0.0.1:" + controller,
                "advertised.listeners", "CLIENTS://127.0.0.1:" + port + ",INSIDE://127.0.0.1:" + inside,
                "listener.security.protocol.map", "CLIENTS:SASL_PLAINTEXT,INSIDE:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "listener.name.clients.sasl.enabled.mechanisms", "SCRAM-SHA-512",
                "log.dirs", data.toString()));
        config.put("listener.name.clients.scram-sha-512.sasl.jaas.config", MODULE + ";");
        config.put("auto.create.topics.enable", "false");
        config.put("offsets.topic.replication.factor", "1");
        config.put("offsets.topic.num.partitions", "1");
        config.put("transaction.state.log.replication.factor", "1");
        config.put("transaction.state.log.min.isr", "1");
        config.put("group.initial.rebalance.delay.ms", "0");
        config.put("log.cleaner.dedupe.buffer.size", String.valueOf(4 * 1024 * 1024));
        if (accessControlled) {
            config.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
            config.put("super.users", "User:" + ADMIN + ";User:ANONYMOUS"); // nobody says who he is inside
        }
        server = new KafkaRaftServer(new KafkaConfig(config, false), Time.SYSTEM);
        server.startup();
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** What a client needs to come in, as one map of properties. */
    public static Map<String, String> properties(String user, String password) {
        return Map.of(
                "security.protocol", "SASL_PLAINTEXT",
                "sasl.mechanism", "SCRAM-SHA-512",
                "sasl.jaas.config", MODULE + " username=\"" + user + "\" password=\"" + password + "\";");
    }

    @Override
    public void close() throws IOException {
        server.shutdown();
        server.awaitShutdown();
    }
}
