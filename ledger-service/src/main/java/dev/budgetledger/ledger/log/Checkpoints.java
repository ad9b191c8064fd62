package dev.budgetledger.ledger.log;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.merkle.Checkpoint;
import dev.budgetledger.contract.merkle.Hash;
import dev.budgetledger.contract.merkle.KeptHead;
import dev.budgetledger.contract.merkle.SignedNote;
import dev.budgetledger.contract.merkle.SigningKey;
import dev.budgetledger.contract.merkle.VerifierKey;

/**
 * Signs heads of the log in its name, all of one history: each extends those signed before, by this process or an earlier one,
 * and is kept outside the database before its signature is given away. The same head gives the same note.
 */
public final class Checkpoints {

    private final SigningKey key;
    private final @Nullable Sm2SigningKey sm2;
    private final KeptHead lastSigned;
    private final History history;
    private final StreamRoots streams = new StreamRoots();
    private final CountDownLatch compared = new CountDownLatch(1);

    /** @throws IOException if what was signed last cannot be read, or is of another log */
    public Checkpoints(SigningKey key, KeptHead lastSigned, History history) throws IOException {
        this(key, null, lastSigned, history);
    }

    /**
     * The same that signs each head a second time.
     *
     * @param sm2 null for once
     */
    public Checkpoints(SigningKey key, @Nullable Sm2SigningKey sm2, KeptHead lastSigned, History history) throws IOException {
        this.key = key;
        this.sm2 = sm2;
        this.lastSigned = lastSigned;
        this.history = history;
        try (KeptHead.Held held = lastSigned.hold()) {
            Checkpoint last = last(held);
            if (last != null) {
                history.remember(last);
            }
        }
    }

    private @Nullable Checkpoint last(KeptHead.Held held) throws IOException {
        Checkpoint last = held.head();
        if (last != null && !last.origin().equals(key.verifier().name())) {
            throw new IOException("it holds a head of the log " + last.origin() + ", this one is " + key.verifier().name());
        }
        return last;
    }

    /** Nothing is signed before: what was published has been looked at, and {@link History#learn learned}. */
    public void compared() {
        compared.countDown();
    }

    public boolean isCompared() {
        return compared.getCount() == 0;
    }

    /**
     * Waits until something can be signed.
     *
     * @throws SigningUnavailableException if it cannot be by then
     * @throws ContradictedHistoryException if it never will be
     */
    public void await(Duration longest) throws InterruptedException {
        history.require();
        if (!compared.await(longest.toNanos(), TimeUnit.NANOSECONDS)) {
            throw new SigningUnavailableException("what was published is not known yet");
        }
    }

    /**
     * The signed note that says that the log, at a size, has this root, and which the root over its streams is.
     *
     * @throws ContradictedHistoryException if it is not of the history that was signed before
     * @throws SigningUnavailableException if nothing can be signed at the moment
     */
    public String sign(Connection connection, long size, Hash root) throws SQLException {
        history.require();
        if (!isCompared()) {
            throw new SigningUnavailableException("what was published is not known yet");
        }
        String origin = key.verifier().name();
        Checkpoint next = new Checkpoint(origin, size, root);
        try (KeptHead.Held held = lastSigned.hold()) {
            Checkpoint last = last(held);
            Checkpoint told = history.told();
            if (last != null) {
                history.requireOneTree(connection, last, next);
            }
            if (told != null && !told.equals(last)) {
                history.requireOneTree(connection, told, next);
            }
            Checkpoint whole = new Checkpoint(origin, size, root, streams.at(connection, size));
            if (last != null) {
                history.requireSameStreams(last, whole);
            }
            SignedNote signed = key.sign(whole.text());
            String note = (sm2 == null ? signed : sm2.sign(signed)).format();
            if (last == null || last.size() < size) {
                held.replace(note);
            }
            history.remember(whole);
            return note;
        } catch (IOException e) {
            throw new SigningUnavailableException("the last signed head cannot be kept: " + e);
        }
    }

    /** What checks the notes. */
    public VerifierKey verifier() {
        return key.verifier();
    }

    /** Nothing is signed at the moment, for a reason that passes. */
    public static final class SigningUnavailableException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        SigningUnavailableException(String message) {
            super(message);
        }
    }
}
