package dev.budgetledger.standalone;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.joran.spi.JoranException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LoggingTest {

    @Test
    void a_broker_that_cannot_write_is_told_in_lines_and_a_fault_of_ours_with_its_trace() throws JoranException {
        List<String> lines = printed();

        assertThat(lines.getFirst()).endsWith("Error while appending java.io.IOException: No space left on device ");
        assertThat(lines.get(1)).endsWith("A request failed");
        assertThat(lines.get(3)).startsWith("\tat ");
    }

    private static List<String> printed() throws JoranException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream console = System.out;
        LoggerContext context = new LoggerContext();
        context.setMDCAdapter(new LogbackMDCAdapter());
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        try {
            System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
            configurator.doConfigure(Objects.requireNonNull(LoggingTest.class.getResource("/logback.xml")));
            context.getLogger("org.apache.kafka.storage.internals.log.LogDirFailureChannel")
                    .error("Error while appending", new IOException("No space left on device"));
            context.getLogger("dev.budgetledger.ledger.commands.ProblemAdvice")
                    .error("A request failed", new IllegalStateException("a bug"));
        } finally {
            System.setOut(console);
            context.stop();
        }
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
