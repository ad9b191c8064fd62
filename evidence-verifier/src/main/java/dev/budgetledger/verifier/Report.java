package dev.budgetledger.verifier;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.merkle.VerifierKey;

/** 核验报告: what was found, check by check; whether the rules were kept; and what was not looked at by anybody. */
public final class Report {

    private static final int FAULTS_PRINTED_MAX = 5;
    private static final int FAULTS_MAX = 1000;

    private final Map<Check, Set<String>> faults = new EnumMap<>(Check.class);
    private final Map<Check, List<String>> remarks = new EnumMap<>(Check.class);
    private final Set<Check> required = EnumSet.complementOf(EnumSet.of(Check.COMPLETE, Check.LOG, Check.WITNESSES, Check.DOCUMENT));
    private final Set<Check> open = EnumSet.noneOf(Check.class);
    private final Map<Check, Set<String>> unproven = new EnumMap<>(Check.class);
    private @Nullable String breach;
    private Output.@Nullable Line eyes;

    private final List<VerifierKey> trusted;

    Report(List<VerifierKey> trusted) {
        this.trusted = trusted;
    }

    /** Looks at something; what it throws is what is wrong. */
    void look(Check check, Runnable at) {
        Set<String> found = faults.computeIfAbsent(check, key -> new LinkedHashSet<>());
        try {
            at.run();
        } catch (Fault e) {
            add(found, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            // Of what is not as it must be, anything may come: a sum beyond all counting.
            add(found, "内容有误 · " + Fault.quoted(String.valueOf(e.getMessage())));
        }
    }

    private static void add(Set<String> found, String fault) {
        if (found.size() < FAULTS_MAX) {
            found.add(fault);
        }
    }

    /** A check is part of the result only if it is asked for. */
    void require(Check check) {
        required.add(check);
    }

    /** What was looked at only in part for what was found elsewhere did not pass. */
    void leave(Check check) {
        if (!found(check)) {
            faults.remove(check);
        }
    }

    /** Told if the check passes. */
    void remark(Check check, String chinese, String english) {
        remarks.computeIfAbsent(check, key -> new ArrayList<>()).add(chinese + " · " + english);
    }

    /** Told if the check passes, which it rests on without that being shown: it is open, as far as the package goes. */
    void leaveOpen(Check check, String chinese, String english) {
        open.add(check);
        remark(check, chinese, english);
    }

    /** What a check that passes leaves open, for what it would rest on is neither in the facts nor known. */
    void unproven(Check check, String chinese, String english) {
        add(unproven.computeIfAbsent(check, key -> new LinkedHashSet<>()), chinese + " · " + english);
    }

    /** The first fact that breaks a rule of the ledger. */
    void broken(long position, Fault rule) {
        breach = "位置 · position " + position + ": " + rule.getMessage();
    }

    /**
     * 复核: told if everything is as it must be.
     *
     * @param kept whether no rule was broken up to the end
     */
    void fourEyes(boolean kept, String chinese, String english) {
        eyes = new Output.Line(kept ? "✓ " : "– ", "复核: " + chinese + " · four eyes: " + english);
    }

    /** Whether so much was found that looking for more is of no use. */
    boolean isFull() {
        return faults.values().stream().anyMatch(found -> found.size() >= FAULTS_MAX);
    }

    /** Whether everything was looked at and nothing was found. */
    public boolean isSound() {
        return required.stream().allMatch(this::passed);
    }

    /** Whether the facts are proven and keep the rules of the ledger as far as they show. */
    public boolean rulesKept() {
        return breach == null && Stream.of(Check.CHECKPOINT, Check.ENVELOPES, Check.STREAMS, Check.PROOFS, Check.POSTINGS)
                .allMatch(this::passed);
    }

    /** Whether every form that tables were made in is adopted by facts, or known. */
    public boolean formIsProven() {
        return unproven.isEmpty();
    }

    /** Whether this was looked at to the end and nothing was found. */
    boolean passed(Check check) {
        return faults.containsKey(check) && !found(check);
    }

    /** Whether this was looked at and something was found. */
    public boolean found(Check check) {
        return !faults.getOrDefault(check, Set.of()).isEmpty();
    }

    /** For people: the result, a line a check with what is wrong below it, and what is not proven. */
    List<Output.Line> lines() {
        List<Output.Line> lines = new ArrayList<>();
        firstReason().ifPresent(reason -> lines.add(new Output.Line("✗ ", reason)));
        if (isSound() && !formIsProven()) {
            lines.add(new Output.Line("? ", "表样未证明 · a form is not proven: " + unproven.values().iterator().next().iterator().next()));
        }
        trusted.forEach(key -> lines.add(new Output.Line("", "信任 · trusted key: " + key.format())));
        for (Check check : Check.values()) {
            Set<String> found = faults.getOrDefault(check, Set.of());
            Set<String> open = unproven.getOrDefault(check, Set.of());
            lines.add(new Output.Line(mark(check), check.toString()));
            if (passed(check)) {
                remarks.getOrDefault(check, List.of()).forEach(remark -> lines.add(new Output.Line("    ", remark)));
                open.stream().limit(FAULTS_PRINTED_MAX).forEach(each -> lines.add(new Output.Line("    ", each)));
            }
            found.stream().limit(FAULTS_PRINTED_MAX).forEach(fault -> lines.add(new Output.Line("    ", fault)));
            if (found.size() > FAULTS_PRINTED_MAX) {
                lines.add(new Output.Line("    ", "… " + found.size()));
            }
        }
        if (isSound()) {
            lines.addAll(eyes == null ? List.of() : List.of(eyes));
            for (NotProven each : NotProven.values()) {
                if (!isShown(each)) {
                    lines.add(new Output.Line("? ", "未证明 · not proven: " + each));
                }
            }
        }
        lines.add(new Output.Line("", !isSound()
                ? "规则: 未判断 · rules kept: not judged, as the facts are not proven"
                : breach == null
                        ? "规则: 均已遵守 · rules kept: yes, as far as these facts show"
                        : "规则: 未遵守, 首次在 · rules kept: no, first breach at " + breach));
        lines.add(new Output.Line("", !isSound()
                ? "结论: 证据包有问题 · result: something is wrong with this package"
                : formIsProven()
                        ? "结论: 未发现问题 · result: nothing wrong was found"
                        : "结论: 未发现问题, 但表样未证明 · result: nothing wrong was found, but a form is not proven"));
        return lines;
    }

    /** What no package shows by itself, and what the reader has beside it does. */
    private boolean isShown(NotProven what) {
        return (what == NotProven.COMPLETENESS && (passed(Check.LOG) || passed(Check.COMPLETE))) || (what == NotProven.ONE_LOG && passed(Check.WITNESSES));
    }

    private String mark(Check check) {
        if (passed(check)) {
            return open.contains(check) || unproven.containsKey(check) ? "? " : "✓ "; // nothing was there to compare it with
        }
        return found(check) ? "✗ " : "– ";
    }

    /** What is wrong, before anything that is not. */
    private Optional<String> firstReason() {
        for (Check check : Check.values()) {
            for (String fault : faults.getOrDefault(check, Set.of())) {
                return Optional.of("证据包有问题 · something is wrong with this package: " + fault);
            }
        }
        return Optional.ofNullable(breach).filter(first -> isSound()).map(first -> "规则未遵守 · a rule was broken: " + first);
    }

    @Override
    public String toString() {
        return Output.text(lines());
    }
}
