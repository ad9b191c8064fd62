package dev.budgetledger.projection.samples;

import java.time.Instant;
import java.util.List;

import dev.budgetledger.contract.Envelope;
import dev.budgetledger.contract.Watermark;
import dev.budgetledger.contract.merkle.Checkpoint;
import dev.budgetledger.contract.merkle.Hash;
import dev.budgetledger.contract.merkle.RememberedStreams;
import dev.budgetledger.contract.merkle.RightEdge;
import dev.budgetledger.contract.merkle.SigningKey;
import dev.budgetledger.contract.merkle.StreamTree;

/** A log whose heads the ledger signs. */
public record SignedLog(List<Envelope> facts, SigningKey key) {

    public SignedLog(List<Envelope> facts) {
        this(facts, SigningKey.generate("budget-ledger"));
    }

    /** What tells a projection the key. */
    public String setting() {
        return "--projection.log.verifier-key=" + key.verifier().format();
    }

    /** The watermark after the first facts, with the head over them. */
    public Watermark head(int size) {
        String note = note(key, facts.subList(0, size));
        Instant last = facts.get(size - 1).recordedAt();
        // Amid a commit nothing is said of its instant.
        return new Watermark(size, size == facts.size() ? last : last.minusNanos(1000), note);
    }

    /** The signed head over all of these facts. */
    public static String note(SigningKey key, List<Envelope> facts) {
        RightEdge tree = new RightEdge();
        facts.forEach(each -> tree.append(Hash.ofLeaf(each.bytes()), _ -> {}));
        return key.sign(new Checkpoint("budget-ledger", facts.size(), tree.root(), streams(facts).root()).text()).format();
    }

    /** The tree over the streams of these facts. */
    public static StreamTree streams(List<Envelope> facts) {
        RememberedStreams remembered = new RememberedStreams();
        StreamTree tree = new StreamTree(remembered);
        tree.append(facts.stream().map(Envelope::stream).toList(), remembered::keep);
        return tree;
    }
}
