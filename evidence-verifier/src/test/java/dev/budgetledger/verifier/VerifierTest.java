package dev.budgetledger.verifier;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.budgetledger.contract.merkle.SignedNote;
import dev.budgetledger.contract.merkle.SigningKey;
import dev.budgetledger.contract.merkle.Sm2Key;
import dev.budgetledger.contract.merkle.VerifierKey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** 核验: what a ledger signed is not right for that, and who runs the verifier is told in plain words. */
class VerifierTest {

    @TempDir
    private Path folder;

    private static final Trust TRUST = Trust.in(Forged.KEY.verifier());
    private static final VerifierKey OTHER = SigningKey.generate("budget-ledger").verifier();

    private String printed = "";

    @Test
    void an_honest_package_is_sound() throws IOException {
        int exit = run(Forged.signed(Forged.facts()), "--key", Forged.KEY.verifier().format());

        assertThat(printed).endsWith("结论: 未发现问题 · result: nothing wrong was found\n");
        assertThat(printed.lines().filter(line -> line.startsWith("✓"))).hasSize(Check.values().length - 4);
        assertThat(printed).contains("? 公开文档: ", "trusted key: " + Forged.KEY.verifier().format(), "rules kept: yes");
        assertThat(exit).isEqualTo(EvidenceVerifier.SOUND);
    }

    /** 国密: by the key of GM/T 0003.5-2012, annex A. */
    @Test
    void a_second_signature_is_looked_for_by_who_has_the_key() throws IOException {
        String key = "budget-ledger+b5803f5e+/3NtMi1zbTMECfnfMR5UIaFQ3X0WHkvFxnIXn60YM/wHa7CP81bzUCDM6kkM4md1pS3G6nGMwapgCu0F+/NeCEpmMvYHLamtEw==";
        byte[] signature = HexFormat.of().parseHex("574dde82d385b77fca41313bcb0494d85ed94b2fe88c93f6bade14d931d06326"
                + "89110bff635382943e13dfcbfc5c3a04d2560baf53bdb42570db98a57014cb33");
        List<String> facts = ForgedLog.allocated().facts;
        Map<String, ByteBuffer> files = Forged.files(facts);
        SignedNote once = Forged.KEY.sign(Forged.head(facts).text());
        String trusted = Forged.KEY.verifier().format();

        files.put(Contents.CHECKPOINT, Head.utf8(once.with(Sm2Key.parse(key).line(signature)).format()));
        assertThat(run(Forged.packed(files), "--key", trusted, "--sm2-key", key)).as(printed).isEqualTo(EvidenceVerifier.SOUND);
        assertThat(printed).contains("国密签名有效");
        assertThat(run(Forged.packed(files), "--key", trusted)).as("others' signatures are ignored").isEqualTo(EvidenceVerifier.SOUND);

        signature[5] ^= 1;
        files.put(Contents.CHECKPOINT, Head.utf8(once.with(Sm2Key.parse(key).line(signature)).format()));
        assertThat(run(Forged.packed(files), "--key", trusted, "--sm2-key", key)).isEqualTo(EvidenceVerifier.WRONG);
        assertThat(printed).contains("no valid signature of the SM2 key that was given");
        files.put(Contents.CHECKPOINT, Head.utf8(once.format()));
        assertThat(run(Forged.packed(files), "--key", trusted, "--sm2-key", key)).isEqualTo(EvidenceVerifier.WRONG);
        assertThat(run(Forged.packed(files), "--sm2-key", trusted)).isEqualTo(EvidenceVerifier.NO_PACKAGE);
        assertThat(run(Forged.packed(files), "--sm2-key", key, "--sm2-key", key)).isEqualTo(EvidenceVerifier.NO_PACKAGE);
    }

    /** Each lie was signed, and the tables add up to it: only the rule it breaks can find it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "3 | \"1000.00\"              | \"1000.01\"           | POSTINGS",
        "3 | FundsAllocated           | FundsSpent            | POSTINGS",
        "3 | 301-2023-1               | 301-2023-9            | POSTINGS",
        "3 | \"source\":              | \"purse\":            | POSTINGS",
        "3 | \"kind\":\"OPERATING\"   | \"kind\":\"OTHER\"    | POSTINGS",
        "3 | \"1000.00\"              | \"1e3\"               | POSTINGS",
        "5 | 12.34                    | 12.35                 | POSTINGS",
        "5 | \"reverses\":\"301-2023-2 | \"reverses\":\"301-2023-1 | POSTINGS",
        "5 | \"reverses\":\"301-2023-2 | \"reverses\":\"301-2023-7 | POSTINGS",
        "5 | \"reverses\":\"301-2023-2 | \"reverses\":\"301-2023-0 | POSTINGS",
        "5 | \"BudgetAdjusted\"       | \"FundsAllocated\"    | POSTINGS",
        "4 | \"sequence\":2           | \"sequence\":3        | STREAMS",
        "4 | 01:00:04                 | 00:00:04              | STREAMS",
        "4 | 01:00:04                 | 02:00:04              | STREAMS",
        "4 | \"stream\":\"301-2023\"  | \"stream\":\"302-2023\" | STREAMS",
        "2 | 办公室                   | 办事处                | STREAMS",
        "6 | YearClosed               | BudgetOpened          | STREAMS",
        "6 | YearClosed               | ClassificationsDefined | STREAMS",
        "1 | \"fiscalYear\":2023      | \"fiscalYear\":2022   | NAMES",
        "1 | \"type\":\"FUNCTION\"   | \"type\":\"PURPOSE\"  | NAMES",
        "1 | \"code\":\"2010301\"    | \"code\":\"20103011\" | NAMES",
        "1 | \"name\":\"行政运行\"   | \"label\":\"行政运行\" | NAMES",
        "2 | \"code\":\"301\",       | \"boss\":\"x\",\"code\":\"301\", | STREAMS",
        "3 | \"kind\":\"OPERATING\"  | \"kind\":\"OPERATING\",\"note\":\"x\" | POSTINGS",
        "3 | \"source\":             | \"note\":\"x\",\"source\": | POSTINGS",
        "3 | \"id\":\"301-2023-1\"   | \"id\":\"301-2023-1\",\"note\":\"x\" | POSTINGS",
        "3 | {\"posting\":            | {\"counterpart\":\"302-2023-1\",\"posting\": | POSTINGS",
        "3 | \"function\":\"2010301\" | \"function\":\"xxxxxxx\" | POSTINGS",
        "3 | 2023-01-01               | 2023-02-30            | POSTINGS",
        "3 | \"origin\":\"CURRENT\"}   | \"origin\":\"CURRENT\"},\"timesCarried\":\"x\" | POSTINGS",
        "3 | \"origin\":\"CURRENT\"}   | \"origin\":\"CURRENT\"},\"timesCarried\":0 | POSTINGS",
        "3 | \"origin\":\"CURRENT\"}   | \"origin\":\"CURRENT\"},\"timesCarried\":3 | POSTINGS",
        "6 | 2023-12-31               | 2023-12-32            | POSTINGS",
        "6 | \"reason\"               | \"ratio\":\"x\",\"reason\" | POSTINGS",
        "4 | \"position\":4           | \"position\":3        | PROOFS",
        "4 | \"position\":4           | \"position\": 4       | ENVELOPES",
        "4 | 04.000000Z               | 04.0Z                 | ENVELOPES",
        "4 | \"postedBy\":\"a\"       | \"postedBy\":\"\\u0061\" | ENVELOPES",
        "4 | \"sequence\":2           | \"sequence\":2.0      | ENVELOPES",
    })
    void what_was_signed_but_breaks_a_rule_is_found(int position, String from, String to, Check check) {
        Report report = Verification.of(Forged.signed(changed(position, from, to)), Trust.NONE);

        assertThat(report.found(check)).as("%s", report).isTrue();
        assertThat(report.isSound()).isFalse();
    }

    /** What is in a publication comes from the one who posted it: nothing of it is believed. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "\"number\":1        | \"note\":1,\"number\":1 | POSTINGS",
        "\"ADJUSTED\"        | \"adjusted\"           | POSTINGS",
        "\"YUAN\"            | \"JIAO\"               | POSTINGS",
        "\"revenue\"         | \"income\"             | POSTINGS",
        "\"sha256\":\"       | \"sha256\":\"A         | POSTINGS",
        "01:00:05.000000Z    | 01:00:05Z              | POSTINGS",
        "01:00:05            | 01:00:04               | PUBLICATIONS",
        "\"YUAN\"            | \"WAN_YUAN\"           | PUBLICATIONS",
        "2023-12-31          | 2022-12-31             | PUBLICATIONS",
        "— budget-ledger     | — budget-ledges        | PUBLICATIONS",
        "ledger\\n6           | ledger\\n5             | PUBLICATIONS",
        "\"position\":5       | \"position\":7         | PUBLICATIONS",
    })
    void a_publication_that_does_not_follow_from_the_facts_is_found(String from, String to, Check check) {
        Report report = Verification.of(Forged.signed(changed(7, from, to)), TRUST);

        assertThat(report.found(check)).as("%s", report).isTrue();
        assertThat(report.isSound()).isFalse();
    }

    @Test
    void a_publication_under_a_head_that_others_signed_is_found() {
        String note = Forged.KEY.sign(Forged.head(Forged.facts().subList(0, 6)).text()).format();
        SigningKey other = SigningKey.generate("budget-ledger");
        String foreign = other.sign(Forged.head(Forged.facts().subList(0, 6)).text()).format();
        String later = Forged.KEY.sign(Forged.head(Forged.facts()).text()).format();
        String zero = note.substring(0, note.lastIndexOf(' ') + 7) + "A".repeat(85) + "=\n";

        for (String bad : List.of(foreign, later, zero)) {
            Report report = Verification.of(
                    Forged.signed(changed(7, note.replace("\n", "\\n"), bad.replace("\n", "\\n"))), TRUST);
            assertThat(report.found(Check.PUBLICATIONS)).as("%s", report).isTrue();
        }
        // A former key is one that the reader knows to be.
        List<String> facts = changed(7, note.replace("\n", "\\n"), foreign.replace("\n", "\\n"));
        Trust both = new Trust(List.of(Forged.KEY.verifier(), other.verifier()), null);
        assertThat(Verification.of(Forged.signed(facts), both).isSound()).isTrue();
    }

    @Test
    void what_is_wrong_is_told_in_both_languages() throws IOException {
        int exit = run(Forged.signed(changed(3, "\"1000.00\"", "\"1000.01\"")), "--key", Forged.KEY.verifier().format());

        assertThat(exit).isEqualTo(EvidenceVerifier.WRONG);
        assertThat(printed)
                .startsWith("✗ 证据包有问题 · something is wrong with this package: 301-2023-1 GENERAL_PUBLIC 不平衡 · 301-2023-1 ")
                .contains("✗ 事实: ", "is out of balance", "– 公开表")
                .endsWith("结论: 证据包有问题 · result: something is wrong with this package\n");
    }

    @Test
    void a_key_may_be_in_a_file_that_is_said_to_be_one_and_without_one_the_reader_is_warned() throws IOException {
        Path key = Files.writeString(folder.resolve("key"), Forged.KEY.verifier().format() + "\n");

        assertThat(run(Forged.signed(Forged.facts()), "--key-file", key.toString())).isEqualTo(EvidenceVerifier.SOUND);
        assertThat(printed).doesNotContain("NOT compared").contains("trusted key: " + Forged.KEY.verifier().format());
        assertThat(run(Forged.signed(Forged.facts()))).isEqualTo(EvidenceVerifier.SOUND);
        assertThat(printed).contains("? 公钥", "未与外部公钥比对", "NOT compared");
    }

    @Test
    void what_is_no_key_is_never_the_name_of_a_file() throws IOException {
        Path key = Files.writeString(folder.resolve("key"), Forged.KEY.verifier().format() + "\n");

        for (String none : List.of(key.toString(), "budget-ledger+00000000+AAAA", "")) {
            assertThat(run(Forged.signed(Forged.facts()), "--key", none)).isEqualTo(EvidenceVerifier.NO_PACKAGE);
            assertThat(printed).contains("not a verifier key");
        }
        assertThat(run(Forged.signed(Forged.facts()), "--key", OTHER.format())).isEqualTo(EvidenceVerifier.WRONG);
        assertThat(printed).contains("not a trusted key", "trusted key: " + OTHER.format());
    }

    @Test
    void a_checkpoint_has_the_quorum_of_witnesses_that_the_reader_asks_for_or_the_package_is_wrong() throws IOException {
        SigningKey one = SigningKey.generate("audit.example/w1");
        SigningKey two = SigningKey.generate("audit.example/w2");
        Map<String, ByteBuffer> files = Forged.files(Forged.facts());
        SignedNote note = SignedNote.parse(JsonReader.decode(Objects.requireNonNull(files.get(Contents.CHECKPOINT))));
        files.put(Contents.CHECKPOINT, Head.utf8(note.with(one.cosign(note.text(), Instant.parse("2023-02-01T00:00:00Z"))).format()));
        ByteBuffer cosigned = Forged.packed(files);
        String[] both = {"--key", Forged.KEY.verifier().format(), "--witness", one.witness().format(), "--witness", two.witness().format()};

        assertThat(run(cosigned, "--witness", one.witness().format(), both[0], both[1])).isEqualTo(EvidenceVerifier.SOUND);
        assertThat(printed).contains("✓ 见证", "audit.example/w1 2023-02-01T00:00:00Z").doesNotContain("showed nobody another log");
        assertThat(run(cosigned, concat(both, "--quorum", "1"))).isEqualTo(EvidenceVerifier.SOUND);
        assertThat(run(cosigned, both)).isEqualTo(EvidenceVerifier.WRONG);
        assertThat(printed).startsWith("✗ ").contains("cosigned by 1 of the witnesses, not by 2");
        assertThat(run(Forged.signed(Forged.facts()), concat(both, "--quorum", "1"))).isEqualTo(EvidenceVerifier.WRONG);
        assertThat(run(cosigned, concat(both, "--quorum", "3"))).isEqualTo(EvidenceVerifier.NO_PACKAGE);
        assertThat(run(cosigned, concat(both, "--quorum", "0"))).isEqualTo(EvidenceVerifier.NO_PACKAGE);
        assertThat(run(cosigned, "--quorum", "1")).isEqualTo(EvidenceVerifier.NO_PACKAGE);
        assertThat(run(cosigned, "--witness", Forged.KEY.verifier().format())).isEqualTo(EvidenceVerifier.NO_PACKAGE);
        assertThat(run(cosigned, "--witness", one.witness().format(), "--witness", one.witness().format(), "--quorum", "2"))
                .as("one that is named twice is one").isEqualTo(EvidenceVerifier.NO_PACKAGE);
    }

    private static String[] concat(String[] some, String... more) {
        return Stream.of(some, more).flatMap(Stream::of).toArray(String[]::new);
    }

    /** A file that somebody sent along, named like the key, with another key in it. */
    @Test
    void a_file_named_like_the_key_decides_nothing() throws IOException, InterruptedException {
        String zip = Files.write(folder.resolve("sent.zip"), bytes(Forged.signed(Forged.facts()))).toString();
        String named = OTHER.format();
        while (named.contains("/")) {
            named = SigningKey.generate("budget-ledger").verifier().format();
        }
        Files.writeString(folder.resolve(named), Forged.KEY.verifier().format() + "\n");

        Process verifier = OwnProcess.start(folder, "64m", zip, "--key", named);

        assertThat(new String(verifier.getInputStream().readAllBytes(), StandardCharsets.UTF_8)).contains("not a trusted key");
        assertThat(verifier.waitFor()).isEqualTo(EvidenceVerifier.WRONG);
    }

    @Test
    void others_may_have_signed_the_checkpoint_too() {
        Map<String, ByteBuffer> files = Forged.files(Forged.facts());
        String note = JsonReader.decode(Objects.requireNonNull(files.get(Contents.CHECKPOINT)));
        String witness = SigningKey.generate("witness").sign(note.substring(0, note.indexOf("\n\n") + 1)).format();
        files.put(Contents.CHECKPOINT, Head.utf8(note + witness.substring(witness.indexOf('—'))));

        assertThat(Verification.of(Forged.packed(files), TRUST).isSound()).isTrue();
    }

    @Test
    void what_is_no_package_is_not_judged() throws IOException {
        assertThat(run(ByteBuffer.wrap("PK".getBytes(StandardCharsets.US_ASCII)))).isEqualTo(EvidenceVerifier.NO_PACKAGE);
        assertThat(printed).contains("不是证据包", "not an evidence package");
        assertThat(run(ByteBuffer.wrap(new byte[0]))).isEqualTo(EvidenceVerifier.NO_PACKAGE);
        assertThat(command(folder.resolve("none.zip").toString())).isEqualTo(EvidenceVerifier.NO_PACKAGE);
        assertThat(command()).isEqualTo(EvidenceVerifier.NO_PACKAGE);
        assertThat(printed).contains("usage:");
        assertThat(command("a.zip", "b.zip")).isEqualTo(EvidenceVerifier.NO_PACKAGE);
        assertThat(command("a.zip", "--log", folder.resolve("none.ndjson").toString())).isEqualTo(EvidenceVerifier.NO_PACKAGE);
        assertThat(printed).contains("cannot be read");
        assertThat(command("a.zip", "--key")).isEqualTo(EvidenceVerifier.NO_PACKAGE);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "{", "{\"a\":1,\"a\":2}", "{\"a\":1} x", "{\"a\":01}", "{\"a\":1.5}", "{\"a\":1e3}", "{a:1}", "{\"a\":1,}", "[1 2]",
        "{\"a\":\"\\x\"}", "{\"a\":\"\\u00g0\"}", "{\"a\":\"\t\"}", "{\"a\":tru}", "{\"a\":-}", "{\"a\":99999999999999999999}"
    })
    void what_is_not_json_is_refused(String text) {
        assertThatThrownBy(() -> JsonReader.read(Head.utf8(text))).isInstanceOf(Fault.class);
    }

    @Test
    void what_is_not_utf_8_or_too_deep_is_refused() {
        assertThatThrownBy(() -> JsonReader.read(ByteBuffer.wrap(new byte[] {'"', (byte) 0xc0, (byte) 0x80, '"'})))
                .isInstanceOf(Fault.class);
        assertThatThrownBy(() -> JsonReader.read(Head.utf8("[".repeat(100_000)))).isInstanceOf(Fault.class);
    }

    @Test
    void json_is_written_canonically() {
        Json read = JsonReader.read(Head.utf8(" { \"b\" : [ true , null , -7 ] , \"a\\u00e9\\n\\u0001\" : \"\\/\" } "));

        assertThat(JsonReader.decode(CanonicalJson.bytes(read)))
                .isEqualTo("{\"aé\\n\\u0001\":\"/\",\"b\":[true,null,-7]}");
    }

    private static List<String> changed(int position, String from, String to) {
        List<String> facts = new ArrayList<>(Forged.facts());
        String before = facts.get(position - 1);
        facts.set(position - 1, before.replace(from, to));
        assertThat(facts.get(position - 1)).isNotEqualTo(before);
        return facts;
    }

    static byte[] bytes(ByteBuffer file) {
        byte[] bytes = new byte[file.remaining()];
        file.duplicate().get(bytes);
        return bytes;
    }

    private int run(ByteBuffer file, String... options) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(options));
        arguments.add(Files.write(folder.resolve("package.zip"), bytes(file)).toString());
        return command(arguments.toArray(String[]::new));
    }

    private int command(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int exit = EvidenceVerifier.run(new PrintStream(out, true, StandardCharsets.UTF_8), arguments);
        printed = out.toString(StandardCharsets.UTF_8);
        return exit;
    }
}
