package dev.budgetledger.standalone;

import java.lang.reflect.Constructor;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.io.ClassPathResource;

import static org.assertj.core.api.Assertions.assertThat;

/** The page on configuration has every name with its default, and no other. */
class ConfigurationDocsTest {

    private static final Markdown PAGE = Markdown.page("docs/reference/configuration.md");

    @ParameterizedTest
    @CsvSource({
        "Ledger service,     ledger-service.yml,     dev.budgetledger.ledger.outbox.OutboxSettings"
                + " dev.budgetledger.edge.access.AccessSettings dev.budgetledger.edge.access.RequestLimits$LimitSettings dev.budgetledger.edge.reads.ReadSettings"
                + " dev.budgetledger.ledger.commands.HttpSettings"
                + " dev.budgetledger.ledger.commands.kafka.CommandSettings"
                + " dev.budgetledger.ledger.commands.KeyPolicy"
                + " dev.budgetledger.ledger.ClockSettings"
                + " dev.budgetledger.ledger.StorageWatch$StorageSettings"
                + " dev.budgetledger.ledger.LogSettings"
                + " dev.budgetledger.ledger.LedgerConfiguration$MemoryLimit"
                + " dev.budgetledger.ledger.Pools$PostgresSettings"
                + " dev.budgetledger.ledger.commands.StreamSettings"
                + " dev.budgetledger.ledger.store.WriterSettings"
                + " dev.budgetledger.ledger.witnesses.WitnessSettings dev.budgetledger.ledger.commands.RefusalRecorder$RefusalSettings",
        "Projection service, projection-service.yml, dev.budgetledger.projection.kafka.KafkaClients$KafkaProperties"
                + " dev.budgetledger.edge.access.AccessSettings dev.budgetledger.edge.access.RequestLimits$LimitSettings dev.budgetledger.edge.reads.ReadSettings"
                + " dev.budgetledger.projection.web.HttpConfiguration$HttpSettings"
                + " dev.budgetledger.projection.intake.IntakeConfiguration$LogSettings"
                + " dev.budgetledger.projection.catalogue.CatalogueConfiguration$CatalogueSettings"
                + " dev.budgetledger.projection.login.ConsoleSettings"
                + " dev.budgetledger.projection.replay.ReconciliationSettings"
                + " dev.budgetledger.projection.replay.ReplaySettings",
        "Identity,           identity.yml,           dev.budgetledger.identity.IdentitySettings"
    })
    void a_service_has_these_names_with_these_defaults(String heading, String file, String settings)
            throws ClassNotFoundException {
        Map<String, String> expected = new TreeMap<>();
        for (String each : settings.split(" ", -1)) {
            expected.putAll(defaults(Class.forName(each)));
        }
        expected.putAll(yaml(file));

        assertThat(new TreeMap<>(Markdown.codeRows(PAGE.section(2, heading)))).isEqualTo(expected);
    }

    @Test
    void standalone_has_these_names_with_these_defaults() {
        Settings settings = Settings.fromSystemProperties();

        assertThat(Markdown.codeRows(PAGE.section(2, "Standalone"))).isEqualTo(Map.of(
                "standalone.data", settings.data().toString(),
                "standalone.people", Boolean.toString(settings.people()),
                "standalone.postgres.port", Integer.toString(settings.postgresPort()),
                "standalone.kafka.port", Integer.toString(settings.kafkaPort()),
                "standalone.ledger.port", Integer.toString(settings.ledgerPort()),
                "standalone.projection.port", Integer.toString(settings.projectionPort()),
                "standalone.identity.port", Integer.toString(settings.identityPort()),
                "standalone.ledger.management.port", Integer.toString(settings.ledgerManagementPort()),
                "standalone.projection.management.port", Integer.toString(settings.projectionManagementPort()),
                Standalone.ONCE, Boolean.toString(Boolean.getBoolean(Standalone.ONCE))));
    }

    private static Map<String, String> yaml(String file) {
        YamlPropertiesFactoryBean yaml = new YamlPropertiesFactoryBean();
        yaml.setResources(new ClassPathResource(file));
        Map<String, String> values = new TreeMap<>();
        Objects.requireNonNull(yaml.getObject()).forEach((name, value) -> values.put(name.toString(), value.toString()));
        return values;
    }

    private static Map<String, String> defaults(Class<?> settings) {
        String prefix = settings.getAnnotation(ConfigurationProperties.class).value();
        Map<String, String> values = new TreeMap<>();
        Constructor<?> constructor = Arrays.stream(settings.getDeclaredConstructors())
                .max(Comparator.comparingInt(Constructor::getParameterCount)).orElseThrow();
        for (Parameter parameter : constructor.getParameters()) {
            String name = parameter.getName().replaceAll("([A-Z])", "-$1").toLowerCase(java.util.Locale.ROOT);
            DefaultValue value = parameter.getAnnotation(DefaultValue.class);
            values.put(prefix + "." + name, value == null ? "" : String.join(",", value.value()));
        }
        return values;
    }
}
