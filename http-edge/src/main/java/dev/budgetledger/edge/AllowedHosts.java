package dev.budgetledger.edge;

import java.net.InetAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The names by which a service is spoken to: those configured, those of the loopback, and the address where it
 * listens. With any port: a request that came to another port was passed on.
 */
final class AllowedHosts {

    private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1", "[::1]");

    private final Set<String> names = new HashSet<>(LOOPBACK);

    /** @param listening where the service listens; every address, or null, names none */
    AllowedHosts(List<String> configured, @Nullable InetAddress listening) {
        configured.forEach(name -> names.add(name.strip().toLowerCase(Locale.ROOT)));
        if (listening != null && !listening.isAnyLocalAddress()) {
            String address = listening.getHostAddress();
            names.add(address.indexOf(':') < 0 ? address : "[" + address + "]");
        }
    }

    /** @param host without its port */
    boolean allow(String host) {
        return names.contains(host) || names.contains(host.toLowerCase(Locale.ROOT));
    }
}
