package dev.budgetledger.projection.evidence;

import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.budgetledger.contract.Approval;
import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.CheckRule;
import dev.budgetledger.contract.Entry;
import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.Money;
import dev.budgetledger.contract.Posting;
import dev.budgetledger.contract.PostingType;
import dev.budgetledger.contract.ProposedPosting;
import dev.budgetledger.projection.samples.SampleLog;
import dev.budgetledger.verifier.Report;
import dev.budgetledger.verifier.Trust;
import dev.budgetledger.verifier.Verification;

import static org.assertj.core.api.Assertions.assertThat;

/** 四眼: a ledger that signs what nobody else checked is found by its own package. All in this log is recorded by one name, {@code treasury}. */
class FourEyesPackageTest {

    private static final BudgetId ID = new BudgetId("301", 2023);
    private static final LocalDate DAY = LocalDate.of(2023, 1, 5);
    private static final Money LIMIT = Money.ofFen(5000);

    @Test
    void what_one_alone_posted_over_the_limit_is_named() {
        SampleLog log = ruled();
        log.adjust(ID, DAY, SampleLog.MEETING, LIMIT.fen() - 1);
        assertThat(verified(log).rulesKept()).isTrue();

        log.adjust(ID, DAY, SampleLog.MEETING, LIMIT.fen());

        assertThat(broken(log)).contains("needs 1 other than who proposed it, and has 0");
    }

    @Test
    void who_approves_what_he_proposed_is_named() {
        SampleLog log = ruled();
        propose(log);
        approve(log, "treasury", "treasury");

        assertThat(broken(log)).contains("one person proposed and approved it");
    }

    /** The name is invented: the fact of the proposal says who it was. */
    @Test
    void a_proposer_who_did_not_propose_is_named() {
        SampleLog log = ruled();
        propose(log);
        approve(log, "王", "treasury");

        assertThat(broken(log)).contains("proposed by another than it says");
    }

    private static SampleLog ruled() {
        SampleLog log = new SampleLog();
        log.define(2023, "2010302", "一般行政管理事务");
        log.open(ID);
        log.define(ID, new Fact.RulesAdopted("内控1号", DAY, "内部控制",
                List.of(new CheckRule(List.of(PostingType.ADJUST), null, null, null, LIMIT, null, 1))));
        return log;
    }

    private static void propose(SampleLog log) {
        ProposedPosting proposed = new ProposedPosting(PostingType.ADJUST, "1号", null, DAY, "追加",
                List.of(new ProposedPosting.LineAmount(SampleLog.MEETING, LIMIT)), null, null, null, null, null, null);
        log.define(ID, new Fact.PostingProposed(proposed, proposed.digest(), "treasury", DAY, DAY));
    }

    private static void approve(SampleLog log, String proposedBy, String approvedBy) {
        log.define(ID, new Fact.BudgetAdjusted(new Posting(ID.stream() + "-3", "1号", null, DAY, "追加",
                List.of(new Entry.OfLine(SampleLog.MEETING, LIMIT),
                        new Entry.OfSource(SampleLog.MEETING.fund(), LIMIT.negated())),
                new Approval(ID.stream() + "-2", proposedBy, List.of(approvedBy)))));
    }

    private static String broken(SampleLog log) {
        Report report = verified(log);
        assertThat(report.isSound()).as("%s", report).isTrue();
        assertThat(report.rulesKept()).as("%s", report).isFalse();
        return report.toString().lines().filter(line -> line.startsWith("规则: ")).findFirst().orElseThrow();
    }

    private static Report verified(SampleLog log) {
        return Verification.of(ByteBuffer.wrap(new SignedLog(log).evidence("301/2023")), Trust.in(SignedLog.KEY.verifier()));
    }
}
