package dev.budgetledger.witness;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.merkle.SigningKey;
import dev.budgetledger.contract.merkle.VerifierKey;

/** A {@link Witness} over HTTP: {@code java -jar witness.jar --name audit.example/w1 --folder witness --log KEY}. */
public final class WitnessServer implements AutoCloseable {

    /** A note with as many signatures as one can have, and a proof. */
    private static final int BODY_BYTES_MAX = 128 * 1024;

    private static final int THREADS = 8;
    private static final int WAITING_MAX = 64;
    private static final int SECONDS_TO_STOP = 2;

    private static final String USAGE = """
            用法 · usage: java -jar witness.jar --name NAME --log KEY [--log KEY]… [--folder FOLDER] [--listen HOST:PORT]
              --name    见证人的名称, 如 audit.example/w1 · what the witness is called, such as audit.example/w1
              --log     所见证账本的验证公钥, 更换过的也给出 · the verifier key of a log that is witnessed; former ones too
              --folder  保存密钥和各账本最后检查点的目录 · keeps its key and the last head of each log; witness if not said
              --listen  监听地址 · where it listens; 127.0.0.1:7380 if not said
            """;

    private final HttpServer http;
    private final ThreadPoolExecutor threads;
    private final Witness witness;

    private WitnessServer(Witness witness, InetSocketAddress address) throws IOException {
        this.witness = witness;
        // Read before the first server is made: a client that sends or reads nothing holds a thread for as long.
        System.setProperty("sun.net.httpserver.maxReqTime", "10");
        System.setProperty("sun.net.httpserver.maxRspTime", "10");
        System.setProperty("sun.net.httpserver.drainAmount", String.valueOf(8 * BODY_BYTES_MAX)); // so that its sender can read the answer
        http = HttpServer.create(address, WAITING_MAX);
        threads = new ThreadPoolExecutor(THREADS, THREADS, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(WAITING_MAX));
        http.setExecutor(threads);
        http.createContext("/", this::answer);
    }

    /** Serves until it is closed. */
    public static WitnessServer start(Witness witness, InetSocketAddress address) throws IOException {
        WitnessServer server = new WitnessServer(witness, address);
        server.http.start();
        return server;
    }

    /** Where a ledger reaches it. */
    public URI address() {
        return URI.create("http://" + http.getAddress().getHostString() + ":" + http.getAddress().getPort());
    }

    /** Runs until it is stopped; with a wrong command line it ends with 2, where it cannot start with 1. */
    public static void main(String[] arguments) {
        try {
            Arguments given = Arguments.of(arguments);
            if (given == null) {
                System.err.print(USAGE);
                System.exit(2);
                return;
            }
            Witness witness = new Witness(key(given.name, given.folder), given.logs, given.folder, Clock.systemUTC());
            WitnessServer server = start(witness, given.listen);
            System.out.println("见证公钥 · witness key: " + witness.verifier().format());
            System.out.println(server.address());
        } catch (IllegalArgumentException | IOException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    /** Its key, made at the first start. */
    static SigningKey key(String name, Path folder) throws IOException {
        Files.createDirectories(folder);
        Path file = folder.resolve("witness-key.pem");
        return Files.exists(file) ? SigningKey.parse(name, Files.readString(file)) : SigningKey.make(name, file);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Witness.Answer answer = answer(exchange.getRequestMethod(), exchange.getRequestURI().getPath(), exchange);
            byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", answer.type());
            exchange.sendResponseHeaders(answer.status(), bytes.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(bytes);
            }
        }
    }

    private Witness.Answer answer(String method, String path, HttpExchange exchange) throws IOException {
        if (path.equals("/key") && method.equals("GET")) {
            return new Witness.Answer(200, "text/plain;charset=utf-8", witness.verifier().format() + "\n");
        }
        if (!path.equals("/add-checkpoint")) {
            return Witness.Answer.refused(404, "POST /add-checkpoint, or GET /key");
        }
        if (!method.equals("POST")) {
            return Witness.Answer.refused(405, "POST /add-checkpoint");
        }
        byte[] body = exchange.getRequestBody().readNBytes(BODY_BYTES_MAX + 1);
        if (body.length > BODY_BYTES_MAX) {
            return Witness.Answer.refused(413, "at most " + BODY_BYTES_MAX + " bytes");
        }
        try {
            return witness.add(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString());
        } catch (CharacterCodingException e) {
            return Witness.Answer.refused(400, "not UTF-8");
        } catch (IOException e) {
            System.err.println("A head cannot be kept, so nothing is cosigned: " + e);
            return Witness.Answer.refused(500, "the last head cannot be kept");
        }
    }

    @Override
    public void close() {
        http.stop(SECONDS_TO_STOP);
        threads.shutdownNow();
    }

    /** The command line. */
    private record Arguments(String name, List<VerifierKey> logs, Path folder, InetSocketAddress listen) {

        /** @return null if it is wrong */
        static @Nullable Arguments of(String... arguments) {
            String name = "";
            List<VerifierKey> logs = new ArrayList<>();
            Path folder = Path.of("witness");
            String listen = "127.0.0.1:7380";
            for (int i = 0; i + 1 < arguments.length; i += 2) {
                switch (arguments[i]) {
                    case "--name" -> name = arguments[i + 1];
                    case "--log" -> logs.add(VerifierKey.parse(arguments[i + 1].strip()));
                    case "--folder" -> folder = Path.of(arguments[i + 1]);
                    case "--listen" -> listen = arguments[i + 1];
                    default -> {
                        return null;
                    }
                }
            }
            int colon = listen.lastIndexOf(':');
            if (arguments.length % 2 != 0 || name.isEmpty() || logs.isEmpty() || colon < 1 || !listen.substring(colon + 1).matches("[0-9]{1,5}")) {
                return null;
            }
            return new Arguments(name, logs, folder,
                    new InetSocketAddress(listen.substring(0, colon), Integer.parseInt(listen.substring(colon + 1))));
        }
    }
}
