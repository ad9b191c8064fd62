package dev.budgetledger.edge;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicReference;

import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint;
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
            socket.configureBlocking(false);
            socket.write(ByteBuffer.wrap(EdgeProblem.NO_ROOM.bytes()));
        } catch (IOException | RuntimeException gone) {
            getLog().debug("a connection went before it was taken", gone);
        }
        destroySocket(socket);
        return false;
    }

    @Override
    protected NioChannel createChannel(SocketBufferHandler buffer) {
        return isSSLEnabled() ? super.createChannel(buffer) : new EdgeChannel(buffer);
    }

    /** The channel of a connection. Tomcat uses it for another when that one has ended. */
    final class EdgeChannel extends NioChannel {

        private final AtomicReference<@Nullable Connection> connection = new AtomicReference<>();

        EdgeChannel(SocketBufferHandler buffer) {
            super(buffer);
        }

        @Nullable Connection connection() {
            return connection.get();
        }

        @Override
        public void reset(@Nullable SocketChannel channel, @Nullable NioSocketWrapper socket) throws IOException {
            super.reset(channel, socket);
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

        @Override
        public int read(ByteBuffer to) throws IOException {
            int count = super.read(to);
            Connection current = connection.get();
            return current == null ? count : current.read(count);
        }
    }
}
