package dev.budgetledger.edge;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicReference;

import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.SecureNioChannel;
import org.apache.tomcat.util.net.SocketBufferHandler;
import org.jspecify.annotations.Nullable;

/**
 * Takes connections as long as there is room, and makes room. Tomcat's own bound would stop the thread that takes
 * them until somebody went.
 */
final class EdgeEndpoint extends NioEndpoint {

    private int perAddressMax = Integer.MAX_VALUE;
    private Connections taken = new Connections(perAddressMax, Integer.MAX_VALUE);

    void configure(EdgeSettings settings) {
        perAddressMax = settings.connectionsPerAddress();
    }

    @Override
    public void startInternal() throws Exception {
        int max = getMaxConnections(); // -1: any number
        taken = new Connections(perAddressMax, max < 0 ? Integer.MAX_VALUE : max - 1); // Tomcat waits at its own bound
        super.startInternal();
    }

    @Override
    protected boolean setSocketOptions(SocketChannel socket) {
        try {
            if (taken.hasRoom(((InetSocketAddress) socket.getRemoteAddress()).getAddress())) {
                return super.setSocketOptions(socket);
            }
            if (!isSSLEnabled()) {
                socket.configureBlocking(false);
                socket.write(ByteBuffer.wrap(EdgeProblem.NO_ROOM.bytes()));
            }
        } catch (IOException | RuntimeException gone) {
            getLog().debug("a connection went before it was taken", gone);
        }
        destroySocket(socket);
        return false;
    }

    @Override
    protected NioChannel createChannel(SocketBufferHandler buffer) {
        return isSSLEnabled() ? new TlsChannel(buffer) : new PlainChannel(buffer);
    }

    /** The channel of a connection. Tomcat uses it for another when that one has ended. */
    sealed interface EdgeChannel permits PlainChannel, TlsChannel {

        @Nullable Connection connection();
    }

    /** Which connection a channel has. */
    private final class Carried {

        private final AtomicReference<@Nullable Connection> connection = new AtomicReference<>();

        void reset(@Nullable SocketChannel channel, NioEndpoint.@Nullable NioSocketWrapper socket) throws IOException {
            Connection next = null;
            if (channel != null && socket != null) {
                InetAddress address = ((InetSocketAddress) channel.getRemoteAddress()).getAddress();
                next = new Connection(socket, address, getConnectionTimeout());
                taken.add(next);
            }
            Connection ended = connection.getAndSet(next);
            if (ended != null) {
                taken.remove(ended);
            }
        }

        int read(int count) throws IOException {
            Connection current = connection.get();
            return current == null ? count : current.read(count);
        }
    }

    private final class PlainChannel extends NioChannel implements EdgeChannel {

        private final Carried carried = new Carried();

        PlainChannel(SocketBufferHandler buffer) {
            super(buffer);
        }

        @Override
        public @Nullable Connection connection() {
            return carried.connection.get();
        }

        @Override
        public void reset(@Nullable SocketChannel channel, @Nullable NioSocketWrapper socket) throws IOException {
            super.reset(channel, socket);
            carried.reset(channel, socket);
        }

        @Override
        public int read(ByteBuffer to) throws IOException {
            return carried.read(super.read(to));
        }
    }

    /** The same behind TLS: what comes is counted as it is read, not as it is on the line. */
    private final class TlsChannel extends SecureNioChannel implements EdgeChannel {

        private final Carried carried = new Carried();

        TlsChannel(SocketBufferHandler buffer) {
            super(buffer, EdgeEndpoint.this);
        }

        @Override
        public @Nullable Connection connection() {
            return carried.connection.get();
        }

        @Override
        public void reset(@Nullable SocketChannel channel, @Nullable NioSocketWrapper socket) throws IOException {
            super.reset(channel, socket);
            carried.reset(channel, socket);
        }

        @Override
        public int read(ByteBuffer to) throws IOException {
            return carried.read(super.read(to));
        }
    }
}
