package dev.budgetledger.edge;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.ByteArrayResource;

import dev.budgetledger.edge.problems.StartRefusedException;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A setting of our own that there is not is refused, wherever it is given; the neighbours' are not looked at. */
class OwnSettingsTest {

    @ConfigurationProperties("ledger.kafka")
    record KafkaSettings(String bootstrapServers, List<String> hosts, Map<String, String> properties) {}

    @EnableConfigurationProperties(KafkaSettings.class)
    static class Service {}

    @ParameterizedTest
    @ValueSource(strings = {"ledger.kafka.bootstrap-servers", "ledger.kafka.bootstrapServers", "ledger.kafka.hosts[0]", "ledger.kafka.properties.max.poll.records",
        "ledger.pool.anything.dataSource", "ledger.wait", "ledgers.kafka.typo", "projection.kafka.typo", "ledger"})
    void what_there_is_or_what_is_not_ours_is_taken(String name) {
        assertThatCode(() -> check(new MapPropertySource("arguments", Map.of(name, "x")))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"LEDGER_KAFKA_BOOTSTRAPSERVERS", "LEDGER_KAFKA_BOOTSTRAP_SERVERS", "LEDGER_KAFKA_HOSTS_0", "LEDGER_KAFKA_PROPERTIES_MAX_POLL_RECORDS",
        "LEDGER_WAIT", "LEDGER_HOME", "LEDGER_SERVICE_HOST", "LEDGER_PORT_8080_TCP_ADDR",
        "LEDGER_KAFKA_SERVICE_HOST", "LEDGER_KAFKA_SERVICE_PORT", "LEDGER_KAFKA_PORT", "LEDGER_KAFKA_PORT_9092_TCP_PROTO"})
    void so_are_variables_and_those_that_kubernetes_makes(String name) {
        assertThatCode(() -> check(variable(name))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"ledger.kafka.typo", "ledger.typo", "ledger.kafka.bootstrap-servers.x", "ledger.kafka.bootstrap-server", "ledger.waits"})
    void what_there_is_not_is_named(String name) {
        assertThatThrownBy(() -> check(new MapPropertySource("arguments", Map.of(name, "x"))))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContainingAll(name + ": there is no such setting", "from property source \"arguments\"")
                .hasMessageNotContaining("\n");
    }

    @Test
    void also_a_variable() {
        assertThatThrownBy(() -> check(variable("LEDGER_KAFKA_BOOTSTRAPSERVER")))
                .hasMessageStartingWith("ledger.kafka.bootstrapserver: there is no such setting")
                .hasMessageContaining("LEDGER_KAFKA_BOOTSTRAPSERVER");
    }

    @ParameterizedTest
    @CsvSource({
        "ledger.kafka.send-within,      ledger.kafka.send-within is called ledger.kafka.relay-within now",
        "ledger.kafka.sendWithin,       ledger.kafka.send-within is called ledger.kafka.relay-within now",
        "ledger.sender.pool.size,       ledger.sender.* is called ledger.relay.* now",
    })
    void a_former_name_leads_to_the_new_one(String name, String told) {
        assertThatThrownBy(() -> check(new MapPropertySource("arguments", Map.of(name, "x")))).hasMessageContaining(told);
        assertThatThrownBy(() -> check(variable(name.replace("-", "").replace('.', '_').toUpperCase(java.util.Locale.ROOT))))
                .hasMessageContaining(told);
    }

    @Test
    void a_file_is_named_with_the_line() throws Exception {
        PropertySource<?> file = new YamlPropertySourceLoader().load("extra.yml", new ByteArrayResource(
                "ledger:\n  kafka:\n    bootstrap-servers: x\n    typo: y\n".getBytes(java.nio.charset.StandardCharsets.UTF_8), "extra.yml")).getFirst();

        assertThatThrownBy(() -> check(file)).hasMessageContainingAll("ledger.kafka.typo", "extra.yml", "4:11");
    }

    @Test
    void who_starts_it_is_told_in_a_line() {
        StartRefusedException unknown = new StartRefusedException("ledger.kafka.typo: there is no such setting", "See docs/reference/configuration.md");
        FailureAnalysis analysis = requireNonNull(new StartRefusedException.Analyzer().analyze(unknown));

        assertThat(analysis.getDescription()).isEqualTo(unknown.getMessage());
        assertThat(analysis.getAction()).contains("configuration.md");
    }

    private static PropertySource<?> variable(String name) {
        return new SystemEnvironmentPropertySource("test-systemEnvironment", Map.of(name, "x"));
    }

    private static void check(PropertySource<?> source) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(source);
        try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
            context.setEnvironment(environment);
            context.register(Service.class);
            context.addBeanFactoryPostProcessor(new OwnSettings(environment, "ledger", List.of("ledger.pool.*", "ledger.wait"), Map.of(
                    "ledger.kafka.send-within", "ledger.kafka.relay-within", "ledger.sender.*", "ledger.relay.*")));
            context.refresh();
        }
    }
}
