package dev.budgetledger.edge;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.coyote.AbstractProtocol;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

/** What a client may do with time and with connections, over sockets. */
class EdgeTest {

    private static final int PER_ADDRESS = 50;
    private static final String GET = "GET /v1/x HTTP/1.1\r\nHost: localhost\r\n\r\n";
    private static final CountDownLatch WAITING = new CountDownLatch(PER_ADDRESS);
    private static final CountDownLatch GO_ON = new CountDownLatch(1);

    private static WebServer server;

    /** Reads what comes and says how much it was. */
    private static final class Counting extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            if (request.getRequestURI().equals("/v1/wait")) {
                WAITING.countDown();
                try {
                    GO_ON.await();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
            }
            if (request.getRequestURI().equals("/v1/head")) {
                response.getOutputStream().print(request.getLocale() + " and " + request.getCookies().length + " cookies, ");
            }
            response.getOutputStream().print("read " + request.getInputStream().readAllBytes().length);
        }
    }

    @BeforeAll
    static void start() {
        TomcatServletWebServerFactory factory = new TomcatServletWebServerFactory(0);
        factory.setAddress(InetAddress.getLoopbackAddress());
        new Edge(new EdgeSettings(List.of(), PER_ADDRESS, Pace.whole(Duration.ofSeconds(1)), new Pace(Duration.ofSeconds(1), 500),
                Set.of("/v1/bulk"), Set.of(), Duration.ofMinutes(1), false)).customize(factory);
        factory.addConnectorCustomizers(connector -> {
            AbstractProtocol<?> protocol = (AbstractProtocol<?>) connector.getProtocolHandler();
            protocol.setConnectionTimeout(2000);
            protocol.setKeepAliveTimeout(60_000);
        });
        server = factory.getWebServer(context -> context.addServlet("counting", new Counting()).addMapping("/"));
        server.start();
    }

    @AfterAll
    static void stop() {
        GO_ON.countDown();
        server.stop();
    }

    @Test
    void many_silent_connections_of_one_client_lock_nobody_out() throws Exception {
        try (Sockets silent = new Sockets(6 * PER_ADDRESS)) {
            try (Socket useful = new Socket(InetAddress.getLoopbackAddress(), server.getPort())) {
                for (int i = 0; i < 3; i++) {
                    useful.getOutputStream().write(GET.getBytes(ISO_8859_1));
                    assertThat(new String(useful.getInputStream().readNBytes(15), ISO_8859_1)).isEqualTo("HTTP/1.1 200 \r\n");
                    useful.getInputStream().skipNBytes(useful.getInputStream().available());
                    silent.open(2 * PER_ADDRESS);
                }
            }
            assertThat(silent.sockets).filteredOn(socket -> !isClosed(socket)).hasSizeLessThan(2 * PER_ADDRESS);
        }
    }

    @Test
    void a_client_whose_connections_all_work_is_told_and_hinders_none_of_them() throws Exception {
        try (Sockets working = new Sockets(0)) {
            for (int i = 0; i < PER_ADDRESS; i++) {
                working.open(1).getOutputStream().write(
                        "GET /v1/wait HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".getBytes(ISO_8859_1));
            }
            WAITING.await();

            assertThat(ask("", 0, "")).startsWith("HTTP/1.1 503").contains("\"code\":\"TOO_MANY_CONNECTIONS\"");

            GO_ON.countDown();
            assertThat(working.sockets).allSatisfy(socket ->
                    assertThat(new String(socket.getInputStream().readAllBytes(), ISO_8859_1)).startsWith("HTTP/1.1 200"));
        }
    }

    /** On whatever processor of Tomcat's: it forgets nothing of HTTP/0.9. */
    @Test
    void what_is_no_request_is_answered_with_a_head_also_after_an_old_one() throws Exception {
        for (int i = 0; i < 3; i++) {
            assertThat(ask("GET /v1/x\r\n", 0, "")).startsWith("HTTP/1.1 505").contains("HTTP_VERSION_NOT_SUPPORTED");
            assertThat(ask("hello\r\n\r\n", 0, "")).startsWith("HTTP/1.1 400").contains("\"BAD_REQUEST\"");
            assertThat(ask("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 0, "")).startsWith("HTTP/1.1 505");
            assertThat(ask("GET /v1//x HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", 0, ""))
                    .startsWith("HTTP/1.1 400").containsOnlyOnce("HTTP/1.1").contains("PATH_NOT_CANONICAL");
        }
    }

    @Test
    void as_many_languages_and_cookies_are_read_as_a_head_has_room_for() throws Exception {
        assertThat(ask("GET /v1/head HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAccept-Language: zh," + "en;q=0.5,".repeat(400)
                + "fr\r\nCookie: " + "a=b; ".repeat(700) + "c=d\r\n\r\n", 0, "")).startsWith("HTTP/1.1 200").contains("zh and 701 cookies");
    }

    @Test
    void a_head_that_comes_byte_by_byte_is_not_waited_for() throws Exception {
        assertThat(ask("GET /v1/x HTTP/1.1\r\nHost: localhost\r\nX: ", 200, "x")).isEmpty();
        assertThat(ask("", 200, "\r\n")).isEmpty();
    }

    @Test
    void so_is_that_of_a_later_request() throws Exception {
        assertThat(ask(GET + "GET /v1/x HTTP/1.1\r\nHost: localhost\r\nX: ", 200, "x")).startsWith("HTTP/1.1 200").doesNotContain("408");
    }

    @Test
    void a_body_that_comes_byte_by_byte_is_a_problem() throws Exception {
        assertThat(ask("POST /v1/x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 200\r\n\r\n", 150, "x"))
                .startsWith("HTTP/1.1 408").contains("\"code\":\"REQUEST_TIMEOUT\"");
    }

    @Test
    void much_may_take_long_if_it_comes_at_the_rate() throws Exception {
        String bulk = "POST /v1/bulk HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: ";

        assertThat(ask(bulk + "6000\r\n\r\n", 60, "x".repeat(100))).startsWith("HTTP/1.1 200").endsWith("read 6000");
        assertThat(ask(bulk + "200\r\n\r\n", 150, "x")).startsWith("HTTP/1.1 408").contains("\"code\":\"REQUEST_TIMEOUT\"");
    }

    /** A refused body is read to its end, so that its sender gets the answer; but not for ever. */
    @Test
    void what_is_thrown_away_is_not_waited_for_either() throws Exception {
        assertThat(ask("POST /v1/x/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n", 200, "x"))
                .contains("\"code\":\"PATH_NOT_CANONICAL\"");
    }

    /** Sends a beginning, then the same again and again, 20 times a second, until that was often enough or nobody listens. */
    private static String ask(String beginning, int times, String again) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.getPort())) {
            InputStream in = socket.getInputStream();
            OutputStream out = socket.getOutputStream();
            StringBuilder answer = new StringBuilder();
            boolean isOpen = true;
            try {
                out.write(beginning.getBytes(ISO_8859_1));
                socket.setSoTimeout(times == 0 ? 0 : 50);
                for (int i = 0; isOpen && i < times; i++) {
                    out.write(again.getBytes(ISO_8859_1));
                    isOpen = read(in, answer);
                }
                socket.setSoTimeout(times > 0 && again.length() < 3 ? 1 : 0); // else the end of the answer is awaited
                while (isOpen) {
                    int before = answer.length();
                    isOpen = read(in, answer);
                    if (isOpen && answer.length() == before) {
                        return "still open after " + times + " times, with " + answer;
                    }
                }
            } catch (SocketException reset) {
                // what was sent last came to a closed connection
            }
            return answer.toString();
        }
    }

    private static boolean read(InputStream in, StringBuilder to) throws IOException {
        byte[] buffer = new byte[4096];
        try {
            int count = in.read(buffer);
            to.append(new String(buffer, 0, Math.max(count, 0), ISO_8859_1));
            return count >= 0;
        } catch (java.net.SocketTimeoutException nothing) {
            return true;
        }
    }

    private static boolean isClosed(Socket socket) {
        try {
            socket.setSoTimeout(1);
            return socket.getInputStream().read() < 0;
        } catch (java.net.SocketTimeoutException open) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    /** Opened, and closed in the end. */
    private static final class Sockets implements AutoCloseable {
        private final List<Socket> sockets = new ArrayList<>();

        Sockets(int count) throws IOException {
            open(count);
        }

        /** The last of them. */
        Socket open(int count) throws IOException {
            for (int i = 0; i < count; i++) {
                sockets.add(new Socket(InetAddress.getLoopbackAddress(), server.getPort()));
            }
            return sockets.isEmpty() ? new Socket() : sockets.getLast();
        }

        @Override
        public void close() throws IOException {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }
}
