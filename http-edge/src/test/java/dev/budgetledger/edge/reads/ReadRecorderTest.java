package dev.budgetledger.edge.reads;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

import jakarta.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

import dev.budgetledger.contract.ContractJson;
import dev.budgetledger.contract.RecordedRead;
import dev.budgetledger.contract.Topics;
import dev.budgetledger.edge.access.AccessTable;
import dev.budgetledger.edge.access.Role;
import dev.budgetledger.edge.problems.ProblemCode;
import dev.budgetledger.edge.problems.ProblemException;
import dev.budgetledger.edge.reads.ReadSettings.WithoutRecord;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What becomes of an answer whose record is not taken. */
class ReadRecorderTest {

    private static final Instant NOW = Instant.parse("2026-11-27T01:00:00Z");

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5); // any clock runs over some day
    private final Kafka kafka = new Kafka();

    /** Takes what it is sent, unless it is down. */
    private static final class Kafka implements ReadTopic {
        private final List<RecordedRead> taken = new ArrayList<>();
        private final List<String> ids = new ArrayList<>();
        private boolean isDown;
        private int asked;

        @Override
        public String service() {
            return "ledger";
        }

        @Override
        public Future<?> send(Map<String, String> headers, byte[] value) {
            asked++;
            if (isDown) {
                return CompletableFuture.failedFuture(new IllegalStateException("no broker"));
            }
            taken.add(ContractJson.read(value, RecordedRead.class));
            ids.add(headers.get(Topics.CE_ID));
            return CompletableFuture.completedFuture(null);
        }
    }

    private ReadRecorder recorder(WithoutRecord without) {
        return new ReadRecorder(kafka, new ReadSettings(null, Duration.ofMillis(100), without), nanos::get);
    }

    private static void read(ReadRecorder recorder) {
        recorder.record(unrecorded -> new RecordedRead("ledger", "wang", "GET", null, "/v1/facts", null, null, false, null, 200, null, NOW, null, unrecorded));
    }

    @Test
    void while_none_is_taken_nothing_is_answered_and_one_a_second_tries() {
        ReadRecorder recorder = recorder(WithoutRecord.REFUSE);
        read(recorder);
        kafka.isDown = true;

        for (int i = 0; i < 50; i++) {
            assertThatThrownBy(() -> read(recorder)).isInstanceOfSatisfying(ProblemException.class,
                    why -> assertThat(why.problem().code()).isEqualTo(ProblemCode.READ_NOT_RECORDED.name()));
        }
        assertThat(kafka.asked).as("the first, and the one that found it down").isEqualTo(2);

        kafka.isDown = false;
        assertThatThrownBy(() -> read(recorder)).isInstanceOf(ProblemException.class);
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        read(recorder);
        read(recorder);

        assertThat(kafka.taken).hasSize(3).allSatisfy(each -> assertThat(each.unrecorded()).isZero());
        assertThat(kafka.ids.getLast()).as("a number that is missing was not taken").endsWith("-4");
        assertThat(recorder.recorded()).isEqualTo(3);
        assertThat(recorder.notRecorded()).isEqualTo(51);
    }

    @Test
    void answered_without_a_record_they_are_counted_in_the_next() {
        ReadRecorder recorder = recorder(WithoutRecord.ANSWER);
        kafka.isDown = true;
        for (int i = 0; i < 7; i++) {
            read(recorder);
        }
        kafka.isDown = false;
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        read(recorder);
        read(recorder);

        assertThat(kafka.taken).extracting(RecordedRead::unrecorded).containsExactly(7L, 0L);
        assertThat(recorder.notRecorded()).isEqualTo(7);
    }

    @Test
    void no_byte_leaves_before_the_record_and_what_was_to_leave_is_dropped_with_its_head() throws Exception {
        MockHttpServletResponse told = new MockHttpServletResponse();
        HeldResponse held = new HeldResponse(told, () -> {
            assertThat(told.getContentAsByteArray()).isEmpty();
            assertThat(told.isCommitted()).isFalse();
            throw new ProblemException(ProblemCode.READ_NOT_RECORDED, "", "not recorded");
        }, _ -> {});
        held.setHeader("Content-Disposition", "attachment");
        held.getOutputStream().write("secret".getBytes(UTF_8));
        assertThatThrownBy(held::flushBuffer).isInstanceOf(ProblemException.class);

        held.setStatus(503);
        held.getWriter().print("instead");
        held.getWriter().flush();

        assertThat(told.getContentAsString()).isEqualTo("instead");
        assertThat(told.getHeader("Content-Disposition")).isNull();
        assertThat(told.getStatus()).isEqualTo(503);
    }

    @Test
    void a_problem_whose_record_is_not_taken_is_answered_by_another_and_nobody_is_told_twice() throws Exception {
        MockHttpServletResponse told = new MockHttpServletResponse();
        HeldResponse held = new HeldResponse(told, () -> {
            throw new ProblemException(ProblemCode.READ_NOT_RECORDED, "", "not recorded");
        }, why -> told.setStatus(why.problem().status()));

        held.setStatus(403);
        held.getOutputStream().write("nobody may".getBytes(UTF_8));
        held.flushBuffer();
        held.end();

        assertThat(told.getStatus()).isEqualTo(503);
        assertThat(told.getContentAsString()).isEmpty();
    }

    @Test
    void what_is_long_is_cut_and_what_is_odd_breaks_no_record() throws Exception {
        AccessTable table = new AccessTable(List.of(AccessTable.get("/v1/facts", Role.AUDITOR)));
        ReadFilter filter = new ReadFilter(table, recorder(WithoutRecord.REFUSE), (_, _, _, _) -> null, () -> NOW);
        for (int status : List.of(200, 400)) {
            MockHttpServletRequest request = new MockHttpServletRequest("GET", "/v1/facts");
            request.setQueryString("q=\u0000\"\n{}\ud800" + "元".repeat(10_000));
            filter.doFilter(request, new MockHttpServletResponse(), (_, response) -> ((HttpServletResponse) response).setStatus(status));
        }
        filter.doFilter(new MockHttpServletRequest("GET", "/problems"), new MockHttpServletResponse(), (_, _) -> {});

        assertThat(kafka.taken).extracting(RecordedRead::status).containsExactly(200, 400);
        assertThat(kafka.taken.getFirst().query()).startsWith("q=\u0000\"\n{}").hasSize(RecordedRead.QUERY_CHARS_MAX);
        assertThat(kafka.taken.getFirst().cut()).isTrue();
        assertThat(kafka.taken.getLast().query()).isNull();
    }

    @Test
    void a_long_answer_is_recorded_once_and_whole() throws Exception {
        MockHttpServletResponse told = new MockHttpServletResponse();
        AtomicLong records = new AtomicLong();
        HeldResponse held = new HeldResponse(told, records::incrementAndGet, _ -> {});
        byte[] part = "x".repeat(5000).getBytes(UTF_8);

        held.getOutputStream().write(part);
        assertThat(told.getContentAsByteArray()).isEmpty();
        held.getOutputStream().write(part);
        held.getOutputStream().write('y');
        held.getOutputStream().close();
        held.end();

        assertThat(told.getContentAsString()).hasSize(10_001).endsWith("xy");
        assertThat(records).hasValue(1);
    }
}
