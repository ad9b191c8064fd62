package dev.budgetledger.ledger.commands;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import org.junit.jupiter.api.Test;

import dev.budgetledger.ledger.RunningLedger;
import dev.budgetledger.testservers.TestServers;

import static dev.budgetledger.ledger.RunningLedger.*;
import static org.assertj.core.api.Assertions.assertThat;

/** Readers take nothing from the writer, and what keeps the writer waiting is told. */
class ReadersAndWriterTest {

    private static final String ALLOCATIONS = "/v1/budgets/301/2023/allocations";
    private static final String ONE_YUAN = "{" + PAPER + ",\"lines\":[{" + LINE + ",\"amount\":\"1.00\"}]}";
    private static final String READINESS = "/actuator/health/readiness";

    /** Megabytes of facts: more than any buffer between them and their reader takes. */
    private static void givenALongLog(RunningLedger ledger) throws Exception {
        String reason = "为测试".repeat(160);
        String commands = IntStream.range(0, 6000)
                .mapToObj(i -> "{\"type\":\"Allocate\",\"department\":\"301\",\"idempotencyKey\":\"k" + i + "\",\"fiscalYear\":2023,"
                        + PAPER.replace("测试", reason) + ",\"lines\":[{" + LINE + ",\"amount\":\"1.00\"}]}")
                .collect(Collectors.joining("\n"));
        HttpResponse<String> answer =
                ledger.post("/v1/postings", "application/x-ndjson", BodyPublishers.ofString(commands));
        assertThat(answer.body().lines().filter(line -> line.contains("\"status\":201"))).hasSize(6000);
    }

    private static Socket stalledReader(RunningLedger ledger) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.connect(new InetSocketAddress("localhost", URI.create(ledger.base).getPort()));
        socket.getOutputStream().write(
                "GET /v1/facts?limit=100000 HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static HttpResponse<String> post(RunningLedger ledger, String key) throws Exception {
        return ledger.post(ALLOCATIONS, ONE_YUAN, "Idempotency-Key", key);
    }

    @Test
    void a_client_that_does_not_read_holds_no_connection_and_is_ended() throws Exception {
        try (RunningLedger ledger = RunningLedger.with301(
                "--spring.datasource.hikari.maximum-pool-size=1", "--ledger.streams.facts=1", "--ledger.streams.write-timeout=2s")) {
            givenALongLog(ledger);
            HikariDataSource readers = ledger.context.getBean(DataSource.class).unwrap(HikariDataSource.class);
            Socket stalled = stalledReader(ledger);
            while (stalled.getInputStream().available() == 0) { // until it has its place
                Thread.sleep(5);
            }
            HttpResponse<String> another = ledger.get("/v1/facts?limit=1");
            assertProblem(another, 503, "TOO_MANY_AT_ONCE", "");
            assertThat(another.headers().firstValue("Retry-After")).isPresent();
            while (readers.getHikariPoolMXBean().getActiveConnections() > 0) {
                Thread.sleep(5);
            }
            assertThat(post(ledger, "beside it").statusCode()).isEqualTo(201);

            while (ledger.get("/v1/facts?limit=1").statusCode() != 200) {
                Thread.sleep(50);
            }
            assertThat(readAll(stalled)).as("not a whole answer").doesNotEndWith("\r\n0\r\n\r\n");
        }
    }

    private static String readAll(Socket socket) {
        StringBuilder all = new StringBuilder();
        try (socket; InputStream in = socket.getInputStream()) {
            byte[] buffer = new byte[65536];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                all.append(new String(buffer, 0, n, StandardCharsets.ISO_8859_1));
            }
        } catch (IOException reset) {
            all.append("reset");
        }
        return all.toString();
    }

    @Test
    void a_held_append_lock_is_told_by_readiness_and_to_who_posts_and_passes_by_itself() throws Exception {
        TestServers.TestDatabase database = TestServers.newDatabase("waits");
        try (RunningLedger ledger = RunningLedger.with301(database, "--ledger.writer.heartbeat=100ms",
                "--ledger.postgres.writer.data-source-properties.options=-c lock_timeout=300ms")) {
            awaitReadiness(ledger, 200);
            try (Connection other =
                            DriverManager.getConnection(database.jdbcUrl(), "ledger_service", "ledger_service");
                    Statement statement = other.createStatement()) {
                statement.execute("select pg_advisory_lock(x'6c6564676572'::bigint)");
                awaitReadiness(ledger, 503);
                assertThat(ledger.get("/actuator/health").body()).contains("lock timeout");
                assertProblem(post(ledger, "k"), 503, "LEDGER_UNAVAILABLE", "");
            }
            awaitReadiness(ledger, 200);
            assertThat(post(ledger, "k").headers().firstValue("Idempotency-Replayed")).hasValue("false");
        }
    }

    private static void awaitReadiness(RunningLedger ledger, int status) throws Exception {
        while (ledger.get(READINESS).statusCode() != status) {
            Thread.sleep(50);
        }
    }
}
