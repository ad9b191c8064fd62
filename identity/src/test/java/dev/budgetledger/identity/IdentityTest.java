package dev.budgetledger.identity;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.budgetledger.edge.problems.StartRefusedException;
import dev.budgetledger.testservers.TestServers;

import static dev.budgetledger.identity.RunningIdentity.VERIFIER;
import static dev.budgetledger.identity.RunningIdentity.authorize;
import static dev.budgetledger.identity.RunningIdentity.browser;
import static dev.budgetledger.identity.RunningIdentity.claims;
import static dev.budgetledger.identity.RunningIdentity.location;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The issuer of tokens, as a browser and a machine find it. */
class IdentityTest {

    private static final String CHALLENGE = RunningIdentity.challenge();

    @TempDir
    private static Path folder;

    private static TestServers.TestDatabase database;
    private static RunningIdentity identity;

    @BeforeAll
    static void start() {
        database = TestServers.newIdentityDatabase("identity");
        identity = RunningIdentity.on(database, folder.resolve("key.json"), "--identity.audience=city",
                "--identity.public-keys-file=" + folder.resolve("public.json"));
    }

    @AfterAll
    static void stop() {
        identity.close();
    }

    @Test
    void a_first_start_makes_an_account_for_each_role_with_a_password_that_is_told_once() {
        assertThat(identity.passwords).containsOnlyKeys("officer", "checker", "publisher", "auditor", "operator", "machine");
        assertThat(identity.passwords.values()).doesNotHaveDuplicates().allMatch(each -> each.matches("[\\w-]{32}"));

        try (RunningIdentity again = RunningIdentity.on(database, folder.resolve("key.json"))) {
            assertThat(again.passwords).isEmpty();
        }
    }

    @Test
    void the_key_is_made_once_for_its_owner_only_and_what_verifies_is_published_without_it() throws Exception {
        String key = Files.readString(folder.resolve("key.json"));
        JWKSet published = JWKSet.parse(identity.get("/oauth2/jwks").body());

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("key.json")))).isEqualTo("rw-------");
        assertThat(published.getKeys()).containsExactly(ECKey.parse(key).toPublicJWK());
        assertThat(JWKSet.parse(Files.readString(folder.resolve("public.json"))).getKeys()).isEqualTo(published.getKeys());
        assertThat(published.containsNonPublicKeys()).isFalse();

        Files.writeString(folder.resolve("broken.json"), "{}");
        assertThatThrownBy(() -> RunningIdentity.on(database, folder.resolve("broken.json"))).rootCause()
                .isInstanceOf(StartRefusedException.class);
    }

    @Test
    void it_says_of_itself_what_there_is() throws Exception {
        JsonNode said = JsonMapper.shared().readTree(identity.get("/.well-known/openid-configuration").body());

        assertThat(said.get("issuer").stringValue()).isEqualTo(identity.issuer);
        assertThat(said.get("jwks_uri").stringValue()).isEqualTo(identity.issuer + "/oauth2/jwks");
        assertThat(said.propertyNames()).noneMatch(name -> name.matches("(introspection|revocation|userinfo|end_session|device).*"));
        assertThat(identity.get("/.well-known/oauth-authorization-server").body()).contains(identity.issuer).doesNotContain("introspection");
    }

    @ParameterizedTest
    @CsvSource({"/", "/nowhere", "/oauth2/introspect", "/oauth2/revoke", "/userinfo", "/connect/logout", "/connect/register", "/oauth2/par",
        "/oauth2/device_authorization", "/oauth2/register", "/v1/accounts", "/logout", "/actuator/health"})
    void what_is_not_needed_answers_nobody(String path) throws Exception {
        String machine = "machine:" + secret("machine");

        for (var answer : List.of(identity.get(browser(), path), identity.post(browser(), path, machine, Map.of("token", "x")))) {
            assertThat(List.of(302, 400, 401, 403, 404, 405)).contains(answer.statusCode());
            if (answer.statusCode() == 302) {
                assertThat(location(answer)).endsWith("/login");
            }
        }
    }

    @Test
    void a_machine_gets_a_token_by_its_secret_that_says_its_roles_and_its_grant_and_ends_soon() throws Exception {
        String answer = identity.machine("machine", secret("machine")).body();
        SignedJWT token = SignedJWT.parse(JsonMapper.shared().readTree(answer).get("access_token").stringValue());
        JsonNode claims = claims(identity.machine("machine", secret("machine")));

        assertThat(token.verify(new ECDSAVerifier(JWKSet.parse(identity.get("/oauth2/jwks").body()).getKeys().getFirst().toECKey()))).isTrue();
        assertThat(claims.get("iss").stringValue()).isEqualTo(identity.issuer);
        assertThat(claims.get("sub").stringValue()).isEqualTo("machine");
        assertThat(token.getJWTClaimsSet().getAudience()).containsExactly("city");
        assertThat(claims.get("roles").toString()).isEqualTo("[\"officer\"]");
        assertThat(claims.get("grants").toString()).isEqualTo("{\"departments\":[\"*\"]}");
        assertThat(claims.get("exp").longValue() - claims.get("iat").longValue()).isEqualTo(300);
        assertThat(answer).doesNotContain("refresh_token");
    }

    @ParameterizedTest
    @CsvSource({"machine, wrong", "nobody, wrong", "officer, ''", "console, x"})
    void who_shows_no_secret_of_his_gets_no_token(String name, String secret) throws Exception {
        var answer = identity.machine(name, secret);

        assertThat(answer.statusCode()).isIn(400, 401);
        assertThat(answer.body()).doesNotContain("access_token");
        assertThat(identity.machine("officer", secret("officer")).body()).as("a person is no machine").doesNotContain("access_token");
    }

    @Test
    void a_person_comes_back_with_a_code_that_becomes_a_token_once_and_only_with_its_verifier() throws Exception {
        String code = identity.code("checker", secret("checker"));
        JsonNode claims = claims(identity.exchange(code, VERIFIER));

        assertThat(claims.get("sub").stringValue()).isEqualTo("checker");
        assertThat(claims.get("roles").toString()).isEqualTo("[\"checker\"]");
        assertThat(claims.get("aud").toString()).contains("city");
        assertThat(identity.exchange(code, VERIFIER).body()).contains("invalid_grant");

        String other = identity.code("checker", secret("checker"));
        assertThat(identity.exchange(other, null).body()).doesNotContain("access_token");
        assertThat(identity.exchange(other, "x".repeat(43)).body()).contains("invalid_grant").doesNotContain("access_token");
    }

    @Test
    void without_a_challenge_nobody_gets_a_code_and_nobody_is_led_elsewhere() throws Exception {
        var browser = browser();
        assertThat(identity.login(browser, "auditor", secret("auditor"))).doesNotContain("error");

        assertThat(location(identity.get(browser, authorize(Map.of())))).contains("error=invalid_request").doesNotContain("code=");
        assertThat(location(identity.get(browser, authorize(Map.of("code_challenge", VERIFIER, "code_challenge_method", "plain")))))
                .contains("error=invalid_request").doesNotContain("code=");
        var elsewhere = identity.get(browser, authorize(Map.of("code_challenge", CHALLENGE, "code_challenge_method", "S256"))
                .replace("127.0.0.1%3A7777", "elsewhere.example"));
        assertThat(elsewhere.statusCode()).isEqualTo(400);
        assertThat(elsewhere.headers().firstValue("Location")).isEmpty();
    }

    @Test
    void who_tries_passwords_waits_and_nobody_else_does() throws Exception {
        for (int i = 0; i < Attempts.FAILURES_PER_NAME_MAX; i++) {
            assertThat(identity.code("operator", "wrong-" + i)).isEmpty();
        }

        assertThat(identity.code("operator", secret("operator"))).as("the right one, too late").isEmpty();
        assertThat(identity.code("publisher", secret("publisher"))).isNotEmpty();
    }

    @Test
    void a_machine_that_tries_secrets_waits_too() throws Exception {
        account("slow-machine", "MACHINE", "right");
        assertThat(identity.machine("slow-machine", "right").statusCode()).isEqualTo(200);
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < Attempts.FAILURES_PER_NAME_MAX; i++) {
            statuses.add(identity.machine("slow-machine", "wrong").statusCode());
        }

        assertThat(statuses).containsOnly(401);
        assertThat(identity.machine("slow-machine", "right").statusCode()).isEqualTo(401);
        assertThat(identity.machine("machine", secret("machine")).statusCode()).isEqualTo(200);
    }

    @Test
    void who_is_no_longer_enabled_gets_no_token_though_he_is_logged_in() throws Exception {
        account("leaves", "PERSON", "a password");
        String code = identity.code("leaves", "a password");
        assertThat(code).isNotEmpty();

        sql("UPDATE account SET enabled = false WHERE name = 'leaves'");

        assertThat(identity.exchange(code, VERIFIER).body()).contains("invalid_grant");
        assertThat(identity.code("leaves", "a password")).isEmpty();
    }

    @Test
    void a_grant_is_what_the_account_says() throws Exception {
        account("of-301", "MACHINE", "secret");
        sql("UPDATE account SET departments = '{301,302}', fiscal_years = '{2023}' WHERE name = 'of-301'");

        assertThat(claims(identity.machine("of-301", "secret")).get("grants"))
                .isEqualTo(JsonMapper.shared().readTree("{\"departments\":[\"301\",\"302\"],\"fiscalYears\":[2023]}"));
    }

    @Test
    void a_password_that_is_the_name_refuses_the_start() {
        var fresh = TestServers.newIdentityDatabase("unsafe");
        assertThatThrownBy(() -> RunningIdentity.on(fresh, folder.resolve("key.json"), "--identity.passwords.officer=officer")).rootCause()
                .isInstanceOf(StartRefusedException.class).hasMessageContaining("The password of the account officer is its name");

        try (RunningIdentity first = RunningIdentity.on(fresh, folder.resolve("key.json"), "--identity.passwords.officer=a better one")) {
            assertThat(first.passwords).doesNotContainKey("officer");
            JdbcClient.create(first.context.getBean(javax.sql.DataSource.class))
                    .sql("UPDATE account SET secret = ? WHERE name = 'auditor'").param(new BCryptPasswordEncoder().encode("auditor")).update();
        }
        assertThatThrownBy(() -> RunningIdentity.on(fresh, folder.resolve("key.json"))).rootCause()
                .isInstanceOf(StartRefusedException.class).hasMessageContaining("auditor");
    }

    private static String secret(String name) {
        return Objects.requireNonNull(identity.passwords.get(name), name);
    }

    private static void account(String name, String kind, String password) {
        JdbcClient.create(identity.context.getBean(javax.sql.DataSource.class))
                .sql("INSERT INTO account (name, kind, secret, roles, departments) VALUES (?, ?, ?, '{officer}', '{*}')")
                .params(name, kind, new BCryptPasswordEncoder(10).encode(password)).update();
    }

    private static void sql(String statement) {
        JdbcClient.create(identity.context.getBean(javax.sql.DataSource.class)).sql(statement).update();
    }
}
