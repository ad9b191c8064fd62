package dev.budgetledger.reliability.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.budgetledger.contract.merkle.SigningKey;

/**
 * A ledger, and projections that share out its departments, each with a database on one of several PostgreSQL servers. Each service and each
 * server is a process; Kafka is somebody else's.
 */
public final class Shards implements AutoCloseable {

    private final Path folder;
    private final PostgresBinaries binaries;
    private final String kafka;
    private final SigningKey key = SigningKey.generate("budget-ledger");
    private final Map<String, PostgresServer> servers = new HashMap<>();
    private final List<Service> services = new ArrayList<>();
    private final Service ledger;

    /**
     * Starts a ledger; returns before it is ready.
     *
     * @param folder an empty one, for data and logs
     * @param binaries where PostgreSQL's programs are, or are unpacked to
     * @param kafka where a broker is
     */
    public Shards(Path folder, Path binaries, String kafka) throws Exception {
        this.folder = folder;
        this.binaries = PostgresBinaries.unpack(binaries);
        this.kafka = kafka;
        PostgresServer server = server("whole");
        server.execute("postgres",
                "CREATE ROLE ledger_owner LOGIN",
                "CREATE ROLE ledger_service LOGIN",
                "CREATE DATABASE ledger OWNER ledger_owner",
                "GRANT CONNECT ON DATABASE ledger TO ledger_service");
        ledger = started("ledger", Cluster.LEDGER, server, "ledger", LoopbackPorts.free(), List.of(
                "--ledger.kafka.bootstrap-servers=" + kafka,
                "--ledger.kafka.tick=100ms",
                "--ledger.log.signing-key-file=" + Cluster.write(key, folder.resolve("ledger"))));
    }

    public Service ledger() {
        return ledger;
    }

    /** Starts the projection that has all departments. */
    public Service whole() throws IOException, InterruptedException, SQLException {
        return projection("whole", server("whole"), LoopbackPorts.free(), List.of());
    }

    /** Starts so many that share them out, each on the server of its number and each knowing where the others are; by number, from 1. */
    public List<Service> of(int count) throws IOException, InterruptedException, SQLException {
        List<Integer> ports = IntStream.range(0, count).mapToObj(_ -> LoopbackPorts.free()).toList();
        String urls = ports.stream().map(port -> "http://127.0.0.1:" + port).collect(Collectors.joining(","));
        List<Service> all = new ArrayList<>();
        for (int number = 1; number <= count; number++) {
            all.add(projection("shard_" + number + "_of_" + count, server("shard-" + number), ports.get(number - 1),
                    List.of("--projection.shard=" + number + "/" + count, "--projection.shard-urls=" + urls)));
        }
        return all;
    }

    private Service projection(String database, PostgresServer server, int port, List<String> settings) throws SQLException {
        server.execute("postgres", "CREATE DATABASE " + database + " OWNER projection_service");
        List<String> all = new ArrayList<>(settings);
        all.add("--projection.kafka.bootstrap-servers=" + kafka);
        all.add("--projection.log.verifier-key=" + key.verifier().format());
        all.add("--projection.read-wait=60s");
        return started(database, Cluster.PROJECTION, server, database, port, all);
    }

    private Service started(String name, String mainClass, PostgresServer server, String database, int port, List<String> settings) {
        Link link = new Link(server::port);
        List<String> all = new ArrayList<>(settings);
        all.add("--spring.datasource.url=jdbc:postgresql://127.0.0.1:" + link.port() + "/" + database);
        all.add("--spring.datasource.hikari.maximum-pool-size=4");
        Service service = new Service(name, mainClass, folder.resolve(name + ".log"), all, link, port);
        services.add(service);
        service.start();
        return service;
    }

    private PostgresServer server(String name) throws IOException, InterruptedException, SQLException {
        PostgresServer known = servers.get(name);
        if (known != null) {
            return known;
        }
        Path data = folder.resolve("postgres-" + name);
        binaries.makeCluster(data, folder.resolve("initdb-" + name + ".log"));
        PostgresServer server = new PostgresServer(name, binaries, data, folder.resolve("postgres-" + name + ".log"), null);
        servers.put(name, server);
        server.start();
        server.execute("postgres", "CREATE ROLE projection_service LOGIN");
        return server;
    }

    /** Ends every process and leaves their logs. */
    @Override
    public void close() throws IOException {
        for (Service service : services) {
            service.kill();
            service.database().close();
        }
        for (PostgresServer server : servers.values()) {
            server.killAll();
            PostgresPair.delete(server.data());
        }
    }
}
