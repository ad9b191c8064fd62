package dev.budgetledger.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.boot.context.properties.bind.BindResult;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.ClassPathResource;
import org.yaml.snakeyaml.Yaml;

import static org.assertj.core.api.Assertions.assertThat;

/** docker-compose.yml speaks of names, files and addresses that exist, without an engine to try it on. */
class ComposeTest {

    private static final Path ROOT = Path.of("..");
    private static final Map<String, Object> SERVICES = map(read().get("services"));

    @ParameterizedTest
    @ValueSource(strings = {"ledger-service", "projection-service"})
    void a_service_understands_every_variable_it_is_given(String service) {
        YamlPropertiesFactoryBean yaml = new YamlPropertiesFactoryBean();
        yaml.setResources(new ClassPathResource(service + ".yml"));
        Set<String> names = new TreeSet<>(Set.of(
                "spring.flyway.url", "ledger.http.hosts", "projection.http.hosts", "ledger.log.signing-key-file", "ledger.log.generate-signing-key"));
        Objects.requireNonNull(yaml.getObject()).keySet().forEach(name -> names.add(name.toString()));

        Map<String, Object> given = map(service(service).get("environment"));
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().remove(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME);
        environment.getPropertySources().replace(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                new SystemEnvironmentPropertySource(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, given));
        Binder binder = Binder.get(environment);
        List<String> understood = names.stream()
                .filter(ConfigurationPropertyName::isValid) // what is PostgreSQL's driver's has capitals
                .map(name -> binder.bind(name, String.class))
                .filter(BindResult::isBound)
                .map(BindResult::get)
                .toList();

        assertThat(understood).containsExactlyInAnyOrderElementsOf(given.values().stream().map(String::valueOf).toList());
    }

    @Test
    void each_part_is_watched_and_the_services_wait_for_what_they_need() {
        assertThat(SERVICES.keySet()).containsExactlyInAnyOrder(
                "postgres", "kafka", "ledger-service", "projection-service");
        SERVICES.keySet().forEach(name -> assertThat(service(name)).as(name).containsKey("healthcheck"));
        assertThat(map(service("ledger-service").get("depends_on")).keySet()).contains("postgres", "kafka");
        assertThat(map(service("projection-service").get("depends_on")).keySet()).contains("postgres", "kafka");
        assertThat(map(read().get("volumes")).keySet()).contains("postgres-data", "kafka-data", "ledger-key");
    }

    @Test
    void the_files_it_names_exist() {
        List<?> volumes = (List<?>) Objects.requireNonNull(service("postgres").get("volumes"));
        assertThat(volumes).filteredOn(volume -> volume.toString().startsWith("./"))
                .isNotEmpty()
                .allSatisfy(volume -> assertThat(ROOT.resolve(volume.toString().split(":", 2)[0])).exists());
        assertThat(ROOT.resolve(String.valueOf(map(service("ledger-service").get("build")).get("dockerfile")))).exists();
    }

    private static Map<String, Object> service(String name) {
        return map(SERVICES.get(name));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(@Nullable Object node) {
        return (Map<String, Object>) Objects.requireNonNull(node);
    }

    private static Map<String, Object> read() {
        try {
            return new Yaml().load(Files.readString(ROOT.resolve("docker-compose.yml")));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
