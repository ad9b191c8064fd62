package dev.budgetledger.witness;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.merkle.Checkpoint;
import dev.budgetledger.contract.merkle.ConsistencyProof;
import dev.budgetledger.contract.merkle.KeptHead;
import dev.budgetledger.contract.merkle.SignedNote;
import dev.budgetledger.contract.merkle.SigningKey;
import dev.budgetledger.contract.merkle.VerifierKey;

/**
 * 见证人: cosigns a head of a log if the log signed it and it continues from the one that was cosigned last, which is on disk before the
 * cosignature is given away. So of two histories it cosigns one. C2SP tlog-witness.
 */
public final class Witness {

    private static final String TEXT = "text/plain;charset=utf-8";
    private static final String SIZE = "text/x.tlog.size";

    private final SigningKey key;
    private final List<VerifierKey> logs;
    private final Path folder;
    private final Clock clock;

    /**
     * @param logs the keys of the logs that are witnessed, of each also former ones
     * @param folder keeps the last head of each
     */
    public Witness(SigningKey key, List<VerifierKey> logs, Path folder, Clock clock) {
        this.key = key;
        this.logs = List.copyOf(logs);
        this.folder = folder;
        this.clock = clock;
    }

    /**
     * What is answered to a request.
     *
     * @param status of HTTP, as the specification has it
     */
    public record Answer(int status, String type, String body) {

        static Answer refused(int status, String why) {
            return new Answer(status, TEXT, why + "\n");
        }
    }

    /** What checks its cosignatures. */
    public VerifierKey verifier() {
        return key.witness();
    }

    /**
     * {@code add-checkpoint}.
     *
     * @throws IOException if the last head cannot be read or kept: nothing is cosigned then
     */
    public Answer add(String body) throws IOException {
        Submitted submitted;
        Checkpoint head;
        try {
            submitted = Submitted.parse(body);
            head = Checkpoint.parse(submitted.note().text());
        } catch (IllegalArgumentException e) {
            return Answer.refused(400, String.valueOf(e.getMessage()));
        }
        List<VerifierKey> own = logs.stream().filter(log -> log.name().equals(head.origin())).toList();
        if (own.isEmpty()) {
            return Answer.refused(404, "no log that is witnessed here");
        }
        if (own.stream().noneMatch(log -> log.verifies(submitted.note()))) {
            return Answer.refused(403, "not signed by the log");
        }
        if (submitted.old() > head.size()) {
            return Answer.refused(400, "the old size is larger than that of the checkpoint");
        }
        try (KeptHead.Held kept = kept(head.origin()).hold()) {
            return cosign(submitted, head, kept.head(), kept);
        }
    }

    private Answer cosign(Submitted submitted, Checkpoint head, @Nullable Checkpoint last, KeptHead.Held kept) throws IOException {
        long known = last == null ? 0 : last.size();
        if (submitted.old() != known) {
            return new Answer(409, SIZE, known + "\n");
        }
        if (last != null && known == head.size() && !isSame(last, head)) {
            return new Answer(409, SIZE, known + "\n"); // another history of the same length
        }
        if (last == null ? !submitted.path().isEmpty()
                : !new ConsistencyProof(known, head.size(), submitted.path()).connects(last.root(), head.root())) {
            return Answer.refused(422, "the checkpoint is not shown to continue from the one of size " + known);
        }
        if (last == null || head.size() > known) {
            kept.replace(submitted.note().format());
        }
        return new Answer(200, TEXT, key.cosign(submitted.note().text(), clock.instant()).line());
    }

    /** The root over the streams may be new in a head: an earlier release of the log did not say it. */
    private static boolean isSame(Checkpoint last, Checkpoint head) {
        return last.root().equals(head.root()) && (last.streams() == null || Objects.equals(last.streams(), head.streams()));
    }

    /** A file for each log, whatever characters its name has. */
    private KeptHead kept(String origin) throws IOException {
        return new KeptHead(folder.resolve(Submitted.fileName(origin)));
    }
}
