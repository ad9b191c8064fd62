package dev.budgetledger.verifier;

import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.merkle.Checkpoint;
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
    private final Rules rules;
    private final Map<String, PostedFact> postings = new HashMap<>();
    private final Map<PostedFact.Account, PostedFact.Account> accounts = new HashMap<>();
    private @Nullable LoggedFact current;
    final Lines lines;
    final Streams streams;
    final Times times = new Times();
    final Names names = new Names();
    final Publications publications;
    final AdoptedForms forms = new AdoptedForms();
    final List<PostedFact> posted = new ArrayList<>();

    /** Of each stream the line on which it begins, in their order. */
    final Map<String, Integer> starts = new LinkedHashMap<>();
    boolean comparative;

    /** 行政区划代码, if one was said when the budget was opened. */
    @Nullable String jurisdiction;

    Facts(ByteBuffer facts, ByteBuffer proofs, AsOf asOf, Checkpoint checkpoint, List<VerifierKey> keys, Report report) {
        this.asOf = asOf;
        this.checkpoint = checkpoint;
        this.report = report;
        this.lines = new Lines(facts, Contents.FACTS, checkpoint.size());
        this.proofs = new Lines(proofs, Contents.PROOFS, checkpoint.size());
        this.streams = new Streams(asOf);
        this.publications = new Publications(keys, asOf.fiscalYear());
        this.rules = new Rules(asOf.department(), asOf.fiscalYear(), names);
    }

    /** Whether all facts are those of the signed log. */
    boolean areProven() {
        return !report.found(Check.ENVELOPES) && !report.found(Check.STREAMS) && !report.found(Check.PROOFS);
    }

    void walk() {
        for (int line = 0; line < lines.count() && !report.isFull(); line++) {
            int number = line;
            ByteBuffer bytes = lines.line(line);
            current = null;
            report.look(Check.ENVELOPES, () -> current = LoggedFact.read(bytes));
            LoggedFact fact = current;
            if (fact != null) {
                look(Check.STREAMS, fact, each -> follow(each, number));
                look(Check.PROOFS, fact, each -> prove(each, number, bytes));
                if (areProven()) {
                    look(Check.NAMES, fact, this::name);
                    look(Check.POSTINGS, fact, each -> post(each, number));
                }
            }
        }
        report.look(Check.PROOFS, () -> Fault.require(proofs.count() == lines.count(),
                "证明与事实数目不符", "there are " + proofs.count() + " proofs of " + lines.count() + " facts"));
        report.look(Check.STREAMS, () -> Fault.require(streams.isOfBudget(),
                "没有预算的事实", "there are no facts of the budget"));
        report.remark(Check.STREAMS, "所示序号 (末位置): " + streams.shown() + ", 其后至位置 " + asOf.position() + " 有无其他事实未示",
                "sequences shown (last position); not shown is whether others follow");
        if (!areProven()) {
            report.leave(Check.NAMES);
            report.leave(Check.POSTINGS);
        }
        rules.breach().ifPresent(breach -> report.broken(breach.getKey(), breach.getValue()));
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
        boolean before = streams.isOfBudget();
        streams.next(fact);
        starts.putIfAbsent(fact.stream(), line);
        times.add(fact.position(), fact.recordedAt());
        if (!before && streams.isOfBudget()) {
            Json.Members opened = fact.fact().only("comparative", "department", "fiscalYear", "jurisdiction?");
            jurisdiction = opened.textIfAny("jurisdiction", Known.JURISDICTION);
            comparative = opened.flag("comparative");
            Fault.require(opened.object("department").equals(asOf.departmentJson())
                            && opened.whole("fiscalYear") == asOf.fiscalYear(),
                    "部门或年度与开立预算的事实不符", "opened another department or year than the package is of");
        }
    }

    private void prove(LoggedFact fact, int line, ByteBuffer bytes) {
        Fault.require(line < proofs.count(), "缺少证明", "has no proof");
        Proof.check(proofs.line(line), bytes, fact.position(), checkpoint);
    }

    private void name(LoggedFact fact) {
        switch (fact.type()) {
            case "ClassificationsDefined" -> names.add(fact, asOf.fiscalYear());
            case "NamesDefined" -> names.addOwn(fact);
            default -> {}
        }
    }

    private void post(LoggedFact fact, int line) {
        switch (fact.type()) {
            case "BudgetOpened" -> rules.opened(comparative);
            case "ClassificationsDefined" -> {} // looked at as names
            case "FormAdopted" -> rules.adopted(fact.position(), forms.add(fact, line));
            case "UnitsDefined" -> {
                rules.chart.units(fact.fact(), fact.position());
                rules.charted(fact.position());
            }
            case "ProjectsDefined" -> {
                rules.chart.projects(fact.fact(), fact.position());
                rules.charted(fact.position());
            }
            case "NamesDefined" -> rules.charted(fact.position()); // looked at as names
            case "StatementMade" -> rules.said(fact.position(), Said.of(fact));
            case "YearClosed" -> {
                Json.Members closed = fact.fact().only("documentNo", "effectiveOn", "reason");
                SourceDocument.require(closed);
                rules.closed(fact.position(), closed.date("effectiveOn"));
            }
            case "DisclosurePublished" -> rules.published(fact.position(), publications.add(fact, checkpoint));
            default -> {
                Fault.require(PostedFact.isOne(fact), "类型未知, 需要更新的核验程序", "is of a type that a newer verifier may know");
                post(PostedFact.of(fact).sharing(accounts));
            }
        }
    }

    /** The budget that these facts come to. */
    Budget budget(List<Balances.LineMoney> money, LocalDate on, long position) {
        return new Budget(asOf.fiscalYear(), comparative, money, names, rules.chart.natures(on, position), position,
                rules.chart.called(on, position));
    }

    /** The form that one of these facts adopts. */
    Form form(AdoptedForms.Adopted adopted) {
        return AdoptedForms.of(LoggedFact.read(lines.line(adopted.line())));
    }

    private void post(PostedFact fact) {
        String reverses = fact.reverses();
        // It stands before it in the same stream, and so in this file.
        PostedFact original = reverses == null ? null : postings.get(reverses);
        if (reverses != null) {
            Fault.require(original != null, "冲销的不是此前的记账", "reverses what is no posting before it");
            Fault.require(original != null && fact.mirrors(original), "不是原记账的镜像", "does not mirror " + reverses);
        }
        postings.put(fact.id(), fact);
        posted.add(fact);
        rules.posted(fact, original);
    }
}
