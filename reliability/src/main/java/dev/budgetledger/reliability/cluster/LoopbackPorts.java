package dev.budgetledger.reliability.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports for servers that are started again and again on the same one: below those that the system gives to outgoing
 * connections, or one of these could sit there when a server comes back.
 */
final class LoopbackPorts {

    private static final int FIRST = 16_000;
    private static final int LAST = 32_000;
    private static final Set<Integer> GIVEN = new HashSet<>();

    private LoopbackPorts() {}

    /** One that nothing listens on, and that was not given before. */
    static synchronized int free() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
            if (!GIVEN.contains(port) && canListen(port)) {
                GIVEN.add(port);
                return port;
            }
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
