package dev.budgetledger.contract.merkle;

import java.util.Base64;
import java.util.HexFormat;

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
    })
    void what_is_no_checkpoint_is_not_read(String text) {
        assertThatThrownBy(() -> Checkpoint.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
