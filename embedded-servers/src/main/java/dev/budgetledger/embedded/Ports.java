package dev.budgetledger.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** TCP ports of the loopback interface. */
public final class Ports {

    private static final int CONNECT_TIMEOUT_MILLIS = 500;

    private Ports() {}

    /** A port that nothing listens on at this moment. */
    public static int free() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no free port on loopback", e);
        }
    }

    /** {@code port} itself, or a free one if it is 0. */
    public static int orFree(int port) {
        return port == 0 ? free() : port;
    }

    /**
     * Makes sure that nothing listens on a port.
     *
     * @param port 0 is always free
     * @param neededBy who wants it, for the message
     * @throws CannotStartException if the port is taken
     */
    public static void requireFree(int port, String neededBy) {
        if (port != 0 && (answers(port) || !canListen(port))) {
            throw new CannotStartException("Port " + port + " is in use, but " + neededBy
                    + " needs it: stop the program that listens there, or choose another port.");
        }
    }

    /** Some systems let a second program listen on loopback beside one that listens on all interfaces: ask first. */
    private static boolean answers(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_TIMEOUT_MILLIS);
            return true;
        } catch (IOException refused) {
            return false;
        }
    }

    private static boolean canListen(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
