package dev.budgetledger.standalone;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.ClassPathResource;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;
import static org.assertj.core.api.Assertions.assertThat;

/** docker-compose.yml gives each part what the standalone program gives it, shown without an engine to try it on. */
class ComposeTest {

    private static final String SERVICES = "standalone/src/main/java/dev/budgetledger/standalone/Services.java";
    private static final String EMBEDDED = "embedded-servers/src/main/java/dev/budgetledger/embedded/";
    private static final String BOOTSTRAP = "embedded-servers/src/main/resources/dev/budgetledger/embedded/bootstrap.sql";

    /** What the standalone program says and compose does not, and why. */
    private static final Map<String, String> LEFT_OUT = Map.ofEntries(
            Map.entry("server.port", "a container has its ports for itself, so the default will do"),
            Map.entry("access.keys-file", "a container's users have tokens"),
            Map.entry("identity.redirects", "the pages of containers are for reading: from there nobody comes back with a code"),
            Map.entry("fsync", "PostgreSQL's own default: only the embedding library turns it off"),
            Map.entry("synchronous_commit", "as fsync"),
            Map.entry("full_page_writes", "as fsync"),
            Map.entry("listen_addresses", "the image listens within the containers' network; what is published is on loopback"),
            Map.entry("unix_socket_directories", "nobody but the container itself gets at its socket"),
            Map.entry("auth-local", "as unix_socket_directories"),
            Map.entry("auth-host", "the image's own is scram-sha-256"),
            Map.entry("pwfile", "the image's own, from POSTGRES_PASSWORD_FILE"),
            Map.entry("--sun-misc-unsafe-memory-access=allow", "for the index files of the embedded Kafka"));

    private static final Compose COMPOSE = Compose.read();

    /** What the volumes hold after a first start: the passwords as their script makes them, and the key as the ledger writes it. */
    private static Volumes volumes;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        volumes = Volumes.afterFirstStart(COMPOSE, folder);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ledger-service", "projection-service", "identity"})
    void a_service_is_given_all_that_the_standalone_program_gives_it(String service) {
        Map<String, String> standalone = standalone(service);
        Binder given = given(service, "no-file-of-defaults");

        assertThat(standalone).hasSizeGreaterThan(5);
        standalone.keySet().removeAll(LEFT_OUT.keySet());
        assertThat(standalone).allSatisfy((name, value) -> {
            String bound = given.bind(name, String.class).orElse("");
            assertThat(bound).as(name).isNotBlank();
            if (!value.isEmpty()) {
                assertThat(bound).as(name).isEqualTo(value);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"ledger-service", "projection-service", "identity"})
    void a_service_understands_every_variable_it_is_given(String service) {
        Map<String, Object> variables = COMPOSE.environment(service);
        Set<String> names = new TreeSet<>(Set.of("spring.config.import", "access.issuer-uri", "access.issuer-keys-file",
                "access.public-reads", "access.plain-http", "ledger.commands.require-signature", "identity.issuer", "identity.signing-key-file", "identity.public-keys-file", "spring.flyway.url", "ledger.http.hosts",
                "ledger.http.projection", "projection.http.hosts", "ledger.log.signing-key-file", "ledger.log.generate-signing-key",
                "ledger.log.verifier-key-file", "ledger.storage.folders"));
        names.addAll(defaults(service));
        StandardEnvironment environment = environment(variables);

        assertThat(names.stream()
                        .filter(ConfigurationPropertyName::isValid) // what is PostgreSQL's driver's has capitals
                        .map(name -> Binder.get(environment).bind(name, String.class).orElse(""))
                        .filter(value -> !value.isEmpty()))
                .containsExactlyInAnyOrderElementsOf(variables.values().stream().map(String::valueOf).toList());
    }

    @Test
    void the_passwords_that_are_made_are_those_of_the_roles_and_come_before_those_for_development() throws Exception {
        Map<String, String> roles = Map.of(
                "ledger_owner", given("ledger-service", "ledger-service").bind("spring.flyway.password", String.class).get(),
                "ledger_service", given("ledger-service", "ledger-service").bind("spring.datasource.password", String.class).get(),
                "projection_service",
                given("projection-service", "projection-service").bind("spring.datasource.password", String.class).get(),
                "identity_service", given("identity", "identity").bind("spring.datasource.password", String.class).get());
        String expected = Markdown.read(Markdown.file(BOOTSTRAP));
        for (var role : roles.entrySet()) {
            expected = expected.replace("PASSWORD '" + role.getKey() + "'", "PASSWORD '" + role.getValue() + "'");
        }

        assertThat(Set.copyOf(roles.values())).hasSize(4).allSatisfy(password -> assertThat(password).matches("[\\w-]{32}"));
        assertThat(volumes.bootstrapStatements()).isEqualToNormalizingNewlines(expected);
    }

    @Test
    void passwords_are_made_once() throws Exception {
        String first = Files.readString(volumes.folder("postgres-passwords").resolve("ledger_owner"));

        volumes.makePasswords();

        assertThat(volumes.folder("postgres-passwords").resolve("ledger_owner")).hasContent(first.strip());
    }

    @Test
    void those_who_use_it_have_passwords_and_their_tokens_are_for_this_installation_and_taken_by_both_services() {
        Binder identity = given("identity", "identity");

        assertThat(Stream.of("officer", "checker", "publisher", "auditor", "operator", "machine")
                        .map(name -> identity.bind("identity.passwords." + name, String.class).get()))
                .doesNotHaveDuplicates().allMatch(password -> password.matches("[\\w-]{32}"));
        for (String service : List.of("ledger-service", "projection-service")) {
            Binder given = given(service, service);
            assertThat(given.bind("access.audience", String.class).get()).isEqualTo(identity.bind("identity.audience", String.class).get());
            assertThat(given.bind("access.issuer-uri", String.class).get()).isEqualTo(identity.bind("identity.issuer", String.class).get());
            assertThat(given.bind("access.issuer-keys-file", String.class).get())
                    .isEqualTo(identity.bind("identity.public-keys-file", String.class).get());
            assertThat(given.bind("access.open", Boolean.class).orElse(false)).isFalse();
            assertThat(COMPOSE.mounts(service).keySet()).as("not what signs").doesNotContain("identity-key", "identity-passwords");
        }
    }

    @Test
    void no_password_stands_in_the_file() {
        assertThat(COMPOSE.text()).doesNotContainIgnoringCase("PASSWORD:");
    }

    @Test
    void the_projection_has_the_key_that_the_ledger_writes() {
        assertThat(given("projection-service", "projection-service").bind("projection.log.verifier-key", String.class).get())
                .isEqualTo(Volumes.VERIFIER_KEY);
        assertThat(COMPOSE.mounts("projection-service").keySet()).as("not what signs").doesNotContain("ledger-key");
    }

    @ParameterizedTest
    @CsvSource({
        "postgres, EmbeddedPostgres.java, 'set(?:Server|Locale)Config\\(\"([^\"]+)\", (?:\"([^\"]*)\")?'",
        "kafka,    EmbeddedKafka.java,    '(?m)^            \"([a-z.]+)\", \"([^\"]*)\"'"
    })
    void a_server_is_set_up_as_the_embedded_one(String server, String file, String setting) {
        String source = Markdown.read(Markdown.file(EMBEDDED + file));
        String small = "private static final Map<String, String> SMALL";
        Map<String, String> embedded = pairs(setting, source.contains(small) ? source.substring(0, source.indexOf(small)) : source);
        String variables = COMPOSE.environment(server).toString();
        String command = COMPOSE.list(server, "command").toString();

        assertThat(embedded).hasSizeGreaterThan(8);
        embedded.keySet().removeAll(LEFT_OUT.keySet());
        assertThat(embedded).allSatisfy((name, value) -> assertThat(variables + command).containsAnyOf(
                name + "=" + value,
                "KAFKA_" + name.replace('.', '_').toUpperCase(Locale.ROOT) + "=" + value));
    }

    @Test
    void a_jvm_gets_the_options_of_the_standalone_one() {
        String options = Markdown.read(Markdown.file("standalone/pom.xml"))
                .replaceAll("(?s).*<jvmArguments>(.*)</jvmArguments>.*", "$1");

        assertThat(Arrays.stream(options.split(" ", -1)).filter(option -> !LEFT_OUT.containsKey(option)))
                .isNotEmpty()
                .allSatisfy(option -> assertThat(Markdown.read(Markdown.file("docker/Dockerfile"))).contains('"' + option + '"'));
    }

    @Test
    void each_part_is_watched_bounded_and_started_again_and_waits_for_what_it_needs() {
        assertThat(COMPOSE.services()).containsExactlyInAnyOrder(
                "passwords", "postgres", "kafka", "identity", "ledger-service", "projection-service");
        COMPOSE.services().stream().filter(name -> !name.equals("passwords")).forEach(name -> assertThat(COMPOSE.service(name))
                .as(name).containsKeys("healthcheck", "mem_limit").containsEntry("restart", "unless-stopped"));
        assertThat(COMPOSE.map("postgres", "depends_on").keySet()).contains("passwords");
        assertThat(COMPOSE.map("identity", "depends_on").keySet()).contains("postgres");
        assertThat(COMPOSE.map("ledger-service", "depends_on").keySet()).contains("postgres", "kafka");
        assertThat(COMPOSE.map("projection-service", "depends_on").keySet()).contains("postgres", "kafka", "ledger-service");
    }

    @Test
    void what_is_built_here_writes_to_its_volumes_only_and_gains_no_rights() {
        for (String service : List.of("identity", "ledger-service", "projection-service")) {
            assertThat(COMPOSE.service(service)).as(service)
                    .containsEntry("read_only", true)
                    .containsEntry("cap_drop", List.of("ALL"))
                    .containsEntry("security_opt", List.of("no-new-privileges:true"));
            assertThat(COMPOSE.mounts(service)).as("where uploads and packages lie meanwhile").containsValue("/tmp");
        }
    }

    @Test
    void the_files_and_volumes_it_names_exist() {
        Set<String> named = new TreeSet<>();
        COMPOSE.services().forEach(service -> named.addAll(COMPOSE.mounts(service).keySet()));
        List<String> files = named.stream().filter(source -> source.startsWith("./")).toList();
        named.removeAll(files);

        assertThat(files).isNotEmpty().allSatisfy(file -> assertThat(Markdown.file(file)).exists());
        assertThat(named).isEqualTo(new TreeSet<>(COMPOSE.volumes()));
        assertThat(Markdown.file(String.valueOf(COMPOSE.map("ledger-service", "build").get("dockerfile")))).exists();
    }

    /** What {@link Services} gives a service; without a value where that depends on where things are. */
    private static Map<String, String> standalone(String service) {
        String method = Markdown.read(Markdown.file(SERVICES))
                .replaceAll("(?s).* ConfigurableApplicationContext " + service.replace("-service", "") + "\\((.*?)\n    }.*", "$1");
        String both = service.equals("identity") ? "" : Markdown.read(Markdown.file(SERVICES))
                .replaceAll("(?s).* List<String> access\\((.*?)\n    }.*", "$1");
        return pairs("\"--([a-z.-]+)(?:\\[\\d])?=([^\"]*)\"", method + both);
    }

    private static Map<String, String> pairs(String pattern, String text) {
        Map<String, String> pairs = new TreeMap<>();
        Pattern.compile(pattern).matcher(text).results()
                .forEach(pair -> pairs.put(pair.group(1), requireNonNullElse(pair.group(2), "")));
        return pairs;
    }

    /** What a container of the service is given, by its variables and by the files in its volumes. */
    private static Binder given(String service, String fileOfDefaults) {
        Map<String, Object> variables = new LinkedHashMap<>(COMPOSE.environment(service));
        variables.computeIfPresent("SPRING_CONFIG_IMPORT", (_, folders) -> volumes.onThisMachine(service, folders.toString()));
        StandardEnvironment environment = environment(variables);
        environment.getPropertySources().addLast(new MapPropertySource("name", Map.of("spring.config.name", fileOfDefaults)));
        ConfigDataEnvironmentPostProcessor.applyTo(environment);
        return Binder.get(environment);
    }

    private static StandardEnvironment environment(Map<String, Object> variables) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().remove(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME);
        environment.getPropertySources().replace(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                new SystemEnvironmentPropertySource(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
        return environment;
    }

    private static List<String> defaults(String service) {
        YamlPropertiesFactoryBean yaml = new YamlPropertiesFactoryBean();
        yaml.setResources(new ClassPathResource(service + ".yml"));
        List<String> names = new ArrayList<>();
        requireNonNull(yaml.getObject()).keySet().forEach(name -> names.add(name.toString()));
        return names;
    }
}
