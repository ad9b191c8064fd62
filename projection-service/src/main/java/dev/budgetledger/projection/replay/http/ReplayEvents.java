package dev.budgetledger.projection.replay.http;

import java.io.IOException;
import java.time.Duration;

import org.springframework.dao.DataAccessException;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

import dev.budgetledger.projection.replay.ReplayDocument;
import dev.budgetledger.projection.replay.Replays;

/** Server-sent events of a replay, of whichever instance: {@code progress} as it changes, {@code result} at its end. */
final class ReplayEvents {

    private static final Duration CHECK_INTERVAL = Duration.ofMillis(250);
    /** So that whatever lies between does not think that nobody is there. */
    private static final Duration BETWEEN_COMMENTS = Duration.ofSeconds(15);
    private static final long WITHOUT_LIMIT = 0;

    private ReplayEvents() {}

    /** @param left runs when the reader has left, or has all */
    static SseEmitter of(Replays replays, ReplayDocument first, Runnable left) {
        SseEmitter emitter = new SseEmitter(WITHOUT_LIMIT);
        Thread.ofVirtual().name("replay-events").start(() -> {
            try {
                follow(replays, first, emitter);
                emitter.complete();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (DataAccessException e) {
                emitter.completeWithError(e);
            } catch (IOException | IllegalStateException e) {
                // The reader has left. The replay continues.
            } finally {
                left.run();
            }
        });
        return emitter;
    }

    private static void follow(Replays replays, ReplayDocument first, SseEmitter emitter)
            throws IOException, InterruptedException {
        ReplayDocument sent = first;
        send(emitter, first);
        long sentAt = System.nanoTime();
        while (!sent.state().ended() && !replays.isEnding()) {
            Thread.sleep(CHECK_INTERVAL);
            ReplayDocument now = replays.find(first.id()).orElse(sent);
            if (!now.equals(sent)) {
                send(emitter, now);
                sent = now;
                sentAt = System.nanoTime();
            } else if (System.nanoTime() - sentAt > BETWEEN_COMMENTS.toNanos()) {
                emitter.send(SseEmitter.event().comment("still continuing"));
                sentAt = System.nanoTime();
            }
        }
    }

    private static void send(SseEmitter emitter, ReplayDocument replay) throws IOException {
        emitter.send(SseEmitter.event()
                .name(replay.state().ended() ? "result" : "progress")
                .data(replay, MediaType.APPLICATION_JSON));
    }
}
