package dev.budgetledger.reliability.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.apache.kafka.common.Uuid;

import dev.budgetledger.contract.merkle.SigningKey;

/**
 * Two ledgers, two projections, a PostgreSQL primary with a synchronous standby, and three Kafka brokers that keep
 * three copies of everything and continue with two. Each is a process; the services reach the others by {@link Link}s.
 */
public final class Cluster implements AutoCloseable {

    private static final String HARNESS = "HARNESS";
    static final String LEDGER = "dev.budgetledger.ledger.LedgerServiceApplication";
    static final String PROJECTION = "dev.budgetledger.projection.ProjectionServiceApplication";
    private static final List<String> LEDGERS = List.of("ledger-1", "ledger-2");
    private static final List<String> PROJECTIONS = List.of("projection-1", "projection-2");

    private final Path folder;
    private final PostgresPair postgres;
    private final List<Broker> brokers;
    private final List<Service> ledgers;
    private final List<Service> projections;

    private Cluster(
            Path folder, PostgresPair postgres, List<Broker> brokers, List<Service> ledgers,
            List<Service> projections) {
        this.folder = folder;
        this.postgres = postgres;
        this.brokers = brokers;
        this.ledgers = ledgers;
        this.projections = projections;
    }

    /**
     * Starts all of it; returns before the services are ready.
     *
     * @param folder an empty one, for data and logs
     * @param binaries where PostgreSQL's programs are, or are unpacked to
     */
    public static Cluster start(Path folder, Path binaries) throws Exception {
        List<String> clients = Stream.of(LEDGERS, PROJECTIONS, List.of(HARNESS)).flatMap(List::stream)
                .map(Cluster::listener)
                .toList();
        List<Broker> brokers = IntStream.rangeClosed(1, 3)
                .mapToObj(number -> new Broker(number, folder, clients))
                .toList();
        String voters = brokers.stream().map(Broker::voter).collect(Collectors.joining(","));
        String clusterId = Uuid.randomUuid().toString();
        for (Broker broker : brokers) {
            broker.format(clusterId, voters);
            broker.start();
        }
        PostgresPair postgres = PostgresPair.start(folder, binaries);
        SigningKey key = SigningKey.generate("budget-ledger");
        List<Service> ledgers = new ArrayList<>();
        for (String name : LEDGERS) {
            ledgers.add(service(name, LEDGER, folder, postgres, "ledger", List.of(
                    "--ledger.kafka.bootstrap-servers=" + bootstrap(brokers, name),
                    "--ledger.log.signing-key-file=" + write(key, folder.resolve(name)))));
        }
        List<Service> projections = PROJECTIONS.stream()
                .map(name -> service(name, PROJECTION, folder, postgres, "projection", List.of(
                                "--projection.kafka.bootstrap-servers=" + bootstrap(brokers, name),
                                "--projection.log.verifier-key=" + key.verifier().format())))
                .toList();
        Cluster cluster = new Cluster(folder, postgres, brokers, ledgers, projections);
        cluster.services().forEach(Service::start);
        return cluster;
    }

    private static Service service(
            String name, String mainClass, Path folder, PostgresPair postgres, String database,
            List<String> arguments) {
        Link link = new Link(() -> postgres.primary().port());
        List<String> all = new ArrayList<>(arguments);
        all.add("--spring.datasource.url=jdbc:postgresql://127.0.0.1:" + link.port() + "/" + database);
        return new Service(name, mainClass, folder.resolve(name + ".log"), all, link);
    }

    /** Each ledger has the key, and what belongs beside it, in a folder of its own, as on a machine of its own. */
    static Path write(SigningKey key, Path folder) throws IOException {
        Files.createDirectories(folder);
        Path file = Files.createFile(folder.resolve("signing-key.pem"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.writeString(file, key.pem());
    }

    private static String listener(String client) {
        return client.replace("-", "").toUpperCase(Locale.ROOT);
    }

    private static String bootstrap(List<Broker> brokers, String client) {
        return brokers.stream().map(broker -> "127.0.0.1:" + broker.link(listener(client)).port())
                .collect(Collectors.joining(","));
    }

    public List<Service> ledgers() {
        return ledgers;
    }

    public List<Service> projections() {
        return projections;
    }

    /** Ledgers and projections. */
    public List<Service> services() {
        return Stream.concat(ledgers.stream(), projections.stream()).toList();
    }

    /** One of them by its name. */
    public Service service(String name) {
        return services().stream().filter(service -> service.name().equals(name)).findFirst().orElseThrow();
    }

    /** Kafka's addresses for anyone who is no service; nothing is ever done to those links. */
    public String bootstrapServers() {
        return bootstrap(brokers, HARNESS);
    }

    /** {@code ledger-1}, {@code projection-2}, {@code broker-3}, or what is {@code primary} or {@code standby} now. */
    public Machine machine(String name) {
        return switch (name) {
            case "primary" -> postgres.primary();
            case "standby" -> postgres.standby();
            default -> Stream.concat(services().stream(), brokers.stream())
                    .filter(machine -> machine.name().equals(name))
                    .findFirst()
                    .orElseThrow();
        };
    }

    /** The ways of a service to PostgreSQL, or to all brokers. */
    public List<Link> links(String service, boolean toKafka) {
        return toKafka
                ? brokers.stream().map(broker -> broker.link(listener(service))).toList()
                : List.of(service(service).database());
    }

    /** The primary's machine is gone: its standby is promoted, and the services' links lead there. */
    public void failOver(PostgresPair.Loss loss) throws SQLException {
        postgres.failOver(loss);
        services().forEach(service -> service.database().breakConnections());
    }

    /** After a fail-over. */
    public void renewStandby() throws IOException, SQLException {
        postgres.renewStandby();
    }

    /** Waits until every commit waits for the standby again. */
    public void awaitSynchronous() throws SQLException {
        postgres.awaitSynchronous();
    }

    /** Ends the sessions of the services, as an administrator does. */
    public void terminateSessions() throws SQLException {
        postgres.primary().execute("postgres", """
                SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname IN ('ledger', 'projection')""");
    }

    /** A session of the ledger's own role, past all links. */
    public Connection ledgerSession() throws SQLException {
        return postgres.primary().connect("ledger", "ledger_service");
    }

    /** Ends every process and leaves their logs. */
    @Override
    public void close() throws IOException {
        for (Service service : services()) {
            service.kill();
            service.database().close();
        }
        for (Broker broker : brokers) {
            broker.kill();
            broker.closeLinks();
        }
        postgres.standby().killAll();
        postgres.primary().killAll();
        removeData();
    }

    private void removeData() throws IOException {
        List<Path> folders;
        try (Stream<Path> files = Files.list(folder)) {
            folders = files.filter(Files::isDirectory).toList();
        }
        for (Path data : folders) {
            PostgresPair.delete(data);
        }
    }
}
