package dev.budgetledger.identity;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Failed attempts to be somebody. Who failed so often in a minute waits until it is over, whatever he says then; so no one is kept out by
 * somebody at another address. A bounded number is remembered, the latest.
 */
final class Attempts {

    /** Of one name from one address. */
    static final int FAILURES_PER_NAME_MAX = 5;

    /** From one address, of all names: each costs what a password costs to try. */
    static final int FAILURES_PER_ADDRESS_MAX = 50;

    static final Duration WINDOW = Duration.ofMinutes(1);

    private static final int REMEMBERED_MAX = 10_000;

    private final InstantSource clock;
    private final Map<String, Failures> failures = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
            return size() > REMEMBERED_MAX;
        }
    };

    private record Failures(Instant since, int count) {}

    Attempts(InstantSource clock) {
        this.clock = clock;
    }

    synchronized boolean areTooMany(String name, String address) {
        return count(key(name, address)) >= FAILURES_PER_NAME_MAX || count(address) >= FAILURES_PER_ADDRESS_MAX;
    }

    synchronized void failed(String name, String address) {
        add(key(name, address));
        add(address);
    }

    synchronized void succeeded(String name, String address) {
        failures.remove(key(name, address));
    }

    synchronized int size() {
        return failures.size();
    }

    private static String key(String name, String address) {
        return address + " " + name;
    }

    private int count(String key) {
        Failures counted = failures.get(key);
        return counted == null || !clock.instant().isBefore(counted.since.plus(WINDOW)) ? 0 : counted.count;
    }

    private void add(String key) {
        int before = count(key);
        Failures counted = failures.remove(key); // so that it is the latest
        failures.put(key, counted == null || before == 0 ? new Failures(clock.instant(), 1) : new Failures(counted.since, before + 1));
    }
}
