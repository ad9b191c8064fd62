package dev.budgetledger.verifier;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.merkle.Checkpoint;
import dev.budgetledger.contract.merkle.Hash;
import dev.budgetledger.contract.merkle.StreamEnd;
import dev.budgetledger.contract.merkle.StreamProof;

/**
 * 流末: that a package has all facts of its streams up to its point, and of each one story, by the tree over the streams that the checkpoint
 * signs; and that a stream that it must speak of, and of which it has none, has none.
 */
final class StreamEnds {

    private static final int LINE_BYTES_MAX = 4 * 1024 * 1024;
    private static final int STREAMS_MAX = 100_000;

    private final Facts facts;
    private final AsOf asOf;
    private final Checkpoint checkpoint;
    private final Hash root;

    private StreamEnds(Facts facts, AsOf asOf, Checkpoint checkpoint, Hash root) {
        this.facts = facts;
        this.asOf = asOf;
        this.checkpoint = checkpoint;
        this.root = root;
    }

    /**
     * Looks at what a package says of its streams.
     *
     * @param file absent if it says nothing
     * @param ofTwoYears whether it must speak of the budget of the year before
     * @throws Fault unless all is proven
     */
    static void check(@Nullable ByteBuffer file, Facts facts, AsOf asOf, Checkpoint checkpoint, boolean ofTwoYears) {
        Hash root = checkpoint.streams();
        if (file == null || root == null) {
            throw new Fault("streams.ndjson 与检查点不符: 检查点签有流树之根时才有, 且必有",
                    "streams.ndjson is there if and only if the checkpoint says the root over the streams");
        }
        StreamEnds ends = new StreamEnds(facts, asOf, checkpoint, root);
        Lines lines = new Lines(file, Contents.STREAMS, STREAMS_MAX);
        Set<String> spoken = new HashSet<>();
        String before = "";
        for (int i = 0; i < lines.count(); i++) {
            String stream = ends.line(lines.line(i));
            Fault.require(before.compareTo(stream) < 0, stream + " 次序有误", stream + " stands twice, or out of order");
            spoken.add(stream);
            before = stream;
        }
        for (String stream : ends.streams(ofTwoYears)) {
            Fault.require(spoken.contains(stream), "没有说明流 " + stream, "nothing is said of the stream " + stream);
        }
    }

    /** Those that it has facts of, and those that it would have to have facts of, if there were any. */
    private Set<String> streams(boolean ofTwoYears) {
        Set<String> streams = new HashSet<>(facts.starts.keySet());
        streams.add(asOf.classificationStream());
        streams.add(asOf.stream());
        if (ofTwoYears) {
            streams.add(asOf.priorStream());
        }
        if (facts.areOfTwoYears()) {
            streams.add(asOf.priorClassificationStream());
        }
        String form = asOf.formStream();
        if (form != null) {
            streams.add(form);
        }
        facts.current.publications.forms().forEach(each -> streams.add(Form.STREAMS + each));
        return streams;
    }

    private String line(ByteBuffer line) {
        Fault.require(line.remaining() <= LINE_BYTES_MAX, "行过长", "a line is longer than it can be");
        Json.Members said = JsonReader.object(line).only("after", "found?", "path", "stream");
        String stream = said.text("stream", Known.STREAM);
        List<String> path = said.texts("path");
        List<Long> after = said.wholes("after");
        StreamEnd found = said.has("found") ? end(said.object("found").only("chain", "facts", "key", "last")) : null;
        Fault.require(path.stream().allMatch(hash -> Known.HASH.matcher(hash).matches())
                        && CanonicalJson.bytes(json(stream, found, path, after)).equals(line),
                stream + " 写法有误", "what is said of " + stream + " is not written as it must be");
        StreamProof proof = new StreamProof(stream, found, path.stream().map(Hash::ofBase64).toList());
        Fault.require(proof.leadsTo(root), stream + " 的流证明不成立", "what is said of " + stream + " is not in the signed tree");
        same(stream, proof.end().orElse(StreamEnd.before(stream)), after);
        return stream;
    }

    private static StreamEnd end(Json.Members end) {
        return new StreamEnd(Hash.ofBase64(end.text("key", Known.HASH)), end.number("facts"), end.number("last"),
                Hash.ofBase64(end.text("chain", Known.HASH)));
    }

    private static Json.Members json(String stream, @Nullable StreamEnd found, List<String> path, List<Long> after) {
        List<Json> positions = new ArrayList<>();
        after.forEach(each -> positions.add(new Json.Whole(each)));
        Json.Members line = Documents.object("after", new Json.Items(positions), "path", Documents.texts(path), "stream", new Json.Text(stream));
        return found == null
                ? line
                : Documents.with(line, "found", Documents.object(
                        "chain", new Json.Text(found.chain().base64()), "facts", new Json.Whole(found.facts()),
                        "key", new Json.Text(found.key().base64()), "last", new Json.Whole(found.last())));
    }

    /** What is shown up to the point, and said after it, is all that is signed. */
    private void same(String stream, StreamEnd signed, List<Long> after) {
        StreamEnd end = facts.ends.getOrDefault(stream, StreamEnd.before(stream));
        long shown = end.facts();
        long position = asOf.position();
        for (long next : after) {
            Fault.require(next > position && next <= checkpoint.size(), stream + " 时点之后的位置有误",
                    "the positions of " + stream + " after the point are not such");
            end = end.next(next);
            position = next;
        }
        Fault.require(end.facts() == signed.facts(),
                stream + " 的事实不全或过多: 包中到时点为止有 " + shown + ", 其后 " + after.size() + ", 检查点为 " + signed.facts(),
                "of " + stream + " " + shown + " facts are here and " + after.size() + " come after the point, " + signed.facts() + " are signed");
        Fault.require(end.equals(signed), stream + " 的事实不是检查点所签的那些",
                "the facts of " + stream + " are not those that the checkpoint signs, but as many");
    }
}
