package dev.budgetledger.verifier;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.budgetledger.contract.merkle.Checkpoint;
import dev.budgetledger.contract.merkle.StreamTree;

import static org.assertj.core.api.Assertions.assertThat;

/** 完整: under a head that says the root over the streams, nothing of a budget can be left out, and it has one story, without the whole log. */
class StreamEndsTest {

    private static final Trust TRUST = Trust.in(Forged.KEY.verifier());
    private static final String FORM = "form-" + Form.first().id();
    private static final String[] SPOKEN = {"301-2023", "301-2022", "classification-2023", FORM};

    @TempDir
    private Path folder;

    private final List<String> log = new ArrayList<>();

    /** Others post between the facts of this budget. */
    @BeforeEach
    void given() {
        log.addAll(ForgedLog.allocated().facts);
        for (int i = 0; i < 40; i++) {
            add("D" + i + "-2023", 0, "BudgetOpened", """
                    {"comparative":false,"department":{"code":"D%s","name":"司法局"},"fiscalYear":2023}""".formatted(i));
        }
        add("301-2023", 2, "BudgetAdjusted", "{" + Forged.posting(2, "1.00") + "}");
        add("301-2023", 3, "DisclosurePublished", Forged.publication(log, log.size(), 1));
    }

    @Test
    void a_package_that_has_all_facts_of_its_streams_is_complete_by_itself() throws IOException {
        ByteBuffer honest = Forged.packed(complete(log, Forged.shown(log)));

        Report report = Verification.of(honest, TRUST);
        assertThat(report.isSound()).as("%s", report).isTrue();
        assertThat(report.toString()).contains("✓ 完整", "which every reader of the log makes again")
                .doesNotContain("没有其他事实, 也没有同一序号", "not shown is whether others follow", "? 公开文档", "? 公开表");
        assertThat(Verification.of(honest, TRUST, file(log)).isSound()).isTrue();
    }

    @Test
    void one_under_a_head_that_says_nothing_of_streams_verifies_as_before_and_says_what_is_not_proven() {
        Report report = Verification.of(Forged.signed(log), TRUST);

        assertThat(report.isSound()).isTrue();
        assertThat(report.toString()).contains("– 完整", "没有其他事实, 也没有同一序号");
    }

    @Test
    void the_newest_facts_that_were_left_out_are_missed() {
        List<Integer> shown = Forged.shown(log);
        for (int left = 1; left <= 2; left++) {
            List<Integer> fewer = shown.subList(0, shown.size() - left);

            assertThat(reasonOf(complete(log, fewer)))
                    .contains("of 301-2023 " + (4 - left) + " facts are here and 0 come after the point, 4 are signed");
        }
    }

    @Test
    void what_was_left_out_cannot_be_said_to_come_after_the_point() {
        List<Integer> shown = Forged.shown(log);
        Map<String, ByteBuffer> files = complete(log, shown.subList(0, shown.size() - 1));
        String said = JsonReader.decode(said(files));
        files.put(Contents.STREAMS, Head.utf8(said.replaceFirst("\\[\\](.*\"stream\":\"301-2023\")", "[" + log.size() + "]$1")));

        assertThat(reasonOf(files)).contains("the positions of 301-2023 after the point are not such");
    }

    /** The owner of the database writes sequences 1 and 2 a second time: an honest signer signs a tree in which neither story is whole. */
    @Test
    void of_two_stories_under_one_checkpoint_neither_verifies() {
        List<String> two = twoStories();
        for (List<Integer> shown : List.of(List.of(0, 1, 2), List.of(0, 1, 3))) {
            assertThat(Verification.of(Forged.packed(Forged.files(two, shown)), TRUST).isSound()).isTrue();
            assertThat(reasonOf(complete(two, shown))).contains("of 301-2023 2 facts are here and 0 come after the point, 3 are signed");
        }
    }

    /** A signer who lies for one of them: the other is found offline, and the lie by anybody who has the log. */
    @Test
    void a_signer_can_lie_for_one_story_only_and_every_reader_sees_that_he_does() throws IOException {
        List<String> two = twoStories();
        List<String> lie = new ArrayList<>(two);
        lie.set(3, lie.get(3).replace("301-2023", "302-2023"));
        StreamTree tree = Forged.streams(lie);
        Map<String, ByteBuffer> one = Forged.complete(Forged.files(two, List.of(0, 1, 2)), two, tree, SPOKEN);
        Map<String, ByteBuffer> other = Forged.complete(Forged.files(two, List.of(0, 1, 3)), two, tree, SPOKEN);

        assertThat(Verification.of(Forged.packed(one), TRUST).isSound()).isTrue();
        assertThat(reasonOf(other)).contains("the facts of 301-2023 are not those that the checkpoint signs, but as many");
        assertThat(reasonOf(Verification.of(Forged.packed(one), TRUST, file(two)))).contains("301-2023-1 is doubled");
    }

    @Test
    void a_tree_over_the_streams_that_is_not_that_of_the_log_is_found_by_who_has_it() throws IOException {
        List<String> lie = new ArrayList<>(log);
        lie.set(5, lie.get(5).replace("-2023", "-2024"));
        ByteBuffer signed = Forged.packed(Forged.complete(Forged.files(log), log, Forged.streams(lie), SPOKEN));

        assertThat(Verification.of(signed, TRUST).isSound()).isTrue();
        assertThat(reasonOf(Verification.of(signed, TRUST, file(log))))
                .contains("the tree over the streams that the checkpoint signs is not that of the log");
    }

    /** The year before was opened, and a form adopted: the package has none of it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "301-2022            | BudgetOpened           | {\"comparative\":false,\"department\":{\"code\":\"301\",\"name\":\"办公室\"},\"fiscalYear\":2022}",
        "classification-2023 | ClassificationsDefined | {\"classifications\":[{\"code\":\"30299\",\"name\":\"其他\",\"type\":\"ECONOMIC\"}],\"fiscalYear\":2023}",
    })
    void a_stream_or_its_end_that_was_left_out_is_missed(String stream, String type, String fact) {
        List<Integer> shown = Forged.shown(log);
        int facts = stream.startsWith("301") ? 0 : 1;
        add(stream, facts, type, fact);
        Map<String, ByteBuffer> files = complete(log, shown);

        assertThat(reasonOf(files)).contains("of " + stream + " " + facts + " facts are here and 0 come after the point, " + (facts + 1)
                + " are signed");

        StreamTree tree = Forged.streams(log);
        String[] others = Stream.of(SPOKEN).filter(each -> !each.equals(stream)).toArray(String[]::new);
        assertThat(reasonOf(Forged.complete(Forged.files(log, shown), log, tree, others))).contains("nothing is said of the stream " + stream);
    }

    @Test
    void a_stream_is_not_shown_to_be_absent_by_the_way_of_another() {
        add("301-2022", 0, "BudgetOpened", """
                {"comparative":false,"department":{"code":"301","name":"办公室"},"fiscalYear":2022}""");
        StreamTree tree = Forged.streams(log);
        Map<String, ByteBuffer> files = complete(log, Forged.shown(log.subList(0, log.size() - 1)));
        for (int i = 0; i < 40; i++) {
            String absent = Forged.line(tree.proof("X" + i + "-2022")).replace("X" + i + "-2022", "301-2022");
            String said = JsonReader.decode(said(files));
            Map<String, ByteBuffer> forged = new LinkedHashMap<>(files);
            forged.put(Contents.STREAMS, Head.utf8(said.replaceFirst("[^\n]*\"stream\":\"301-2022\"}\n", Matcher.quoteReplacement(absent))));

            assertThat(reasonOf(forged)).contains("301-2022");
        }
    }

    @Test
    void the_proofs_are_there_if_and_only_if_the_head_says_the_root() {
        Map<String, ByteBuffer> without = complete(log, Forged.shown(log));
        without.remove(Contents.STREAMS);
        assertThat(reasonOf(without)).contains("streams.ndjson is there if and only if");

        Map<String, ByteBuffer> earlier = complete(log, Forged.shown(log));
        earlier.put(Contents.CHECKPOINT, Forged.files(log).get(Contents.CHECKPOINT));
        assertThat(reasonOf(earlier)).contains("streams.ndjson is there if and only if");
    }

    @Test
    void a_head_that_says_less_than_one_that_was_published_before_is_none() {
        Checkpoint head = Forged.head(log);
        Checkpoint whole = new Checkpoint(head.origin(), head.size(), head.root(), Forged.streams(log).root());
        add("301-2023", 4, "DisclosurePublished", Forged.publication(log, log.size(), 2, Form.first(),
                Documents.object("unit", new Json.Text("YUAN")), whole));

        assertThat(Verification.of(Forged.packed(complete(log, Forged.shown(log))), TRUST).isSound()).isTrue();
        assertThat(reasonOf(Forged.files(log)))
                .contains("its checkpoint says the root over the streams, the later one of the package does not");
    }

    @Test
    void no_byte_of_the_proofs_can_be_another() {
        Map<String, ByteBuffer> files = complete(log, Forged.shown(log));
        byte[] said = VerifierTest.bytes(said(files));
        Random random = new Random(19);
        for (int i = 0; i < 500; i++) {
            byte[] changed = said.clone();
            int at = random.nextInt(changed.length);
            changed[at] = (byte) (random.nextBoolean() ? changed[at] ^ 1 << random.nextInt(7) : "0123456789aA\"[]{},:\n".charAt(random.nextInt(20)));
            Map<String, ByteBuffer> forged = new LinkedHashMap<>(files);
            forged.put(Contents.STREAMS, ByteBuffer.wrap(changed));
            if (changed[at] != said[at]) {
                assertThat(Verification.of(Forged.packed(forged), TRUST).found(Check.COMPLETE)).as("byte %s is %s", at, changed[at]).isTrue();
            }
        }
    }

    private static List<String> twoStories() {
        List<String> two = new ArrayList<>(ForgedLog.allocated().facts);
        two.add(Forged.fact(4, "301-2023", 1, "FundsAllocated", two.get(2).replaceFirst(".*?\"fact\":(.*),\"position\".*", "$1")
                .replace("100.00", "900.00").replace("-300.00", "-2700.00")));
        return two;
    }

    private static Map<String, ByteBuffer> complete(List<String> log, List<Integer> shown) {
        return Forged.complete(Forged.files(log, shown), log, Forged.streams(log), SPOKEN);
    }

    private static ByteBuffer said(Map<String, ByteBuffer> files) {
        return Objects.requireNonNull(files.get(Contents.STREAMS)).duplicate();
    }

    private static String reasonOf(Map<String, ByteBuffer> files) {
        return reasonOf(Verification.of(Forged.packed(files), TRUST));
    }

    private static String reasonOf(Report report) {
        assertThat(report.isSound()).isFalse();
        return report.toString().lines().findFirst().orElse("");
    }

    private Path file(List<String> lines) throws IOException {
        return Files.writeString(folder.resolve("facts.ndjson"), String.join("\n", lines) + "\n");
    }

    private void add(String stream, int sequence, String type, String fact) {
        log.add(Forged.fact(log.size() + 1, stream, sequence, type, fact));
    }
}
