package dev.budgetledger.contract;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.HexFormat;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class Utf8Test {

    private static final Charset GBK = Charset.forName("GBK");

    /** Overlong, half a pair, beyond the last, cut, a rest alone, marks of UTF-16, GBK. */
    @ParameterizedTest
    @ValueSource(strings = {"C0AF", "C080", "E080AF", "F08080AF", "EDA080", "EDB080", "EDA080EDB080", "F4908080", "F8888080", "FE", "FF",
        "C3", "E5", "E585", "F09F98", "80", "BF", "E58583E5", "C328", "FEFF", "FFFE", "B2C6D5FEBED6"})
    void bytes_that_are_no_utf_8_are_refused_and_what_stands_before_them_is_read(String hex) throws IOException {
        byte[] bytes = ("项目" + "x".repeat(9000)).getBytes(UTF_8);
        byte[] bad = HexFormat.of().parseHex(hex);
        byte[] both = java.util.Arrays.copyOf(bytes, bytes.length + bad.length);
        System.arraycopy(bad, 0, both, bytes.length, bad.length);

        assertThatThrownBy(() -> Utf8.decode(bad)).isInstanceOf(CharacterCodingException.class);
        assertThatThrownBy(() -> Utf8.ofDocument(both)).isInstanceOf(CharacterCodingException.class);
        try (Reader reader = Utf8.reader(new ByteArrayInputStream(both), UTF_8)) {
            StringBuilder read = new StringBuilder();
            assertThatThrownBy(() -> {
                for (int next = reader.read(); next >= 0; next = reader.read()) {
                    read.append((char) next);
                }
            }).isInstanceOf(CharacterCodingException.class);
            assertThat(read.toString()).startsWith("项目" + "x".repeat(9000)).doesNotContain("\uFFFD");
        }
    }

    @Test
    void a_text_is_the_same_however_its_bytes_come() throws IOException {
        String text = "项目𠮷é".repeat(5000);
        for (Charset charset : List.of(UTF_8, Charset.forName("GB18030"))) {
            for (int step : new int[] {1, 2, 3, 7, 8192}) {
                try (Reader reader = Utf8.reader(inSteps(text.getBytes(charset), step), charset)) {
                    assertThat(reader.readAllAsString()).isEqualTo(text);
                }
            }
        }
        try (Reader cut = Utf8.reader(new ByteArrayInputStream(new byte[] {(byte) 0xB2, (byte) 0xC6, (byte) 0xD5}), GBK)) {
            assertThat(cut.read()).isEqualTo('财');
            assertThatThrownBy(cut::read).isInstanceOf(CharacterCodingException.class);
        }
    }

    @Test
    void a_document_may_have_a_mark_before_it_and_a_header_is_bytes() throws IOException {
        assertThat(Utf8.ofDocument("\uFEFF{}".getBytes(UTF_8))).isEqualTo("{}");
        assertThat(Utf8.decode("\uFEFF{}".getBytes(UTF_8))).isEqualTo("\uFEFF{}");
        assertThat(Utf8.ofHeader(new String("财政局".getBytes(UTF_8), java.nio.charset.StandardCharsets.ISO_8859_1))).isEqualTo("财政局");
        assertThatThrownBy(() -> Utf8.ofHeader(new String("财政局".getBytes(GBK), java.nio.charset.StandardCharsets.ISO_8859_1)))
                .isInstanceOf(CharacterCodingException.class);
    }

    private static InputStream inSteps(byte[] bytes, int step) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] buffer, int offset, int length) {
                return super.read(buffer, offset, Math.min(length, step));
            }
        };
    }
}
