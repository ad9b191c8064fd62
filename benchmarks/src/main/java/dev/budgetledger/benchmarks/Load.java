package dev.budgetledger.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Supplier;

import org.HdrHistogram.Histogram;

/**
 * Clients of one service, each sending its next request when it has the answer to the last. One thread for all of them:
 * what they cost is taken from what is measured.
 */
final class Load {

    private Load() {}

    /**
     * What came of it.
     *
     * @param answers with a status below 300
     * @param refused the others
     * @param micros from the first byte sent to the last received
     */
    record Result(long answers, long refused, double seconds, Histogram micros) {

        double perSecond() {
            return answers / seconds;
        }

        double millisAt(double percentile) {
            return micros.getValueAtPercentile(percentile) / 1000.0;
        }
    }

    /** Sends this many requests. A connection that the server closes is an error: it was to be kept. */
    static Result run(int port, int connections, int count, Supplier<byte[]> requests) throws IOException {
        return run(port, connections, count, Long.MAX_VALUE, requests);
    }

    /** Sends as many as are answered in this time. */
    static Result within(int port, int connections, Duration time, Supplier<byte[]> requests) throws IOException {
        return run(port, connections, Integer.MAX_VALUE, time.toNanos(), requests);
    }

    private static Result run(int port, int connections, int count, long nanos, Supplier<byte[]> requests) throws IOException {
        Histogram micros = new Histogram(60_000_000L, 3);
        long answers = 0;
        long refused = 0;
        try (Selector selector = Selector.open()) {
            for (int i = 0; i < connections; i++) {
                Client.connect(port, selector).send(requests.get());
            }
            long begin = System.nanoTime();
            int left = count - connections;
            int open = connections;
            while (open > 0) {
                selector.select();
                for (SelectionKey key : selector.selectedKeys()) {
                    Client client = (Client) key.attachment();
                    if (!client.read()) {
                        continue;
                    }
                    if (client.status() < 300) {
                        answers++;
                    } else {
                        refused++;
                    }
                    micros.recordValue((System.nanoTime() - client.sentAt) / 1000);
                    if (left > 0 && System.nanoTime() - begin < nanos) {
                        left--;
                        client.send(requests.get());
                    } else {
                        client.channel.close();
                        open--;
                    }
                }
                selector.selectedKeys().clear();
            }
            return new Result(answers, refused, (System.nanoTime() - begin) / 1e9, micros);
        }
    }

    private static final class Client {
        private final SocketChannel channel;
        private ByteBuffer answer = ByteBuffer.allocate(16 * 1024);
        private long sentAt;

        Client(SocketChannel channel) {
            this.channel = channel;
        }

        static Client connect(int port, Selector selector) throws IOException {
            SocketChannel channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.configureBlocking(false);
            Client client = new Client(channel);
            channel.register(selector, SelectionKey.OP_READ, client);
            return client;
        }

        void send(byte[] request) throws IOException {
            answer.clear();
            sentAt = System.nanoTime();
            ByteBuffer bytes = ByteBuffer.wrap(request);
            while (bytes.hasRemaining()) { // a kilobyte always fits
                channel.write(bytes);
            }
        }

        /** Whether the answer is whole now. */
        boolean read() throws IOException {
            if (channel.read(answer) < 0) {
                throw new IOException("closed after " + new String(
                        Arrays.copyOf(answer.array(), answer.position()), StandardCharsets.UTF_8));
            }
            if (!answer.hasRemaining()) {
                answer = ByteBuffer.allocate(answer.capacity() * 2).put(answer.flip());
            }
            return Answer.isWhole(answer.array(), answer.position());
        }

        int status() {
            return Answer.status(answer.array());
        }
    }
}
