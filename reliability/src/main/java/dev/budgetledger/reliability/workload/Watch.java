package dev.budgetledger.reliability.workload;

import java.time.Duration;
import java.util.Optional;

import dev.budgetledger.reliability.check.Answer;
import dev.budgetledger.reliability.cluster.Service;

/**
 * Looks whether a ledger's readiness tells the truth: a probe asks for it, and a client posts to that ledger and no
 * other. It does not where it says for more than five seconds that it is ready and nothing can be posted.
 */
final class Watch {

    private static final Duration ALLOWED = Duration.ofSeconds(5);
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final Service ledger;
    private final Http http;
    private final Answers answers;
    private final Commands commands;
    private volatile long lastAccepted = System.nanoTime();
    private volatile boolean untrue;

    Watch(Service ledger, Http http, Answers answers, long seed) {
        this.ledger = ledger;
        this.http = http;
        this.answers = answers;
        this.commands = new Commands("canary-" + ledger.name(), seed);
    }

    /** Posts until it is interrupted. */
    void post() throws InterruptedException {
        while (true) {
            Command command = commands.next();
            Optional<Answer> answer = http.post(ledger, command, answers, TIMEOUT);
            while (answer.isEmpty()) {
                Thread.sleep(200);
                answer = http.post(ledger, command, answers, TIMEOUT);
            }
            lastAccepted = System.nanoTime();
            Thread.sleep(200);
        }
    }

    /** Asks until it is interrupted. */
    void probe() throws InterruptedException {
        long lastUnready = System.nanoTime();
        while (true) {
            long asked = System.nanoTime();
            if (!http.isReady(ledger)) {
                lastUnready = System.nanoTime();
            } else if (asked - Math.max(lastUnready, lastAccepted) > ALLOWED.toNanos()) {
                untrue = true;
            }
            Thread.sleep(300);
        }
    }

    /** Whether it did not tell the truth since this was asked last. */
    boolean wasUntrue() {
        boolean was = untrue;
        untrue = false;
        return was;
    }
}
