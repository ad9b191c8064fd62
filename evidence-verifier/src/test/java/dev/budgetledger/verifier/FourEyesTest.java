package dev.budgetledger.verifier;

import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import static dev.budgetledger.verifier.ForgedLog.*;
import static org.assertj.core.api.Assertions.assertThat;

/** 四眼: a package proves that what needed another checker had one, or says where first it had not. */
class FourEyesTest {

    private static final Trust TRUST = Trust.in(Forged.KEY.verifier());

    /** 追加追减 of 50.00 or more by one other than who asked for it, and 调剂 across 项 or kinds. */
    private static final String FROM_50 = "{\"checkers\":1,\"from\":\"50.00\",\"operations\":[\"ADJUST\"]}";

    private static final String ACROSS = "{\"across\":true,\"checkers\":1,\"operations\":[\"TRANSFER\"]}";
    private static final String FROM_90_BY_TWO = "{\"checkers\":2,\"from\":\"90.00\",\"operations\":[\"ADJUST\"]}";

    private static final String LINES = "\"lines\":[{\"amount\":\"%s\",\"line\":%s}]";

    @Test
    void a_ledger_that_keeps_its_rules_breaks_none_and_the_report_says_how_many_needed_another() {
        ForgedLog log = ruled();
        String first = log.nextId();
        adjust(propose(log, "王", "ADJUST", adjusting("50.00"), "2023-03-01", "2023-03-31"), first, "50.00", "李");
        String across = log.nextId();
        propose(log, "王", "TRANSFER", moving("1.00", OFFICE, MEETING, ""), "2023-03-01", "2023-03-31");
        on(log, "李").approved(across, "王", "李").post("FundsTransferred", "2023-03-01", "\"authority\":\"批\",",
                "line:" + OFFICE, "-1.00", "line:" + MEETING, "1.00");
        String twice = log.nextId();
        propose(log, "王", "ADJUST", adjusting("90.00"), "2023-03-01", "2023-03-31");
        on(log, "李").add("ProposalApproved", approves(twice, "李"));
        on(log, "张").approved(twice, "王", "李", "张").post("BudgetAdjusted", "2023-03-01", "", "line:" + OFFICE, "90.00", SOURCE, "-90.00");
        String back = log.nextId();
        propose(log, "王", "REVERSE", "\"postingId\":\"301-2023-4\"", "2023-03-02", "2023-03-31");
        on(log, "李").approved(back, "王", "李").post("PostingReversed", "2023-03-02",
                "\"reversedType\":\"BudgetAdjusted\",\"reverses\":\"301-2023-4\",", "line:" + OFFICE, "-50.00", SOURCE, "50.00");
        on(log, "王").post("BudgetAdjusted", "2023-03-02", "", "line:" + OFFICE, "49.99", SOURCE, "-49.99");

        Report report = Verification.of(Forged.signed(log.facts), TRUST);

        assertThat(report.isSound()).as("%s", report).isTrue();
        assertThat(report.rulesKept()).as("%s", report).isTrue();
        assertThat(report.toString()).contains("✓ 复核: 需他人复核的记账 3 笔, 均已由他人复核 · four eyes: 3 postings needed another checker, each had one\n");
    }

    @Test
    void of_rules_that_nobody_adopted_nothing_is_said() {
        assertThat(Verification.of(Forged.signed(allocated().facts), TRUST).toString()).doesNotContain("four eyes");
    }

    @Test
    void of_what_touches_another_budget_the_report_says_that_half_is_not_shown() {
        ForgedLog log = ruled();
        on(log, "王").post("FundsTransferred", "2023-03-04", "\"counterpart\":\"302-2023-7\",", "line:" + OFFICE, "-5.00", OTHERS, "5.00");
        on(log, "赵").approved("302-2023-9", "钱", "赵").post("FundsTransferred", "2023-03-04", "\"counterpart\":\"302-2023-10\",",
                "line:" + OFFICE, "5.00", OTHERS, "-5.00");

        Report report = Verification.of(Forged.signed(log.facts), TRUST);

        assertThat(report.rulesKept()).as("%s", report).isTrue();
        assertThat(report.toString()).contains(
                "four eyes: 0 postings needed another checker, each had one; of 2 that touch another budget its half and its rules are not shown");
    }

    @TestFactory
    Stream<DynamicTest> what_nobody_else_could_have_checked_is_named_with_its_place() {
        return Stream.of(
                broken("no approval", "needs 1 other than who proposed it, and has 0",
                        on(ruled(), "王").post("BudgetAdjusted", "2023-03-01", "", "line:" + OFFICE, "50.00", SOURCE, "-50.00")),
                broken("too few", "needs 2 other than who proposed it, and has 1", forged("90.00", log -> log, "王", "李", "李")),
                broken("of the year's rule", "needs 1 other than who proposed it, and has 0", on(allocated(), "王")
                        .addOfYear("RulesAdopted", rules("2023-01-01", FROM_50))
                        .post("BudgetAdjusted", "2023-03-01", "", "line:" + OFFICE, "50.00", SOURCE, "-50.00")),
                broken("of a rule of the day of the posting only", "needs 1", on(allocated(), "王")
                        .add("RulesAdopted", rules("2023-01-01", FROM_50)).add("RulesAdopted", rules("2023-02-15"))
                        .post("BudgetAdjusted", "2023-02-14", "", "line:" + OFFICE, "50.00", SOURCE, "-50.00")),
                broken("of a rule of the day of recording only", "needs 1", on(allocated(), "王")
                        .add("RulesAdopted", rules("2023-02-15", FROM_50))
                        .post("BudgetAdjusted", "2023-02-14", "", "line:" + OFFICE, "50.00", SOURCE, "-50.00")),
                broken("of a rule that counts since midnight in China", "needs 1", on(allocated(), "王").by("王", "2023-02-28T16:00:00Z")
                        .add("RulesAdopted", rules("2023-03-01", FROM_50))
                        .post("BudgetAdjusted", "2023-02-01", "", "line:" + OFFICE, "50.00", SOURCE, "-50.00")),
                broken("of any basic expenditure", "needs 1", on(allocated(), "王")
                        .add("RulesAdopted", rules("2023-01-01", FROM_50.replace("\"operations\"", "\"kinds\":[\"BASIC\"],\"operations\"")))
                        .post("BudgetAdjusted", "2023-03-01", "", "line:" + OFFICE, "50.00", SOURCE, "-50.00")),
                broken("of a reversal", "needs 1", on(allocated(), "王")
                        .add("RulesAdopted", rules("2023-01-01", FROM_50.replace("ADJUST", "REVERSE")))
                        .post("BudgetAdjusted", "2023-03-01", "", "line:" + OFFICE, "50.00", SOURCE, "-50.00")
                        .post("PostingReversed", "2023-03-02", "\"reversedType\":\"BudgetAdjusted\",\"reverses\":\"301-2023-3\",",
                                "line:" + OFFICE, "-50.00", SOURCE, "50.00")),
                broken("of what is carried forward", "needs 1", on(allocated(), "王")
                        .add("RulesAdopted", rules("2023-01-01", FROM_50.replace("ADJUST", "CARRY_FORWARD")))
                        .post("FundsCarriedForward", "2023-12-31", "\"counterpart\":\"301-2024-3\",", "line:" + OFFICE, "-50.00",
                                NEXT_YEAR, "50.00")),
                broken("of what goes to another budget", "needs 1", on(allocated(), "王")
                        .add("RulesAdopted", rules("2023-01-01", FROM_50.replace("ADJUST", "TRANSFER")))
                        .post("FundsTransferred", "2023-03-01", "\"counterpart\":\"302-2023-3\",", "line:" + OFFICE, "-50.00",
                                OTHERS, "50.00")),
                broken("by share of a line", "needs 1", on(allocated(), "王")
                        .add("RulesAdopted", rules("2023-01-01", "{\"checkers\":1,\"operations\":[\"FREEZE\"],\"percent\":20}"))
                        .post("FundsFrozen", "2023-03-01", "", "line:" + OFFICE, "-20.00", "frozen:" + OFFICE, "20.00")),
                broken("the approver proposed it", "one person proposed and approved it", forged("50.00", log -> log, "王", "王", "王")),
                broken("the second approver is the first", "one person proposed and approved it, or approved it twice",
                        forged("90.00", log -> on(log, "李").add("ProposalApproved", approves("301-2023-3", "李")), "王", "李", "李", "李")),
                broken("a second approval by the first", "approved by one person twice", proposed("90.00")
                        .by("李", "2023-03-02T01:00:00Z").add("ProposalApproved", approves("301-2023-3", "李"))
                        .add("ProposalApproved", approves("301-2023-3", "李"))),
                broken("a third approval that posts nothing", "approved by more than any rule needs", proposed("90.00")
                        .by("李", "2023-03-02T01:00:00Z").add("ProposalApproved", approves("301-2023-3", "李"))
                        .by("张", "2023-03-02T01:00:00Z").add("ProposalApproved", approves("301-2023-3", "张"))
                        .by("赵", "2023-03-02T01:00:00Z").add("ProposalApproved", approves("301-2023-3", "赵"))),
                broken("an approval by who proposed", "approved by who proposed it",
                        proposed("90.00").add("ProposalApproved", approves("301-2023-3", "王"))),
                broken("an approval in another's name", "another name than its envelope",
                        proposed("90.00").add("ProposalApproved", approves("301-2023-3", "李"))),
                broken("in the wrong order", "not those of the approvals, in their order", forged("90.00",
                        log -> on(log, "李").add("ProposalApproved", approves("301-2023-3", "李")), "王", "李", "张", "李")),
                broken("an approval that nobody gave", "not those of the approvals, in their order",
                        forged("90.00", log -> log, "王", "张", "李", "张")),
                broken("an approval that it leaves out", "not those of the approvals, in their order",
                        forged("50.00", log -> on(log, "李").add("ProposalApproved", approves("301-2023-3", "李")), "王", "张", "张")),
                broken("posted by another than approved", "posted by another than who approved it last",
                        forged("50.00", log -> log, "王", "赵", "李")),
                broken("proposed by another", "proposed by another than it says", forged("50.00", log -> log, "赵", "李", "李")),
                broken("after it expired", "of a proposal that has expired", proposed("50.00").by("李", "2023-03-31T16:00:00Z")
                        .approved("301-2023-3", "王", "李").post("BudgetAdjusted", "2023-03-01", "", "line:" + OFFICE, "50.00", SOURCE, "-50.00")),
                broken("an approval after it expired", "of a proposal that has expired", proposed("90.00").by("李", "2023-03-31T16:00:00Z")
                        .add("ProposalApproved", approves("301-2023-3", "李"))),
                broken("rejected before", "of a proposal that is not there, or is over", forged("50.00", log -> on(log, "李")
                        .add("ProposalRejected", ends("301-2023-3")), "王", "李", "李")),
                broken("withdrawn before", "of a proposal that is not there, or is over", forged("50.00", log -> on(log, "王")
                        .add("ProposalWithdrawn", ends("301-2023-3")), "王", "李", "李")),
                broken("posted before", "of a proposal that is not there, or is over", adjust(
                        adjust(proposed("50.00"), "301-2023-3", "50.00", "李"), "301-2023-3", "50.00", "李")),
                broken("never proposed", "of a proposal that is not there, or is over", on(ruled(), "李").approved("301-2023-2", "王", "李")
                        .post("BudgetAdjusted", "2023-03-01", "", "line:" + OFFICE, "50.00", SOURCE, "-50.00")),
                broken("proposed elsewhere", "proposed in a budget that it is not posted to", on(ruled(), "李").approved("302-2023-2", "王", "李")
                        .post("BudgetAdjusted", "2023-03-01", "", "line:" + OFFICE, "50.00", SOURCE, "-50.00")),
                broken("proposed where it goes", "proposed in a budget that it is not posted to", on(ruled(), "李")
                        .approved("302-2023-2", "王", "李").post("FundsTransferred", "2023-03-01",
                                "\"counterpart\":\"302-2023-3\",", "line:" + OFFICE, "-50.00", OTHERS, "50.00")),
                broken("rejected by who proposed", "rejected by who proposed it", proposed("50.00").add("ProposalRejected", ends("301-2023-3"))),
                broken("withdrawn by another", "withdrawn by another than who proposed it",
                        on(proposed("50.00"), "李").add("ProposalWithdrawn", ends("301-2023-3"))),
                broken("proposed in another's name", "another name than its envelope", on(ruled(), "王")
                        .add("PostingProposed", proposal("李", "ADJUST", adjusting("50.00"), "2023-03-01", "2023-03-31"))),
                broken("proposed on another day", "another day than it is recorded", on(ruled(), "王").add("PostingProposed",
                        proposal("王", "ADJUST", adjusting("50.00"), "2023-03-01", "2023-03-31").replace("2023-03-02", "2023-03-01"))),
                broken("another digest", "the digest of a proposal is that of another", on(ruled(), "王").add("PostingProposed",
                        proposal("王", "ADJUST", adjusting("50.00"), "2023-03-01", "2023-03-31").replace("\"digest\":\"", "\"digest\":\"f")
                                .replaceFirst("(\"digest\":\"[0-9a-f]{64}).", "$1"))),
                broken("proposed twice", "the same is proposed already, and open",
                        propose(proposed("50.00"), "李", "ADJUST", adjusting("50.00"), "2023-03-01", "2023-04-30")),
                broken("open until the day before", "open until a day that is in the past",
                        propose(ruled(), "王", "ADJUST", adjusting("50.00"), "2023-03-01", "2023-03-01")),
                broken("open for 367 days", "more than 366 days off",
                        propose(ruled(), "王", "ADJUST", adjusting("50.00"), "2023-03-01", "2024-03-03")),
                broken("one more than may be open", "proposed while 1000 proposals of the budget are open", proposedTimes(1001)),
                broken("another amount", "posts another thing than was proposed", adjust(proposed("50.01"), "301-2023-3", "50.00", "李")),
                broken("another line", "posts another thing than was proposed", on(proposed("50.00"), "李").approved("301-2023-3", "王", "李")
                        .post("BudgetAdjusted", "2023-03-01", "", "line:" + TRAVEL, "50.00", SOURCE, "-50.00")),
                broken("a line more", "posts another thing than was proposed", on(proposed("50.00"), "李").approved("301-2023-3", "王", "李")
                        .post("BudgetAdjusted", "2023-03-01", "", "line:" + OFFICE, "50.00", "line:" + TRAVEL, "1.00", SOURCE, "-51.00")),
                broken("another day", "posts another thing than was proposed", on(proposed("50.00"), "李").approved("301-2023-3", "王", "李")
                        .post("BudgetAdjusted", "2023-03-02", "", "line:" + OFFICE, "50.00", SOURCE, "-50.00")),
                broken("another operation", "posts another thing than was proposed", on(proposed("50.00"), "李").approved("301-2023-3", "王", "李")
                        .post("FundsAllocated", "2023-03-01", "", "line:" + OFFICE, "50.00", SOURCE, "-50.00")),
                broken("another document", "posts another thing than was proposed", adjust(propose(ruled(), "王", "ADJUST",
                        adjusting("50.00").replace("\"lines\"", "\"superiorDocumentNo\":\"上\",\"lines\""), "2023-03-01", "2023-03-31"),
                        "301-2023-3", "50.00", "李")),
                broken("another paper", "posts another thing than was proposed", adjust(proposed(log -> log.replace("1号", "2号")), "301-2023-3", "50.00", "李")),
                broken("another reason", "posts another thing than was proposed", adjust(proposed(log -> log.replace("依据", "别的")), "301-2023-3", "50.00", "李")),
                broken("another authority", "posts another thing than was proposed", on(propose(ruled(), "王", "TRANSFER",
                        moving("1.00", OFFICE, MEETING, ""), "2023-03-01", "2023-03-31"), "李").approved("301-2023-3", "王", "李")
                        .post("FundsTransferred", "2023-03-01", "\"authority\":\"别\",", "line:" + OFFICE, "-1.00", "line:" + MEETING, "1.00")),
                broken("to another budget", "posts another thing than was proposed", on(propose(ruled(), "王", "TRANSFER",
                        moving("5.00", OFFICE, TRAVEL, "\"toDepartment\":\"303\","), "2023-03-01", "2023-03-31"), "李")
                        .approved("301-2023-3", "王", "李").post("FundsTransferred", "2023-03-01",
                                "\"authority\":\"批\",\"counterpart\":\"302-2023-7\",", "line:" + OFFICE, "-5.00", OTHERS, "5.00")),
                broken("reverses another", "posts another thing than was proposed", on(propose(on(ruled(), "王")
                        .post("BudgetAdjusted", "2023-03-01", "", "line:" + OFFICE, "1.00", SOURCE, "-1.00"), "王", "REVERSE",
                        "\"postingId\":\"301-2023-1\"", "2023-03-02", "2023-03-31"), "李").approved("301-2023-4", "王", "李")
                        .post("PostingReversed", "2023-03-02", "\"reversedType\":\"BudgetAdjusted\",\"reverses\":\"301-2023-3\",",
                                "line:" + OFFICE, "-1.00", SOURCE, "1.00")),
                broken("across 项 where no rule is of it", "without a rule that allows it", on(allocated(), "王")
                        .add("RulesAdopted", rules("2023-01-01", FROM_50))
                        .post("FundsTransferred", "2023-03-01", "\"authority\":\"批\",", "line:" + OFFICE, "-1.00", "line:" + MEETING, "1.00")),
                broken("across 项 where the rule counts other money", "without a rule that allows it", on(allocated(), "王")
                        .add("RulesAdopted", rules("2023-01-01", ACROSS.replace("\"operations\"", "\"funds\":[\"OTHER\"],\"operations\"")))
                        .post("FundsTransferred", "2023-03-01", "\"authority\":\"批\",", "line:" + OFFICE, "-1.00", "line:" + MEETING, "1.00")),
                broken("to a line of another 项 of another budget", "needs 2", on(propose(on(allocated(), "王")
                        .add("RulesAdopted", rules("2023-01-01", ACROSS.replace(":1", ":2"))), "王", "TRANSFER",
                        moving("5.00", OFFICE, MEETING, "\"toDepartment\":\"302\","), "2023-03-01", "2023-03-31"), "李")
                        .approved("301-2023-3", "王", "李").post("FundsTransferred", "2023-03-01",
                                "\"authority\":\"批\",\"counterpart\":\"302-2023-7\",", "line:" + OFFICE, "-5.00", OTHERS, "5.00")));
    }

    @TestFactory
    Stream<DynamicTest> what_needs_no_other_or_had_one_breaks_no_rule() {
        return Stream.of(
                kept("split below the limit", on(ruled(), "王")
                        .post("BudgetAdjusted", "2023-03-01", "", "line:" + OFFICE, "49.99", SOURCE, "-49.99")
                        .post("BudgetAdjusted", "2023-03-01", "", "line:" + OFFICE, "49.99", SOURCE, "-49.99")),
                kept("before the rule was adopted", on(allocated(), "王")
                        .post("BudgetAdjusted", "2023-03-01", "", "line:" + OFFICE, "50.00", SOURCE, "-50.00")
                        .addOfYear("RulesAdopted", rules("2023-01-01", FROM_50))),
                kept("before the rule counts in China", on(allocated(), "王").by("王", "2023-02-28T15:59:59Z")
                        .add("RulesAdopted", rules("2023-03-01", FROM_50))
                        .post("BudgetAdjusted", "2023-02-01", "", "line:" + OFFICE, "50.00", SOURCE, "-50.00")),
                kept("where the rule was replaced for its day", on(ruled(), "王").add("RulesAdopted", rules("2023-01-01"))
                        .post("BudgetAdjusted", "2023-03-01", "", "line:" + OFFICE, "50.00", SOURCE, "-50.00")),
                kept("proposed though no rule asks for it", adjust(proposed("1.00"), "301-2023-3", "1.00", "李")),
                kept("on the last day", proposed("50.00").by("李", "2023-03-31T15:59:00Z").approved("301-2023-3", "王", "李")
                        .post("BudgetAdjusted", "2023-03-01", "", "line:" + OFFICE, "50.00", SOURCE, "-50.00")),
                kept("proposed again after it expired", propose(proposed("50.00").by("王", "2023-04-01T01:00:00Z"), "王", "ADJUST",
                        adjusting("50.00"), "2023-03-01", "2023-04-30", "2023-04-01T01:00:00Z")),
                kept("open for 366 days", propose(ruled(), "王", "ADJUST", adjusting("50.00"), "2023-03-01", "2024-03-02")),
                kept("as many as may be open, one of them rejected, and one more", propose(on(proposedTimes(1000), "李")
                        .add("ProposalRejected", ends("301-2023-3")), "王", "ADJUST", adjusting("0.01"), "2023-03-01", "2023-03-31")),
                kept("as many as may be open, and one more when they have expired", propose(proposedTimes(1000), "王", "ADJUST",
                        adjusting("0.01"), "2023-03-01", "2023-04-30", "2023-04-01T01:00:00Z")),
                kept("proposed again after it was rejected", propose(on(proposed("50.00"), "李").add("ProposalRejected", ends("301-2023-3")),
                        "李", "ADJUST", adjusting("50.00"), "2023-03-01", "2023-03-31")),
                kept("a share that grew by what was recorded before", on(allocated(), "王")
                        .add("RulesAdopted", rules("2023-01-01", "{\"checkers\":1,\"operations\":[\"FREEZE\"],\"percent\":20}"))
                        .post("BudgetAdjusted", "2023-03-01", "", "line:" + OFFICE, "0.01", SOURCE, "-0.01")
                        .post("FundsFrozen", "2023-03-01", "", "line:" + OFFICE, "-20.00", "frozen:" + OFFICE, "20.00")),
                kept("a share of what is partly frozen", on(allocated(), "王")
                        .post("FundsFrozen", "2023-03-01", "", "line:" + OFFICE, "-50.00", "frozen:" + OFFICE, "50.00")
                        .add("RulesAdopted", rules("2023-01-01", "{\"checkers\":1,\"operations\":[\"FREEZE\"],\"percent\":20}"))
                        .post("FundsFrozen", "2023-03-01", "", "line:" + OFFICE, "-19.99", "frozen:" + OFFICE, "19.99")),
                kept("of other money and other kinds", on(allocated(), "王")
                        .add("RulesAdopted", rules("2023-01-01", FROM_50.replace("\"operations\"", "\"funds\":[\"OTHER\"],\"operations\""),
                                FROM_50.replace("\"operations\"", "\"kinds\":[\"PROJECT\"],\"operations\"")))
                        .post("BudgetAdjusted", "2023-03-01", "", "line:" + OFFICE, "50.00", SOURCE, "-50.00")),
                kept("proposed in the other budget", on(ruled(), "赵").approved("302-2023-9", "钱", "赵").post("FundsTransferred", "2023-03-04",
                        "\"counterpart\":\"302-2023-10\",", "line:" + OFFICE, "5.00", OTHERS, "-5.00")),
                kept("frozen as proposed", on(propose(ruled(), "王", "FREEZE", LINES.formatted("5.00", OFFICE), "2023-03-01", "2023-03-31"), "李")
                        .approved("301-2023-3", "王", "李")
                        .post("FundsFrozen", "2023-03-01", "", "line:" + OFFICE, "-5.00", "frozen:" + OFFICE, "5.00")),
                kept("released as proposed", on(propose(on(ruled(), "王")
                        .post("FundsFrozen", "2023-03-01", "", "line:" + OFFICE, "-5.00", "frozen:" + OFFICE, "5.00"), "王", "RELEASE",
                        LINES.formatted("5.00", OFFICE), "2023-03-01", "2023-03-31"), "李").approved("301-2023-4", "王", "李")
                        .post("FundsReleased", "2023-03-01", "", "frozen:" + OFFICE, "-5.00", "line:" + OFFICE, "5.00")),
                kept("allocated as proposed", on(propose(ruled(), "王", "ALLOCATE", LINES.formatted("5.00", OFFICE), "2023-03-01", "2023-03-31"),
                        "李").approved("301-2023-3", "王", "李")
                        .post("FundsAllocated", "2023-03-01", "", "line:" + OFFICE, "5.00", SOURCE, "-5.00")),
                kept("carried forward as proposed", on(propose(ruled(), "王", "CARRY_FORWARD", LINES.formatted("5.00", OFFICE), "2023-12-31",
                        "2023-03-31"), "李").approved("301-2023-3", "王", "李").post("FundsCarriedForward", "2023-12-31",
                        "\"counterpart\":\"301-2024-3\",", "line:" + OFFICE, "-5.00", NEXT_YEAR, "5.00")),
                kept("transferred to another budget as proposed", on(propose(ruled(), "王", "TRANSFER",
                        moving("5.00", OFFICE, MEETING, "\"toDepartment\":\"302\","), "2023-03-01", "2023-03-31"), "李")
                        .approved("301-2023-3", "王", "李").post("FundsTransferred", "2023-03-01",
                                "\"authority\":\"批\",\"counterpart\":\"302-2023-7\",", "line:" + OFFICE, "-5.00", OTHERS, "5.00")));
    }

    @TestFactory
    Stream<DynamicTest> what_is_not_written_as_it_must_be_is_found() {
        return Stream.of(
                misread("a field more", ruled(), "\"rules\":[", "\"note\":\"x\",\"rules\":["),
                misread("a field more in a rule", ruled(), "\"checkers\":1,\"from\"", "\"checkers\":1,\"extra\":1,\"from\""),
                misread("no checkers", ruled(), "\"checkers\":1,\"from\"", "\"checkers\":0,\"from\""),
                misread("four checkers", ruled(), "\"checkers\":1,\"from\"", "\"checkers\":4,\"from\""),
                misread("of no amount", ruled(), "\"from\":\"50.00\"", "\"from\":\"0.00\""),
                misread("of no operation", ruled(), "[\"ADJUST\"]", "[]"),
                misread("of an unknown operation", ruled(), "[\"ADJUST\"]", "[\"SPEND\"]"),
                misread("of an unknown kind", ruled(), "\"from\":\"50.00\"", "\"from\":\"50.00\",\"kinds\":[\"OTHER\"]"),
                misread("of more than all", ruled(), "\"operations\":[\"ADJUST\"]", "\"operations\":[\"ADJUST\"],\"percent\":101"),
                misread("a proposal with a field more", proposed("50.00"), "\"operation\":\"ADJUST\"", "\"note\":\"x\",\"operation\":\"ADJUST\""),
                misread("a proposal with lines and a posting", proposed("50.00"), "\"operation\":\"ADJUST\"",
                        "\"operation\":\"ADJUST\",\"postingId\":\"301-2023-1\""),
                misread("an unknown operation proposed", proposed("50.00"), "\"operation\":\"ADJUST\"", "\"operation\":\"SPEND\""),
                misread("a proposal without its expiry", proposed("50.00"), "\"expiresOn\":\"2023-03-31\",", ""),
                misread("approved by nobody", adjust(proposed("50.00"), "301-2023-3", "50.00", "李"), "[\"李\"]", "[]"),
                misread("approved by four", adjust(proposed("50.00"), "301-2023-3", "50.00", "李"), "[\"李\"]", "[\"a\",\"b\",\"c\",\"d\"]"),
                misread("an approval with a field more", adjust(proposed("50.00"), "301-2023-3", "50.00", "李"), "[\"李\"],", "[\"李\"],\"note\":1,"),
                misread("a rejection without its reason", on(proposed("50.00"), "李").add("ProposalRejected", ends("301-2023-3")),
                        ",\"reason\":\"退回\"}", "}"),
                misread("of another id", on(proposed("50.00"), "李").add("ProposalRejected", ends("301-2023-3")),
                        "\"proposal\":\"301-2023-3\"", "\"proposal\":\"301-2023\""));
    }

    /** As the ledger writes it, with the digest that it gave it. */
    @Test
    void the_digest_is_that_of_the_ledger() {
        String proposed = """
                {"documentNo":"石财预〔2023〕8号","effectiveOn":"2023-01-05","lines":[{"amount":"1850000.00","line":{"economic":"30217",\
                "function":"2010302","fund":"GENERAL_PUBLIC","kind":"PROJECT","origin":"CURRENT","project":"公务服务和会务服务保障经费"}}],\
                "operation":"ADJUST","reason":"追加","superiorDocumentNo":"冀财预〔2022〕201号"}""";

        assertThat(ProposedPosting.of(JsonReader.object(Head.utf8(proposed))).digest())
                .isEqualTo("ca329c59d08282f4914a640798ed89a868a6234bde35b91df4f3ad3732287d6a");
    }

    private static DynamicTest broken(String how, String rule, ForgedLog log) {
        return DynamicTest.dynamicTest(how, () -> {
            Report report = Verification.of(Forged.signed(log.facts), TRUST);

            assertThat(report.isSound()).as("%s", report).isTrue();
            assertThat(report.rulesKept()).isFalse();
            assertThat(report.toString()).contains("rules kept: no, first breach at 位置 · position " + log.facts.size() + ": ", rule,
                    "– 复核: ", "up to the first breach");
        });
    }

    private static DynamicTest kept(String how, ForgedLog log) {
        return DynamicTest.dynamicTest(how, () -> {
            Report report = Verification.of(Forged.signed(log.facts), TRUST);

            assertThat(report.isSound()).as("%s", report).isTrue();
            assertThat(report.rulesKept()).as("%s", report).isTrue();
        });
    }

    private static DynamicTest misread(String how, ForgedLog log, String from, String to) {
        return DynamicTest.dynamicTest(how, () -> {
            int last = log.facts.size() - 1;
            assertThat(log.facts.get(last)).contains(from);
            log.facts.set(last, Forged.text(JsonReader.read(Head.utf8(log.facts.get(last).replace(from, to)))));

            Report report = Verification.of(Forged.signed(log.facts), TRUST);

            assertThat(report.found(Check.POSTINGS)).as("%s", report).isTrue();
        });
    }

    /** 100.00 of each line, sequence 1, and the rules, sequence 2. */
    private static ForgedLog ruled() {
        return on(allocated(), "王").add("RulesAdopted", rules("2023-01-01", FROM_50, FROM_90_BY_TWO, ACROSS));
    }

    /** With a proposal to add so much to a line, sequence 3, open until the end of March. */
    private static ForgedLog proposed(String amount) {
        return propose(ruled(), "王", "ADJUST", adjusting(amount), "2023-03-01", "2023-03-31");
    }

    /** With so many, each to add another amount, open until the end of March. */
    private static ForgedLog proposedTimes(int count) {
        ForgedLog log = on(ruled(), "王");
        for (int i = 1; i <= count; i++) {
            log.add("PostingProposed", proposal("王", "ADJUST", adjusting(i + ".00"), "2023-03-01", "2023-03-31"));
        }
        return log;
    }

    /** The same of another content, sequence 3. */
    private static ForgedLog proposed(UnaryOperator<String> changed) {
        ForgedLog log = on(ruled(), "王");
        String proposed = changed.apply(proposed("ADJUST", adjusting("50.00"), "2023-03-01"));
        return log.add("PostingProposed", proposal("王", proposed, "2023-03-31"));
    }

    /** Posted by approval as proposed, with what was recorded between. */
    private static ForgedLog forged(
            String amount, UnaryOperator<ForgedLog> between, String proposedBy, String postedBy, String... approvedBy) {
        return on(between.apply(proposed(amount)), postedBy).approved("301-2023-3", proposedBy, approvedBy)
                .post("BudgetAdjusted", "2023-03-01", "", "line:" + OFFICE, amount, SOURCE, "-" + amount);
    }

    private static ForgedLog adjust(ForgedLog log, String proposal, String amount, String checker) {
        return on(log, checker).approved(proposal, "王", checker)
                .post("BudgetAdjusted", "2023-03-01", "", "line:" + OFFICE, amount, SOURCE, "-" + amount);
    }

    private static ForgedLog on(ForgedLog log, String who) {
        return log.by(who, "2023-03-02T01:00:00Z");
    }

    static String rules(String effectiveOn, String... rules) {
        return "{\"documentNo\":\"内控1号\",\"effectiveOn\":\"" + effectiveOn + "\",\"reason\":\"内部控制\",\"rules\":["
                + String.join(",", rules) + "]}";
    }

    private static ForgedLog propose(ForgedLog log, String who, String operation, String fields, String effectiveOn, String expiresOn) {
        return on(log, who).add("PostingProposed", proposal(who, operation, fields, effectiveOn, expiresOn));
    }

    private static ForgedLog propose(
            ForgedLog log, String who, String operation, String fields, String effectiveOn, String expiresOn, String at) {
        return log.by(who, at).add("PostingProposed",
                proposal(who, operation, fields, effectiveOn, expiresOn).replace("2023-03-02", at.substring(0, 10)));
    }

    /** As recorded on 2 March. */
    static String proposal(String who, String operation, String fields, String effectiveOn, String expiresOn) {
        return proposal(who, proposed(operation, fields, effectiveOn), expiresOn);
    }

    private static String proposed(String operation, String fields, String effectiveOn) {
        return text("{\"documentNo\":\"1号\",\"effectiveOn\":\"" + effectiveOn + "\",\"operation\":\"" + operation
                + "\",\"reason\":\"依据\"," + fields + "}");
    }

    private static String proposal(String who, String proposed, String expiresOn) {
        return "{\"digest\":\"" + Verification.sha256(Head.utf8(proposed)) + "\",\"expiresOn\":\"" + expiresOn + "\",\"proposed\":" + proposed
                + ",\"proposedBy\":\"" + who + "\",\"proposedOn\":\"2023-03-02\"}";
    }

    static String adjusting(String amount) {
        return LINES.formatted(amount, OFFICE);
    }

    private static String moving(String amount, String from, String to, String department) {
        return "\"amount\":\"" + amount + "\",\"authority\":\"批\",\"from\":" + from + "," + department + "\"to\":" + to;
    }

    private static String approves(String proposal, String who) {
        return "{\"approvedBy\":\"" + who + "\",\"proposal\":\"" + proposal + "\"}";
    }

    private static String ends(String proposal) {
        return "{\"proposal\":\"" + proposal + "\",\"reason\":\"退回\"}";
    }
}
