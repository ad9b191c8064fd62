package dev.budgetledger.verifier;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import dev.budgetledger.contract.merkle.Checkpoint;
import dev.budgetledger.contract.merkle.Hash;
import dev.budgetledger.contract.merkle.RememberedStreams;
import dev.budgetledger.contract.merkle.RightEdge;
import dev.budgetledger.contract.merkle.StreamTree;
import dev.budgetledger.verifier.Publications.Published;

/**
 * 整个日志: goes through all facts up to the checkpoint, which are those that it signs if they add up to its root, and so shows
 * that a package has all facts of its streams and that nobody was given others. Its memory grows with the streams, not with
 * the facts.
 */
final class WholeLog {

    private static final int LINE_BYTES_MAX = 16 * 1024 * 1024;

    private final Facts facts;
    private final AsOf asOf;
    private final RightEdge edge = new RightEdge();
    private final RememberedStreams remembered = new RememberedStreams();
    private final StreamTree streams = new StreamTree(remembered);
    private final Map<String, Long> sequences = new HashMap<>();
    private final Map<Long, Hash> roots = new HashMap<>();
    private final Set<Long> pinned;
    private final Map<String, Section> sections = new HashMap<>();
    private Instant recordedAt = Instant.MIN;

    /** The lines of a stream in the package that the log has not come to yet. */
    private static final class Section {
        private final int end;
        private int next;

        Section(int next, int end) {
            this.next = next;
            this.end = end;
        }
    }

    private WholeLog(Facts facts, AsOf asOf, boolean ofTwoYears, List<Checkpoint> heads) {
        this.facts = facts;
        this.asOf = asOf;
        this.pinned = facts.current.publications.all().stream().map(Published::position).collect(Collectors.toSet());
        heads.forEach(head -> roots.put(head.size(), head.root()));
        sections(ofTwoYears);
    }

    /** Of what the package shows, and of what it would have to show if the log had it. */
    private void sections(boolean ofTwoYears) {
        int end = facts.lines.count();
        List<String> streams = new ArrayList<>(facts.starts.keySet());
        Collections.reverse(streams);
        for (String stream : streams) {
            int start = facts.starts.getOrDefault(stream, end);
            sections.put(stream, new Section(start, end));
            end = start;
        }
        Section none = new Section(0, 0);
        sections.putIfAbsent(asOf.classificationStream(), none);
        if (ofTwoYears) {
            sections.putIfAbsent(asOf.priorStream(), none);
        }
        if (facts.areOfTwoYears()) {
            sections.putIfAbsent(asOf.priorClassificationStream(), none);
        }
        String form = asOf.formStream();
        if (form != null) {
            sections.putIfAbsent(form, none);
        }
    }

    /**
     * Also learns when what is asked for was recorded.
     *
     * @param ofTwoYears whether the package must have the budget of the year before, if the log has it
     * @param heads of this log that publications pin
     * @throws Fault unless the log is that of the checkpoint and of the heads, and the package has all of its streams
     */
    static void check(
            Path log, Facts facts, AsOf asOf, boolean ofTwoYears, Checkpoint checkpoint, List<Checkpoint> heads) {
        WholeLog whole = new WholeLog(facts, asOf, ofTwoYears, heads);
        try (InputStream in = new BufferedInputStream(Files.newInputStream(log), 1 << 16)) {
            while (whole.edge.size() < checkpoint.size()) {
                whole.next(line(in, whole.edge.size() + 1));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Fault.require(whole.edge.root().equals(checkpoint.root()),
                "日志不是检查点所签的日志", "the log is not the one that the checkpoint signs");
        Hash ofStreams = checkpoint.streams();
        Fault.require(ofStreams == null || ofStreams.equals(whole.streams.root()),
                "检查点所签的流树不是此日志的", "the tree over the streams that the checkpoint signs is not that of the log");
        Fault.require(whole.sections.values().stream().allMatch(section -> section.next == section.end),
                "包中有日志没有的事实", "the package has facts that the log does not have in their place");
    }

    private void next(ByteBuffer line) {
        byte[] bytes = new byte[line.remaining()];
        line.duplicate().get(bytes);
        edge.append(Hash.ofLeaf(bytes), subtree -> {});
        long position = edge.size();
        LoggedFact fact = LoggedFact.read(line);
        streams.append(List.of(fact.stream()), remembered::keep);
        long sequence = sequences.merge(fact.stream(), 1L, Long::sum) - 1;
        require(fact.position() == position, position, "位置不符", "says another position");
        require(fact.sequence() == sequence, position, fact.id() + " 序号重复或缺失",
                fact.id() + " is doubled, or facts before it are missing");
        require(!fact.recordedAt().isBefore(recordedAt), position, "记账时间倒退", "was recorded before the fact before it");
        recordedAt = fact.recordedAt();
        Hash root = roots.get(position);
        require(root == null || edge.root().equals(root), position,
                "公开的检查点不是此日志的", "a publication pins another log up to here");
        if (pinned.contains(position) || position == asOf.position() || position == asOf.position() + 1) {
            facts.times.add(position, fact.recordedAt());
        }
        Section section = sections.get(fact.stream());
        if (section != null && position <= asOf.position()) {
            same(line, section.next++, section.end, position);
        }
    }

    /** The next fact of a stream in the log is the next one in the package. */
    private void same(ByteBuffer line, int number, int end, long position) {
        require(number < end, position, "包中缺少此事实", "the package lacks this fact");
        require(facts.lines.line(number).equals(line), position, "包中是另一事实", "the package has another fact instead");
    }

    private static void require(boolean holds, long position, String chinese, String english) {
        Fault.require(holds, "日志位置 " + position + ": " + chinese, "the log at position " + position + ": " + english);
    }

    private static ByteBuffer line(InputStream in, long position) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(1024);
        for (int next = in.read(); next != '\n'; next = in.read()) {
            require(next >= 0, position, "日志到此为止, 检查点更长", "the log ends before it, the checkpoint is over more");
            require(line.size() < LINE_BYTES_MAX, position, "行过长", "a line longer than a fact can be");
            line.write(next);
        }
        return ByteBuffer.wrap(line.toByteArray());
    }
}
