package dev.budgetledger.edge.access;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import jakarta.servlet.FilterChain;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

import dev.budgetledger.edge.problems.ProblemException;

import static org.assertj.core.api.Assertions.assertThat;

/** How many requests one may make: by a clock that the test turns. */
class RequestLimitsTest {

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5); // any clock runs over some day
    private final RequestLimits limits = new RequestLimits(2, 3, nanos::get);

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void as_many_as_fit_at_once_then_so_many_a_second_and_each_has_his_own() {
        assertThat(List.of(ask("a"), ask("a"), ask("a"), ask("a"))).containsExactly(0L, 0L, 0L, 1L);
        assertThat(ask("b")).isZero();
        pass(Duration.ofMillis(499));
        assertThat(ask("a")).isEqualTo(1);
        pass(Duration.ofMillis(1));
        assertThat(ask("a")).isZero();
        assertThat(ask("a")).isEqualTo(1);
        pass(Duration.ofDays(1));
        assertThat(List.of(ask("a"), ask("a"), ask("a"), ask("a"))).as("no more is saved").containsExactly(0L, 0L, 0L, 1L);
    }

    @Test
    void a_slow_rate_says_how_long() {
        RequestLimits slow = new RequestLimits(0.1, 1, nanos::get);

        assertThat(slow.secondsToWait("a")).isZero();
        assertThat(slow.secondsToWait("a")).isEqualTo(10);
        pass(Duration.ofSeconds(4));
        assertThat(slow.secondsToWait("a")).isEqualTo(6);
    }

    @Test
    void however_many_ask_no_more_than_so_many_are_remembered() {
        for (int i = 0; i < 3 * RequestLimits.REMEMBERED_MAX; i++) {
            limits.secondsToWait("who" + i);
        }

        assertThat(limits.remembered()).isEqualTo(RequestLimits.REMEMBERED_MAX);
    }

    @Test
    void what_is_too_much_is_answered_429_with_the_time_and_what_is_for_everybody_is_not_counted() throws Exception {
        AccessControl access = new AccessControl(new AccessTable(List.of(AccessTable.get("/v1/facts", Role.READER))), true, null, null, false,
                new RequestLimits(0.5, 1, nanos::get), InstantSource.system());
        AccessFilter filter = new AccessFilter(access, ForbiddenWatch.NONE, (_, response, _, why) -> {
            response.setStatus(((ProblemException) why).problem().status());
            return new org.springframework.web.servlet.ModelAndView();
        });

        assertThat(answer(filter, "/v1/facts", "192.0.2.1").getStatus()).isEqualTo(200);
        MockHttpServletResponse refused = answer(filter, "/v1/facts", "192.0.2.1");
        assertThat(refused.getStatus()).isEqualTo(429);
        assertThat(refused.getHeader("Retry-After")).isEqualTo("2");
        assertThat(answer(filter, "/v1/facts", "192.0.2.2").getStatus()).isEqualTo(200);
        for (int i = 0; i < 5; i++) {
            assertThat(answer(filter, "/actuator/health", "192.0.2.1").getStatus()).isEqualTo(200);
        }
    }

    private static MockHttpServletResponse answer(AccessFilter filter, String path, String address) throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", path);
        request.setRemoteAddr(address);
        MockHttpServletResponse response = new MockHttpServletResponse();
        FilterChain chain = new MockFilterChain();
        filter.doFilter(request, response, chain);
        return response;
    }

    private long ask(String who) {
        return limits.secondsToWait(who);
    }
}
