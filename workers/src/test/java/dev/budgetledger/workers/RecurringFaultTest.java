package dev.budgetledger.workers;

import java.sql.SQLException;
import java.util.List;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RecurringFaultTest {

    private final Logger logger = new LoggerContext().getLogger("writer");
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final RecurringFault fault = new RecurringFault(logger, "Nothing was appended to the log");

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
    }

    @Test
    void a_database_that_is_unavailable_for_many_groups_is_one_line_without_a_trace_and_one_when_it_is_back() {
        for (int group = 0; group < 50; group++) {
            fault.happened(new IllegalStateException(new SQLException("the server\n  Hint: is unavailable " + group, "08006")));
        }
        fault.over();
        fault.over();

        assertThat(told()).containsExactly(
                "Nothing was appended to the log, 1 times so far: java.sql.SQLException: the server Hint: is unavailable 0",
                "Nothing was appended to the log, 50 times: this is over");
        assertThat(lines.list).allSatisfy(line -> assertThat(line.getThrowableProxy()).isNull());
    }

    @Test
    void another_kind_is_told_at_once_and_a_fault_of_the_program_with_its_trace() {
        fault.happened(new SQLException("away", "08006"));
        fault.happened(new SQLException("disk full", "53100"));
        fault.happened(new IllegalStateException("a bug"));
        fault.happened(new SQLException("away", "08006"));

        assertThat(told()).hasSize(3).last().asString().endsWith("3 times so far: java.lang.IllegalStateException: a bug");
        assertThat(lines.list.getLast().getThrowableProxy()).isNotNull();
    }

    @Test
    void what_fails_and_goes_well_in_turns_is_told_once_and_not_each_time() {
        for (int turn = 0; turn < 50; turn++) {
            fault.happened(new SQLException("disk full", "53100"));
            fault.over();
        }

        assertThat(told()).containsExactly(
                "Nothing was appended to the log, 1 times so far: java.sql.SQLException: disk full",
                "Nothing was appended to the log, 1 times: this is over");
    }

    private List<String> told() {
        return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }
}
