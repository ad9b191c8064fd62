package dev.budgetledger.verifier;

import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** 核验报告: what was found, check by check. */
public final class Report {

    private static final int FEW = 5;
    private static final int MANY = 1000;

    private final Map<Check, Set<String>> faults = new EnumMap<>(Check.class);
    private final Map<Check, String> remarks = new EnumMap<>(Check.class);

    Report() {}

    /** Looks at something; what it throws is what is wrong. */
    void look(Check check, Runnable at) {
        Set<String> found = faults.computeIfAbsent(check, _ -> new LinkedHashSet<>());
        try {
            at.run();
        } catch (Fault e) {
            add(found, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            // Of what is not as it must be, anything may come: a date that is none, a sum beyond all counting.
            add(found, "内容有误 · " + e.getMessage());
        }
    }

    private static void add(Set<String> found, String fault) {
        if (found.size() < MANY) {
            found.add(fault);
        }
    }

    void remark(Check check, String chinese, String english) {
        remarks.put(check, chinese + " · " + english);
    }

    /** Whether everything was looked at and nothing was found. */
    public boolean isSound() {
        return faults.size() == Check.values().length && faults.values().stream().allMatch(Set::isEmpty);
    }

    /** Whether this was looked at and something was found. */
    public boolean found(Check check) {
        return !faults.getOrDefault(check, Set.of()).isEmpty();
    }

    /** For people: a line a check, and below it what is wrong. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder();
        for (Check check : Check.values()) {
            Set<String> found = faults.get(check);
            out.append(found == null ? "– " : found.isEmpty() ? "✓ " : "✗ ").append(check).append('\n');
            if (remarks.containsKey(check)) {
                out.append("    ").append(remarks.get(check)).append('\n');
            }
            if (found != null) {
                found.stream().limit(FEW).forEach(fault -> out.append("    ").append(fault).append('\n'));
                if (found.size() > FEW) {
                    out.append("    … ").append(found.size()).append('\n');
                }
            }
        }
        return out.append(isSound()
                ? "结论: 未发现问题 · result: nothing wrong was found\n"
                : "结论: 证据包有问题 · result: something is wrong with this package\n").toString();
    }
}
