package dev.budgetledger.benchmarks;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The clients send on only when they have the whole answer. */
class AnswerTest {

    @ParameterizedTest
    @ValueSource(strings = {
        "HTTP/1.1 201 \r\nContent-Length: 12\r\nETag: \"0\"\r\n\r\n{\"a\":\"0\\r\\n\"",
        "HTTP/1.1 201 \r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
        "HTTP/1.1 409 \r\ncontent-length:0\r\n\r\n"
    })
    void an_answer_is_whole_with_its_last_byte_and_not_before(String answer) {
        byte[] bytes = answer.getBytes(StandardCharsets.US_ASCII);

        for (int length = 0; length < bytes.length; length++) {
            assertThat(Answer.isWhole(bytes, length)).as("%d bytes", length).isFalse();
        }
        assertThat(Answer.isWhole(bytes, bytes.length)).isTrue();
        assertThat(Answer.status(bytes)).isEqualTo(Integer.parseInt(answer.substring(9, 12)));
    }
}
