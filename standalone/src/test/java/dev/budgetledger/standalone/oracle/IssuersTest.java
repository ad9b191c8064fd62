package dev.budgetledger.standalone.oracle;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import tools.jackson.databind.json.JsonMapper;

import dev.budgetledger.embedded.Ports;
import dev.budgetledger.identity.IdentityApplication;
import dev.budgetledger.testservers.TestServers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** Both services take the tokens of the issuer that they are given, and of no other authorization server of the same JVM. */
class IssuersTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String CODES = "[{\"type\":\"FUNCTION\",\"code\":\"2010301\",\"name\":\"行政运行\"}]";
    private static final String CLASSIFICATIONS = "/v1/classifications/2023";

    @TempDir
    private static Path folder;

    private static String issuer;
    private static ConfigurableApplicationContext own;
    private static ConfigurableApplicationContext foreign;
    /** It has the issuer's key and name, and its tokens are for somebody else. */
    private static ConfigurableApplicationContext forOthers;
    private static BothServices services;

    @BeforeAll
    static void start() throws Exception {
        int port = Ports.free();
        issuer = "http://localhost:" + port;
        own = identity(port, issuer, "own.json", "city");
        int another = Ports.free();
        foreign = identity(another, "http://localhost:" + another, "foreign.json", "city");
        forOthers = identity(Ports.free(), issuer, "own.json", "another city");
        services = new BothServices(folder, List.of("--access.issuer-uri=" + issuer, "--access.audience=city", "--projection.read-wait=1ms"));
    }

    @AfterAll
    static void stop() {
        services.close();
        Stream.of(forOthers, foreign, own).forEach(ConfigurableApplicationContext::close);
    }

    @Test
    void every_address_takes_its_tokens_for_the_roles_that_they_say_and_nobody_elses() throws Exception {
        List<String> faults = new ArrayList<>();
        String none = token(own, "nobody");
        String all = token(own, "everything");
        String fromElsewhere = token(foreign, "everything");
        String toElsewhere = token(forOthers, "everything");
        int asked = 0;
        for (ConfigurableApplicationContext service : List.of(services.ledger, services.projection)) {
            for (String[] each : addresses(service)) {
                List<Integer> statuses = new ArrayList<>();
                for (String token : new String[] {null, none, fromElsewhere, toElsewhere, all}) {
                    statuses.add(services.status(service, each[0], each[1], token));
                }
                if (!statuses.subList(0, 4).equals(List.of(401, 403, 401, 401)) || List.of(401, 403, 500).contains(statuses.getLast())) {
                    faults.add(each[0] + " " + each[1] + ": " + statuses);
                }
                asked++;
            }
        }

        assertThat(asked).isGreaterThan(50);
        assertThat(faults).isEmpty();
    }

    @Test
    void what_is_recorded_is_the_issuer_and_its_account() throws Exception {
        var posted = services.postAs(token(own, "machine-301"), CLASSIFICATIONS, CODES);
        assertThat(posted.statusCode()).as("a grant of one department").isEqualTo(403);

        posted = services.postAs(token(own, "everything"), CLASSIFICATIONS, CODES);

        assertThat(posted.statusCode()).as(posted.body()).isEqualTo(201);
        assertThat(services.postAs(token(foreign, "everything"), CLASSIFICATIONS, CODES).statusCode()).isEqualTo(401);
        assertThat(facts()).singleElement().asString().contains("\"postedBy\":\"" + issuer + "#everything\"");
    }

    @Test
    void a_token_of_its_own_key_that_has_expired_is_none() throws Exception {
        assertThat(services.status(services.ledger, "GET", "/v1/log/checkpoint", signed(Instant.now().plusSeconds(60)))).isEqualTo(200);
        assertThat(services.status(services.ledger, "GET", "/v1/log/checkpoint", signed(Instant.now().minusSeconds(90)))).isEqualTo(401);
    }

    /** But for those that say who was refused. */
    private static List<String> facts() throws Exception {
        int port = services.ledger.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/facts?limit=10"))
                    .header("Authorization", "Bearer " + token(own, "everything")).build(), BodyHandlers.ofString()).body().lines()
                    .filter(each -> !each.contains("\"stream\":\"refusals\"")).toList();
        }
    }

    /** All that a service describes. */
    private static List<String[]> addresses(ConfigurableApplicationContext service) throws Exception {
        List<String[]> all = new ArrayList<>();
        JSON.readTree(services.get(service, "/v3/api-docs").body()).required("paths").forEachEntry((path, item) ->
                item.propertyNames().stream().filter(method -> method.matches("get|post")).forEach(method -> all.add(new String[] {
                    method.toUpperCase(Locale.ROOT),
                    path.replace("{department}", "301").replace("{year}", "2023").replaceAll("\\{[^}]+}", "1")})));
        return all;
    }

    private static ConfigurableApplicationContext identity(int port, String issuer, String keyFile, String audience) {
        ConfigurableApplicationContext identity = IdentityApplication.builder().run(
                "--server.port=" + port, "--spring.main.banner-mode=off",
                "--spring.datasource.url=" + TestServers.newIdentityDatabase("identity").jdbcUrl(),
                "--identity.issuer=" + issuer, "--identity.audience=" + audience, "--identity.signing-key-file=" + folder.resolve(keyFile));
        String everything = "{officer,checker,publisher,auditor,reader,operator}";
        account(identity, "nobody", "{}", "{*}");
        account(identity, "everything", everything, "{*}");
        account(identity, "machine-301", everything, "{301}");
        return identity;
    }

    private static void account(ConfigurableApplicationContext identity, String name, String roles, String departments) {
        JdbcClient.create(identity.getBean(DataSource.class))
                .sql("INSERT INTO account (name, kind, secret, roles, departments) VALUES (?, 'MACHINE', ?, ?::text[], ?::text[])")
                .params(name, new BCryptPasswordEncoder(10).encode("a secret"), roles, departments).update();
    }

    private static String token(ConfigurableApplicationContext identity, String name) throws Exception {
        int port = identity.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        try (HttpClient client = HttpClient.newHttpClient()) {
            return JSON.readTree(client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/oauth2/token"))
                            .header("Authorization", "Basic " + Base64.getEncoder().encodeToString((name + ":a secret").getBytes(UTF_8)))
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(BodyPublishers.ofString("grant_type=client_credentials")).build(), BodyHandlers.ofString()).body())
                    .required("access_token").stringValue();
        }
    }

    private static String signed(Instant expires) throws Exception {
        ECKey key = ECKey.parse(Files.readString(folder.resolve("own.json")));
        SignedJWT token = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build(), new JWTClaimsSet.Builder()
                .issuer(issuer).audience("city").subject("officer").expirationTime(Date.from(expires))
                .claim("roles", List.of("officer")).claim("grants", Map.of("departments", List.of("*"))).build());
        token.sign(new ECDSASigner(key));
        return token.serialize();
    }
}
