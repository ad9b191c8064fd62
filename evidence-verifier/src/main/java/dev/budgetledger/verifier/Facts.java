package dev.budgetledger.verifier;

import java.nio.ByteBuffer;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.merkle.Checkpoint;

/** 事实: goes through the facts and their proofs once, and keeps what tables are made of. */
final class Facts {

    private final AsOf asOf;
    private final Checkpoint checkpoint;
    private final Report report;
    private final Lines facts;
    private final Lines proofs;
    private final Streams streams;
    private int budgetFrom;
    private @Nullable LoggedFact current;
    final Balances balances;
    final Names names = new Names();
    boolean comparative;

    Facts(ByteBuffer facts, ByteBuffer proofs, AsOf asOf, Checkpoint checkpoint, Report report) {
        this.asOf = asOf;
        this.checkpoint = checkpoint;
        this.report = report;
        this.facts = new Lines(facts, Contents.FACTS);
        this.proofs = new Lines(proofs, Contents.PROOFS);
        this.streams = new Streams(asOf);
        this.balances = new Balances(asOf);
    }

    void walk() {
        for (int number = 0; number < facts.count(); number++) {
            int line = number;
            ByteBuffer bytes = facts.line(line);
            current = null;
            report.look(Check.ENVELOPES, () -> current = LoggedFact.read(bytes));
            LoggedFact fact = current;
            if (fact != null) {
                report.look(Check.STREAMS, () -> follow(fact, line));
                report.look(Check.PROOFS, () -> prove(fact, line, bytes));
                report.look(Check.POSTINGS, () -> post(fact));
                report.look(Check.NAMES, () -> names.add(fact, asOf.fiscalYear()));
            }
        }
        report.look(Check.PROOFS, () -> Fault.require(proofs.count() == facts.count(),
                "证明与事实数目不符", "there are " + proofs.count() + " proofs of " + facts.count() + " facts"));
        report.look(Check.STREAMS, () -> Fault.require(streams.isOfBudget(),
                "没有预算的事实", "there are no facts of the budget"));
        report.remark(Check.STREAMS, facts.count() + " 个事实, 其中预算 " + (facts.count() - budgetFrom),
                facts.count() + " facts, of the budget " + (facts.count() - budgetFrom));
    }

    private void follow(LoggedFact fact, int line) {
        boolean before = streams.isOfBudget();
        streams.next(fact);
        if (!before && streams.isOfBudget()) {
            budgetFrom = line;
            comparative = fact.fact().flag("comparative");
            Fault.require(fact.fact().object("department").equals(asOf.departmentJson())
                            && fact.fact().whole("fiscalYear") == asOf.fiscalYear(),
                    "部门或年度与开立预算的事实不符", "department or year are not those of the budget that was opened");
        }
    }

    private void prove(LoggedFact fact, int line, ByteBuffer bytes) {
        Fault.require(line < proofs.count(), "缺少证明", "there is no proof of line " + (line + 1));
        Proof.check(proofs.line(line), bytes, fact.position(), checkpoint);
    }

    private void post(LoggedFact fact) {
        PostedFact posted = PostedFact.of(fact);
        if (posted != null) {
            String reverses = posted.reverses();
            Fault.require(reverses == null || posted.mirrors(original(reverses, fact)),
                    fact.id() + " 不是原记账的镜像", fact.id() + " does not mirror " + reverses);
            balances.add(posted);
        }
    }

    /** What a reversal names: it stands before it in the same stream, and so in this file. */
    private PostedFact original(String id, LoggedFact reversal) {
        long sequence = Long.parseLong(id.substring(id.lastIndexOf('-') + 1));
        Fault.require(sequence >= 0 && sequence < reversal.sequence(), reversal.id() + " 冲销的记账不存在",
                reversal.id() + " reverses what does not stand before it");
        LoggedFact original = LoggedFact.read(facts.line(budgetFrom + Math.toIntExact(sequence)));
        PostedFact posted = PostedFact.of(original);
        if (posted == null || !original.id().equals(id)) {
            throw new Fault(reversal.id() + " 冲销的不是记账", reversal.id() + " reverses what is no posting");
        }
        return posted;
    }
}
