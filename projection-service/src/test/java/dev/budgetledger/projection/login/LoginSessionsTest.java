package dev.budgetledger.projection.login;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** How long a session lasts, and how many there are. */
class LoginSessionsTest {

    private static final Instant BEGIN = Instant.parse("2026-01-05T09:00:00Z");

    private final AtomicReference<Instant> now = new AtomicReference<>(BEGIN);
    private final LoginSessions sessions = new LoginSessions(now::get);

    @Test
    void a_session_lasts_half_an_hour_without_a_request_and_eight_hours_with() {
        String idle = sessions.begin(session("wang"), null);
        String used = sessions.begin(session("li"), null);

        for (int i = 0; i < 16; i++) {
            pass(LoginSessions.IDLE_MAX);
            assertThat(sessions.find(used)).as("after %s", now).isNotNull();
        }

        assertThat(sessions.find(idle)).isNull();
        pass(Duration.ofSeconds(1));
        assertThat(sessions.find(used)).as("of eight hours").isNull();
    }

    /** The instant that a login says may be of a clock that was set since. */
    @Test
    void how_long_a_session_lasts_does_not_follow_from_when_it_says_that_it_began() {
        String number = sessions.begin(session("wang").begunAt(now.get().plus(Duration.ofHours(3))), null);

        pass(LoginSessions.IDLE_MAX.plusSeconds(1));

        assertThat(sessions.find(number)).isNull();
    }

    @Test
    void a_login_ends_the_session_that_the_browser_had_and_forms_stay_those_of_the_same_person() {
        LoginSession first = session("wang");
        String number = sessions.begin(first, null);

        String again = sessions.begin(session("wang"), number);
        assertThat(again).isNotEqualTo(number).hasSize(43);
        assertThat(sessions.find(number)).isNull();
        assertThat(found(again).formToken()).isEqualTo(first.formToken());

        String another = sessions.begin(session("li"), again);
        assertThat(found(another).formToken()).isNotEqualTo(first.formToken());
        assertThat(sessions.find(again)).isNull();
    }

    @Test
    void of_more_than_there_is_room_for_the_one_that_asked_longest_ago_ends() {
        String first = sessions.begin(session("first"), null);
        String second = sessions.begin(session("second"), null);
        assertThat(sessions.find(first)).isNotNull();

        for (int i = 2; i <= LoginSessions.SESSIONS_MAX; i++) {
            var _ = sessions.begin(session("wang"), null);
        }

        assertThat(sessions.find(second)).isNull();
        assertThat(sessions.find(first)).isNotNull();
    }

    @Test
    void nobody_has_no_session_and_who_left_has_none() {
        String number = sessions.begin(session("wang"), null);

        sessions.end(number);
        sessions.end(null);

        assertThat(sessions.find(number)).isNull();
        assertThat(sessions.find(null)).isNull();
        assertThat(sessions.find("")).isNull();
    }

    private LoginSession found(String number) {
        return Objects.requireNonNull(sessions.find(number));
    }

    private LoginSession session(String subject) {
        return new LoginSession(subject, subject, "token", now.get().plusSeconds(300), LoginSession.random(), now.get(), now.get());
    }

    private void pass(Duration time) {
        now.set(now.get().plus(time));
    }
}
