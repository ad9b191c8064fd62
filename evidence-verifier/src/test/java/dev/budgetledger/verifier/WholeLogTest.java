package dev.budgetledger.verifier;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.budgetledger.verifier.ForgedLog.allocated;
import static org.assertj.core.api.Assertions.assertThat;

/** 整个日志: who has it knows that a package has all that it should, and that nobody was told another story. */
class WholeLogTest {

    private static final Trust TRUST = Trust.in(Forged.KEY.verifier());

    @TempDir
    private Path folder;

    private final List<String> log = new ArrayList<>();

    /** Another department opens and posts between the facts of this one, and last. */
    @BeforeEach
    void given() {
        log.addAll(allocated().facts);
        other(0, "BudgetOpened", """
                {"comparative":false,"department":{"code":"302","name":"司法局"},"fiscalYear":2023}""");
        log.add(fact(2, "301-2023", "BudgetAdjusted", "{" + Forged.posting(2, "1.00") + "}"));
        log.add(Forged.fact(log.size() + 1, "301-2023", 3, "DisclosurePublished", Forged.publication(log, 4, 1)));
        other(1, "YearClosed", "{\"documentNo\":\"1\",\"effectiveOn\":\"2023-12-31\",\"reason\":\"结账\"}");
    }

    @Test
    void a_package_that_has_all_facts_of_its_streams_is_complete() throws IOException {
        Report report = Verification.of(Forged.signed(log), TRUST, file(log));

        assertThat(report.isSound()).as("%s", report).isTrue();
        assertThat(report.toString()).contains("✓ 日志", "recorded by 2023-01-05T01:00:07Z")
                .doesNotContain("没有其他事实, 也没有同一序号");
        assertThat(Verification.of(Forged.signed(log), TRUST).toString())
                .contains("– 日志", "没有其他事实, 也没有同一序号", "said, not proven (未证明), to be recorded by 2023-01-05T01:00:07Z");
    }

    @Test
    void the_newest_facts_that_were_left_out_are_missed() throws IOException {
        for (List<Integer> shown : List.of(List.of(0, 1, 2), List.of(0, 1, 2, 4))) {
            ByteBuffer without = Forged.packed(Forged.files(log, shown));

            assertThat(Verification.of(without, TRUST).isSound()).isTrue();
            assertThat(reasonOf(Verification.of(without, TRUST, file(log)))).contains("the package lacks this fact");
        }
    }

    /** Sequences 1 and 2 twice, by anyone who owns the database: each story alone verifies. */
    @Test
    void of_two_stories_neither_verifies_against_the_whole_log() throws IOException {
        List<String> two = new ArrayList<>(allocated().facts);
        two.add(Forged.fact(4, "301-2023", 1, "FundsAllocated", two.get(2).replaceFirst(".*?\"fact\":(.*),\"position\".*", "$1")
                .replace("100.00", "900.00").replace("-300.00", "-2700.00")));
        for (List<Integer> shown : List.of(List.of(0, 1, 2), List.of(0, 1, 3))) {
            ByteBuffer story = Forged.packed(Forged.files(two, shown));

            assertThat(Verification.of(story, TRUST).isSound()).isTrue();
            assertThat(reasonOf(Verification.of(story, TRUST, file(two)))).contains(shown.contains(2)
                    ? "the log at position 4: 301-2023-1 is doubled, or facts before it are missing"
                    : "the log at position 3: the package has another fact instead");
        }
    }

    @Test
    void a_log_that_is_not_the_signed_one_shows_nothing() throws IOException {
        ByteBuffer honest = Forged.signed(log);
        List<String> changed = new ArrayList<>(log);
        changed.set(3, changed.get(3).replace("司法局", "财政局"));
        List<String> disordered = new ArrayList<>(log);
        disordered.set(3, disordered.get(3).replace("01:00:04", "01:00:02"));

        assertThat(reasonOf(Verification.of(honest, TRUST, file(changed)))).contains("a publication pins another log up to here");
        assertThat(reasonOf(Verification.of(honest, TRUST, file(disordered)))).contains("recorded before the fact before it");
        assertThat(reasonOf(Verification.of(honest, TRUST, file(log.subList(0, 6))))).contains("the log ends before it");
        assertThat(reasonOf(Verification.of(honest, TRUST, Files.writeString(folder.resolve("one line"), "x".repeat(99)))))
                .contains("the log ends before it");
    }

    @Test
    void a_log_that_continues_after_the_checkpoint_is_read_up_to_it() throws IOException {
        List<String> longer = new ArrayList<>(log);
        longer.add("what comes later is not looked at");

        assertThat(Verification.of(Forged.signed(log), TRUST, file(longer)).isSound()).isTrue();
    }

    /** An earlier release wrote the instant that was asked for: it is right if nothing was recorded between it and the position. */
    @Test
    void an_instant_between_two_facts_is_shown_by_the_log_only() throws IOException {
        ByteBuffer asked = asOf("\"position\":6,\"recordedAsOf\":\"2023-01-05T01:00:06.500Z\"");
        ByteBuffer later = asOf("\"position\":6,\"recordedAsOf\":\"2023-01-05T01:00:07Z\"");

        assertThat(reasonOf(Verification.of(asked, TRUST))).contains("is not when the fact at position 6 was recorded");
        assertThat(Verification.of(asked, TRUST, file(log)).isSound()).isTrue();
        assertThat(reasonOf(Verification.of(later, TRUST, file(log)))).contains("is not when the fact at position 6 was recorded");
    }

    /** The tables at the last position are those at the one before it, where another department's fact is. */
    private ByteBuffer asOf(String point) {
        Map<String, ByteBuffer> files = Forged.withoutDocument(Forged.files(log));
        files.replaceAll((name, bytes) -> name.endsWith(".json")
                ? Head.utf8(JsonReader.decode(bytes).replace("\"position\":7,\"recordedAsOf\":\"2023-01-05T01:00:07Z\"", point))
                : bytes);
        return Forged.packed(files);
    }

    @Test
    void the_log_is_given_as_a_file() throws IOException {
        Path zip = Files.write(folder.resolve("package.zip"), VerifierTest.bytes(Forged.signed(log)));
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        int exit = EvidenceVerifier.run(new PrintStream(out, true, StandardCharsets.UTF_8), zip.toString(),
                "--key", Forged.KEY.verifier().format(), "--log", file(log).toString());

        assertThat(exit).as(out.toString(StandardCharsets.UTF_8)).isEqualTo(EvidenceVerifier.SOUND);
    }

    private static String reasonOf(Report report) {
        assertThat(report.isSound()).isFalse();
        return report.toString().lines().findFirst().orElse("");
    }

    private Path file(List<String> lines) throws IOException {
        return Files.writeString(folder.resolve("facts.ndjson"), String.join("\n", lines) + "\n");
    }

    private void other(int sequence, String type, String fact) {
        log.add(fact(sequence, "302-2023", type, fact));
    }

    private String fact(int sequence, String stream, String type, String fact) {
        return Forged.fact(log.size() + 1, stream, sequence, type, fact);
    }
}
