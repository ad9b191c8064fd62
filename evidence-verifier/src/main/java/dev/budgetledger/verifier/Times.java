package dev.budgetledger.verifier;

import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/** 记账时间 of positions of the log, as far as facts show them. */
final class Times {

    private final NavigableMap<Long, Instant> byPosition = new TreeMap<>();

    void add(long position, Instant recordedAt) {
        byPosition.put(position, recordedAt);
    }

    @Nullable Instant at(long position) {
        return byPosition.get(position);
    }

    /**
     * Whether an instant that is said to be the one of a position is that.
     *
     * @return false if the fact there is not shown, so that only its neighbours bound the instant
     * @throws Fault if it is another
     */
    boolean show(Instant said, long position) {
        Instant known = at(position);
        Map.@Nullable Entry<Long, Instant> before = byPosition.floorEntry(position);
        Map.@Nullable Entry<Long, Instant> after = byPosition.ceilingEntry(position);
        Fault.require((known == null || known.equals(said))
                        && (before == null || !said.isBefore(before.getValue()))
                        && (after == null || !said.isAfter(after.getValue())),
                "截至时间 " + said + " 不是位置 " + position + " 的记账时间",
                said + " is not when the fact at position " + position + " was recorded");
        return known != null;
    }
}
