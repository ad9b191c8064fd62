package dev.budgetledger.verifier;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.verifier.PostedFact.Entry;

/**
 * 复核规则: what it looks at in a posting, and how many checkers it needs.
 *
 * @param kinds absent: any, and none
 * @param funds absent: any
 * @param across whether it is only of transfers across 项 or kinds
 * @param from the least amount in fen; absent: not measured
 * @param percent of what a line held; absent: not measured
 */
record CheckRule(
        Set<String> operations,
        @Nullable Set<String> kinds,
        @Nullable Set<String> funds,
        boolean across,
        @Nullable Long from,
        @Nullable Long percent,
        int checkers) {

    static final int CHECKERS_MAX = 3;

    private static final int WORDS_MAX = 100;
    private static final BigInteger HUNDRED = BigInteger.valueOf(100);

    /**
     * What is looked at of a posting.
     *
     * @param operation what it was posted as
     * @param across whether it is a transfer across 项 or kinds; absent if its other line is not known
     * @param entries those of lines, free and frozen
     * @param held what a line held on the day of the posting, by what was recorded before
     */
    record Looked(String operation, @Nullable Boolean across, List<Entry> entries, ToLongFunction<Line> held) {}

    /** @throws Fault if it is not written as it must be */
    static CheckRule of(Json.Members rule) {
        rule.only("across?", "checkers", "from?", "funds?", "kinds?", "operations", "percent?");
        long from = rule.has("from") ? Yuan.fen(rule.text("from")) : 1;
        Fault.require(from > 0, "起点金额有误", "a rule from no amount");
        Set<String> operations = words(rule, "operations", PostedFact.OPERATIONS);
        Fault.require(!operations.isEmpty(), "规则没有操作", "a rule of no operation");
        return new CheckRule(
                operations,
                rule.has("kinds") ? words(rule, "kinds", Line.KINDS) : null,
                rule.has("funds") ? words(rule, "funds", Line.FUNDS) : null,
                rule.has("across") && rule.flag("across"),
                rule.has("from") ? from : null,
                rule.has("percent") ? rule.whole("percent", 1, 100) : null,
                (int) rule.whole("checkers", 1, CHECKERS_MAX));
    }

    private static Set<String> words(Json.Members rule, String field, List<String> known) {
        List<String> words = rule.texts(field);
        Fault.require(words.size() <= WORDS_MAX && known.containsAll(words),
                "字段 " + field + " 未知取值", "field " + field + " has an unknown value");
        return Set.copyOf(new HashSet<>(words));
    }

    /** Whether it is of such a posting, whatever lines and amounts that has. */
    boolean isOf(Looked posting) {
        return operations.contains(posting.operation) && (!across || Boolean.TRUE.equals(posting.across));
    }

    boolean counts(Line line) {
        return (funds == null || funds.contains(line.fund())) && (kinds == null || hasKind(line, kinds));
    }

    private static boolean hasKind(Line line, Set<String> kinds) {
        return line.kind() != null && (kinds.contains(line.kind()) || (line.isBasic() && kinds.contains("BASIC")));
    }

    /** Whether the posting needs its checkers. */
    boolean covers(Looked posting) {
        if (!isOf(posting)) {
            return false;
        }
        boolean counting = false;
        long[] all = new long[2];
        Map<Line, long[]> byLine = new HashMap<>();
        for (Entry entry : posting.entries) {
            Line line = entry.line();
            if (line != null && counts(line)) {
                counting = true;
                add(all, entry.fen());
                if (percent != null) {
                    add(byLine.computeIfAbsent(line, key -> new long[2]), entry.fen());
                }
            }
        }
        return counting && ((from == null && percent == null) || (from != null && larger(all) >= from) || anyShare(byLine, posting));
    }

    private boolean anyShare(Map<Line, long[]> byLine, Looked posting) {
        return byLine.entrySet().stream().anyMatch(each -> {
            long held = posting.held.applyAsLong(each.getKey());
            return percent != null && held > 0 && BigInteger.valueOf(larger(each.getValue())).multiply(HUNDRED)
                    .compareTo(BigInteger.valueOf(held).multiply(BigInteger.valueOf(percent))) >= 0;
        });
    }

    /** @param moved what is taken, what is added */
    private static void add(long[] moved, long fen) {
        moved[fen > 0 ? 1 : 0] = Math.addExact(moved[fen > 0 ? 1 : 0], Math.abs(fen));
    }

    private static long larger(long[] moved) {
        return Math.max(moved[0], moved[1]);
    }
}
