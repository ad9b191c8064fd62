package dev.budgetledger.reliability.cluster;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.apache.kafka.metadata.storage.Formatter;

/**
 * One of three Kafka brokers, each a controller too: any two continue without the third. It listens once for each
 * client, and tells each that its end of the link is the address.
 */
final class Broker extends Machine {

    private static final Map<String, String> SETTINGS = Map.ofEntries(
            Map.entry("process.roles", "broker,controller"),
            Map.entry("controller.listener.names", "CONTROLLER"),
            Map.entry("inter.broker.listener.name", "BROKER"),
            Map.entry("auto.create.topics.enable", "false"),
            Map.entry("default.replication.factor", "3"),
            Map.entry("min.insync.replicas", "2"),
            Map.entry("offsets.topic.replication.factor", "3"),
            Map.entry("offsets.topic.num.partitions", "1"),
            Map.entry("transaction.state.log.replication.factor", "3"),
            Map.entry("transaction.state.log.min.isr", "2"),
            Map.entry("transaction.state.log.num.partitions", "1"),
            Map.entry("share.coordinator.state.topic.replication.factor", "3"),
            Map.entry("share.coordinator.state.topic.min.isr", "2"),
            Map.entry("share.coordinator.state.topic.num.partitions", "1"),
            Map.entry("group.initial.rebalance.delay.ms", "0"),
            Map.entry("broker.session.timeout.ms", "4000"),
            Map.entry("broker.heartbeat.interval.ms", "500"),
            Map.entry("replica.lag.time.max.ms", "5000"),
            Map.entry("num.network.threads", "1"),
            Map.entry("num.io.threads", "4"),
            Map.entry("log.cleaner.dedupe.buffer.size", "4194304"),
            Map.entry("log.index.size.max.bytes", "1048576"),
            Map.entry("metric.reporters", ""));

    private final int number;
    private final Path folder;
    private final int brokerPort = LoopbackPorts.free();
    private final int controllerPort = LoopbackPorts.free();
    private final Map<String, Integer> ports;
    private final Map<String, Link> links;

    Broker(int number, Path folder, List<String> clients) {
        super("broker-" + number);
        this.number = number;
        this.folder = folder;
        this.ports = clients.stream().collect(Collectors.toMap(client -> client, client -> LoopbackPorts.free()));
        this.links = ports.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, port -> new Link(port::getValue)));
    }

    String voter() {
        return number + "@127.0.0.1:" + controllerPort;
    }

    /** The way of one client to this broker. */
    Link link(String client) {
        return Objects.requireNonNull(links.get(client), client);
    }

    /** Makes its folder. */
    void format(String clusterId, String voters) throws Exception {
        Path data = Files.createDirectories(folder.resolve(name()));
        Map<String, String> all = new TreeMap<>(SETTINGS);
        all.put("node.id", Integer.toString(number));
        all.put("log.dirs", data.toString());
        all.put("controller.quorum.voters", voters);
        all.put("listeners", "CONTROLLER://127.0.0.1:" + controllerPort + ",BROKER://127.0.0.1:" + brokerPort
                + ports.entrySet().stream().map(port -> "," + port.getKey() + "://127.0.0.1:" + port.getValue())
                        .collect(Collectors.joining()));
        all.put("advertised.listeners", "BROKER://127.0.0.1:" + brokerPort
                + links.entrySet().stream().map(link -> "," + link.getKey() + "://127.0.0.1:" + link.getValue().port())
                        .collect(Collectors.joining()));
        all.put("listener.security.protocol.map", "CONTROLLER:PLAINTEXT,BROKER:PLAINTEXT"
                + ports.keySet().stream().map(client -> "," + client + ":PLAINTEXT").collect(Collectors.joining()));
        Files.write(properties(), all.entrySet().stream().map(each -> each.getKey() + "=" + each.getValue()).toList());
        try (PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            new Formatter()
                    .setPrintStream(nowhere)
                    .setClusterId(clusterId)
                    .setNodeId(number)
                    .setControllerListenerName("CONTROLLER")
                    .addDirectory(data.toString())
                    .setMetadataLogDirectory(data.toString())
                    .run();
        }
    }

    private Path properties() {
        return folder.resolve(name() + ".properties");
    }

    @Override
    ChildProcess launch() {
        return ChildProcess.start(folder.resolve(name() + ".log"),
                ChildProcess.java(List.of(), "kafka.Kafka", List.of(properties().toString())));
    }

    /** What a broker could not write it does not try again: it is started again. */
    @Override
    public void emptyDisk() {
        running().killTree();
        start();
    }

    void closeLinks() {
        for (Link link : links.values()) {
            try {
                link.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
