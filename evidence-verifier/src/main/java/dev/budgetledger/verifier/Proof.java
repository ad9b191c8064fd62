package dev.budgetledger.verifier;

import java.nio.ByteBuffer;
import java.util.List;

import dev.budgetledger.contract.merkle.Checkpoint;
import dev.budgetledger.contract.merkle.Hash;
import dev.budgetledger.contract.merkle.InclusionProof;

/** 包含证明 of one fact. */
final class Proof {

    /** Of 63 hashes, as many as a path has in the largest log. */
    private static final int BYTES_MAX = 4096;

    private Proof() {}

    /**
     * Looks at a line of proofs.
     *
     * @param envelope the bytes of the fact, whatever they are
     * @throws Fault unless it proves that these bytes are in the log at that position
     */
    static void check(ByteBuffer line, ByteBuffer envelope, long position, Checkpoint checkpoint) {
        Fault.require(line.remaining() <= BYTES_MAX, "位置 " + position + " 的证明过长",
                "the proof of position " + position + " is longer than it can be");
        Json.Members proof = JsonReader.object(line);
        List<String> path = proof.texts("path");
        Json.Members expected =
                Documents.object("path", Documents.texts(path), "position", new Json.Whole(position));
        boolean asWritten = CanonicalJson.bytes(expected).equals(line)
                && path.stream().allMatch(hash -> Known.HASH.matcher(hash).matches());
        Fault.require(asWritten, "位置 " + position + " 的证明写法有误",
                "the proof of position " + position + " is not written as it must be");
        byte[] bytes = new byte[envelope.limit()];
        envelope.duplicate().get(bytes);
        InclusionProof inclusion = new InclusionProof(
                position - 1, checkpoint.size(), Hash.ofLeaf(bytes), path.stream().map(Hash::ofBase64).toList());
        Fault.require(inclusion.leadsTo(checkpoint.root()), "位置 " + position + " 的事实不在已签名的日志中",
                "the fact at position " + position + " is not in the signed log");
    }
}
