package dev.budgetledger.edge;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A meter is read in time, whatever hangs. */
class InTimeTest {

    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void however_often_it_is_read_the_question_is_put_once_for_as_long_as_its_answer_is_kept() {
        InTime<Integer> kept = new InTime<>(Duration.ofDays(1), asked::incrementAndGet);
        InTime<Integer> fresh = new InTime<>(Duration.ZERO, asked::incrementAndGet);

        assertThat(kept.number(each -> each)).isEqualTo(1);
        assertThat(kept.number(each -> each)).isEqualTo(1);
        assertThat(fresh.number(each -> each)).isEqualTo(2);
        assertThat(fresh.number(each -> each)).isEqualTo(3);
    }

    @Test
    void there_is_no_number_before_the_first_answer_nor_where_the_question_fails() {
        CountDownLatch never = new CountDownLatch(1);
        InTime<Integer> hanging = new InTime<>(Duration.ZERO, () -> {
            try {
                never.await();
                return 1;
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        InTime<Integer> failing = new InTime<>(Duration.ofDays(1), () -> {
            throw new IllegalStateException("away");
        });

        assertThat(hanging.number(each -> each)).isNaN();
        assertThat(failing.number(each -> each)).isNaN();
        assertThat(failing.number(each -> each)).isNaN();
        never.countDown();
    }
}
