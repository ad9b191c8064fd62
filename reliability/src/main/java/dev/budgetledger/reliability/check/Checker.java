package dev.budgetledger.reliability.check;

import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.reliability.check.Answer.Accepted;
import dev.budgetledger.reliability.check.Answer.Refused;
import dev.budgetledger.reliability.check.Order.Move;

/** Whether one log holds what was accepted, each once, and everybody was shown that log and no other. */
public final class Checker {

    private final Evidence evidence;
    private final List<Fact> log;
    private final Map<String, List<Fact>> byDocument;
    private final List<String> findings = new ArrayList<>();

    private Checker(Evidence evidence) {
        this.evidence = evidence;
        this.log = evidence.logs().values().stream().max(Comparator.comparingInt(List::size)).orElse(List.of());
        this.byDocument = log.stream()
                .filter(fact -> fact.documentNo() != null)
                .collect(Collectors.groupingBy(fact -> Objects.requireNonNull(fact.documentNo())));
    }

    /** Looks at all of it. */
    public static Verdict check(Evidence evidence) {
        return new Checker(evidence).check();
    }

    private Verdict check() {
        isOneDenseLog();
        int doubled = eachDocumentIsOneOrder();
        int lost = eachAnswerIsInTheLog();
        isPublished();
        int histories = histories();
        tablesAreSums();
        long accepted = evidence.answers().values().stream().filter(Accepted.class::isInstance).count();
        return new Verdict(log.size(), accepted, evidence.answers().size() - accepted, lost, doubled, histories,
                evidence.checkpoints().size(), evidence.tables().size(), List.copyOf(findings));
    }

    private void isOneDenseLog() {
        evidence.logs().forEach((ledger, other) ->
                require(other.equals(log), () -> "%s serves another log, of %d facts".formatted(ledger, other.size())));
        Map<String, Long> sequences = new HashMap<>();
        String last = "";
        long position = 0;
        for (Fact fact : log) {
            position++;
            if (fact.position() != position) {
                find("position %d stands where %d should".formatted(fact.position(), position));
            }
            long sequence = sequences.merge(fact.stream(), 0L, (before, zero) -> before + 1);
            require(fact.sequence() == sequence, () -> "sequence %d of %s at position %d, and not %d"
                    .formatted(fact.sequence(), fact.stream(), fact.position(), sequence));
            require(fact.recordedAt().compareTo(last) >= 0,
                    () -> "recordedAt goes back at position %d".formatted(fact.position()));
            last = fact.recordedAt();
        }
    }

    private int eachDocumentIsOneOrder() {
        int doubled = 0;
        for (Map.Entry<String, List<Fact>> document : byDocument.entrySet()) {
            Order order = evidence.orders().get(document.getKey());
            if (order == null) {
                find("%s is in the log and was never sent".formatted(document.getKey()));
                continue;
            }
            List<Move> recorded = document.getValue().stream().flatMap(fact -> fact.moves().stream()).toList();
            long streams = order.moves().stream().map(Move::stream).distinct().count();
            if (document.getValue().size() > streams) {
                doubled++;
                find("%s is in the log %d times".formatted(order.key(), document.getValue().size()));
            } else {
                require(recorded.equals(order.moves()), () -> "%s is recorded as %s".formatted(order, recorded));
            }
            require(!order.mustBeRefused(), () -> "%s is in the log and must be refused".formatted(order.key()));
        }
        return doubled;
    }

    private int eachAnswerIsInTheLog() {
        int lost = 0;
        for (Map.Entry<String, Answer> answered : evidence.answers().entrySet()) {
            String key = answered.getKey();
            List<Fact> facts = byDocument.getOrDefault(key, List.of());
            switch (answered.getValue()) {
                case Accepted accepted -> {
                    int index = Math.toIntExact(accepted.position() - 1);
                    @Nullable Fact fact = index < log.size() ? log.get(index) : null;
                    boolean there = fact != null && fact.leaf().equals(accepted.leafHash())
                            && accepted.postingId().equals(fact.stream() + "-" + fact.sequence())
                            && (fact.documentNo() == null || fact.documentNo().equals(key));
                    if (!there) {
                        lost++;
                        find("%s was answered %s; there the log has %s, and under its number %s"
                                .formatted(key, accepted, fact, facts));
                    }
                }
                case Refused refused ->
                    require(facts.isEmpty(),
                            () -> "%s was refused as %s and is in the log".formatted(key, refused.code()));
            }
        }
        return lost;
    }

    private void isPublished() {
        for (Fact fact : log) {
            Set<String> seen = evidence.published().get(fact.position());
            require(Set.of(fact.leaf()).equals(seen),
                    () -> "position %d is on Kafka as %s".formatted(fact.position(), seen));
        }
        evidence.published().keySet().forEach(position ->
                require(position <= log.size(),
                        () -> "position %d is on Kafka and not in the log".formatted(position)));
    }

    private int histories() {
        Map<Long, Set<String>> roots = new TreeMap<>();
        for (Checkpoint checkpoint : evidence.checkpoints()) {
            roots.computeIfAbsent(checkpoint.size(), size -> new HashSet<>()).add(checkpoint.root());
        }
        Tree tree = new Tree();
        for (long size = 0; size <= log.size(); size++) {
            @Nullable Set<String> shown = roots.get(size);
            if (shown != null && shown.add(tree.root())) {
                find("of size %d roots were shown that are not the log's: %s".formatted(size, shown));
            }
            if (size < log.size()) {
                tree.add(Base64.getDecoder().decode(log.get((int) size).leaf()));
            }
        }
        roots.keySet().forEach(size -> require(size <= log.size(),
                () -> "a checkpoint of %d facts was shown".formatted(size)));
        return roots.values().stream().mapToInt(Set::size).max().orElse(1);
    }

    private void tablesAreSums() {
        Map<String, Map<String, Long>> sums = new HashMap<>();
        int next = 0;
        for (Table table : evidence.tables().stream().sorted(Comparator.comparingLong(Table::position)).toList()) {
            for (; next < log.size() && log.get(next).position() <= table.position(); next++) {
                for (Move move : log.get(next).moves()) {
                    sums.computeIfAbsent(move.stream(), stream -> new TreeMap<>())
                            .merge(move.economic(), move.fen(), Long::sum);
                }
            }
            Map<String, Long> expected = new TreeMap<>(sums.getOrDefault(table.stream(), Map.of()));
            expected.values().removeIf(fen -> fen == 0);
            require(expected.equals(table.fen()), () -> "%s; the log says %s".formatted(table, expected));
        }
    }

    private void require(boolean holds, Supplier<String> otherwise) {
        if (!holds) {
            find(otherwise.get());
        }
    }

    private void find(String sentence) {
        findings.add(sentence);
    }
}
