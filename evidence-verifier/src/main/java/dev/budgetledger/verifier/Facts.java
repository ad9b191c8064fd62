package dev.budgetledger.verifier;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.merkle.Checkpoint;
import dev.budgetledger.contract.merkle.StreamEnd;
import dev.budgetledger.contract.merkle.VerifierKey;

/**
 * 事实: goes through the facts and their proofs once, and keeps what tables are made of. Nothing is made of a fact that is not
 * proven.
 */
final class Facts {

    private final AsOf asOf;
    private final Checkpoint checkpoint;
    private final Report report;
    private final Lines proofs;
    private @Nullable LoggedFact fact;
    final Lines lines;
    final Streams streams;
    final Times times = new Times();
    final AdoptedForms forms = new AdoptedForms();

    /** Of the budget that the package is of. */
    final BudgetFacts current;

    /** Of the budget of the year before, if the package has it. */
    final BudgetFacts prior;

    /** Of each stream the line on which it begins, in their order. */
    final Map<String, Integer> starts = new LinkedHashMap<>();

    /** Of each stream where it ends. */
    final Map<String, StreamEnd> ends = new HashMap<>();

    Facts(ByteBuffer facts, ByteBuffer proofs, AsOf asOf, Checkpoint checkpoint, List<VerifierKey> keys, Report report) {
        this.asOf = asOf;
        this.checkpoint = checkpoint;
        this.report = report;
        this.lines = new Lines(facts, Contents.FACTS, checkpoint.size());
        this.proofs = new Lines(proofs, Contents.PROOFS, checkpoint.size());
        this.streams = new Streams(asOf);
        this.current = new BudgetFacts(asOf, asOf.fiscalYear(), keys, this::read);
        this.prior = new BudgetFacts(asOf, asOf.fiscalYear() - 1, keys, this::read);
    }

    /** Whether all facts are those of the signed log. */
    boolean areProven() {
        return !report.found(Check.ENVELOPES) && !report.found(Check.STREAMS) && !report.found(Check.PROOFS);
    }

    void walk() {
        for (int line = 0; line < lines.count() && !report.isFull(); line++) {
            int number = line;
            ByteBuffer bytes = lines.line(line);
            fact = null;
            report.look(Check.ENVELOPES, () -> fact = LoggedFact.read(bytes));
            LoggedFact read = fact;
            if (read != null) {
                look(Check.STREAMS, read, each -> follow(each, number));
                look(Check.PROOFS, read, each -> prove(each, number, bytes));
                if (areProven()) {
                    look(Check.NAMES, read, each -> budget().name(each));
                    look(Check.POSTINGS, read, each -> post(each, number));
                }
            }
        }
        report.look(Check.PROOFS, () -> Fault.require(proofs.count() == lines.count(),
                "证明与事实数目不符", "there are " + proofs.count() + " proofs of " + lines.count() + " facts"));
        report.look(Check.STREAMS, streams::end);
        boolean isOpen = checkpoint.streams() == null;
        report.remark(Check.STREAMS, "所示序号 (末位置): " + streams.shown() + (isOpen ? ", 其后至位置 " + asOf.position() + " 有无其他事实未示" : ""),
                "sequences shown (last position)" + (isOpen ? "; not shown is whether others follow" : ""));
        if (!areProven()) {
            report.leave(Check.NAMES);
            report.leave(Check.POSTINGS);
        }
        Stream.of(current, prior).flatMap(budget -> budget.rules.breach().stream())
                .min(Map.Entry.comparingByKey())
                .ifPresent(breach -> report.broken(breach.getKey(), breach.getValue()));
        current.rules.eyes.tell(report, current.rules.breach().isEmpty());
    }

    private void look(Check check, LoggedFact fact, Consumer<LoggedFact> at) {
        report.look(check, () -> {
            try {
                at.accept(fact);
            } catch (Fault e) {
                throw e.of(fact);
            }
        });
    }

    private void follow(LoggedFact fact, int line) {
        streams.next(fact);
        starts.putIfAbsent(fact.stream(), line);
        ends.put(fact.stream(), ends.getOrDefault(fact.stream(), StreamEnd.before(fact.stream())).next(fact.position()));
        times.add(fact.position(), fact.recordedAt());
        if (fact.type().equals("BudgetOpened")) {
            budget().open(fact);
        }
    }

    /** That of the stream that has been come to. */
    private BudgetFacts budget() {
        return streams.isOfPrior() ? prior : current;
    }

    private void prove(LoggedFact fact, int line, ByteBuffer bytes) {
        Fault.require(line < proofs.count(), "缺少证明", "has no proof");
        Proof.check(proofs.line(line), bytes, fact.position(), checkpoint);
    }

    private void post(LoggedFact fact, int line) {
        if (fact.type().equals("FormAdopted")) {
            current.rules.adopted(fact.position(), forms.add(fact, line));
        } else {
            budget().post(fact, line);
        }
    }

    private LoggedFact read(int line) {
        return LoggedFact.read(lines.line(line));
    }

    /** Whether the package has facts of the year before. */
    boolean areOfTwoYears() {
        return starts.containsKey(asOf.priorStream());
    }

    /**
     * The year before a point, absent if it was not open by then. One that was published in part, or has no units, says nothing of a unit.
     *
     * @param amounts all, frozen or free
     */
    @Nullable Budget prior(AsOf point, String amounts) {
        if (!prior.isOpenBy(point.position())) {
            return null;
        }
        Budget before = prior.atYearEnd(point.isApproved(), point.position(), amounts);
        boolean isKnown = point.ofUnit() == null || (!before.comparative() && before.lines().stream()
                .allMatch(each -> each.line().unit() != null || !each.hasAny()));
        return isKnown ? before.only(point::includes) : null;
    }

    /**
     * What a document is made of.
     *
     * @param point of the document
     * @param budget at that point, with all of its money
     */
    DocumentTree.Sources sources(AsOf point, Budget budget) {
        return new DocumentTree.Sources(
                budget,
                prior(point, "all"),
                current.statements.at(point.effectiveOn(), point.position(), point.ofUnit(), lines),
                current.rules.chart.projects(point.position()));
    }

    /** The form that one of these facts adopts. */
    Form form(AdoptedForms.Adopted adopted) {
        return AdoptedForms.of(read(adopted.line()));
    }
}
