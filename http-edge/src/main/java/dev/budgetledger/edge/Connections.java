package dev.budgetledger.edge;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The connections of a service. Those that wait for a request yield to a newcomer: beyond the bound of an address
 * those of that address, beyond the bound of all those of the address that has most. None is closed that has a
 * request under way.
 */
final class Connections {

    private static final int SITE_BYTES = 8;

    private final Map<InetAddress, Set<Connection>> byAddress = new HashMap<>();
    private final int perAddressMax;
    private final int max;
    private int count;

    Connections(int perAddressMax, int max) {
        this.perAddressMax = perAddressMax;
        this.max = max;
    }

    /** Makes room for one more of an address. */
    synchronized boolean hasRoom(InetAddress address) {
        Set<Connection> own = byAddress.getOrDefault(site(address), Set.of());
        if (own.size() >= perAddressMax) {
            return makeRoom(own);
        }
        return count < max
                || byAddress.values().stream().max(Comparator.comparingInt(Set::size)).map(this::makeRoom).orElse(false)
                || makeRoom(byAddress.values().stream().flatMap(Set::stream).toList());
    }

    private boolean makeRoom(Collection<Connection> among) {
        Optional<Connection> first = firstToClose(among.stream());
        while (first.isPresent() && !first.get().closeIfWaiting()) { // a request has come meanwhile
            first = firstToClose(among.stream());
        }
        return first.isPresent();
    }

    private static Optional<Connection> firstToClose(Stream<Connection> among) {
        return among.filter(Connection::isWaiting).min(Connection.FIRST_TO_CLOSE);
    }

    synchronized void add(Connection connection) {
        byAddress.computeIfAbsent(site(connection.address()), _ -> new HashSet<>()).add(connection);
        count++;
    }

    synchronized void remove(Connection connection) {
        Set<Connection> own = byAddress.getOrDefault(site(connection.address()), Set.of());
        if (own.remove(connection)) {
            count--;
            if (own.isEmpty()) {
                byAddress.remove(site(connection.address()));
            }
        }
    }

    /** An IPv4 address, or the half of an IPv6 address that a provider gives to one site. */
    private static InetAddress site(InetAddress address) {
        if (!(address instanceof Inet6Address)) {
            return address;
        }
        try {
            return InetAddress.getByAddress(Arrays.copyOf(Arrays.copyOf(address.getAddress(), SITE_BYTES), 16));
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
