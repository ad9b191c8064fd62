package dev.budgetledger.projection.entries;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import dev.budgetledger.contract.Entry;
import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.FactTypes;
import dev.budgetledger.contract.Fund;
import dev.budgetledger.contract.Money;
import dev.budgetledger.contract.Posting;
import dev.budgetledger.projection.samples.SampleLog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class OperationTest {

    private static final Posting POSTING = posting(new Entry.OfSource(Fund.GENERAL_PUBLIC, Money.ofFen(-1)));
    private static final Posting TO_2024 = carried("301-2024");
    private static final Posting FROM_2022 = carried("301-2022");

    private static final Map<Fact.Posted, Operation> OPERATIONS = Map.of(
            new Fact.FundsAllocated(POSTING), Operation.ALLOCATION,
            new Fact.FundsTransferred(POSTING, null, null), Operation.TRANSFER,
            new Fact.FundsTransferred(carried("302-2023"), null, "302-2023-1"), Operation.TRANSFER,
            new Fact.BudgetAdjusted(POSTING), Operation.ADJUSTMENT,
            new Fact.FundsCarriedForward(TO_2024, "301-2024-1"), Operation.CARRY_OUT,
            new Fact.FundsCarriedForward(FROM_2022, "301-2022-1"), Operation.CARRY_IN,
            new Fact.FundsFrozen(POSTING), Operation.FREEZE,
            new Fact.FundsReleased(POSTING), Operation.FREEZE);

    @Test
    void every_fact_that_moves_money_has_its_operation() {
        OPERATIONS.forEach((fact, operation) ->
                assertThat(Operation.of("301-2023", fact)).as(fact.toString()).isEqualTo(operation));
    }

    @Test
    void a_reversal_has_the_operation_of_what_it_reverses() {
        OPERATIONS.forEach((fact, operation) -> {
            Fact.Posted reversal = new Fact.PostingReversed(
                    fact.posting(), "301-2023-1", FactTypes.nameOf(fact), fact.counterpart());
            assertThat(Operation.of("301-2023", reversal)).as(fact.toString()).isEqualTo(operation);
        });
    }

    @Test
    void no_kind_of_posting_is_left_out_here() {
        assertThat(OPERATIONS.keySet().stream().map(Object::getClass).collect(Collectors.toSet()))
                .isEqualTo(Arrays.stream(Fact.Posted.class.getPermittedSubclasses())
                        .filter(type -> type != Fact.PostingReversed.class)
                        .collect(Collectors.toSet()));
    }

    @Test
    void a_reversal_of_a_reversal_or_of_what_posts_nothing_is_refused() {
        for (String type : List.of("PostingReversed", "YearClosed", "FundsBurnt")) {
            Fact.Posted reversal = new Fact.PostingReversed(POSTING, "301-2023-0", type, null);

            assertThatThrownBy(() -> Operation.of("301-2023", reversal))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("reverses a " + type);
        }
    }

    @Test
    void a_carry_forward_that_names_no_other_year_or_several_is_refused() {
        Posting several = posting(
                new Entry.OfCounterpart("301-2022", Fund.GENERAL_PUBLIC, Money.ofFen(-2)),
                new Entry.OfCounterpart("301-2024", Fund.GENERAL_PUBLIC, Money.ofFen(1)));
        for (Posting posting : List.of(POSTING, several)) {
            assertThatThrownBy(() -> Operation.of("301-2023", new Fact.FundsCarriedForward(posting, "301-2024-1")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("posting 301-2023-1 is carried between");
        }
    }

    private static Posting carried(String counterpart) {
        return posting(new Entry.OfCounterpart(counterpart, Fund.GENERAL_PUBLIC, Money.ofFen(-1)));
    }

    private static Posting posting(Entry... others) {
        List<Entry> entries = new ArrayList<>(List.of(new Entry.OfLine(SampleLog.STAFF, Money.ofFen(1))));
        entries.addAll(List.of(others));
        return new Posting("301-2023-1", "石财预〔2023〕1号", LocalDate.of(2023, 12, 31), "年末结转", entries);
    }
}
