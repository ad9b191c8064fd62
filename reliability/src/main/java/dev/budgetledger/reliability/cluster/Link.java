package dev.budgetledger.reliability.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;

/** The way from one client to one server, by a port of its own: a wire that can be cut, or go dead with nobody told. */
public final class Link implements AutoCloseable {

    private enum State { OPEN, STALLED, CUT }

    private final ServerSocket server;
    private final IntSupplier target;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private State state = State.OPEN;

    /** @param target the server's port on loopback, asked for each connection: another server may take its place */
    Link(IntSupplier target) {
        this.target = target;
        try {
            server = new ServerSocket(LoopbackPorts.free(), 200, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().name("link").start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** Nothing passes any more, and nobody is told; what is sent waits. */
    public synchronized void stall() {
        state = State.STALLED;
    }

    /** Connections break, and no new one comes about. */
    public void cut() {
        set(State.CUT);
        breakConnections();
    }

    /** What waits passes, new connections too. */
    public void open() {
        set(State.OPEN);
    }

    /** Those that are there break; new ones come about. */
    void breakConnections() {
        sockets.forEach(Link::close);
    }

    private synchronized void set(State next) {
        state = next;
        notifyAll();
    }

    private synchronized State awaitFlow() throws InterruptedException {
        while (state == State.STALLED) {
            wait();
        }
        return state;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Thread.ofVirtual().name("link-connection").start(() -> connect(client));
            } catch (IOException closed) {
                // Nobody comes any more.
            }
        }
    }

    private void connect(Socket client) {
        sockets.add(client);
        try (client) {
            if (awaitFlow() == State.CUT) {
                return;
            }
            try (Socket upstream = new Socket(InetAddress.getLoopbackAddress(), target.getAsInt())) {
                sockets.add(upstream);
                client.setTcpNoDelay(true);
                upstream.setTcpNoDelay(true);
                Thread back = Thread.ofVirtual().name("link-back").start(() -> pump(upstream, client));
                pump(client, upstream);
                back.join();
                sockets.remove(upstream);
            }
        } catch (IOException e) {
            // The server is unavailable: the client sees its connection end.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            sockets.remove(client);
        }
    }

    private void pump(Socket from, Socket to) {
        byte[] buffer = new byte[16 * 1024];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                if (awaitFlow() == State.CUT) {
                    return;
                }
                out.write(buffer, 0, n);
            }
        } catch (IOException e) {
            // One side is gone, and so is the other.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            close(from);
            close(to);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        cut();
    }
}
