package dev.budgetledger.projection.evidence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.ContractJson;
import dev.budgetledger.contract.merkle.SigningKey;
import dev.budgetledger.contract.merkle.StreamTree;
import dev.budgetledger.projection.files.StoredZip;
import dev.budgetledger.projection.samples.SampleLog;
import dev.budgetledger.verifier.Check;
import dev.budgetledger.verifier.Report;
import dev.budgetledger.verifier.Trust;
import dev.budgetledger.verifier.Verification;

import static org.assertj.core.api.Assertions.assertThat;

/** 篡改: whatever is changed in a package is found, by chance or with skill. */
class TamperTest {

    private static final int TRIALS = 1_000;
    private static final long SEED = Long.getLong("tamper.seed", new Random().nextLong());
    private static final BudgetId OFFICE = new BudgetId("301", 2023);
    private static final LocalDate JANUARY = LocalDate.of(2023, 1, 5);
    private static final Trust TRUST = Trust.in(SignedLog.KEY.verifier());

    private static byte[] evidence = {};
    private static SignedLog signed;
    private static StreamTree streams;

    @TempDir
    private Path folder;

    @BeforeAll
    static void given() {
        SampleLog log = new SampleLog();
        log.define(2023, "2010301", "行政运行");
        log.open(new BudgetId("302", 2023));
        log.tick().open(OFFICE);
        log.tick().allocate(OFFICE, JANUARY, SampleLog.STAFF, 1_234_567_89);
        log.tick().allocate(OFFICE, JANUARY, SampleLog.MEETING, 7_000_000);
        log.tick().adjust(OFFICE, JANUARY.plusMonths(3), SampleLog.STAFF, 100_000_00);
        log.define(2023, "2010302", "一般行政管理事务");
        log.reverse(log.facts().get(4), 2);
        log.freeze(OFFICE, JANUARY.plusMonths(4), SampleLog.STAFF, 5_000_00);
        log.open(new BudgetId("301", 2022), true);
        log.allocate(new BudgetId("301", 2022), JANUARY.minusYears(1), SampleLog.STAFF, 1_000_000_00);
        signed = new SignedLog(log);
        streams = dev.budgetledger.projection.samples.SignedLog.streams(log.facts());
        evidence = signed.evidence("301/2023?measure=WAN_YUAN");
        SignedLog.assertSound("untouched", evidence);
    }

    @Test
    void a_thousand_changes_of_one_byte_are_all_found() {
        System.out.println("Tampering: seed " + SEED + ", " + TRIALS + " changes in " + evidence.length + " bytes");
        Random random = new Random(SEED);
        List<int[]> changes = new ArrayList<>();
        for (int trial = 0; trial < TRIALS; trial++) {
            changes.add(new int[] {random.nextInt(evidence.length), 1 + random.nextInt(255)});
        }

        assertThat(IntStream.range(0, TRIALS).parallel().filter(trial -> {
            byte[] changed = evidence.clone();
            changed[changes.get(trial)[0]] ^= (byte) changes.get(trial)[1];
            return isSound(changed);
        })).isEmpty();
    }

    @Test
    void a_byte_more_or_less_anywhere_is_found() {
        Random random = new Random(SEED);
        for (int trial = 0; trial < 50; trial++) {
            int at = trial == 0 ? evidence.length : random.nextInt(evidence.length);
            byte[] longer = new byte[evidence.length + 1];
            System.arraycopy(evidence, 0, longer, 0, at);
            System.arraycopy(evidence, at, longer, at + 1, evidence.length - at);
            byte[] shorter = new byte[evidence.length - 1];
            int gone = Math.min(at, shorter.length);
            System.arraycopy(evidence, 0, shorter, 0, gone);
            System.arraycopy(evidence, gone + 1, shorter, gone, shorter.length - gone);

            assertThat(isSound(longer)).as("a byte more at %d", at).isFalse();
            assertThat(isSound(shorter)).as("a byte less at %d", gone).isFalse();
        }
    }

    /** Anyone who packs again, with a new manifest, is found by what the files say. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "facts.ndjson             | 1234567.89           | 1234567.88           | PROOFS",
        "facts.ndjson             | 年初批复             | 年中批复             | PROOFS",
        "facts.ndjson             | \"sequence\":0       | \"sequence\": 0      | ENVELOPES",
        "tables/expenditure.csv   | 133.46               | 133.47               | TABLES",
        "tables/expenditure.json  | 133.46               | 133.47               | TABLES",
        "tables/expenditure.json  | 部门预算支出总表     | 部门预算支出总表1    | TABLES",
        "tables/revenue.json      | \"notes\":[]         | \"notes\":[\"x\"]    | TABLES",
        "checkpoint.txt           | budget-ledger        | budget-ledges        | CHECKPOINT",
        "key.txt                  | budget-ledger        | budget-ledges        | KEY",
        "names.json               | 行政运行             | 行政不行             | NAMES",
        "form.json                | EXACT                | OF_ROUNDED           | FORM",
        "as-of.json               | 2023-12-31           | 2023-04-30           | TABLES",
        "as-of.json               | \"position\":11      | \"position\":10      | STREAMS",
        "as-of.json               | \"position\":11      | \"position\":12      | AS_OF",
        "as-of.json               | 部门 301             | 部门 302             | STREAMS",
        "as-of.json               | adjusted             | approved             | TABLES",
        "as-of.json               | 万元                 | 元                   | TABLES",
        "as-of.json               | \"all\"              | \"free\"             | TABLES",
        "document.json            | 133.46               | 133.47               | DOCUMENT",
        "document.html            | 133.46               | 133.47               | DOCUMENT",
        "document.html            | 增加                 | 减少                 | DOCUMENT",
        "document.html            | cells/               | cell/                | DOCUMENT",
        "facts.ndjson             | 1000000.00           | 1000000.01           | PROOFS",
        "streams.ndjson           | \"after\":[]         | \"after\":[11]       | COMPLETE",
        "streams.ndjson           | \"facts\":2          | \"facts\":3          | COMPLETE",
        "streams.ndjson           | \"last\":            | \"last\":1           | COMPLETE",
        "streams.ndjson           | \"path\":[\"        | \"path\":[\"A        | COMPLETE",
        "streams.ndjson           | 301-2022             | 301-2021             | COMPLETE",
        "checkpoint.txt           | streams/v1           | streams/v2           | CHECKPOINT",
        "README.txt               | Java 17              | Java 18              | README",
    })
    void a_change_that_was_packed_again_is_found_by_what_it_says(String file, String from, String to, Check check) {
        Report report = repacked(Map.of(file, text -> text.replaceFirst(Pattern.quote(from), to)));

        assertThat(report.found(Check.CONTAINER)).isFalse();
        assertThat(report.found(Check.MANIFEST)).isFalse();
        assertThat(report.found(check)).as("%s", report).isTrue();
        assertThat(report.isSound()).isFalse();
    }

    /** Without the facts of the year before, or without its own files, it is another document than this form has. */
    @Test
    void a_document_is_not_left_out_nor_what_it_is_compared_with() {
        UnaryOperator<String> without = text -> text.lines().limit(8).map(line -> line + "\n").collect(Collectors.joining());
        Map<String, byte[]> files = SignedLog.files(evidence);
        files.keySet().removeAll(List.of("document.json", "document.html"));
        Map<String, byte[]> ofNone = SignedLog.files(signed.evidence("301/2023?form=shanghai-unit-2025"));
        ofNone.put("document.json", SignedLog.files(evidence).get("document.json"));
        ofNone.put("document.html", SignedLog.files(evidence).get("document.html"));

        assertThat(repacked(Map.of("facts.ndjson", without, "proofs.ndjson", without)).found(Check.DOCUMENT)).isTrue();
        assertThat(packed(files).toString()).contains("the package lacks the document of the form");
        assertThat(packed(ofNone).toString()).contains("the package has a document, and the form has none");
    }

    @Test
    void a_hash_of_a_proof_that_was_changed_or_written_otherwise_is_found() {
        assertThat(repacked(Map.of("proofs.ndjson", text -> text.replaceFirst("\"[A-Za-z0-9]", "\"+")))
                .found(Check.PROOFS)).isTrue();
        // The last character of base64 has bits that mean nothing.
        assertThat(repacked(Map.of("proofs.ndjson", TamperTest::otherBase64)).found(Check.PROOFS)).isTrue();
        assertThat(repacked(Map.of("checkpoint.txt", TamperTest::otherBase64)).found(Check.CHECKPOINT)).isTrue();
    }

    @Test
    void facts_that_were_left_out_or_doubled_with_their_proofs_are_found() {
        for (int line = 0; line < 10; line++) {
            int gone = line;
            UnaryOperator<String> without = text -> lines(text, gone, 0);
            UnaryOperator<String> twice = text -> lines(text, gone, 2);

            assertThat(repacked(Map.of("facts.ndjson", twice, "proofs.ndjson", twice)).found(Check.STREAMS)).isTrue();
            assertThat(repacked(Map.of("facts.ndjson", without, "proofs.ndjson", without)).isSound())
                    .as("without line %d", gone).isFalse();
        }
        assertThat(repacked(Map.of("proofs.ndjson", text -> lines(text, 0, 2))).found(Check.PROOFS)).isTrue();
    }

    /** This form is in no fact: anyone who changes it and the tables alike is found by who knows the form. */
    @Test
    void a_form_that_was_changed_with_its_table_is_found() {
        UnaryOperator<String> retitled = text -> text.replace("部门预算支出总表", "另一张表");

        Report report = repacked(Map.of("form.json", retitled, "tables/expenditure.json", retitled));

        assertThat(report.found(Check.FORM)).as("%s", report).isTrue();
        assertThat(report.isSound()).isFalse();
    }

    /** Under another name nobody knows it: what it shows is not proven, and said so. */
    @Test
    void a_form_of_one_s_own_is_said_to_be_unproven() {
        UnaryOperator<String> renamed = text -> text.replace("shanghai-unit-2025", "shanghai-unit-2026");
        byte[] ofShanghai = signed.evidence("301/2023?form=shanghai-unit-2025");
        String absent = new String(ContractJson.canonical(EvidenceFile.StreamLine.of(streams.proof("form-shanghai-unit-2026"), List.of())),
                StandardCharsets.UTF_8);
        UnaryOperator<String> said = text -> text.replaceFirst("[^\n]*\"form-shanghai-unit-2025\"}", Matcher.quoteReplacement(absent));

        assertThat(repacked(ofShanghai, Map.of("form.json", renamed, "as-of.json", renamed)).toString())
                .contains("nothing is said of the stream form-shanghai-unit-2026");
        Report report = repacked(ofShanghai, Map.of("form.json", renamed, "as-of.json", renamed, "streams.ndjson", said));

        assertThat(report.isSound()).as("%s", report).isTrue();
        assertThat(report.formIsProven()).isFalse();
        assertThat(report.toString()).contains("? 表样未证明 · a form is not proven: shanghai-unit-2026", "? 表样: ");
    }

    /** Anyone who has a key can make another ledger. That it is another, only the reader's own key says. */
    @Test
    void another_key_is_found_by_who_has_the_right_one() {
        Trust another = Trust.in(SigningKey.generate("budget-ledger").verifier());

        assertThat(Verification.of(ByteBuffer.wrap(evidence), another).found(Check.KEY)).isTrue();
        Report unknown = Verification.of(ByteBuffer.wrap(evidence), Trust.NONE);
        assertThat(unknown.isSound()).isTrue();
        assertThat(unknown.toString()).contains("NOT compared", SignedLog.KEY.verifier().format());
    }

    /** Earlier releases noted that there is no such budget also where it was taken back; packages with forms never did. */
    @Test
    void a_note_of_an_earlier_release_is_none_of_one_who_changes_a_package() {
        SampleLog log = new SampleLog();
        log.open(OFFICE);
        log.allocate(OFFICE, JANUARY, SampleLog.FUND, 10_00);
        log.adjust(OFFICE, JANUARY, SampleLog.FUND, -10_00);
        byte[] takenBack = new SignedLog(log).evidence("301/2023");
        UnaryOperator<String> noted = text ->
                text.replace("\"notes\":[]", "\"notes\":[\"注:无政府基金预算财政拨款预算,空表列示。\"]");

        SignedLog.assertSound("of this release", takenBack);
        assertThat(repacked(takenBack, Map.of("tables/government-fund.json", noted)).found(Check.TABLES)).isTrue();
    }

    private Report repacked(Map<String, UnaryOperator<String>> changes) {
        return repacked(evidence, changes);
    }

    private Report repacked(byte[] evidence, Map<String, UnaryOperator<String>> changes) {
        Map<String, byte[]> files = new LinkedHashMap<>(SignedLog.files(evidence));
        changes.forEach((name, change) -> files.computeIfPresent(name, (_, bytes) -> {
            String before = new String(bytes, StandardCharsets.UTF_8);
            String after = change.apply(before);
            assertThat(after).as("changed %s", name).isNotEqualTo(before);
            return after.getBytes(StandardCharsets.UTF_8);
        }));
        return packed(files);
    }

    private Report packed(Map<String, byte[]> files) {
        files.remove("manifest.txt");
        Path file = folder.resolve("repacked.zip");
        try (StoredZip zip = new StoredZip(Files.newOutputStream(file))) {
            for (Map.Entry<String, byte[]> each : files.entrySet()) {
                zip.add(each.getKey(), each.getValue());
            }
            zip.addManifest();
            zip.end();
            return Verification.of(ByteBuffer.wrap(Files.readAllBytes(file)), TRUST);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isSound(byte[] changed) {
        return Verification.of(ByteBuffer.wrap(changed), TRUST).isSound();
    }

    /** The same bytes, written with other idle bits in the last character before the padding. */
    private static String otherBase64(String text) {
        int end = text.indexOf('=');
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        char other = alphabet.charAt(alphabet.indexOf(text.charAt(end - 1)) + 1);
        return text.substring(0, end - 1) + other + text.substring(end);
    }

    private static String lines(String text, int line, int times) {
        List<String> lines = text.lines().toList();
        StringBuilder changed = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            changed.append((lines.get(i) + "\n").repeat(i == line ? times : 1));
        }
        return changed.toString();
    }
}
