package dev.budgetledger.verifier;

import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import static dev.budgetledger.verifier.ForgedLog.*;
import static org.assertj.core.api.Assertions.assertThat;

/** 规则: what is signed and proven and yet could not have been accepted is told with the first place where it shows. */
class RulesTest {

    private static final String UNITS = "{\"units\":[{\"code\":\"301001\",\"name\":\"本级\",\"nature\":\"ADMINISTRATIVE\"}]}";
    private static final Trust TRUST = Trust.in(Forged.KEY.verifier());

    /** All that a budget can see of the rules, kept. */
    @Test
    void a_year_of_a_ledger_that_keeps_its_rules_breaks_none() {
        ForgedLog log = allocated()
                .post("BudgetAdjusted", "2023-03-01", "", "line:" + OFFICE, "-40.00", "line:" + TRAVEL, "20.00", SOURCE, "20.00")
                .post("FundsTransferred", "2023-03-02", "", "line:" + OFFICE, "-10.00", "line:" + TRAVEL, "10.00")
                .post("FundsTransferred", "2023-03-03", "\"authority\":\"批\",", "line:" + OFFICE, "-10.00", "line:" + MEETING, "10.00")
                .post("FundsTransferred", "2023-03-04", "\"counterpart\":\"302-2023-7\",", "line:" + OFFICE, "-5.00", OTHERS, "5.00")
                .post("FundsFrozen", "2023-04-01", "", "line:" + OFFICE, "-35.00", "frozen:" + OFFICE, "35.00")
                .post("FundsReleased", "2023-05-01", "", "frozen:" + OFFICE, "-35.00", "line:" + OFFICE, "35.00")
                .post("FundsAllocated", "2022-12-01", "", "line:" + MEETING, "1.00", SOURCE, "-1.00")
                .post("PostingReversed", "2022-12-02", reverses(8, "FundsAllocated"), "line:" + MEETING, "-1.00", SOURCE, "1.00")
                .post("FundsCarriedForward", "2022-12-31", "\"counterpart\":\"301-2022-9\",",
                        "line:" + carriedOver(MEETING) + ",\"timesCarried\":1", "7.00", LAST_YEAR, "-7.00")
                .close("2024-01-10")
                .post("FundsCarriedForward", "2023-12-31", "\"counterpart\":\"301-2024-3\",",
                        "line:" + MEETING, "-110.00", NEXT_YEAR, "110.00")
                .post("PostingReversed", "2023-12-31", "\"counterpart\":\"301-2024-4\"," + reverses(12, "FundsCarriedForward"),
                        "line:" + MEETING, "110.00", NEXT_YEAR, "-110.00")
                .publish(5, 1)
                .publish(14, 2);

        Report report = Verification.of(Forged.signed(log.facts), TRUST);

        assertThat(report.isSound()).as("%s", report).isTrue();
        assertThat(report.rulesKept()).as("%s", report).isTrue();
        assertThat(report.toString()).contains("rules kept: yes");
    }

    /** 结转年限: entries of one line differ in how often their money was carried, and what came may be gone when it goes back. */
    @Test
    void a_transfer_of_money_of_two_ages_and_its_reversal_break_none() {
        String from = "line:" + carriedOver(OFFICE);
        String to = "line:" + carriedOver(TRAVEL);
        String twice = ",\"timesCarried\":2";
        ForgedLog log = opened()
                .post("FundsCarriedForward", "2022-12-31", "\"counterpart\":\"301-2022-9\",",
                        from + ",\"timesCarried\":1", "7.00", from + twice, "5.00", LAST_YEAR, "-12.00")
                .post("FundsTransferred", "2023-03-01", "", from, "-3.00", from + twice, "-5.00", to, "3.00", to + twice, "5.00")
                .post("FundsTransferred", "2023-03-02", "\"counterpart\":\"302-2023-7\",",
                        to, "-1.00", to + twice, "-5.00", OTHERS, "6.00")
                .post("BudgetAdjusted", "2023-03-03", "", to, "6.00", SOURCE, "-6.00")
                .post("PostingReversed", "2023-03-04", reverses(2, "FundsTransferred"), from, "8.00", to, "-8.00");

        Report report = Verification.of(Forged.signed(log.facts), TRUST);

        assertThat(report.isSound()).as("%s", report).isTrue();
        assertThat(report.rulesKept()).as("%s", report).isTrue();
    }

    @Test
    void what_comes_from_a_year_without_units_names_none() {
        ForgedLog log = opened()
                .add("UnitsDefined", UNITS)
                .post("FundsCarriedForward", "2022-12-31", "\"counterpart\":\"301-2022-9\",",
                        "line:" + carriedOver(OFFICE) + ",\"timesCarried\":1", "7.00", LAST_YEAR, "-7.00");

        Report report = Verification.of(Forged.signed(log.facts), TRUST);

        assertThat(report.isSound()).as("%s", report).isTrue();
        assertThat(report.rulesKept()).as("%s", report).isTrue();
    }

    @TestFactory
    Stream<DynamicTest> what_could_not_have_been_accepted_is_named_with_its_place() {
        return Stream.of(
                broken("overdrawn", "a line is overdrawn", allocated()
                        .post("BudgetAdjusted", "2023-03-01", "", "line:" + OFFICE, "-100.01", SOURCE, "100.01")),
                broken("overdrawn at an earlier date only", "a line is overdrawn", allocated()
                        .post("BudgetAdjusted", "2023-06-01", "", "line:" + OFFICE, "50.00", SOURCE, "-50.00")
                        .post("BudgetAdjusted", "2023-03-01", "", "line:" + OFFICE, "-120.00", SOURCE, "120.00")),
                broken("overdrawn by a reversal", "a line is overdrawn", allocated()
                        .post("BudgetAdjusted", "2023-03-01", "", "line:" + OFFICE, "-60.00", SOURCE, "60.00")
                        .post("PostingReversed", "2023-04-01", reverses(1, "FundsAllocated"), "line:" + OFFICE, "-100.00",
                                "line:" + TRAVEL, "-100.00", "line:" + MEETING, "-100.00", SOURCE, "300.00")),
                broken("frozen money spent", "a line is overdrawn", allocated()
                        .post("FundsFrozen", "2023-02-01", "", "line:" + OFFICE, "-80.00", "frozen:" + OFFICE, "80.00")
                        .post("BudgetAdjusted", "2023-03-01", "", "line:" + OFFICE, "-30.00", SOURCE, "30.00")),
                broken("more released than frozen", "more is released than is frozen", allocated()
                        .post("FundsFrozen", "2023-02-01", "", "line:" + OFFICE, "-80.00", "frozen:" + OFFICE, "80.00")
                        .post("FundsReleased", "2023-03-01", "", "frozen:" + OFFICE, "-81.00", "line:" + OFFICE, "81.00")),
                broken("released before it was frozen", "more is released than is frozen", allocated()
                        .post("FundsFrozen", "2023-05-01", "", "line:" + OFFICE, "-80.00", "frozen:" + OFFICE, "80.00")
                        .post("FundsReleased", "2023-03-01", "", "frozen:" + OFFICE, "-80.00", "line:" + OFFICE, "80.00")),
                broken("given to no unit", "a unit that is not defined before, or none", opened()
                        .add("UnitsDefined", UNITS)
                        .post("FundsAllocated", "2023-01-01", "", "line:" + OFFICE, "1.00", SOURCE, "-1.00")),
                broken("taken from a line that never had any", "a line that never had any", opened()
                        .post("BudgetAdjusted", "2023-03-01", "", "line:" + OFFICE, "-1.00", SOURCE, "1.00")),
                broken("reversed twice", "reversed before", adjusted("50.00").post("PostingReversed", "2023-04-01", reverses(2,
                                "BudgetAdjusted"), "line:" + OFFICE, "-50.00", SOURCE, "50.00")
                        .post("PostingReversed", "2023-04-01", reverses(2, "BudgetAdjusted"), "line:" + OFFICE, "-50.00",
                                SOURCE, "50.00")),
                broken("reversed before it counted", "counts before what it reverses", adjusted("50.00")
                        .post("PostingReversed", "2023-02-28", reverses(2, "BudgetAdjusted"), "line:" + OFFICE, "-50.00",
                                SOURCE, "50.00")),
                broken("posted after closing", "after the year was closed", allocated().close("2023-12-31")
                        .post("BudgetAdjusted", "2023-03-01", "", "line:" + OFFICE, "1.00", SOURCE, "-1.00")),
                broken("reversed after closing", "after the year was closed", adjusted("50.00").close("2023-12-31")
                        .post("PostingReversed", "2023-04-01", reverses(2, "BudgetAdjusted"), "line:" + OFFICE, "-50.00",
                                SOURCE, "50.00")),
                broken("carried into a closed year", "after the year was closed", allocated().close("2023-12-31")
                        .post("FundsCarriedForward", "2022-12-31", "\"counterpart\":\"301-2022-9\",",
                                "line:" + carriedOver(OFFICE), "7.00", LAST_YEAR, "-7.00")),
                broken("named after closing", "defined after the year was closed", allocated().close("2023-12-31")
                        .add("NamesDefined", "{\"names\":[{\"code\":\"30201\",\"name\":\"办公\",\"type\":\"ECONOMIC\"}]}")),
                broken("of a code that has a name of the department's own only", "30206 is not defined before", opened()
                        .add("NamesDefined", "{\"names\":[{\"code\":\"30206\",\"name\":\"电费\",\"type\":\"ECONOMIC\"}]}")
                        .post("FundsAllocated", "2023-01-01", "", "line:" + OFFICE.replace("30201", "30206"), "1.00", SOURCE, "-1.00")),
                broken("closed twice", "closed already", allocated().close("2023-12-31").close("2023-12-31")),
                broken("closed years later", "closing is effective outside", allocated().close("2025-01-01")),
                broken("closed on frozen money", "closed on frozen money", allocated()
                        .post("FundsFrozen", "2023-02-01", "", "line:" + OFFICE, "-80.00", "frozen:" + OFFICE, "80.00")
                        .close("2023-12-31")),
                broken("dated 1066", "outside the fiscal year", allocated()
                        .post("BudgetAdjusted", "1066-10-14", "", "line:" + OFFICE, "1.00", SOURCE, "-1.00")),
                broken("dated the year after", "outside the fiscal year", allocated()
                        .post("FundsAllocated", "2024-01-01", "", "line:" + OFFICE, "1.00", SOURCE, "-1.00")),
                broken("adjusted the year before", "outside the fiscal year", allocated()
                        .post("BudgetAdjusted", "2022-12-31", "", "line:" + OFFICE, "1.00", SOURCE, "-1.00")),
                broken("carried in at a date of this year", "outside the fiscal year", opened()
                        .post("FundsCarriedForward", "2023-01-01", "\"counterpart\":\"301-2022-9\",",
                                "line:" + carriedOver(OFFICE), "7.00", LAST_YEAR, "-7.00")),
                broken("carried into the year after next", "a budget that it cannot", allocated()
                        .post("FundsCarriedForward", "2023-12-31", "\"counterpart\":\"301-2025-3\",",
                                "line:" + OFFICE, "-1.00", NEXT_YEAR.replace("2024", "2025"), "1.00")),
                broken("carried to another department", "a budget that it cannot", allocated()
                        .post("FundsCarriedForward", "2023-12-31", "\"counterpart\":\"302-2024-3\",",
                                "line:" + OFFICE, "-1.00", NEXT_YEAR.replace("301", "302"), "1.00")),
                broken("transferred to another year", "a budget that it cannot", allocated()
                        .post("FundsTransferred", "2023-12-31", "\"counterpart\":\"302-2024-3\",",
                                "line:" + OFFICE, "-1.00", NEXT_YEAR.replace("301", "302"), "1.00")),
                broken("the other half is of another budget", "not that of the other half", allocated()
                        .post("FundsTransferred", "2023-12-31", "\"counterpart\":\"303-2023-3\",",
                                "line:" + OFFICE, "-1.00", OTHERS, "1.00")),
                broken("the other half is not named", "not that of the other half", allocated()
                        .post("FundsTransferred", "2023-12-31", "", "line:" + OFFICE, "-1.00", OTHERS, "1.00")),
                broken("carried in as this year's money", "not what a FundsCarriedForward moves", opened()
                        .post("FundsCarriedForward", "2022-12-31", "\"counterpart\":\"301-2022-9\",",
                                "line:" + OFFICE, "7.00", LAST_YEAR, "-7.00")),
                broken("carried out of nothing into the line", "not what a FundsCarriedForward moves", allocated()
                        .post("FundsCarriedForward", "2023-12-31", "\"counterpart\":\"301-2024-3\",",
                                "line:" + OFFICE, "1.00", NEXT_YEAR, "-1.00")),
                broken("allocated less than nothing", "not what a FundsAllocated moves", allocated()
                        .post("FundsAllocated", "2023-03-01", "", "line:" + OFFICE, "-1.00", SOURCE, "1.00")),
                broken("adjusted by nothing", "not what a BudgetAdjusted moves", allocated()
                        .post("BudgetAdjusted", "2023-03-01", "", "line:" + OFFICE, "0.00", SOURCE, "0.00")),
                broken("transferred from the source", "not what a FundsTransferred moves", allocated()
                        .post("FundsTransferred", "2023-03-01", "", "line:" + OFFICE, "1.00", SOURCE, "-1.00")),
                broken("transferred to itself", "not what a FundsTransferred moves", allocated()
                        .post("FundsTransferred", "2023-03-01", "", "line:" + OFFICE, "-1.00", "line:" + OFFICE, "1.00")),
                broken("transferred to and fro", "not what a FundsTransferred moves", allocated()
                        .post("FundsTransferred", "2023-03-01", "", "line:" + OFFICE, "-2.00", "line:" + TRAVEL, "1.00",
                                "line:" + OFFICE, "1.00")),
                broken("transferred across 项 without a paper", "not what a FundsTransferred moves", allocated()
                        .post("FundsTransferred", "2023-03-01", "", "line:" + OFFICE, "-1.00", "line:" + MEETING, "1.00")),
                broken("transferred across origins", "not what a FundsTransferred moves", allocated()
                        .post("FundsTransferred", "2023-03-01", "\"authority\":\"批\",", "line:" + OFFICE, "-1.00",
                                "line:" + carriedOver(OFFICE), "1.00")),
                broken("frozen from the source", "not what a FundsFrozen moves", allocated()
                        .post("FundsFrozen", "2023-03-01", "", "frozen:" + OFFICE, "1.00", "line:" + TRAVEL, "-1.00")),
                broken("released as if frozen", "not what a FundsReleased moves", allocated()
                        .post("FundsReleased", "2023-03-01", "", "line:" + OFFICE, "-1.00", "frozen:" + OFFICE, "1.00")),
                broken("a code that is not in the catalogue", "the code 2010399 is not defined before", allocated()
                        .post("BudgetAdjusted", "2023-03-01", "", "line:" + OFFICE.replace("2010301", "2010399"), "1.00",
                                SOURCE, "-1.00")),
                broken("a code of a 款", "the code 20103 is not defined before", allocated()
                        .post("BudgetAdjusted", "2023-03-01", "", "line:" + OFFICE.replace("2010301", "20103"), "1.00",
                                SOURCE, "-1.00")),
                broken("a project of a kind that has none", "the kind is not PROJECT", allocated()
                        .post("BudgetAdjusted", "2023-03-01", "", "line:" + OFFICE.replace("\"}", "\",\"project\":\"x\"}"), "1.00",
                                SOURCE, "-1.00")),
                broken("a line without its economic class", "lacks what its kind requires", allocated()
                        .post("BudgetAdjusted", "2023-03-01", "", "line:" + line("2010301", "OPERATING", "", ""), "1.00",
                                SOURCE, "-1.00")),
                broken("an unsplit kind in a whole budget", "lacks what its kind requires", allocated()
                        .post("BudgetAdjusted", "2023-03-01", "", "line:" + line("2010301", "BASIC", "", ""), "1.00",
                                SOURCE, "-1.00")),
                broken("a line of no kind in a whole budget", "lacks what its kind requires", allocated()
                        .post("BudgetAdjusted", "2023-03-01", "", "line:" + OFFICE.replace("\"kind\":\"OPERATING\",", ""), "1.00",
                                SOURCE, "-1.00")),
                broken("more than any state has", "an amount out of range", allocated()
                        .post("FundsAllocated", "2023-03-01", "", "line:" + OFFICE, "10000000000000.01",
                                SOURCE, "-10000000000000.01")),
                broken("publications out of order", "not numbered", allocated().publish(3, 2)),
                broken("only one half reversed", "not that of the other half", allocated()
                        .post("FundsTransferred", "2023-03-01", "\"counterpart\":\"302-2023-3\",", "line:" + OFFICE, "-1.00",
                                OTHERS, "1.00")
                        .post("PostingReversed", "2023-03-01", reverses(2, "FundsTransferred"), "line:" + OFFICE, "1.00",
                                OTHERS, "-1.00")));
    }

    /** The facts stop where the rule is broken: of the two postings of a pair the last. */
    private static DynamicTest broken(String how, String rule, ForgedLog log) {
        return DynamicTest.dynamicTest(how, () -> {
            Report report = Verification.of(Forged.signed(log.facts), TRUST);

            assertThat(report.isSound()).as("%s", report).isTrue();
            assertThat(report.rulesKept()).isFalse();
            assertThat(report.toString().lines().filter(line -> line.startsWith("规则")))
                    .singleElement().asString()
                    .contains("rules kept: no, first breach at", "position " + log.facts.size() + ":", rule);
        });
    }

    private static ForgedLog adjusted(String amount) {
        return allocated().post("BudgetAdjusted", "2023-03-01", "", "line:" + OFFICE, amount, SOURCE, "-" + amount);
    }

    private static String reverses(int sequence, String type) {
        return "\"reversedType\":\"" + type + "\",\"reverses\":\"301-2023-" + sequence + "\",";
    }
}
