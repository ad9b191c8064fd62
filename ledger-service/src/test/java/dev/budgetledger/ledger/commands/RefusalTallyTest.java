package dev.budgetledger.ledger.commands;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.Fact.AuthorityRefused.Door;
import dev.budgetledger.ledger.TestLedger;
import dev.budgetledger.ledger.commands.RefusalRecorder.RefusalSettings;
import dev.budgetledger.ledger.store.Submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RefusalTallyTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private long now = Long.MAX_VALUE - 5; // nanoseconds have no beginning
    private final RefusalTally tally = new RefusalTally(new RefusalSettings(MINUTE, Duration.ofSeconds(5)), () -> now);

    @Test
    void of_one_name_the_last_is_told_with_how_many_were_before_it_and_not_sooner_than_let() {
        refused("王", "first");
        assertThat(told("王")).isEqualTo(fact("王", "first", 0));
        refused("王", "second");
        refused("王", "third");
        assertThat(tally.next()).isNull();
        assertThat(tally.pause()).isEqualTo(MINUTE);

        now += MINUTE.toNanos();

        assertThat(tally.pause()).isEqualTo(Duration.ZERO);
        assertThat(told("王")).isEqualTo(fact("王", "third", 1));
        assertThat(tally.next()).isNull();
        assertThat(tally.untold()).isZero();
    }

    @Test
    void who_has_waited_longest_comes_first() {
        refused("王", "x");
        refused("李", "x");
        told("王");
        now += MINUTE.toNanos();
        refused("王", "y");

        assertThat(told("李")).isEqualTo(fact("李", "x", 0));
        assertThat(told("王")).isEqualTo(fact("王", "y", 0));
    }

    @Test
    void names_beyond_the_bound_are_one_number_that_the_next_fact_says() {
        for (int i = 0; i < RefusalTally.NAMES_MAX + 7; i++) {
            refused("name " + i, "x");
        }

        assertThat(tally.untold()).isEqualTo(RefusalTally.NAMES_MAX + 7);
        assertThat(told("name 0")).isEqualTo(new Fact.AuthorityRefused(Door.HTTP, "OpenBudget", "301-2023", "NOT_GRANTED", "x", sha256("name 0"), 0, 7));
        assertThat(told("name 1").leftOutOfOthers()).isZero();
    }

    @Test
    void a_name_that_was_told_long_ago_makes_room() {
        for (int i = 0; i < RefusalTally.NAMES_MAX; i++) {
            refused("name " + i, "x");
        }
        told("name 0");
        refused("another", "x");
        now += MINUTE.toNanos();
        refused("a third", "x");

        assertThat(told("name 1").leftOutOfOthers()).isEqualTo(1);
        for (int i = 2; i < RefusalTally.NAMES_MAX; i++) {
            assertThat(told("name " + i).leftOutOfOthers()).isZero();
        }
        assertThat(told("a third").leftOutOfOthers()).isZero();
    }

    @Test
    void at_the_end_all_that_is_left_is_told_though_it_is_soon() {
        refused("王", "x");
        told("王");
        refused("王", "y");

        assertThat(Objects.requireNonNull(tally.left()).refused()).isEqualTo(fact("王", "y", 0));
        assertThat(tally.left()).isNull();
    }

    @Test
    void who_records_is_woken_once_until_a_name_is_told() {
        AtomicInteger woken = new AtomicInteger();
        tally.onNews(woken::incrementAndGet);

        refused("王", "x");
        refused("王", "x");

        assertThat(woken).hasValue(1);
    }

    @Test
    void what_came_by_no_door_is_not_counted() {
        tally.refused(TestLedger.of(TestLedger.open("301")), "NOT_GRANTED", "x");

        assertThat(tally.untold()).isZero();
    }

    @Test
    void at_an_address_it_is_told_what_the_address_is_of() {
        forbidden("POST", "/v1/budgets/301/2023/adjustments", null);
        assertThat(told("王")).isEqualTo(at("Adjust", "301-2023"));
        forbidden("POST", "/v1/forms", null);
        assertThat(told("王")).isEqualTo(at("AdoptForm", null));
        forbidden("POST", "/v1/budgets/3-1/20/adjustments", "dryRun=false");
        assertThat(told("王")).isEqualTo(at("Adjust", null));
        forbidden("GET", "/v1/budgets/301/2023", null);
        assertThat(told("王")).isEqualTo(at(null, null));
        forbidden("POST", "/", null);
        assertThat(told("王")).isEqualTo(at(null, null));
        forbidden("POST", "/v1/budgets/301/2023/adjustments", "x=1&dryRun=true");
        assertThat(tally.untold()).isZero();
    }

    @Test
    void settings_that_do_not_go_together_are_refused() {
        assertThatThrownBy(() -> new RefusalSettings(Duration.ofHours(1), Duration.ofSeconds(5))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RefusalSettings(Duration.ofSeconds(-1), Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
    }

    private void refused(String name, String field) {
        tally.refused(submission(name), "NOT_GRANTED", field);
    }

    private static Submission submission(String name) {
        return new Submission(TestLedger.open("301"), name, null, null, null, Door.HTTP);
    }

    private static String sha256(String name) {
        return submission(name).sha256();
    }

    private void forbidden(String method, String path, @Nullable String query) {
        now += MINUTE.toNanos();
        MockHttpServletRequest request = new MockHttpServletRequest(method, path);
        request.setQueryString(query);
        tally.forbidden("王", request);
    }

    private Fact.AuthorityRefused told(String name) {
        RefusalTally.Due due = Objects.requireNonNull(tally.next());
        assertThat(due.name()).isEqualTo(name);
        return due.refused();
    }

    private static Fact.AuthorityRefused fact(String name, String field, long leftOut) {
        return new Fact.AuthorityRefused(Door.HTTP, "OpenBudget", "301-2023", "NOT_GRANTED", field, sha256(name), leftOut, 0);
    }

    private static Fact.AuthorityRefused at(@Nullable String operation, @Nullable String budget) {
        return new Fact.AuthorityRefused(Door.ADDRESS, operation, budget, "FORBIDDEN", null, null, 0, 0);
    }
}
