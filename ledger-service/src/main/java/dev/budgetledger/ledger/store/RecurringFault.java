package dev.budgetledger.ledger.store;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * What fails again and again while a server is unavailable, told in a line when a kind of it comes first, then in one a minute, and
 * in one when it is over. Only what is no server's fault is told with its trace. For one thread.
 */
final class RecurringFault {

    private static final long QUIET_NANOS = Duration.ofMinutes(1).toNanos();

    private final Logger logger;
    private final String what;
    private final Set<String> kinds = new HashSet<>();
    private long saidAt;
    private int times;

    /** @param what a sentence of what did not happen, without its end */
    RecurringFault(Logger logger, String what) {
        this.logger = logger;
        this.what = what;
    }

    void happened(Throwable fault) {
        times++;
        Throwable cause = root(fault);
        String kind = cause.getClass().getName() + (cause instanceof SQLException sql ? sql.getSQLState() : "");
        long now = System.nanoTime();
        if (kinds.add(kind) || now - saidAt >= QUIET_NANOS) {
            saidAt = now;
            boolean ofServer = cause instanceof SQLException || cause instanceof IOException;
            logger.error("{}, {} times so far: {}", what, times, oneLine(cause), ofServer ? null : fault);
        }
    }

    /** It went well. */
    void over() {
        if (times > 0) {
            logger.warn("{}, {} times: this is over", what, times);
            kinds.clear();
            times = 0;
        }
    }

    private static Throwable root(Throwable fault) {
        Throwable root = fault;
        for (@Nullable Throwable next = fault; next != null; next = next.getCause()) {
            root = next;
        }
        return root;
    }

    private static String oneLine(Throwable cause) {
        return cause.toString().replaceAll("\\s*\\R\\s*", " ");
    }
}
