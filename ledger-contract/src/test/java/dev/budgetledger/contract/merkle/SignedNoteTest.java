package dev.budgetledger.contract.merkle;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Signed notes and checkpoints, against the examples of the specification and of Go's reference implementation. */
class SignedNoteTest {

    /** C2SP signed-note, the example of its text. */
    private static final String SPEC_KEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
    private static final String SPEC_NOTE = """
            This is an example message.

            — example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=
            """;

    /** golang.org/x/mod/sumdb/note: PRIVATE+KEY+PeterNeumann+c74f20a3+base64(0x01 ‖ seed). */
    private static final String GO_SEED = "AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
    private static final String GO_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    private static final String GO_TEXT = """
            If you think cryptography is the answer to your problem,
            then you don't know what your problem is.
            """;
    private static final String GO_NOTE = GO_TEXT + """

            — PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
            """;

    private final SigningKey key = SigningKey.generate("budget-ledger");

    @Test
    void the_note_of_the_specification_verifies() {
        assertThat(VerifierKey.parse(SPEC_KEY).verifies(SignedNote.parse(SPEC_NOTE))).isTrue();
        assertThat(SignedNote.parse(SPEC_NOTE).format()).isEqualTo(SPEC_NOTE);
    }

    @Test
    void the_note_of_the_reference_implementation_is_signed_byte_for_byte() {
        byte[] seed = Base64.getDecoder().decode(GO_SEED);
        String pkcs8 = "302e020100300506032b657004220420" + HexFormat.of().formatHex(seed, 1, 33);
        SigningKey neumann = SigningKey.parse(
                "PeterNeumann", Base64.getEncoder().encodeToString(HexFormat.of().parseHex(pkcs8)));

        assertThat(neumann.verifier().format()).isEqualTo(GO_KEY);
        assertThat(neumann.sign(GO_TEXT).format()).isEqualTo(GO_NOTE);
        assertThat(VerifierKey.parse(GO_KEY).verifies(SignedNote.parse(GO_NOTE))).isTrue();
    }

    /** The vectors of golang.org/x/mod/sumdb/note: TestNewVerifier, TestOpen. */
    @Test
    void no_part_and_no_mangling_of_a_key_is_a_key() {
        for (int from = 0; from <= GO_KEY.length(); from++) {
            for (int to = from; to <= GO_KEY.length(); to++) {
                String part = GO_KEY.substring(from, to);
                assertThat(isKey(part)).as(part).isEqualTo(part.equals(GO_KEY));
            }
        }
        for (int at = 0; at < GO_KEY.length(); at++) {
            StringBuilder mangled = new StringBuilder(GO_KEY);
            mangled.setCharAt(at, (char) (GO_KEY.charAt(at) + 1));
            assertThat(isKey(mangled.toString())).as("%s", mangled).isFalse();
        }
    }

    @Test
    void signatures_of_unknown_keys_are_ignored_wherever_they_stand() {
        String enoch = "— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n";
        String peter = GO_NOTE.substring(GO_NOTE.indexOf('—'));
        VerifierKey enochs = VerifierKey.parse("EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop");
        VerifierKey peters = VerifierKey.parse(GO_KEY);

        for (String note : List.of(GO_NOTE + enoch, GO_TEXT + "\n" + enoch + peter, GO_NOTE + peter + enoch + enoch)) {
            assertThat(peters.verifies(SignedNote.parse(note))).isTrue();
            assertThat(enochs.verifies(SignedNote.parse(note))).isTrue();
        }
        assertThat(enochs.verifies(SignedNote.parse(GO_NOTE))).isFalse();
        assertThat(peters.verifies(SignedNote.parse(GO_NOTE.replace("x08g", "xxxx")))).isFalse();
        assertThat(peters.verifies(SignedNote.parse(GO_NOTE.replace("— PeterNeumann", "— CarmenSandiego")))).isFalse();
        assertThat(peters.verifies(SignedNote.parse(GO_TEXT + "\n" + peter.substring(0, 60) + "ABCD" + peter.substring(60))))
                .isFalse();
        assertThat(SignedNote.parse(GO_TEXT + "\n" + peter.repeat(100)).signatures()).hasSize(100);
        assertThatThrownBy(() -> SignedNote.parse(GO_TEXT + "\n" + peter.repeat(101)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** C2SP tlog-checkpoint and signed-note, the examples of their texts, whose keys are not given. */
    @ParameterizedTest
    @ValueSource(strings = {
        """
        example.com/behind-the-sofa
        20852163
        CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

        — example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
        """,
        """
        Ognuno sta solo sul cuor della terra
        trafitto da un raggio di sole:

        ed è subito sera.

        — quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=
        """})
    void the_examples_of_the_specification_are_read_and_written_back(String note) {
        assertThat(SignedNote.parse(note).format()).isEqualTo(note);
        assertThat(SignedNote.parse(note).signatures()).hasSize(1);
    }

    /** Under such a key anybody's signature verifies: R and s of zero under the identity, whatever the text. */
    @Test
    void the_eight_points_of_small_order_are_no_keys_however_they_are_written() {
        BigInteger p = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
        BigInteger d = BigInteger.valueOf(-121665).multiply(BigInteger.valueOf(121666).modInverse(p)).mod(p);
        int keys = 0;
        for (BigInteger y : List.of(BigInteger.ONE, p.subtract(BigInteger.ONE), BigInteger.ZERO, orderEight(p, d),
                p.subtract(orderEight(p, d)))) {
            for (BigInteger written = y; written.bitLength() <= 255; written = written.add(p)) {
                for (boolean sign : new boolean[] {false, true}) {
                    keys++;
                    String key = keyOf(sign ? written.setBit(255) : written);
                    assertThat(isKey(key)).as("y = %s", written.toString(16)).isFalse();
                }
            }
        }
        assertThat(keys).isEqualTo(14); // of y = 0 and 1 there is a second way to write them
    }

    /** The y of a point of order 8: on −x² + y² = 1 + d·x²·y² it doubles to y = 0, so x² = −y², and d·y⁴ + 2·y² = 1. */
    private static BigInteger orderEight(BigInteger p, BigInteger d) {
        BigInteger root = BigInteger.ONE.add(d).mod(p);
        BigInteger squareRoot = squareRoot(root, p);
        for (BigInteger each : List.of(squareRoot, p.subtract(squareRoot))) {
            BigInteger ySquared = each.subtract(BigInteger.ONE).multiply(d.modInverse(p)).mod(p);
            if (ySquared.modPow(p.subtract(BigInteger.ONE).shiftRight(1), p).equals(BigInteger.ONE)) {
                return squareRoot(ySquared, p);
            }
        }
        throw new AssertionError("there are points of order 8");
    }

    private static BigInteger squareRoot(BigInteger square, BigInteger p) {
        BigInteger root = square.modPow(p.add(BigInteger.valueOf(3)).shiftRight(3), p);
        BigInteger i = BigInteger.TWO.modPow(p.subtract(BigInteger.ONE).shiftRight(2), p);
        BigInteger right = root.multiply(root).mod(p).equals(square) ? root : root.multiply(i).mod(p);
        assertThat(right.multiply(right).mod(p)).isEqualTo(square);
        return right;
    }

    private static String keyOf(BigInteger point) {
        byte[] typed = new byte[33];
        typed[0] = 1;
        for (int i = 0; i < 32; i++) {
            typed[1 + i] = point.shiftRight(8 * i).byteValue();
        }
        MessageDigest sha256 = Hash.sha256();
        sha256.update("budget-ledger\n".getBytes(StandardCharsets.UTF_8));
        byte[] hash = sha256.digest(typed);
        return "budget-ledger+" + HexFormat.of().formatHex(hash, 0, 4) + "+" + Base64.getEncoder().encodeToString(typed);
    }

    private static boolean isKey(String text) {
        try {
            return VerifierKey.parse(text).format().equals(text);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    @Test
    void a_changed_text_another_key_and_another_name_do_not_verify() {
        SignedNote note = key.sign(new Checkpoint("budget-ledger", 7, Hash.OF_NOTHING).text());

        assertThat(key.verifier().verifies(note)).isTrue();
        assertThat(key.verifier().verifies(SignedNote.parse(note.format().replace("\n7\n", "\n8\n")))).isFalse();
        assertThat(SigningKey.generate("budget-ledger").verifier().verifies(note)).isFalse();
        assertThat(key.verifier().verifies(SignedNote.parse(note.format().replace("— budget-ledger", "— other"))))
                .isFalse();
    }

    @Test
    void signatures_of_others_are_passed_over_and_a_false_one_of_the_key_is_not() {
        String note = key.sign("text\n").format();
        String witness = note + SigningKey.generate("witness").sign("text\n").signatures().getFirst().line();
        String spoilt = note + key.sign("other\n").signatures().getFirst().line();

        assertThat(key.verifier().verifies(SignedNote.parse(witness))).isTrue();
        assertThat(key.verifier().verifies(SignedNote.parse(spoilt))).isFalse();
    }

    @Test
    void a_key_is_read_back_from_its_pem_and_from_its_base64() {
        String base64 = key.pem().lines().toList().get(1);

        assertThat(SigningKey.parse("budget-ledger", key.pem()).verifier().format()).isEqualTo(key.verifier().format());
        assertThat(SigningKey.parse("budget-ledger", base64).sign("text\n").format())
                .isEqualTo(key.sign("text\n").format());
    }

    @Test
    void a_key_that_cannot_be_read_is_not_quoted() {
        assertThatThrownBy(() -> SigningKey.parse("budget-ledger", "c2VjcmV0"))
                .hasMessage("not an Ed25519 private key in PKCS#8, PEM or base64").hasNoCause();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a+b", "a b", "a\nb"})
    void a_name_has_no_blanks_and_no_plus(String name) {
        assertThatThrownBy(() -> SigningKey.generate(name)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "",
        "text",
        "text\n\n",
        "text\n— name AAAAAAAA\n",
        "text\n\n- name AAAAAAAA\n",
        "text\n\n— name AAAA\n",
        "text\n\n— name ????\n",
        "te\u0001xt\n\n— name AAAAAAAA\n",
        "text\r\n\n— name AAAAAAAA\n",
        "text\n\n— name AAAAAAAA\r\n",
        "te\ud800xt\n\n— name AAAAAAAA\n",
        "text\n\n— name AAAAAAAA",
        "text\n\n— name AAAAAAAA\n— name\n",
        "text\n\n— name AAAAAAAA\nUnexpected line.\n",
        "text\n\n—  AAAAAAAA\n",
        "text\n\n— a+b AAAAAAAA\n",
        "text\n\n— a b AAAAAAAA\n",
        "text\n\n— a\u00a0b AAAAAAAA\n",
        "text\n\n— a\u0085b AAAAAAAA\n",
        "text\n\n— a\u3000b AAAAAAAA\n",
        "text\n\n— name AAAAAAA=A\n",
        "text\n\n— name AAAAAAE\n",
        "text\n\n— name AAAAAAF=\n",
        "text\n\n— name AAAA-AA=\n",
        "text\n\n— name AAAAAA==\n",
    })
    void what_is_no_signed_note_is_not_read(String note) {
        assertThatThrownBy(() -> SignedNote.parse(note)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "example.com/foo",
        "example.com/foo+530d903b+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/foo+530D903A+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/foo+530d903a+AukyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/foo+530d903a+Aek=",
        " example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k\n",
        "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==",
        "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
    })
    void what_is_no_verifier_key_is_not_read(String text) {
        assertThatThrownBy(() -> VerifierKey.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_checkpoint_is_read_back_with_or_without_extensions() {
        Checkpoint checkpoint = new Checkpoint("budget-ledger", 7, Hash.ofLeaf(new byte[] {1}));

        assertThat(checkpoint.text()).isEqualTo("budget-ledger\n7\n" + checkpoint.root().base64() + "\n");
        assertThat(Checkpoint.parse(checkpoint.text())).isEqualTo(checkpoint);
        assertThat(Checkpoint.parse(checkpoint.text() + "extension\n")).isEqualTo(checkpoint);
        assertThat(Checkpoint.parse(checkpoint.text() + "streams/v2 whatever\n")).isEqualTo(checkpoint);
    }

    @Test
    void the_root_of_the_streams_is_a_line_after_the_third() {
        Hash streams = Hash.ofLeaf(new byte[] {2});
        Checkpoint checkpoint = new Checkpoint("budget-ledger", 7, Hash.ofLeaf(new byte[] {1}), streams);

        assertThat(checkpoint.text().lines())
                .containsExactly("budget-ledger", "7", checkpoint.root().base64(), "streams/v1 " + streams.base64());
        assertThat(Checkpoint.parse(checkpoint.text())).isEqualTo(checkpoint);
        assertThat(Checkpoint.parse(checkpoint.text() + "extension\n")).isEqualTo(checkpoint);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "",
        "budget-ledger\n7\n",
        "\n7\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
        "budget-ledger\n07\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
        "budget-ledger\n-7\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
        "budget-ledger\n7\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
        "budget-ledger\n7\n47DEQpj8\n",
        "budget-ledger\n7\n?\n",
        "budget-ledger\n7\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFV=\n",
        "budget-ledger\n7\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU\n",
        "budget-ledger\n7\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\nstreams/v1 \n",
        "budget-ledger\n7\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\nstreams/v1 47DEQpj8\n",
        "a\n7\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\nstreams/v1 \nstreams/v1 \n",
        "budget-ledger\n7\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n",
        "budget-ledger\n7\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\nextension\n",
        "budget-ledger\r\n7\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\r\n",
        "budget-ledger\n1000000000000000000\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
    })
    void what_is_no_checkpoint_is_not_read(String text) {
        assertThatThrownBy(() -> Checkpoint.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    /** C2SP tlog-cosignature, the example of its text: what is signed, and how it stands in a line. */
    @Test
    void a_cosignature_is_written_as_the_specification_has_it() {
        String text = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";
        SignedNote note = SignedNote.parse(text + "\n— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZC"
                + "B9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n");
        Cosignature given = Cosignature.of(note.signatures().getFirst());

        assertThat(given.seconds()).isEqualTo(1679315147);
        assertThat(new String(Cosignature.message(text, given.seconds()), StandardCharsets.UTF_8))
                .isEqualTo("cosignature/v1\ntime 1679315147\n" + text);
        assertThat(given.bytes()).isEqualTo(note.signatures().getFirst().bytes());
    }

    /** A key of github.com/transparency-dev/formats, TestCoSigV1NewVerifier. */
    @Test
    void the_key_of_a_witness_is_another_than_that_of_a_log() {
        String remora = "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2";

        assertThat(VerifierKey.parseWitness(remora).format()).isEqualTo(remora);
        assertThat(VerifierKey.parseWitness(key.witness().format()).format()).isEqualTo(key.witness().format());
        assertThatThrownBy(() -> VerifierKey.parse(remora)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> VerifierKey.parseWitness(SPEC_KEY)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_cosignature_says_when_and_of_which_text() {
        Instant at = Instant.parse("2023-02-01T01:02:03.9Z");
        SignedNote note = key.sign("log\n1\nroot\n");
        SigningKey witness = SigningKey.generate("audit.example/w1");
        SignedNote cosigned = SignedNote.parse(note.with(witness.cosign(note.text(), at)).format());

        assertThat(witness.witness().cosigned(cosigned)).hasValue(Instant.parse("2023-02-01T01:02:03Z"));
        assertThat(key.verifier().verifies(cosigned)).isTrue();
        assertThat(witness.witness().cosigned(note)).isEmpty();
        assertThat(witness.witness().cosigned(new SignedNote("log\n2\nroot\n", cosigned.signatures()))).isEmpty();
        byte[] later = cosigned.signatures().get(1).bytes();
        later[7]++;
        assertThat(witness.witness().cosigned(cosigned)).as("another time").isEmpty();
        SignedNote asText = new SignedNote(note.text(), List.of(new SignedNote.Signature(
                "audit.example/w1", witness.witness().hash(), witness.sign(note.text()).signatures().getFirst().bytes())));
        assertThat(witness.witness().cosigned(asText)).as("a signature of the text").isEmpty();
    }
}
