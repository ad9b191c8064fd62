package dev.budgetledger.projection.login;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** Sessions, in memory: a bounded number, of which the one that asked longest ago ends first. A restart ends all. */
final class LoginSessions {

    static final int SESSIONS_MAX = 10_000;

    /** Without a request. */
    static final Duration IDLE_MAX = Duration.ofMinutes(30);

    static final Duration LENGTH_MAX = Duration.ofHours(8);

    private final InstantSource clock;
    private final Map<String, LoginSession> sessions = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, LoginSession> eldest) {
            return size() > SESSIONS_MAX;
        }
    };

    LoginSessions(InstantSource clock) {
        this.clock = clock;
    }

    /** Begins one, and ends the one that the browser had. */
    synchronized String begin(LoginSession session, @Nullable String former) {
        LoginSession before = find(former);
        end(former);
        String number = LoginSession.random();
        sessions.put(number, (before == null ? session : session.continuing(before)).begunAt(clock.instant()));
        return number;
    }

    synchronized @Nullable LoginSession find(@Nullable String number) {
        LoginSession found = number == null ? null : sessions.get(number);
        if (found == null || number == null) {
            return null;
        }
        Instant now = clock.instant();
        if (now.isAfter(found.used().plus(IDLE_MAX)) || now.isAfter(found.begun().plus(LENGTH_MAX))) {
            sessions.remove(number);
            return null;
        }
        LoginSession used = found.at(now);
        sessions.put(number, used);
        return used;
    }

    synchronized void end(@Nullable String number) {
        if (number != null) {
            sessions.remove(number);
        }
    }
}
