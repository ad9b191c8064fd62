package dev.budgetledger.projection.intake;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.merkle.Hash;

/**
 * Leaves of facts that were stored and are not in the tree yet, so that they need not be read back. As many as fit are remembered: of others the
 * tables know.
 */
final class ReceivedLeaves {

    private static final int REMEMBERED = 200_000;

    private final Map<Long, Leaf> byPosition = new HashMap<>();

    /** @param stream of the fact */
    record Leaf(Hash hash, String stream) {}

    /** Facts were stored, for good. */
    synchronized void add(List<IncomingRecord.OfFact> facts) {
        for (IncomingRecord.OfFact each : facts) {
            if (byPosition.size() >= REMEMBERED) {
                return;
            }
            byPosition.put(each.envelope().position(), new Leaf(each.bytes().leaf(), each.envelope().stream()));
        }
    }

    /** Whether it has all facts after a position and through another, but for some that are stored just now. */
    synchronized boolean has(long after, long through, List<IncomingRecord.OfFact> storedNow) {
        Set<Long> now = storedNow.stream().map(each -> each.envelope().position()).collect(Collectors.toSet());
        return LongStream.rangeClosed(after + 1, through).allMatch(each -> now.contains(each) || byPosition.containsKey(each));
    }

    /** Takes those after a position out; null if one of them is not remembered. */
    synchronized @Nullable List<Leaf> take(long position, int count) {
        List<Leaf> leaves = new ArrayList<>(count);
        for (long each = position + 1; each <= position + count; each++) {
            Leaf leaf = byPosition.remove(each);
            if (leaf == null) {
                forgetThrough(position + count);
                return null;
            }
            leaves.add(leaf);
        }
        return leaves;
    }

    /** They are in the tree, or will be read. */
    synchronized void forgetThrough(long position) {
        byPosition.keySet().removeIf(each -> each <= position);
    }
}
