package dev.budgetledger.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.budgetledger.contract.Topics;
import dev.budgetledger.embedded.Ports;

/**
 * The standalone system in a process of its own, as durable as ever, on an empty folder and free ports.
 *
 * @param jvm the process with both services and Kafka
 * @param command that started it, and starts it again
 */
record RunningSystem(
        Process jvm, List<String> command, Path data, int ledgerPort, int projectionPort, int postgresPort)
        implements AutoCloseable {

    private static final Duration START_TIMEOUT = Duration.ofMinutes(3);

    /** What is measured fits into this; the collector is that of the documentation. */
    private static final List<String> HEAP = List.of(
            "-Xmx640m", "-XX:+UseParallelGC", "-XX:+UseCompactObjectHeaders",
            "-XX:InlineSmallCode=1200", "-XX:FreqInlineSize=120", "-XX:MaxInlineLevel=9");

    /** Starts what is being built, from its classes as {@code spring-boot:run} does, and waits until both services are ready. */
    static RunningSystem start() throws IOException, InterruptedException {
        return start(List.of("-cp", System.getProperty("java.class.path"), "dev.budgetledger.standalone.Standalone"));
    }

    /** The same of an executable jar, of whichever release. */
    static RunningSystem start(Path jar) throws IOException, InterruptedException {
        return start(List.of("-jar", jar.toString()));
    }

    /** The same, which asks who it is. */
    static RunningSystem closed(Path jar) throws IOException, InterruptedException {
        return start(List.of("-Dstandalone.people=true", "-jar", jar.toString()));
    }

    private static RunningSystem start(List<String> program) throws IOException, InterruptedException {
        Path data = Files.createTempDirectory(Files.createDirectories(Benchmarks.data()), "run-").toAbsolutePath();
        int[] ports = IntStream.generate(Ports::free).limit(5).toArray();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(HEAP);
        Stream.of(System.getProperty("benchmark.jvm", "").split(" ", -1)).filter(option -> !option.isBlank())
                .forEach(command::add);
        command.addAll(List.of(
                "-Dstandalone.data=" + data.resolve("data"),
                "-Dstandalone.ledger.port=" + ports[0],
                "-Dstandalone.projection.port=" + ports[1],
                "-Dstandalone.postgres.port=" + ports[2],
                "-Dstandalone.kafka.port=" + ports[3],
                "-Dstandalone.identity.port=" + ports[4],
                "-Dstandalone.ledger.management.port=0",
                "-Dstandalone.projection.management.port=0"));
        command.addAll(program);
        return started(command, data, ports[0], ports[1], ports[2]);
    }

    private static RunningSystem started(
            List<String> command, Path data, int ledgerPort, int projectionPort, int postgresPort)
            throws IOException, InterruptedException {
        Path log = data.resolve("standalone.log");
        Process jvm = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
        RunningSystem system = new RunningSystem(jvm, command, data, ledgerPort, projectionPort, postgresPort);
        Runtime.getRuntime().addShutdownHook(new Thread(system::close, "stop-system"));
        try {
            system.awaitReady(system.ledgerPort);
            system.awaitReady(system.projectionPort);
            return system;
        } catch (IllegalStateException e) {
            System.err.println(Files.readString(log));
            system.close();
            throw e;
        }
    }

    /** The header by which somebody of a role is known, ended; nothing if nobody is asked. */
    String header(String role) throws IOException {
        Path file = data.resolve("data/people/" + role + ".curl");
        return Files.exists(file) ? Files.readString(file).strip().replaceAll("^header = \"|\"$", "") + "\r\n" : "";
    }

    /** Stops it in good order, and starts it again on its data. */
    RunningSystem restarted() throws IOException, InterruptedException {
        stop();
        return started(command, data, ledgerPort, projectionPort, postgresPort);
    }

    private void stop() throws InterruptedException {
        jvm.destroy();
        if (!jvm.waitFor(START_TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
            jvm.destroyForcibly();
        }
    }

    private void awaitReady(int port) throws InterruptedException {
        URI address = URI.create("http://127.0.0.1:" + port + "/actuator/health/readiness");
        long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
        try (HttpClient client = HttpClient.newHttpClient()) {
            while (jvm.isAlive() && System.nanoTime() < deadline) {
                try {
                    HttpRequest request = HttpRequest.newBuilder(address).build();
                    if (client.send(request, BodyHandlers.discarding()).statusCode() == 200) {
                        return;
                    }
                } catch (IOException e) {
                    // Does not listen yet.
                }
                Thread.sleep(200);
            }
        }
        throw new IllegalStateException("the system did not start");
    }

    /** The server process, which is not the JVM's child. */
    ProcessHandle postgres() throws IOException {
        Path file = data.resolve("data/postgresql/data/postmaster.pid");
        return ProcessHandle.of(Long.parseLong(Files.readAllLines(file).getFirst().strip())).orElseThrow();
    }

    /** A connection to one of its databases that may do everything. */
    Connection connect(String database) throws SQLException {
        // The driver looks for the password as psql does.
        System.setProperty("org.postgresql.pgpassfile", data.resolve("data/postgresql/passwords").toString());
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + postgresPort + "/" + database + "?user=postgres");
    }

    /** The only number that a question to a database gives. */
    double number(String database, String sql) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getDouble(1);
        }
    }

    /** What Kafka keeps of the facts. Its index files are as large as they may become, and are not counted. */
    double kafkaBytes() throws IOException {
        try (Stream<Path> files = Files.walk(data.resolve("data/kafka"))) {
            return files.filter(file -> file.toString().matches(".*" + Topics.FACTS + "-\\d+.[0-9]+\\.log"))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    /** Stops it and removes its data; doing it again does nothing. */
    @Override
    public void close() {
        if (Files.notExists(data)) {
            return;
        }
        try {
            stop();
            try (Stream<Path> files = Files.walk(data)) {
                files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
