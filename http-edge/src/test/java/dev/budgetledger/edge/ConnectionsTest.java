package dev.budgetledger.edge;

import java.net.InetAddress;
import java.net.UnknownHostException;

import org.apache.coyote.RequestInfo;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.SocketBufferHandler;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Who has to go when somebody comes. */
class ConnectionsTest {

    private static final int PER_ADDRESS = 3;
    private static final int ALL = 5;

    private final NioEndpoint endpoint = new NioEndpoint();
    private final Connections connections = new Connections(PER_ADDRESS, ALL);

    @Test
    void beyond_the_bound_of_an_address_the_one_that_has_waited_longest_goes() throws Exception {
        Connection first = comes("10.0.0.1");
        Connection second = comes("10.0.0.1");
        Connection third = comes("10.0.0.1");
        Connection other = comes("10.0.0.2");

        Connection fourth = comes("10.0.0.1");

        assertThat(first.isWaiting()).isFalse();
        assertThat(new Connection[] {second, third, fourth, other}).allMatch(Connection::isWaiting);
    }

    @Test
    void one_that_never_sent_a_request_goes_before_one_that_did() throws Exception {
        Connection useful = comes("10.0.0.1");
        serves(useful);
        Connection silent = comes("10.0.0.1");
        comes("10.0.0.1");

        comes("10.0.0.1");

        assertThat(silent.isWaiting()).isFalse();
        assertThat(useful.isWaiting()).isTrue();
    }

    @Test
    void none_goes_while_it_has_a_request_and_then_nobody_comes() throws Exception {
        for (int i = 0; i < PER_ADDRESS; i++) {
            comes("10.0.0.1").begin(new RequestInfo(new org.apache.coyote.Request()));
        }

        assertThat(connections.hasRoom(address("10.0.0.1"))).isFalse();
        assertThat(connections.hasRoom(address("10.0.0.2"))).isTrue();
    }

    @Test
    void beyond_the_bound_of_all_the_address_that_has_most_makes_room() throws Exception {
        Connection lonely = comes("10.0.0.1");
        Connection greedy = comes("10.0.0.2");
        comes("10.0.0.2");
        comes("10.0.0.2");
        comes("10.0.0.3");

        comes("10.0.0.4");

        assertThat(greedy.isWaiting()).isFalse();
        assertThat(lonely.isWaiting()).isTrue();
    }

    @Test
    void if_that_one_works_another_makes_room() throws Exception {
        for (int i = 0; i < PER_ADDRESS; i++) {
            comes("10.0.0.2").begin(new RequestInfo(new org.apache.coyote.Request()));
        }
        Connection waiting = comes("10.0.0.1");
        comes("10.0.0.3").begin(new RequestInfo(new org.apache.coyote.Request()));

        comes("10.0.0.4");

        assertThat(waiting.isWaiting()).isFalse();
    }

    @Test
    void one_site_of_ipv6_is_one_address() throws Exception {
        Connection first = comes("2001:db8:0:1::1");
        comes("2001:db8:0:1::2");
        comes("2001:db8:0:1:ffff::3");

        comes("2001:db8:0:2::1");
        assertThat(first.isWaiting()).isTrue();
        comes("2001:db8:0:1::4");
        assertThat(first.isWaiting()).isFalse();
    }

    /** A connection is taken; what is closed for it is gone at once. */
    private Connection comes(String from) throws UnknownHostException {
        assertThat(connections.hasRoom(address(from))).isTrue();
        Connection[] self = new Connection[1];
        var socket = new NioEndpoint.NioSocketWrapper(new NioChannel(new SocketBufferHandler(1, 1, false)), endpoint) {
            @Override
            protected void doClose() {
                connections.remove(self[0]);
            }
        };
        self[0] = new Connection(socket, address(from), 10_000);
        connections.add(self[0]);
        return self[0];
    }

    private static void serves(Connection connection) {
        connection.begin(new RequestInfo(new org.apache.coyote.Request()));
        connection.headEnded(Pace.atLeast(1));
        connection.await();
    }

    private static InetAddress address(String text) throws UnknownHostException {
        return InetAddress.getByName(text);
    }
}
