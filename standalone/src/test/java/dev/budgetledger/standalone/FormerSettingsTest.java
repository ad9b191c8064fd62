package dev.budgetledger.standalone;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import dev.budgetledger.edge.problems.StartRefusedException;
import dev.budgetledger.ledger.LedgerServiceApplication;
import dev.budgetledger.projection.ProjectionServiceApplication;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Who comes from an earlier release with its settings is told the new names, before anything is connected to. */
class FormerSettingsTest {

    static Map<String, String> renamed() {
        return Markdown.codeRows(Markdown.page("CHANGELOG.md").section(3, "Changed: settings"));
    }

    @ParameterizedTest
    @MethodSource("names")
    void every_former_name_is_refused_with_the_new_one(Map.Entry<String, String> renamed) {
        assertThatThrownBy(() -> service(renamed.getKey()).run("--" + renamed.getKey().replace("*", "enabled") + "=x"))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining(renamed.getKey() + " is called " + renamed.getValue() + " now");
    }

    static Iterable<Map.Entry<String, String>> names() {
        return renamed().entrySet();
    }

    @Test
    void so_it_is_in_a_file(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("ours.yml"), "projection:\n  comparison:\n    pause: 1m\n");

        assertThatThrownBy(() -> service("projection").run("--spring.config.additional-location=file:" + file))
                .hasMessageContainingAll("projection.comparison.pause: projection.comparison.* is called projection.reconciliation.* now", "3:12");
    }

    @Test
    void so_it_is_as_a_variable() {
        assertThatThrownBy(() -> service("ledger").initializers(context -> context.getEnvironment().getPropertySources().addFirst(
                        new SystemEnvironmentPropertySource("given-systemEnvironment", Map.of("LEDGER_KAFKA_PUBLISHWITHIN", "1s")))).run())
                .hasMessageContaining("ledger.kafka.publish-within is called ledger.kafka.relay-within now");
    }

    private static SpringApplicationBuilder service(String setting) {
        return (setting.startsWith("ledger") ? LedgerServiceApplication.builder() : ProjectionServiceApplication.builder())
                .registerShutdownHook(false);
    }
}
