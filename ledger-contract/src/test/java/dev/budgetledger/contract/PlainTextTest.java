package dev.budgetledger.contract;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PlainTextTest {

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
}
