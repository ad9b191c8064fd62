package dev.budgetledger.workers;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.context.support.GenericApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

class WorkerTest {

    private static final Duration FOR_EVER = Duration.ofDays(1);
    private static final Retry AT_ONCE = Retry.each(Duration.ZERO);

    private final Logger logger = (Logger) LoggerFactory.getLogger(Worker.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final BlockingQueue<String> turns = new LinkedBlockingQueue<>();

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void leave() {
        logger.detachAppender(lines);
    }

    @Test
    void an_error_ends_nothing_and_is_told_once_with_its_trace_and_once_when_it_is_over() throws InterruptedException {
        Worker worker = worker(AT_ONCE, () -> {
            turns.add("turn");
            if (turns.size() <= 20) {
                throw new NoSuchMethodError("not of this release");
            }
            return FOR_EVER;
        });
        worker.start();
        await(21);
        awaitTrouble(worker, "");
        worker.stop();

        assertThat(told()).containsExactly(
                "Nothing is done, 1 times so far: java.lang.NoSuchMethodError: not of this release",
                "Nothing is done, 20 times: this is over");
        assertThat(lines.list.getFirst().getThrowableProxy()).isNotNull();
    }

    @Test
    void it_says_what_its_trouble_is_while_it_waits_to_try_again_and_stops_without_waiting_for_that() throws InterruptedException {
        Worker worker = worker(Retry.each(FOR_EVER), () -> {
            throw new IllegalStateException(new SQLException("the server is unavailable", "08006"));
        });
        assertThat(worker.trouble()).isEqualTo("not started");
        worker.start();
        awaitTrouble(worker, "java.sql.SQLException: the server is unavailable");

        worker.stop();
        assertThat(worker.isRunning()).isFalse();
    }

    @Test
    void a_turn_that_hangs_is_interrupted_after_its_grace_and_that_is_no_fault() throws InterruptedException {
        Worker worker = worker(AT_ONCE, () -> {
            turns.add("turn");
            new CountDownLatch(1).await();
            return Duration.ZERO;
        });
        worker.start();
        await(1);

        worker.stop();
        assertThat(worker.isRunning()).isFalse();
        assertThat(told()).isEmpty();
    }

    @Test
    void news_end_a_wait_for_news_and_no_pause() throws InterruptedException {
        AtomicReference<Worker> self = new AtomicReference<>();
        Worker worker = worker(AT_ONCE, () -> {
            self.get().awaitNews(FOR_EVER);
            turns.add("news");
            return FOR_EVER;
        });
        self.set(worker);
        worker.wake(); // also before it waits
        worker.start();
        await(1);
        worker.wake();
        worker.stop();

        assertThat(turns).hasSize(1);
    }

    @Test
    void what_hinders_it_is_its_trouble_and_no_fault_and_a_turn_without_more_ends_it() throws InterruptedException {
        AtomicReference<Worker> self = new AtomicReference<>();
        Worker worker = worker(AT_ONCE, () -> {
            turns.add("turn");
            self.get().hinderedBy("another instance does it");
            return null;
        });
        self.set(worker);
        worker.start();
        await(1);
        awaitTrouble(worker, "another instance does it");
        worker.stop();

        assertThat(turns).hasSize(1);
        assertThat(told()).isEmpty();
    }

    @Test
    void it_says_so_once_its_thread_has_ended_though_nobody_stopped_it() throws InterruptedException {
        Worker worker = worker((_, _) -> {
            throw new IllegalStateException("a bug in what comes after a fault");
        }, () -> {
            throw new IllegalStateException("a fault");
        });
        worker.start();

        awaitTrouble(worker, "has ended");
    }

    @Test
    void a_pause_after_a_fault_doubles_up_to_its_bound() {
        Retry retry = Retry.doubling(Duration.ofMillis(500), Duration.ofSeconds(30));
        SQLException fault = new SQLException();

        assertThat(retry.after(fault, 1)).isEqualTo(Duration.ofMillis(500));
        assertThat(retry.after(fault, 4)).isEqualTo(Duration.ofSeconds(4));
        assertThat(retry.after(fault, 7)).isEqualTo(Duration.ofSeconds(30));
        assertThat(retry.after(fault, Integer.MAX_VALUE)).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void spring_starts_and_stops_the_workers_of_a_part() throws InterruptedException {
        Worker one = worker(AT_ONCE, () -> {
            turns.add("one");
            return FOR_EVER;
        });
        Worker other = worker(AT_ONCE, () -> {
            turns.add("other");
            return FOR_EVER;
        });
        WorkerLifecycle part = () -> List.of(one, other);
        try (GenericApplicationContext context = new GenericApplicationContext()) {
            context.registerBean("part", WorkerLifecycle.class, () -> part);
            context.refresh();
            await(2);
            assertThat(part.isRunning()).isTrue();
        }
        assertThat(turns).containsExactlyInAnyOrder("one", "other");
        assertThat(part.isRunning()).isFalse();
    }

    private static Worker worker(Retry retry, Worker.Task task) {
        return new Worker("worker", "Nothing is done", retry, Duration.ofMillis(20), task);
    }

    private void await(int atLeast) throws InterruptedException {
        while (turns.size() < atLeast) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }

    private static void awaitTrouble(Worker worker, String trouble) throws InterruptedException {
        while (!worker.trouble().equals(trouble)) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }

    private List<String> told() {
        return List.copyOf(lines.list).stream().map(ILoggingEvent::getFormattedMessage).toList();
    }
}
