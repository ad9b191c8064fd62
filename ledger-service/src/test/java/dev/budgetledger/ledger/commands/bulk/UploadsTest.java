package dev.budgetledger.ledger.commands.bulk;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.budgetledger.edge.problems.Places;
import dev.budgetledger.edge.problems.ProblemException;
import dev.budgetledger.ledger.RunningLedger;

import static dev.budgetledger.ledger.RunningLedger.LINE;
import static dev.budgetledger.ledger.RunningLedger.PAPER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** One place for uploads, and two who want it. */
class UploadsTest {

    private static final int RATE = 1024;
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final AtomicLong time = new AtomicLong();
    private final AtomicInteger broken = new AtomicInteger();

    @Test
    void who_sends_nothing_for_more_than_five_seconds_yields_to_a_newcomer_and_no_other_does() throws Exception {
        Uploads uploads = new Uploads(1, RATE, time::get);
        Uploads.Upload silent = uploads.of(silence(), broken::incrementAndGet);
        Places.Place place = uploads.take(silent);
        Thread reading = reading(silent);

        time.addAndGet(5 * SECOND);
        assertThatThrownBy(() -> uploads.take(of(uploads))).isInstanceOf(ProblemException.class);
        time.addAndGet(1);
        try (Places.Place _ = uploads.take(of(uploads))) {
            assertThat(broken).hasValue(1);
            reading.join();
            place.close();
            assertThatThrownBy(() -> uploads.take(of(uploads))).as("one place").isInstanceOf(ProblemException.class);
        }
        uploads.take(of(uploads)).close();
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "1024, 0", "4096, 0"})
    void what_comes_counts_by_the_rate_it_has_to_come_at(int bytesASecond, int yields) throws Exception {
        Uploads uploads = new Uploads(1, RATE, time::get);
        InputStream silence = silence();
        AtomicInteger reads = new AtomicInteger();
        Uploads.Upload upload = uploads.of(new InputStream() {
            @Override
            public int read() {
                throw new IllegalStateException("not used");
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                if (reads.incrementAndGet() > 60) {
                    return silence.read(bytes, offset, length);
                }
                time.addAndGet(SECOND);
                return bytesASecond;
            }
        }, broken::incrementAndGet);
        uploads.take(upload);
        for (int second = 0; second < 60; second++) {
            assertThat(upload.read(new byte[4096], 0, 4096)).isEqualTo(bytesASecond);
        }
        Thread reading = reading(upload);

        if (yields == 0) {
            assertThatThrownBy(() -> uploads.take(of(uploads))).isInstanceOf(ProblemException.class);
            reading.interrupt();
        } else {
            uploads.take(of(uploads)).close();
        }
        reading.join();
        assertThat(broken).hasValue(yields);
    }

    @Test
    void what_was_answered_stays_and_the_newcomer_is_served() throws Exception {
        try (RunningLedger ledger = RunningLedger.with301("--ledger.streams.bulk=1"); Socket slow = upload(ledger)) {
            String first = allocate("slow");
            send(slow, first);
            assertThat(answer(slow)).contains("\"status\":201");

            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> post(ledger, allocate("newcomer")).statusCode() == 200);

            assertThat(rest(slow)).doesNotEndWith("0\r\n\r\n");
            assertThat(post(ledger, first).body()).contains("\"status\":201", "\"repeated\":true");
        }
    }

    private static Uploads.Upload of(Uploads uploads) {
        return uploads.of(InputStream.nullInputStream(), () -> {});
    }

    private static InputStream silence() {
        return new InputStream() {
            @Override
            public int read() {
                throw new IllegalStateException("not used");
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                try {
                    Thread.sleep(Duration.ofMinutes(2));
                    return -1;
                } catch (InterruptedException broken) {
                    throw new IOException(broken);
                }
            }
        };
    }

    /** One that waits for what does not come, as soon as it does. */
    private static Thread reading(InputStream upload) {
        Thread reading = Thread.ofPlatform().daemon().start(() -> {
            try {
                var _ = upload.read();
            } catch (IOException broken) {
                // That is what it is about.
            }
        });
        Awaitility.await().until(() -> reading.getState() == Thread.State.TIMED_WAITING);
        return reading;
    }

    private static Socket upload(RunningLedger ledger) throws IOException {
        URI uri = URI.create(ledger.base);
        Socket socket = new Socket(uri.getHost(), uri.getPort());
        socket.setSoTimeout(30_000);
        socket.getOutputStream().write("""
                POST /v1/postings HTTP/1.1\r
                Host: localhost\r
                Content-Type: application/x-ndjson\r
                Transfer-Encoding: chunked\r
                \r
                """.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        socket.getOutputStream().write((Integer.toHexString(bytes.length) + "\r\n" + text + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    /** As much as comes up to the next result. */
    private static String answer(Socket socket) throws IOException {
        StringBuilder answer = new StringBuilder();
        while (answer.indexOf("}\n") < 0) {
            int next = socket.getInputStream().read();
            assertThat(next).as(answer.toString()).isNotNegative();
            answer.append((char) next);
        }
        return answer.toString();
    }

    private static String rest(Socket socket) throws IOException {
        try {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (SocketException reset) {
            return "reset";
        }
    }

    private static HttpResponse<String> post(RunningLedger ledger, String line) throws Exception {
        return ledger.post("/v1/postings", "application/x-ndjson", BodyPublishers.ofString(line));
    }

    private static String allocate(String key) {
        return """
                {"type":"Allocate","department":"301","fiscalYear":2023,"idempotencyKey":"%s",%s,"lines":[{%s,"amount":"1.00"}]}
                """.formatted(key, PAPER, LINE);
    }
}
