package dev.budgetledger.reliability.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

import dev.budgetledger.reliability.cluster.Cluster;
import dev.budgetledger.reliability.cluster.Link;
import dev.budgetledger.reliability.cluster.Machine;
import dev.budgetledger.reliability.cluster.PostgresPair;

/** Something that goes wrong, and is put right after a while. */
public sealed interface Fault {

    /** Puts it right. */
    interface Remedy {
        void apply() throws Exception;
    }

    Remedy inject(Cluster cluster) throws Exception;

    /** Its kind, as the report counts it. */
    Kind kind();

    /** A process ends without warning and is started again later. */
    record Killed(Kind kind, String machine) implements Fault {

        @Override
        public Remedy inject(Cluster cluster) {
            Machine killed = cluster.machine(machine);
            killed.kill();
            return killed::start;
        }
    }

    /** A process stands still, with all that it holds, and continues later as if nothing had been. */
    record Stopped(Kind kind, String machine) implements Fault {

        @Override
        public Remedy inject(Cluster cluster) {
            Machine stopped = cluster.machine(machine);
            stopped.pause();
            return stopped::resume;
        }
    }

    /** Its disk takes nothing more. */
    record DiskFull(Kind kind, String machine) implements Fault {

        @Override
        public Remedy inject(Cluster cluster) {
            Machine full = cluster.machine(machine);
            full.fillDisk();
            return full::emptyDisk;
        }
    }

    /** The services' sessions are ended, and again as they come back. */
    record SessionsEnded(Kind kind) implements Fault {

        @Override
        public Remedy inject(Cluster cluster) throws SQLException {
            cluster.terminateSessions();
            return cluster::terminateSessions;
        }
    }

    /** The primary is lost with its machine and the standby promoted, which gets a standby of its own later. */
    record FailOver(Kind kind, PostgresPair.Loss loss) implements Fault {

        @Override
        public Remedy inject(Cluster cluster) throws SQLException {
            cluster.failOver(loss);
            return cluster::renewStandby;
        }
    }

    /** A service's connections to PostgreSQL or to Kafka break, and none comes about. */
    record LinkCut(Kind kind, String service, boolean toKafka) implements Fault {

        @Override
        public Remedy inject(Cluster cluster) {
            cluster.links(service, toKafka).forEach(Link::cut);
            return () -> cluster.links(service, toKafka).forEach(Link::open);
        }
    }

    /** Nothing passes between a service and PostgreSQL or Kafka, and neither is told. */
    record LinkStalled(Kind kind, String service, boolean toKafka) implements Fault {

        @Override
        public Remedy inject(Cluster cluster) {
            cluster.links(service, toKafka).forEach(Link::stall);
            return () -> cluster.links(service, toKafka).forEach(Link::open);
        }
    }

    /** Another session of the ledger's role holds the append lock and does nothing. */
    record LockHeld(Kind kind) implements Fault {

        private static final long APPEND_LOCK = 0x6c6564676572L; // "ledger"

        @Override
        public Remedy inject(Cluster cluster) throws SQLException {
            Connection holder = cluster.ledgerSession();
            holder.setAutoCommit(false);
            try (Statement statement = holder.createStatement()) {
                statement.execute("SELECT pg_advisory_xact_lock(" + APPEND_LOCK + ")");
            }
            return holder::close;
        }
    }

    /** Clients of a ledger ask for the whole log and do not read. */
    record ReadersStalled(Kind kind, String ledger, int clients) implements Fault {

        @Override
        public Remedy inject(Cluster cluster) {
            return Sockets.open(cluster, ledger, clients,
                    "GET /v1/facts?limit=100000 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
        }
    }

    /** Clients of a service begin a request and say nothing more. */
    record ClientsIdle(Kind kind, String service, int clients) implements Fault {

        @Override
        public Remedy inject(Cluster cluster) {
            return Sockets.open(cluster, service, clients, "POST /v1/postings HTTP/1.1\r\nHost: 127.0.0.1\r\n");
        }
    }

    /** Connections of a client that is nobody else, so that a bound on what one address may have is its own. */
    final class Sockets {

        private static final int FEW_BYTES = 4096;
        private static final String ADDRESS = "127.0.0.2";

        private Sockets() {}

        static Remedy open(Cluster cluster, String service, int count, String request) {
            int port = cluster.service(service).port();
            List<Socket> sockets = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                Socket socket = new Socket();
                sockets.add(socket);
                try {
                    socket.setReceiveBufferSize(FEW_BYTES);
                    socket.bind(new InetSocketAddress(ADDRESS, 0));
                    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
                    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
                } catch (IOException refused) {
                    // As it may be.
                }
            }
            return () -> {
                for (Socket socket : sockets) {
                    try {
                        socket.close();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }
            };
        }
    }
}
