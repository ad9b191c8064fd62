package dev.budgetledger.edge.problems;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class LanguageTest {

    private static final Pattern HOLE = Pattern.compile("\\{(\\d)\\*?}");

    @ParameterizedTest
    @CsvSource(nullValues = "-", delimiter = '|', value = {
        "-                            | ENGLISH",
        "zh                           | CHINESE",
        "zh-CN,zh;q=0.9,en;q=0.8      | CHINESE",
        "zh-Hans-CN                   | CHINESE",
        "en;q=0.5, zh;q=0.8           | CHINESE",
        "en-GB,en;q=0.9,zh;q=0.8      | ENGLISH",
        "fr, zh;q=0.1                 | CHINESE",
        "fr                           | ENGLISH",
        "*                            | ENGLISH",
        "zh;q=0                       | ENGLISH",
        "zh;q=nonsense                | ENGLISH",
        ";;,,==                       | ENGLISH"
    })
    void the_language_is_what_the_header_prefers(String header, Language language) {
        assertThat(Language.of(header)).isEqualTo(language);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "reason is required                          | 缺少 reason",
        "lines[0].amount: cannot be read: 1.0        | lines[0].amount：无法读取：1.0",
        "Content-Type: charset: one of [GBK, UTF-8]  | Content-Type：字符集：须为 [GBK, UTF-8] 之一",
        "t3.csv: row 2 column 合计 is not an amount: 1e3 | t3.csv：第 2 行“合计”栏不是金额：1e3",
        "budget 301-2023 is open already             | 预算 301-2023 已开立",
        "the first 7 facts do not have the root that was signed; position 4 is the first that differs"
                + " | 前 7 条事实的根与已签名的不符；位置 4 是第一处不同"
    })
    void a_sentence_is_said_in_chinese_with_what_differs_in_it(String english, String chinese) {
        assertThat(Language.CHINESE.say(english)).isEqualTo(chinese);
        assertThat(Language.ENGLISH.say(english)).isEqualTo(english);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "a sentence that nobody has written",
        "reason: a sentence that nobody has written",
        ": : : : : : : : : : : : : : : : : : : : : : : : : : : : : : : : : : : :"
    })
    void what_has_no_translation_stays_as_it_is(String english) {
        assertThat(Language.CHINESE.say(english)).isEqualTo(english);
    }

    /** What was sent may say anything, and is quoted. */
    @Test
    void what_is_quoted_may_look_like_a_translation() {
        assertThat(Language.CHINESE.say("no table is called {1*} => $1")).isEqualTo("没有名为 {1*} => $1 的表");
    }

    @Test
    void each_translation_says_all_that_differs() throws IOException {
        List<String> lines;
        try (InputStream in = Objects.requireNonNull(Language.class.getResourceAsStream("sentences.zh.txt"))) {
            lines = new String(in.readAllBytes(), UTF_8).lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        }

        assertThat(lines).hasSizeGreaterThan(150).allSatisfy(line -> {
            List<String> sides = List.of(line.split(" => ", -1));
            assertThat(sides).hasSize(2);
            long holes = Pattern.compile("\\{}").matcher(sides.getFirst()).results().count();
            assertThat(HOLE.matcher(sides.getLast()).results().map((MatchResult hole) -> hole.group(1)).distinct().count())
                    .isEqualTo(sides.getFirst().startsWith("No static resource {} for") ? 1 : holes);
        });
        assertThat(lines.stream().map(line -> line.substring(0, line.indexOf(" => ")))).doesNotHaveDuplicates();
    }
}
