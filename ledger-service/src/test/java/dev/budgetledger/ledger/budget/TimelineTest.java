package dev.budgetledger.ledger.budget;

import java.time.LocalDate;
import java.util.List;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import dev.budgetledger.contract.Money;

import static org.assertj.core.api.Assertions.assertThat;

/** The timeline against a list of movements and a loop. */
class TimelineTest {

    private static final LocalDate NEW_YEAR = LocalDate.of(2023, 1, 1);

    record Movement(int day, long fen) {}

    @Provide
    Arbitrary<List<Movement>> movements() {
        return Combinators.combine(Arbitraries.integers().between(0, 40), Arbitraries.longs().between(-1000, 1000))
                .as(Movement::new).list().ofMaxSize(60);
    }

    @Property
    void the_lowest_balance_from_a_day_on_is_that_of_every_day_looked_at_one_by_one(
            @ForAll("movements") List<Movement> movements) {
        Timeline timeline = Timeline.EMPTY;
        for (Movement movement : movements) {
            timeline = timeline.plus(NEW_YEAR.plusDays(movement.day()), Money.ofFen(movement.fen()));
        }
        for (int day = 0; day <= 41; day++) {
            long lowest = Long.MAX_VALUE;
            for (int later = day; later <= 41; later++) {
                lowest = Math.min(lowest, balanceOn(movements, later));
            }
            assertThat(timeline.lowestFrom(NEW_YEAR.plusDays(day)).fen()).isEqualTo(lowest);
        }
        assertThat(timeline.balance().fen()).isEqualTo(balanceOn(movements, 41));
    }

    private static long balanceOn(List<Movement> movements, int day) {
        return movements.stream().filter(movement -> movement.day() <= day).mapToLong(Movement::fen).sum();
    }
}
