package dev.budgetledger.contract;

import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What is stored of an envelope is all of it, in fewer bytes. */
class PackedEnvelopeTest {

    /** Of the phrases of the release that packed first, each with a line feed after it. */
    private static final int FIRST_PHRASES = 92;
    private static final String FIRST_PHRASES_SHA256 = "a80919f006add83889d4d193b9f3e42292a1c98b04effc7c7bb9173db063368c";

    private static final String POSTING = """
            {"fact":{"posting":{"documentNo":"石财预〔2023〕1号","effectiveOn":"2023-02-01","entries":[{"amount":"-100.00","line":{"economic":"30201",\
            "function":"2010301","fund":"GENERAL_PUBLIC","kind":"OPERATING","origin":"CURRENT"}},{"amount":"100.00","line":{"economic":"30211",\
            "function":"2010301","fund":"GENERAL_PUBLIC","kind":"OPERATING","origin":"CURRENT"}}],"id":"301-2023-4","reason":"办公费转差旅费"}},\
            "position":7,"postedBy":"预算处","recordedAt":"2023-02-01T02:00:00.000000Z","request":"Xk0VjCXthegLLGEhxeiwfHB/OhN6+zJc",\
            "sequence":4,"stream":"301-2023","type":"FundsTransferred"}""";

    /** Phrases, such as begin like one, and any other text. */
    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> phrase = Arbitraries.of(PackedEnvelope.PHRASES);
        Arbitrary<String> begun = phrase.flatMap(each -> Arbitraries.integers().between(1, each.length() - 1).map(end -> each.substring(0, end)));
        Arbitrary<String> other = Arbitraries.strings().withCharRange(' ', '\uFFFD').ofMaxLength(20)
                .filter(text -> text.chars().noneMatch(c -> Character.isSurrogate((char) c)));
        return Arbitraries.oneOf(phrase, begun, other).list().ofMaxSize(30).map(parts -> String.join("", parts));
    }

    @Property
    void what_is_packed_is_had_again(@ForAll("texts") String json) {
        byte[] packed = PackedEnvelope.pack(utf8(json));

        assertThat(PackedEnvelope.unpack(packed)).isEqualTo(utf8(json));
        assertThat(packed.length).isLessThanOrEqualTo(utf8(json).length);
        assertThat(utf8(text(packed))).as("is text").isEqualTo(packed);
    }

    @Property
    void what_was_stored_as_it_is_is_read_as_it_is(@ForAll("texts") String json) {
        assertThat(PackedEnvelope.unpack(utf8(json))).isEqualTo(utf8(json));
    }

    /** The ledger has none that are not canonical; facts of anybody else are kept as they came. */
    @Property
    void any_bytes_at_all_are_had_again(@ForAll byte[] bytes) {
        byte[] packed = PackedEnvelope.pack(bytes);

        assertThat(PackedEnvelope.unpack(packed)).isEqualTo(bytes);
        assertThat(packed.length).isLessThanOrEqualTo(2 * bytes.length);
    }

    @Property
    void bytes_that_nobody_packed_harm_nobody(@ForAll byte[] bytes) {
        assertThat(PackedEnvelope.unpack(bytes)).isNotNull();
    }

    @Test
    void codes_as_text_of_any_length_are_had_again() {
        byte[] codes = new byte[100_000];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = (byte) (i % 0x21);
        }

        assertThat(PackedEnvelope.unpack(PackedEnvelope.pack(codes))).isEqualTo(codes);
    }

    @Test
    void a_code_that_no_release_knows_stays_and_so_has_another_hash() {
        byte[] unknown = {'{', 0x1F, '~', 0x09, 0x0A, 0x1F};

        assertThat(PackedEnvelope.unpack(unknown)).isEqualTo(unknown);
    }

    @Test
    void a_posting_takes_a_third_and_its_names_and_amounts_can_be_read() {
        byte[] packed = PackedEnvelope.pack(utf8(POSTING));

        assertThat(packed.length).isLessThan(utf8(POSTING).length * 2 / 5);
        assertThat(text(packed)).contains("石财预〔2023〕1号", "-100.00", "30201", "2010301", "301-2023-4", "办公费转差旅费", "预算处");
    }

    @Test
    void phrases_that_stored_bytes_refer_to_are_as_they_were() {
        String first = PackedEnvelope.PHRASES.stream().limit(FIRST_PHRASES).map(each -> each + "\n").collect(Collectors.joining());

        assertThat(Sha256.hex(utf8(first))).isEqualTo(FIRST_PHRASES_SHA256);
        assertThat(PackedEnvelope.PHRASES).doesNotHaveDuplicates().allMatch(each -> each.length() >= Long.BYTES && each.chars().allMatch(c -> c < 0x80));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
