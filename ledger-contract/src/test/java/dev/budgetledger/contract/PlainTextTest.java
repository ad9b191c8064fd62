package dev.budgetledger.contract;

import java.text.Normalizer;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Every character that Unicode has, by the properties that it gives them itself. */
class PlainTextTest {

    /** Default_Ignorable_Code_Point, from DerivedCoreProperties.txt of Unicode 16. */
    private static final List<String> DEFAULT_IGNORABLE = List.of("AD", "34F", "61C", "115F-1160", "17B4-17B5", "180B-180F",
            "200B-200F", "202A-202E", "2060-206F", "3164", "FE00-FE0F", "FEFF", "FFA0", "FFF0-FFF8", "1BCA0-1BCA3",
            "1D173-1D17A", "E0000-E0FFF");

    private static final Pattern WHITE_SPACE = Pattern.compile("\\p{IsWhite_Space}");
    private static final Pattern OTHER = Pattern.compile("[\\p{gc=C}\\p{IsNoncharacter_Code_Point}]"); // control, format, none …

    @Test
    void no_character_that_is_not_seen_stands_anywhere_in_a_text() {
        assertThat(all(PlainTextTest::isIgnorable)).hasSize(4174).allMatch(PlainTextTest::isRefusedEverywhere);
        assertThat(all(each -> is(WHITE_SPACE, each) && each != ' ')).hasSize(24).allMatch(PlainTextTest::isRefusedEverywhere);
        assertThat(all(each -> is(OTHER, each))).hasSizeGreaterThan(900_000).allMatch(PlainTextTest::isRefusedEverywhere);
    }

    @Test
    void no_character_that_stands_for_another_is_taken() {
        assertThat(all(each -> !Normalizer.normalize(Character.toString(each), Normalizer.Form.NFC).equals(Character.toString(each))))
                .hasSizeGreaterThan(1000).allMatch(PlainTextTest::isRefusedEverywhere);
    }

    @Test
    void every_other_character_is_taken() {
        List<Integer> refused = all(each -> PlainText.fault(Character.toString(each)) != null);

        assertThat(refused.stream().filter(each -> !isIgnorable(each) && !is(WHITE_SPACE, each) && !is(OTHER, each)
                && Normalizer.isNormalized(Character.toString(each), Normalizer.Form.NFC)))
                .as("blank signs of scripts, and what stands for nothing")
                .containsExactly(0x2800, 0xFFFC, 0xFFFD, 0x16FE4, 0x1D159);
    }

    @ParameterizedTest
    @ValueSource(strings = {"信息化项目 ", " 信息化项目", "信息化  项目", "信息化项目\u00a0", "信息化\u3000项目", "Cafe\u0301", "\u1100\u1161",
        "a\u0315\u0301", "\ufa19社", "项目\ud800", "項\ufe00目", "葛\udb40\udd00城"})
    void a_text_that_looks_like_another_is_refused(String text) {
        assertThat(PlainText.fault(text)).isNotNull();
        assertThat(PlainText.isBlank(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"信息化项目", "石财预〔2023〕1号", "Café", "（２０２３）第１号", "年初预算:基本支出,按分类。", "𠮷田", "办公费 (二)", "ཧཱུྃ", "각", "a\u0315b"})
    void texts_as_they_are_written_are_taken(String text) {
        assertThat(PlainText.fault(text)).isNull();
    }

    @Test
    void what_shows_nothing_is_blank() {
        assertThat(List.of("", " ", "   ", "\u00a0", "\u2007", "\u202f", "\u3000", "\t", "\u3164", "\u2800", "\u115f ", "\u200b\ufe0f"))
                .allMatch(PlainText::isBlank);
        assertThat(List.of("x", " x ", "·", "\ue000", "\ufffd")).noneMatch(PlainText::isBlank);
    }

    @Test
    void no_name_begins_as_a_formula_however_wide_its_sign_is() {
        for (String sign : List.of("=", "+", "-", "@", "＝", "＋", "－", "＠", "﹢", "﹣", "﹦", "﹫", "\u2212", "⁺", "₌")) {
            assertThat(PlainText.faultOfName(sign + "SUM(1)")).as(sign).isNotNull();
            assertThat(PlainText.fault(sign + "SUM(1)")).as(sign).isNull();
            assertThat(PlainText.faultOfName("x" + sign)).as(sign).isNull();
        }
        assertThat(PlainText.faultOfName("项目 ")).isEqualTo(PlainText.fault("项目 ")).isNotNull();
        assertThat(List.of("行政运行", "(一)因公出国", "12345热线", "—", "–x")).allMatch(name -> PlainText.faultOfName(name) == null);
    }

    @Test
    void a_quotation_has_at_most_a_hundred_characters_of_what_was_sent() {
        assertThat(PlainText.quoted("办公费")).isEqualTo("办公费");
        assertThat(PlainText.quoted("费".repeat(100))).isEqualTo("费".repeat(100));
        assertThat(PlainText.quoted("𠀀".repeat(101))).isEqualTo("𠀀".repeat(100) + "…");
        assertThat(PlainText.quoted("x".repeat(4_000_000))).hasSize(101);
        assertThat(PlainText.sentence("no: " + "x".repeat(4_000_000))).hasSizeLessThan(1100);
    }

    @Test
    void a_quotation_shows_what_would_not_be_seen() {
        assertThat(PlainText.quoted("a\r\n\u001b[2Jb\u202ec\ud800")).isEqualTo("a\\u{d}\\u{a}\\u{1b}[2Jb\\u{202e}c\\u{d800}");
    }

    private static boolean isRefusedEverywhere(int character) {
        String it = Character.toString(character);
        return PlainText.fault(it) != null && PlainText.fault("a" + it + "b") != null && PlainText.faultOfName(it + "b") != null
                && PlainText.fault("项" + it) != null;
    }

    private static boolean isIgnorable(int character) {
        return DEFAULT_IGNORABLE.stream().map(range -> range.split("-")).anyMatch(range ->
                Integer.parseInt(range[0], 16) <= character && character <= Integer.parseInt(range[range.length - 1], 16));
    }

    private static boolean is(Pattern property, int character) {
        return property.matcher(Character.toString(character)).matches();
    }

    private static List<Integer> all(IntPredicate property) {
        return IntStream.rangeClosed(0, Character.MAX_CODE_POINT).filter(property).boxed().toList();
    }
}
