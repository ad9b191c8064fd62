package dev.budgetledger.embedded;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * A Kafka of one node in this JVM: broker and controller, on loopback only, with small buffers.
 *
 * <p>Topics are not created by being used. Its data stays in the folder: the next start continues from it. There is no
 * second copy of anything, so every append is flushed to the disk before it is acknowledged.
 *
 * <p>A broker that cannot write its files halts; it would take the JVM with it. Here it is only dead: see {@link Supervisor}.
 */
public final class EmbeddedKafka implements EmbeddedServer {

    /** Changes when this program can no longer use a folder that an earlier one wrote. */
    static final String VERSION = "Kafka 4, data format 1";

    private static final int NODE = 1;
    private static final String CONTROLLER = "CONTROLLER";

    private static final Map<String, String> ONE_COPY = Map.of(
            "auto.create.topics.enable", "false",
            "default.replication.factor", "1",
            "offsets.topic.replication.factor", "1",
            "transaction.state.log.replication.factor", "1",
            "transaction.state.log.min.isr", "1",
            "share.coordinator.state.topic.replication.factor", "1",
            "share.coordinator.state.topic.min.isr", "1",
            "log.flush.interval.messages", "1",
            "group.initial.rebalance.delay.ms", "0");

    private static final Map<String, String> SMALL = Map.of(
            "num.partitions", "1",
            "offsets.topic.num.partitions", "1",
            "transaction.state.log.num.partitions", "1",
            "share.coordinator.state.topic.num.partitions", "1",
            "num.network.threads", "2",
            "num.io.threads", "4",
            "log.cleaner.dedupe.buffer.size", String.valueOf(4 * 1024 * 1024),
            "log.index.size.max.bytes", String.valueOf(1024 * 1024),
            "metric.reporters", "");

    private static final Duration TO_END = Duration.ofSeconds(20);

    /** Of any broker of this JVM: which of several it was is not said, and all of them are taken to be dead. */
    private static final AtomicInteger HALTS = new AtomicInteger();

    static {
        Exit.setHaltProcedure((_, _) -> HALTS.incrementAndGet());
        Exit.setExitProcedure((_, _) -> HALTS.incrementAndGet());
    }

    private final DataFolder folder;
    private final int port;
    private volatile KafkaRaftServer server;
    private volatile int haltsBefore = HALTS.get();

    private EmbeddedKafka(DataFolder folder, KafkaRaftServer server, int port) {
        this.folder = folder;
        this.server = server;
        this.port = port;
    }

    /**
     * Starts a server on a folder.
     *
     * @param dataDirectory an absent or empty folder, or one that this class wrote before
     * @param port 0 for any free one
     * @throws CannotStartException if the port is in use, or the folder is in use or another's
     */
    public static EmbeddedKafka start(Path dataDirectory, int port) {
        DataFolder folder = DataFolder.claim(dataDirectory, VERSION);
        try {
            Ports.requireFree(port, "Kafka");
            OwnerOnly.folder(folder.data());
            if (folder.isNew()) {
                format(folder.data());
            }
            int brokerPort = Ports.orFree(port);
            KafkaRaftServer server = startServer(configuration(folder.data(), brokerPort, Ports.free()));
            folder.markComplete();
            return new EmbeddedKafka(folder, server, brokerPort);
        } catch (RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    @Override
    public String name() {
        return "Kafka";
    }

    @Override
    public Path folder() {
        return folder.data();
    }

    @Override
    public Optional<String> failure() {
        return HALTS.get() == haltsBefore ? Optional.empty() : Optional.of("has halted: it cannot write its files");
    }

    @Override
    public void clear() {
        endSoon(server);
    }

    @Override
    public void restart() {
        haltsBefore = HALTS.get();
        server = startServer(configuration(folder.data(), port, Ports.free()));
    }

    /** A broker that has halted takes its leave of a controller that may no longer answer: nobody waits for that. */
    private static void endSoon(KafkaRaftServer halted) {
        try {
            var _ = Thread.ofPlatform().name("end-kafka").daemon().start(halted::shutdown).join(TO_END);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops the server and waits until it has. Doing it again does nothing. */
    @Override
    public void close() {
        try {
            if (failure().isPresent()) {
                clear();
            } else {
                server.shutdown();
                server.awaitShutdown();
            }
        } finally {
            folder.close();
        }
    }

    private static KafkaRaftServer startServer(Map<String, String> configuration) {
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(configuration, false), Time.SYSTEM);
        try {
            server.startup();
            return server;
        } catch (RuntimeException | Error e) { // an Error where it halts while it starts
            endSoon(server);
            throw e;
        }
    }

    /** Once in the life of a folder: gives the cluster its id and the format of its metadata. */
    private static void format(Path data) {
        try (PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            new Formatter()
                    .setPrintStream(nowhere)
                    .setClusterId(Uuid.randomUuid().toString())
                    .setNodeId(NODE)
                    .setControllerListenerName(CONTROLLER)
                    .addDirectory(data.toString())
                    .setMetadataLogDirectory(data.toString())
                    .run();
        } catch (Exception e) {
            throw new IllegalStateException("cannot format " + data + " for Kafka", e);
        }
    }

    private static Map<String, String> configuration(Path data, int brokerPort, int controllerPort) {
        Map<String, String> config = new HashMap<>(Map.of(
                "process.roles", "broker,controller",
                "node.id", String.valueOf(NODE),
                "controller.listener.names", CONTROLLER,
                "controller.quorum.voters", NODE + "@127.0.0.1:" + controllerPort,
                "inter.broker.listener.name", "BROKER",
                "listeners", "BROKER://127.0.0.1:" + brokerPort + "," + CONTROLLER + "://127.0.0.1:" + controllerPort,
                "advertised.listeners", "BROKER://127.0.0.1:" + brokerPort,
                "listener.security.protocol.map", "BROKER:PLAINTEXT," + CONTROLLER + ":PLAINTEXT",
                "log.dirs", data.toString()));
        // A broker that was killed is believed to live for this long, and its successor waits.
        config.put("broker.session.timeout.ms", "3000");
        config.put("broker.heartbeat.interval.ms", "500");
        // It would wait without end for a controller that cannot write.
        config.put("server.max.startup.time.ms", "60000");
        config.putAll(ONE_COPY);
        config.putAll(SMALL);
        return config;
    }
}
