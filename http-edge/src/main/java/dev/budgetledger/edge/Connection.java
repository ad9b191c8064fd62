package dev.budgetledger.edge;

import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;

import org.apache.coyote.Constants;
import org.apache.coyote.RequestInfo;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/**
 * One connection: whether it waits for a request, and whether what it is waited for comes in time. All but {@link
 * #closeIfWaiting()} is called by the thread that has the connection.
 */
final class Connection {

    /** Which yields first: one that has never sent a whole head, then the one that has waited longest. */
    static final Comparator<Connection> FIRST_TO_CLOSE =
            Comparator.comparing((Connection connection) -> connection.served)
                    .thenComparingLong(connection -> connection.since);

    private static final long NOBODY_WAITS = 0;

    private enum State { WAITING, BUSY, CLOSED }

    private final SocketWrapperBase<?> socket;
    private final InetAddress address;
    private final long headNanos;

    private volatile State state = State.WAITING;
    private volatile boolean served;
    /** When it began to wait for a request, or for the rest of its head. */
    private volatile long since = System.nanoTime();

    private boolean isHeadBegun = true; // that of the first request begins with the connection
    private @Nullable RequestInfo stage;
    private Pace pace = Pace.whole(Duration.ZERO);
    private long waitingSince = NOBODY_WAITS;
    private long waited;
    private long bytes;

    /**
     * @param headMillis in which a head must have come, from its first byte; of the first request from the
     *     beginning
     */
    Connection(SocketWrapperBase<?> socket, InetAddress address, long headMillis) {
        this.socket = socket;
        this.address = address;
        this.headNanos = TimeUnit.MILLISECONDS.toNanos(headMillis);
    }

    InetAddress address() {
        return address;
    }

    boolean isWaiting() {
        return state == State.WAITING;
    }

    /** Something has come, or time is up: false if the connection has yielded meanwhile. */
    synchronized boolean begin(RequestInfo request) {
        if (state == State.CLOSED) {
            return false;
        }
        state = State.BUSY;
        stage = request;
        return true;
    }

    /** The head of a request is there. */
    void headEnded(Pace body) {
        served = true;
        isHeadBegun = false;
        pace = body;
        waitingSince = NOBODY_WAITS;
        waited = 0;
        bytes = 0;
        socket.setReadTimeout(body.span().toMillis());
    }

    /** It waits for the next request, or for the rest of a head, which has the rest of its time. */
    void await() {
        long now = System.nanoTime();
        if (isHeadBegun) {
            socket.setReadTimeout(atLeastOne(TimeUnit.NANOSECONDS.toMillis(headNanos - (now - since))));
        } else {
            since = now;
        }
        synchronized (this) {
            state = State.WAITING;
        }
    }

    /**
     * This many bytes have come.
     *
     * @throws SocketTimeoutException if too few have
     */
    int read(int count) throws IOException {
        if (count >= 0 && stage != null) {
            switch (stage.getStage()) {
                case Constants.STAGE_PARSE, Constants.STAGE_KEEPALIVE -> head(count);
                default -> body(count);
            }
        }
        return count;
    }

    private void head(int count) throws SocketTimeoutException {
        if (count == 0) {
            return;
        }
        long now = System.nanoTime();
        if (!isHeadBegun) {
            isHeadBegun = true;
            since = now;
        } else if (now - since > headNanos) {
            throw new SocketTimeoutException("the head of a request took too long");
        }
    }

    private void body(int count) throws SocketTimeoutException {
        if (count == 0) {
            waitingSince = waitingSince == NOBODY_WAITS ? System.nanoTime() : waitingSince;
            return;
        }
        bytes += count;
        if (waitingSince == NOBODY_WAITS) {
            return;
        }
        waited += System.nanoTime() - waitingSince;
        waitingSince = NOBODY_WAITS;
        long rest = pace.span().toMillis() - TimeUnit.NANOSECONDS.toMillis(waited);
        if (rest <= 0) {
            if (bytes < pace.bytes()) {
                throw new SocketTimeoutException("the body of a request comes too slowly");
            }
            waited = 0;
            bytes = 0;
        } else if (pace.isWhole()) {
            socket.setReadTimeout(rest);
        }
    }

    /** The last that is said; the one who says it closes the connection. */
    void end(byte[] answer) throws IOException {
        socket.write(true, answer, 0, answer.length);
        socket.flush(true);
    }

    /** Closes the connection if it waits. */
    boolean closeIfWaiting() {
        synchronized (this) {
            if (state != State.WAITING) {
                return false;
            }
            state = State.CLOSED;
        }
        socket.close();
        return true;
    }

    private static long atLeastOne(long millis) {
        return Math.max(millis, 1); // 0 is for ever
    }
}
