package dev.budgetledger.contract.merkle;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The examples of the standards, and what is none of a signature. */
class Sm2Test {

    private static final HexFormat HEX = HexFormat.of();

    /** GM/T 0003.5-2012, annex A. */
    private static final byte[] KEY = HEX.parseHex("04"
            + "09f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020"
            + "ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13");

    private static final byte[] SIGNATURE = HEX.parseHex(
            "f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3"
                    + "b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa");

    private static final byte[] MESSAGE = "message digest".getBytes(StandardCharsets.US_ASCII);
    private static final Sm2.Point POINT = new Sm2.Point(
            new BigInteger(1, Arrays.copyOfRange(KEY, 1, 33)), new BigInteger(1, Arrays.copyOfRange(KEY, 33, 65)));

    /** GM/T 0004-2012, annex A; and the empty text. */
    @ParameterizedTest
    @CsvSource({
        "abc, 1, 66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0",
        "abcd, 16, debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732",
        "x, 0, 1ab21d8355cfa17f8e61194831e81a8f22bec8c728fefb747ed035eb5082aa2b",
    })
    void sm3_is_that_of_the_standard(String text, int times, String digest) {
        assertThat(HEX.formatHex(Sm3.digest(text.repeat(times).getBytes(StandardCharsets.US_ASCII)))).isEqualTo(digest);
    }

    @Test
    void sm2_is_that_of_the_standard() {
        assertThat(HEX.formatHex(Sm2.digest(POINT, MESSAGE))).isEqualTo("f0b43e94ba45accaace692ed534382eb17e6ab5a19ce7b31f4486fdfc0d28640");
        assertThat(Sm2.verifies(POINT, MESSAGE, SIGNATURE)).isTrue();
    }

    /** By another hand: OpenSSL 3.0, {@code pkeyutl -sign -rawin -digest sm3 -pkeyopt distid:1234567812345678}. */
    @Test
    void what_openssl_signed_verifies() {
        Sm2Key key = Sm2Key.of("budget-ledger", HEX.parseHex("04"
                + "92b9d75fc8f79055f0aa3eb444086b552235bf66e6ff36eba7b6f49a824559b0"
                + "4f9e07fb156096c583070fb969a6bfa02bcff70cc011cae2009a2ec0c7a49684"));
        byte[] signature = HEX.parseHex("54ab9305f15c628c884a7b905a8c89266ebf1397b58680629e0b0ce9c5fe20bc"
                + "7a07fdf4cefea0f495256d2e786378a74fb01cd84c471a3284126cd5fd839e4f");
        String text = new Checkpoint("budget-ledger", 7, Hash.OF_NOTHING).text();

        assertThat(key.verifies(new SignedNote(text, List.of(key.line(signature))))).isTrue();
    }

    @Test
    void no_other_signature_text_or_key_verifies() {
        for (int bit = 0; bit < 512; bit += 37) {
            byte[] changed = SIGNATURE.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(Sm2.verifies(POINT, MESSAGE, changed)).as("bit %s", bit).isFalse();
        }
        byte[] zeroR = SIGNATURE.clone();
        Arrays.fill(zeroR, 0, 32, (byte) 0);
        byte[] large = SIGNATURE.clone();
        Arrays.fill(large, 32, 64, (byte) 0xff);
        assertThat(Sm2.verifies(POINT, MESSAGE, zeroR)).isFalse();
        assertThat(Sm2.verifies(POINT, MESSAGE, large)).isFalse();
        assertThat(Sm2.verifies(POINT, MESSAGE, Arrays.copyOf(SIGNATURE, 63))).isFalse();
        assertThat(Sm2.verifies(POINT, "message digesu".getBytes(StandardCharsets.US_ASCII), SIGNATURE)).isFalse();
    }

    @Test
    void a_key_is_read_as_it_is_written() {
        Sm2Key key = Sm2Key.of("budget-ledger", KEY);

        assertThat(key.format()).startsWith("budget-ledger+");
        assertThat(Sm2Key.parse(key.format()).format()).isEqualTo(key.format());
        assertThat(key.verifies(new SignedNote("message digest", List.of(key.line(SIGNATURE))))).isTrue();
        assertThat(key.verifies(new SignedNote("message digesu", List.of(key.line(SIGNATURE))))).isFalse();
        assertThat(key.verifies(new SignedNote("message digest", List.of(Sm2Key.of("other", KEY).line(SIGNATURE))))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "budget-ledger", "budget-ledger+6cf4d05c+AAAA",
        "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
    })
    void what_is_no_sm2_key_is_not_read(String text) {
        assertThatThrownBy(() -> Sm2Key.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_point_off_the_curve_and_a_hash_of_another_key_are_refused() {
        byte[] off = KEY.clone();
        off[64] ^= 1;
        String written = Sm2Key.of("budget-ledger", KEY).format();

        assertThatThrownBy(() -> Sm2Key.of("budget-ledger", off)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Sm2Key.parse(written.replace("budget-", "budged-"))).hasMessage("the key hash is not that of the key");
    }
}
