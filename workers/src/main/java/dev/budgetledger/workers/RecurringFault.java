package dev.budgetledger.workers;

import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * What fails again and again while a server is unavailable, told in a line when a kind of it comes first, and in one when it is over.
 * What fails and goes well in turns, as on a full disk, is told once a minute. Only what may be a bug is told with its trace. For one thread.
 */
public final class RecurringFault {

    private static final long QUIET_NANOS = Duration.ofMinutes(1).toNanos();

    private final Logger logger;
    private final String what;
    private final Map<String, Long> saidAt = new HashMap<>();
    private int times;
    private boolean said;

    /** @param what a sentence of what did not happen, without its end */
    public RecurringFault(Logger logger, String what) {
        this.logger = logger;
        this.what = what;
    }

    public void happened(Throwable fault) {
        Throwable cause = root(fault);
        String kind = cause.getClass().getName() + (cause instanceof SQLException sql ? sql.getSQLState() : "");
        long now = System.nanoTime();
        if (times++ == 0) {
            saidAt.values().removeIf(at -> now - at >= QUIET_NANOS);
        }
        if (saidAt.putIfAbsent(kind, now) == null) {
            said = true;
            logger.error("{}, {} times so far: {}", what, times, oneLine(fault), isBug(cause) ? fault : null);
        }
    }

    /** It went well. */
    public void over() {
        if (said) {
            logger.warn("{}, {} times: this is over", what, times);
            said = false;
        }
        times = 0;
    }

    /** The cause at the root of a fault. */
    static String oneLine(Throwable fault) {
        return root(fault).toString().replaceAll("\\s*\\R\\s*", " ");
    }

    private static Throwable root(Throwable fault) {
        Throwable root = fault;
        for (@Nullable Throwable next = fault; next != null; next = next.getCause()) {
            root = next;
        }
        return root;
    }

    /** Servers, files and our own rules have exceptions of their own. */
    private static boolean isBug(Throwable cause) {
        String name = cause.getClass().getName();
        return cause instanceof Error || name.startsWith("java.lang.") || name.startsWith("java.util.");
    }
}
