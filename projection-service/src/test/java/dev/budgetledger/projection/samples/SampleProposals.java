package dev.budgetledger.projection.samples;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.Approval;
import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Entry;
import dev.budgetledger.contract.Envelope;
import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.Money;
import dev.budgetledger.contract.Posting;
import dev.budgetledger.contract.PostingType;
import dev.budgetledger.contract.ProposedPosting;

/** 提请 in a sample log, and what becomes of them. */
public record SampleProposals(SampleLog log) {

    /** What is proposed: to add to the meetings. */
    public static ProposedPosting adding(LocalDate on, long fen) {
        return new ProposedPosting(PostingType.ADJUST, "冀财预〔2023〕7号", null, on, "追加会议",
                List.of(new ProposedPosting.LineAmount(SampleLog.MEETING, Money.ofFen(fen))), null, null, null, null, null, null);
    }

    /** 划转 of the meetings to another department, or within its own. */
    public static ProposedPosting moving(LocalDate on, long fen, @Nullable String to) {
        return new ProposedPosting(PostingType.TRANSFER, "冀财预〔2023〕8号", null, on, "调剂会议", null, null, Money.ofFen(fen),
                SampleLog.MEETING, to, to == null ? SampleLog.STAFF : SampleLog.MEETING, null);
    }

    /** 结转, 冻结, 解冻, 下达 or 追加 of one line. */
    public static ProposedPosting ofLine(PostingType operation, LocalDate on, Line line, long fen) {
        return new ProposedPosting(operation, "冀财预〔2023〕9号", null, on, "一笔", List.of(new ProposedPosting.LineAmount(line, Money.ofFen(fen))),
                null, null, null, null, null, null);
    }

    /** 冲销 of a posting. */
    public static ProposedPosting reversing(LocalDate on, String postingId) {
        return new ProposedPosting(PostingType.REVERSE, "冀财预〔2023〕10号", null, on, "误记", null, null, null, null, null, null, postingId);
    }

    /** Proposes it, and returns its id. */
    public String propose(BudgetId budget, ProposedPosting proposed, LocalDate expiresOn) {
        Envelope fact = log.define(budget, new Fact.PostingProposed(
                proposed, proposed.digest(), "treasury", Envelope.dayOf(log.now()), expiresOn));
        return Posting.id(fact.stream(), fact.sequence());
    }

    public Envelope approve(BudgetId budget, String proposal, String by) {
        return log.define(budget, new Fact.ProposalApproved(proposal, by));
    }

    public Envelope reject(BudgetId budget, String proposal) {
        return log.define(budget, new Fact.ProposalRejected(proposal, "依据不足"));
    }

    public Envelope withdraw(BudgetId budget, String proposal) {
        return log.define(budget, new Fact.ProposalWithdrawn(proposal, "重新测算"));
    }

    /** It is approved by the last who has to: the posting. */
    public Envelope post(BudgetId budget, String proposal, LocalDate on, long fen, String... approvedBy) {
        Entry source = new Entry.OfSource(SampleLog.MEETING.fund(), Money.ofFen(-fen));
        return log.define(budget, new Fact.BudgetAdjusted(posting(budget, on, fen, source, new Approval(proposal, "treasury", List.of(approvedBy)))));
    }

    /** The half in the other budget of what was proposed in one. */
    public Envelope otherHalf(BudgetId other, String proposal, LocalDate on, long fen) {
        String stream = Posting.Place.of(proposal).orElseThrow().stream();
        Entry counterpart = new Entry.OfCounterpart(stream, SampleLog.MEETING.fund(), Money.ofFen(-fen));
        return log.define(other, new Fact.FundsTransferred(
                posting(other, on, fen, counterpart, new Approval(proposal, "treasury", List.of("李"))), null, proposal));
    }

    private Posting posting(BudgetId budget, LocalDate on, long fen, Entry other, Approval approval) {
        long sequence = log.facts().stream().filter(each -> each.stream().equals(budget.stream())).count();
        return new Posting(Posting.id(budget.stream(), sequence), "冀财预〔2023〕7号", null, on, "追加会议",
                List.of(new Entry.OfLine(SampleLog.MEETING, Money.ofFen(fen)), other), approval);
    }

    /** A log of proposals of a few budgets, in days; some are decided on at once, some later, some never. */
    public static List<Envelope> random(Random random, int facts) {
        SampleLog log = new SampleLog();
        SampleProposals proposals = new SampleProposals(log);
        List<BudgetId> budgets = List.of(new BudgetId("301", 2023), new BudgetId("302", 2023), new BudgetId("301", 2024));
        budgets.forEach(log::open);
        List<String> open = new ArrayList<>();
        while (log.facts().size() < facts) {
            LocalDate on = LocalDate.of(2023, 1, 1).plusDays(random.nextInt(600));
            int what = open.isEmpty() ? 0 : random.nextInt(9);
            if (what < 4) {
                BudgetId budget = budgets.get(random.nextInt(budgets.size()));
                open.add(proposals.propose(budget, any(random, budget, on, log.facts().size()), Envelope.dayOf(log.now()).plusDays(random.nextInt(40))));
            } else {
                proposals.decide(open, random.nextInt(open.size()), what, on, random);
            }
            if (random.nextBoolean()) {
                log.quiet(Duration.ofHours(random.nextInt(30)));
            }
        }
        return log.facts();
    }

    private static ProposedPosting any(Random random, BudgetId budget, LocalDate on, int fen) {
        return switch (random.nextInt(5)) {
            case 0 -> moving(on, fen, List.of("301", "302", "309").get(random.nextInt(3)));
            case 1 -> ofLine(PostingType.CARRY_FORWARD, on, SampleLog.MEETING, fen);
            case 2 -> reversing(on, budget.stream() + "-" + random.nextInt(1 + fen));
            default -> adding(on, random.nextLong(1, 900));
        };
    }

    private void decide(List<String> open, int which, int what, LocalDate on, Random random) {
        String proposal = open.get(which);
        BudgetId budget = BudgetId.ofStream(Posting.Place.of(proposal).orElseThrow().stream());
        if (what < 6) {
            approve(budget, proposal, "检 " + random.nextInt(9));
            return;
        }
        open.remove(which);
        switch (what) {
            case 6 -> reject(budget, proposal);
            case 7 -> withdraw(budget, proposal);
            default -> {
                post(budget, proposal, on, 7, "李");
                otherHalf(new BudgetId(budget.department().equals("301") ? "302" : "301", 2023), proposal, on, 7);
            }
        }
    }
}
