package dev.budgetledger.ledger.log;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * To what trace of a caller facts belong, the newest only and in memory: a fact's bytes do not change. Nothing is known of a fact that
 * another instance recorded, and nothing at all unless there are traces.
 */
public final class FactTraces {

    /** There are no traces. */
    public static final FactTraces NONE = new FactTraces(() -> null);

    private static final int FACTS_MAX = 10_000;

    private final Supplier<@Nullable String> current;
    private final Map<Long, String> traces = Collections.synchronizedMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, String> eldest) {
            return size() > FACTS_MAX;
        }
    });

    /** @param current the {@code traceparent} of the thread that asks, if it has one */
    public FactTraces(Supplier<@Nullable String> current) {
        this.current = current;
    }

    /** That of the thread that asks. */
    public @Nullable String current() {
        return current.get();
    }

    /** A fact was recorded for it. */
    public void recorded(long position, String trace) {
        traces.put(position, trace);
    }

    /** For what a fact was recorded, as far as is known. */
    public @Nullable String of(long position) {
        return traces.get(position);
    }
}
