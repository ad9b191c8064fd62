package dev.budgetledger.ledger.commands.bulk;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.sql.DataSource;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import dev.budgetledger.edge.problems.Language;
import dev.budgetledger.ledger.RunningLedger;
import dev.budgetledger.ledger.TestLedger;
import dev.budgetledger.ledger.log.FactLog;
import dev.budgetledger.ledger.log.StoreClock;
import dev.budgetledger.ledger.store.LedgerWriter;
import dev.budgetledger.testservers.TestServers;

import static dev.budgetledger.ledger.RunningLedger.LINE;
import static dev.budgetledger.ledger.RunningLedger.PAPER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

/** What a client sees of an answer that the service cannot end: a connection that breaks, and no wait. */
class BulkFaultsTest {

    private static final int COMMANDS = 40_000;
    private static final int HANG_MILLIS = 120_000;

    private static final TestServers.TestDatabase DATABASE = TestServers.newDatabase("faults");

    private static RunningLedger ledger;

    @BeforeAll
    static void start() throws Exception {
        ledger = RunningLedger.with301(DATABASE);
    }

    @AfterAll
    static void stop() {
        ledger.close();
    }

    enum Client { READS_LATE, READS_AFTER_SENDING, NEVER_READS }

    @ParameterizedTest
    @EnumSource
    void answers_that_cannot_be_kept_break_the_connection_for_a_client_that(Client client, @TempDir Path folder)
            throws Exception {
        String before = System.setProperty("java.io.tmpdir", folder.resolve("gone").toString());
        try (Socket socket = connect()) {
            CountDownLatch sentMuch = new CountDownLatch(1);
            int commands = client == Client.READS_AFTER_SENDING ? COMMANDS : Integer.MAX_VALUE;
            Thread sending = Thread.ofVirtual().start(() -> send(socket, commands, sentMuch));
            switch (client) {
                case READS_LATE -> sentMuch.await();
                case READS_AFTER_SENDING, NEVER_READS -> sending.join(HANG_MILLIS);
            }
            if (client != Client.READS_LATE) {
                assertThat(sending.isAlive()).as("the service neither reads on nor breaks the connection").isFalse();
            }
            assertThat(readAll(socket)).doesNotEndWith("\r\n0\r\n\r\n");
            sending.join();
        } finally {
            System.setProperty("java.io.tmpdir", before);
        }
        assertThat(ledger.get("/v1/budgets/301/2023").statusCode()).isEqualTo(200);
    }

    /** Each is no command, and has a long answer. */
    private static void send(Socket socket, int commands, CountDownLatch sentMuch) {
        String lines = "{\"department\":\"301\",\"fiscalYear\":2023,\"type\":\"%s\"}\n".formatted("x".repeat(100)).repeat(100);
        byte[] chunk = (Integer.toHexString(lines.length()) + "\r\n" + lines + "\r\n").getBytes(StandardCharsets.US_ASCII);
        try {
            OutputStream out = socket.getOutputStream();
            out.write(request("POST /v1/postings", "Content-Type: application/x-ndjson", "Transfer-Encoding: chunked"));
            for (int i = 0; i < commands; i += 100) {
                out.write(chunk);
                if (i == 2 * COMMANDS) {
                    sentMuch.countDown();
                }
            }
            out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException broken) {
            sentMuch.countDown(); // that is what it is about
        }
    }

    @Test
    void a_log_that_can_be_read_no_further_is_not_a_shorter_one() throws Exception {
        String allocation = """
                {"type":"Allocate","department":"301","fiscalYear":2023,%s,"lines":[{%s,"amount":"0.01"}]}
                """.formatted(PAPER.replace("测试", "事".repeat(900)), LINE);
        HttpResponse<String> posted = ledger.post(
                "/v1/postings?atomic=true", "application/x-ndjson", BodyPublishers.ofString(allocation.repeat(6000)));
        assertThat(posted.statusCode()).isEqualTo(200);
        String last = "\"position\":" + JsonMapper.shared().readTree(posted.body().lines().toList().getLast())
                .at("/receipt/position").asLong() + ",";
        try (Socket socket = connect()) {
            socket.getOutputStream().write(request("GET /v1/facts?limit=100000"));
            assertThat(socket.getInputStream().readNBytes(100)).asString(StandardCharsets.US_ASCII).startsWith("HTTP/1.1 200");
            try (Connection superuser = TestServers.superuserConnection(); Statement statement = superuser.createStatement()) {
                statement.execute("select pg_terminate_backend(pid) from pg_stat_activity where datname = '"
                        + DATABASE.name() + "'");
            }
            String answer = readAll(socket);
            // Between two pages it has no connection that could break.
            assertThat(answer.endsWith("\r\n0\r\n\r\n")).as("ended as if it were whole").isEqualTo(answer.contains(last));
            assertThat(answer).doesNotContain("LEDGER_UNAVAILABLE");
        }
    }

    /** The parts of a transfer by themselves: whichever write fails, a client that waits to be answered is not waited for. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void a_fault_while_answers_are_written_ends_the_reading_of_what_does_not_come(int write) throws Exception {
        DataSource away = mock();
        when(away.getConnection()).thenThrow(new SQLException("away"));
        AtomicInteger writes = new AtomicInteger();
        OutputStream client = new OutputStream() {
            @Override
            public void write(int one) {
                throw new IllegalStateException("not used");
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                if (writes.incrementAndGet() == write) {
                    throw new IllegalStateException("seeded");
                }
            }
        };
        AtomicInteger resets = new AtomicInteger();
        AtomicInteger line = new AtomicInteger();
        Items waiting = () -> {
            try {
                line.incrementAndGet();
                while (line.get() > writes.get() + 1) {
                    Thread.sleep(1); // for the answer to the line before, as long as it takes
                }
            } catch (InterruptedException reset) {
                throw new IOException(reset);
            }
            return new Item.Legible(line.get(), 1, TestLedger.of(TestLedger.open("301")), null);
        };
        try (LedgerWriter writer = new LedgerWriter(away, new FactLog(StoreClock.DATABASE), () -> {})) {
            assertThatThrownBy(() ->
                    new BulkPosting(writer, Duration.ofMinutes(1), Language.ENGLISH).post(waiting, JsonResults.LINES, client, resets::incrementAndGet))
                    .isInstanceOf(IllegalStateException.class).rootCause().hasMessage("seeded");
        }
        assertThat(resets).hasValue(1);
        assertThat(Thread.interrupted()).isFalse();
    }

    private static byte[] request(String what, String... headers) {
        return String.join("\r\n", Stream.of(Stream.of(what + " HTTP/1.1", "Host: localhost", "Connection: close"),
                Stream.of(headers), Stream.of("\r\n")).flatMap(each -> each).toList()).getBytes(StandardCharsets.US_ASCII);
    }

    private static Socket connect() throws IOException {
        URI uri = URI.create(ledger.base);
        Socket socket = new Socket();
        socket.setReceiveBufferSize(1 << 16);
        socket.setSoTimeout(HANG_MILLIS);
        socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()));
        return socket;
    }

    private static String readAll(Socket socket) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] some = new byte[1 << 16];
        try {
            InputStream in = socket.getInputStream();
            for (int n = in.read(some); n >= 0; n = in.read(some)) {
                all.write(some, 0, n);
            }
        } catch (SocketTimeoutException hangs) {
            throw hangs;
        } catch (IOException reset) {
            // As good as an end without the last chunk.
        }
        return all.toString(StandardCharsets.UTF_8);
    }
}
