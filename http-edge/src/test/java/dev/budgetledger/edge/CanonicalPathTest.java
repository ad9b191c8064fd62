package dev.budgetledger.edge;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** An address has one spelling. */
class CanonicalPathTest {

    @ParameterizedTest
    @ValueSource(strings = {
        "/", "/v1/facts", "/v1/budgets/301/2023/carry-forwards", "/a.b/.c/..d/.../e.", "/~a/b_c/d!$&'()*+,=:@",
        "/%E5%85%83", "/a%20b", "/%7B%7D", "/a/%C3%A9"})
    void what_has_no_other_spelling_is_taken(String path) {
        assertThat(CanonicalPath.is(path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "v1", "*", "//", "/v1//facts", "//v1/facts", "/v1/facts/", "/.", "/..", "/v1/./facts",
        "/v1/x/../facts", "/v1/..", "/v1/%2e%2e/facts", "/v1/%2E%2E/facts", "/v1/.%2E/facts",
        "/v1/budgets/%3301/2023", "/%41", "/%7E", "/%2D", "/a%2Bb", "/a%3Ab", "/%e5%85%83", "/%E5%85%8f",
        "/a%2Fb", "/a%5Cb", "/a\\b", "/a%00", "/a%0A", "/a%7F", "/a;x=1", "/a%3Bx", "/a%3Fx", "/a%23x",
        "/%2533", "/%", "/%4", "/%G1", "/%1G", "/元", "/a b", "/a\tb", "/a|b", "/a\"b", "/%２５", "/%4\u0661"})
    void what_could_be_read_as_another_address_is_not(String path) {
        assertThat(CanonicalPath.is(path)).isFalse();
    }
}
