package dev.budgetledger.benchmarks;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** One bulk request over one connection, its answers read while it is sent. */
final class BulkLoad {

    private static final byte[] ACCEPTED = "\"status\":201".getBytes(StandardCharsets.US_ASCII);

    private BulkLoad() {}

    /** @param accepted how many commands were recorded */
    record Result(long accepted, double seconds) {}

    /** Sends lines of commands and counts what is accepted, until the answer ends. */
    static Result post(int port, byte[] lines) throws IOException, InterruptedException {
        return post(port, "", lines);
    }

    /** @param who posts: a header, or nothing */
    static Result post(int port, String who, byte[] lines) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            Thread sender = Thread.ofPlatform().name("bulk-sender").start(() -> send(socket, who, lines));
            long accepted = countAccepted(socket);
            sender.join();
            return new Result(accepted, (System.nanoTime() - begin) / 1e9);
        }
    }

    private static void send(Socket socket, String who, byte[] lines) {
        try {
            OutputStream out = socket.getOutputStream();
            out.write(("POST /v1/postings HTTP/1.0\r\nHost: localhost\r\nContent-Type: application/x-ndjson\r\n"
                    + who + "Connection: close\r\nContent-Length: " + lines.length + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.write(lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** HTTP/1.0 has no chunks that could cut the text; it ends where the connection does. */
    private static long countAccepted(Socket socket) throws IOException {
        byte[] buffer = new byte[64 * 1024];
        long accepted = 0;
        int matched = 0;
        for (int n = socket.getInputStream().read(buffer); n >= 0; n = socket.getInputStream().read(buffer)) {
            for (int i = 0; i < n; i++) {
                matched = buffer[i] == ACCEPTED[matched] ? matched + 1 : buffer[i] == ACCEPTED[0] ? 1 : 0;
                if (matched == ACCEPTED.length) {
                    accepted++;
                    matched = 0;
                }
            }
        }
        return accepted;
    }
}
