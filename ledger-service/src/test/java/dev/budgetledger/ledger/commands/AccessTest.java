package dev.budgetledger.ledger.commands;

import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

import dev.budgetledger.contract.Approval;
import dev.budgetledger.contract.Envelope;
import dev.budgetledger.contract.Fact;
import dev.budgetledger.edge.access.AccessKey;
import dev.budgetledger.edge.access.Role;
import dev.budgetledger.ledger.RunningLedger;
import dev.budgetledger.testservers.TestServers;

import static dev.budgetledger.ledger.RunningLedger.*;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** Who may do what at the ledger service, by access keys and by the tokens of an issuer. */
class AccessTest {

    private static final String ADJUSTMENTS = "/v1/budgets/301/2023/adjustments";
    private static final String LINES = "{" + PAPER + ",\"lines\":[{" + LINE + ",\"amount\":\"1.00\"}]}";

    @TempDir
    private static Path folder;

    private static final Map<String, String> KEYS = new TreeMap<>();
    private static final List<AccessKey> ENTRIES = new ArrayList<>();
    private static Path file;
    private static TestIssuer issuer;
    private static RunningLedger ledger;

    @BeforeAll
    static void start() throws Exception {
        file = folder.resolve("keys.json");
        for (Role role : Role.values()) {
            key(role.text(), List.of(role.text()), List.of("*"), null);
        }
        key("everything", List.of("officer", "checker", "publisher", "auditor", "reader", "operator"), List.of("*"), null);
        key("nobody", List.of(), List.of("*"), null);
        key("of-301", List.of("officer"), List.of("301"), List.of(2023));
        key("of-302", List.of("officer"), List.of("302"), null);
        key("checks-301", List.of("checker"), List.of("301"), null);
        key("checks-both", List.of("checker"), List.of("301", "302"), null);
        key("of-both", List.of("officer"), List.of("301", "302"), List.of(2023));
        write();
        issuer = new TestIssuer();
        ledger = RunningLedger.on(TestServers.newDatabase("access"), "--access.keys-file=" + file,
                "--access.issuer-uri=" + issuer.uri, "--access.audience=" + TestIssuer.AUDIENCE);
        posted("officer", "/v1/classifications/2023", """
                [{"type":"FUNCTION","code":"2010301","name":"行政运行"},{"type":"ECONOMIC","code":"30201","name":"办公费"},
                 {"type":"ECONOMIC","code":"30211","name":"差旅费"}]""");
        for (String department : List.of("301", "302")) {
            posted("officer", "/v1/budgets",
                    "{\"department\":{\"code\":\"" + department + "\",\"name\":\"某部门\"},\"fiscalYear\":2023}");
            posted("officer", "/v1/budgets/" + department + "/2023/allocations", LINES.replace("1.00", "1000.00"));
        }
    }

    @AfterAll
    static void stop() {
        ledger.close();
        issuer.close();
    }

    @Test
    void every_address_asks_who_it_is_and_is_for_somebody_and_not_for_everybody() throws Exception {
        List<String> faults = new ArrayList<>();
        int asked = 0;
        for (String[] each : addresses()) {
            String method = each[0];
            String path = each[1];
            boolean open = path.equals("/") || path.equals("/problems") || path.startsWith("/v3/") || path.startsWith("/swagger-ui");
            for (String tried : List.of(method, "HEAD", "OPTIONS", "PUT", "DELETE")) {
                int none = status(tried, path, null);
                int wrong = status(tried, path, "nobody");
                int right = status(tried, path, "everything");
                if (open ? List.of(none, wrong, right).stream().anyMatch(status -> status == 401 || status == 403)
                        : none != 401 || wrong != 403 || right == 401 || right == 403) {
                    faults.add(tried + " " + path + ": " + none + " " + wrong + " " + right);
                }
                if (none >= 500 || wrong >= 500 || right >= 500) {
                    faults.add(tried + " " + path + " fails: " + none + " " + wrong + " " + right);
                }
                asked++;
            }
        }

        assertThat(asked).isGreaterThan(100);
        assertThat(faults).isEmpty();
    }

    /** All that is mapped, so that a new address cannot be forgotten. */
    private static List<String[]> addresses() {
        List<String[]> all = new ArrayList<>();
        CommandType.ALL.forEach(type -> all.add(new String[] {"POST", filled(type.path())}));
        ledger.context.getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class).getHandlerMethods().keySet()
                .forEach(mapping -> mapping.getPatternValues().forEach(path -> {
                    var methods = mapping.getMethodsCondition().getMethods();
                    (methods.isEmpty() ? List.of(RequestMethod.GET) : methods)
                            .forEach(method -> all.add(new String[] {method.name(), filled(path)}));
                }));
        return all;
    }

    private static String filled(String path) {
        return path.replace("{department}", "301").replace("{year}", "2023").replaceAll("\\{[^}]+}", "x").replace("**", "x");
    }

    @ParameterizedTest
    @CsvSource({
        "GET,  /v1/nowhere,                 401, 403, 403",
        "GET,  /v1/budgets/301/2023/x/y,    401, 403, 403",
        "GET,  /actuator/health,            200, 200, 200",
        "GET,  /actuator/health/readiness,  200, 200, 200",
        "GET,  /actuator/health/db,         401, 403, 200",
        "GET,  /actuator/metrics,           401, 403, 404",
        "GET,  /v1//facts,                  400, 400, 400",
        "GET,  /v1/%66acts,                 400, 400, 400",
        "GET,  /v1/facts;x=1,               400, 400, 400",
        "POST, /v1/budgets/301/2023/nothing, 401, 403, 404",
    })
    void what_is_no_address_is_for_nobody(String method, String path, int none, int wrong, int right) throws Exception {
        assertThat(List.of(status(method, path, null), status(method, path, "nobody"), status(method, path, "everything")))
                .isEqualTo(List.of(none, wrong, right));
    }

    @Test
    void what_stands_behind_a_status_of_health_is_for_who_runs_it() throws Exception {
        String status = health(null);
        assertThat(status).doesNotContain("components");
        for (String who : List.of("nobody", "officer", "auditor")) {
            assertThat(health(keyOf(who))).isEqualTo(status);
        }
        assertThat(health(AccessKey.generate())).as("a key that is none takes nothing away").isEqualTo(status);
        assertThat(health(keyOf("operator"))).contains("\"components\"").contains("\"accessKeys\"");
    }

    private static String health(@Nullable String token) throws Exception {
        return HTTP.send(request("/actuator/health", token).build(), BodyHandlers.ofString()).body();
    }

    @ParameterizedTest
    @CsvSource({
        "officer,   201, 403, 403, 200",
        "checker,   403, 403, 403, 200",
        "publisher, 403, 400, 403, 200",
        "auditor,   403, 403, 200, 200",
        "reader,    403, 403, 403, 200",
        "operator,  403, 403, 200, 200"
    })
    void a_role_may_what_it_is_for(String name, int posts, int publishes, int verifies, int reads) throws Exception {
        assertThat(List.of(
                        send(name, ADJUSTMENTS, LINES, "Idempotency-Key", "role-" + name).statusCode(),
                        send(name, "/v1/budgets/301/2023/publications", "{}").statusCode(),
                        HTTP.send(request("/v1/log/verifications", keyOf(name)).header("Content-Type", "text/plain")
                                .POST(BodyPublishers.noBody()).build(), BodyHandlers.ofString()).statusCode(),
                        status("GET", "/v1/log/checkpoint", name)))
                .isEqualTo(List.of(posts, publishes, verifies, reads));
    }

    @Test
    void what_is_recorded_is_who_was_proven_whatever_is_said() throws Exception {
        JsonNode byKey = posted("officer", ADJUSTMENTS, LINES, "Posted-By", "officer");
        String token = issuer.token("wang", List.of("officer"), "*");
        HttpResponse<String> byToken = sendBy(token, ADJUSTMENTS, LINES);
        long length = length();

        assertThat(fact(byKey.get("position").longValue()).postedBy()).isEqualTo("officer");
        assertThat(fact(JSON.readTree(byToken.body()).get("position").longValue()).postedBy()).isEqualTo(issuer.uri + "#wang");
        assertProblem(send("officer", ADJUSTMENTS, LINES, "Posted-By", "mayor"), 400, "FIELD_INVALID", "Posted-By");
        assertProblem(sendBy(token, ADJUSTMENTS, LINES, "Posted-By", "officer"), 400, "FIELD_INVALID", "Posted-By");
        assertProblem(send("officer", "/v1/postings", "[]", "Posted-By", "mayor"), 400, "FIELD_INVALID", "Posted-By");
        JsonNode line = JSON.readTree(send("officer", "/v1/postings", "[" + item("301", "\"postedBy\":\"mayor\",") + "]").body()).get(0);
        assertThat(line.at("/problem/field").stringValue()).isEqualTo("postedBy");
        assertThat(length()).isEqualTo(length);
    }

    @Test
    void a_grant_is_of_departments_and_years_on_both_sides() throws Exception {
        String transfer = "{" + PAPER + ",\"amount\":\"1.00\",\"from\":{" + LINE + "},\"to\":{\"department\":\"302\"," + LINE + "}}";
        String reversal = "{" + PAPER + ",\"postingId\":\"%s\"}";
        String moved = posted("of-both", "/v1/budgets/301/2023/transfers", transfer).get("postingId").stringValue();
        String own = posted("of-301", ADJUSTMENTS, LINES).get("postingId").stringValue();
        long length = length();

        assertProblem(send("of-302", ADJUSTMENTS, LINES), 403, "NOT_GRANTED", "department");
        assertProblem(send("of-301", "/v1/budgets/301/2023/transfers", transfer), 403, "NOT_GRANTED", "to.department");
        assertProblem(send("of-301", "/v1/budgets/301/2023/reversals", reversal.formatted(moved)), 403, "NOT_GRANTED", "postingId");
        assertProblem(send("of-301", "/v1/budgets/301/2023/reversals", reversal.formatted("301-2023-999")), 403, "NOT_GRANTED", "postingId");
        assertProblem(send("of-301", "/v1/budgets/301/2023/carry-forwards", LINES), 403, "NOT_GRANTED", "fiscalYear");
        assertProblem(send("of-301", "/v1/classifications/2023", "[{\"type\":\"FUNCTION\",\"code\":\"2010302\",\"name\":\"x\"}]"),
                403, "NOT_GRANTED", "department");
        assertThat(length()).isEqualTo(length);
        posted("of-301", "/v1/budgets/301/2023/reversals", reversal.formatted(own));
        posted("of-both", "/v1/budgets/301/2023/reversals", reversal.formatted(moved));
    }

    /** 四眼: officer and checker are two, in the grants of both budgets, whatever door they use. */
    @Test
    void what_a_rule_covers_is_posted_once_others_who_may_have_approved_it() throws Exception {
        String rules = """
                {"fiscalYear":2023,%s"documentNo":"内控1号","effectiveOn":"2023-01-01","reason":"内部控制",
                "rules":[{"operations":["ADJUST","TRANSFER"],"from":"5000.00","checkers":2}]}""";
        String large = LINES.replace("1.00", "5000.00");
        String proposal = "{\"operation\":\"ADJUST\"," + large.substring(1);
        String named = "{\"proposal\":\"%s\"}";
        long length = length();

        assertProblem(send("officer", "/v1/rules", rules.formatted("")), 403, "FORBIDDEN", "");
        assertProblem(send("everything", "/v1/rules", rules.formatted("")), 403, "FORBIDDEN", "type");
        assertProblem(send("checks-301", "/v1/rules", rules.formatted("")), 403, "NOT_GRANTED", "department");
        assertProblem(send("checks-301", "/v1/rules", rules.formatted("\"department\":\"302\",")), 403, "NOT_GRANTED", "department");
        assertThat(length()).isEqualTo(length);
        posted("checks-301", "/v1/rules", rules.formatted("\"department\":\"301\","));

        assertProblem(send("officer", ADJUSTMENTS, large), 409, "APPROVAL_NEEDED", "lines[0].amount");
        assertThat(JSON.readTree(send("officer", "/v1/postings", "[" + item("301", "").replace("1.00", "5000.00") + "]").body())
                .get(0).at("/problem/code").stringValue()).isEqualTo("APPROVAL_NEEDED");
        assertProblem(send("checker", "/v1/budgets/301/2023/proposals", proposal), 403, "FORBIDDEN", "");
        String id = posted("officer", "/v1/budgets/301/2023/proposals", proposal).get("postingId").stringValue();
        JsonNode open = JSON.readTree(HTTP.send(request("/v1/budgets/301/2023/proposals/open", keyOf("checker")).build(),
                BodyHandlers.ofString()).body()).at("/proposals/0");
        assertThat(open.at("/id").stringValue()).isEqualTo(id);
        assertThat(open.at("/proposedBy").stringValue()).isEqualTo("officer");
        assertThat(open.at("/proposed/lines/0/amount").stringValue()).isEqualTo("5000.00");
        assertProblem(send("officer", "/v1/budgets/301/2023/approvals", named.formatted(id)), 403, "FORBIDDEN", "");
        assertProblem(send("everything", "/v1/budgets/301/2023/approvals", named.formatted(id)), 403, "FORBIDDEN", "type");
        assertThat(fact(posted("checks-301", "/v1/budgets/301/2023/approvals", named.formatted(id)).get("position").longValue()).fact())
                .isEqualTo(new Fact.ProposalApproved(id, "checks-301"));
        assertProblem(send("checks-301", "/v1/budgets/301/2023/approvals", named.formatted(id)), 409, "CHECKER_NOT_ANOTHER", "proposal");
        JsonNode last = posted("checker", "/v1/budgets/301/2023/approvals", named.formatted(id));

        Envelope posting = fact(last.get("position").longValue());
        assertThat(posting.postedBy()).isEqualTo("checker");
        assertThat(((Fact.BudgetAdjusted) posting.fact()).posting().approval())
                .isEqualTo(new Approval(id, "officer", List.of("checks-301", "checker")));
    }

    @Test
    void money_between_two_budgets_is_approved_by_who_may_for_both() throws Exception {
        String transfer = "{\"operation\":\"TRANSFER\"," + PAPER + ",\"amount\":\"1.00\",\"from\":{" + LINE
                + "},\"to\":{\"department\":\"302\"," + LINE + "}}";
        assertProblem(send("of-301", "/v1/budgets/301/2023/proposals", transfer), 403, "NOT_GRANTED", "to.department");
        String id = posted("of-both", "/v1/budgets/301/2023/proposals", transfer).get("postingId").stringValue();
        String named = "{\"proposal\":\"" + id + "\"}";

        assertProblem(send("checks-301", "/v1/budgets/301/2023/approvals", named), 403, "NOT_GRANTED", "to.department");
        assertProblem(send("checks-301", "/v1/budgets/301/2023/approvals", named.replace(id, "301-2023-9999")),
                403, "NOT_GRANTED", "proposal");
        assertProblem(send("of-301", "/v1/budgets/301/2023/withdrawals", named.replace("}", ",\"reason\":\"误\"}")),
                409, "NOT_THE_PROPOSER", "proposal");
        JsonNode receipt = posted("checks-both", "/v1/budgets/301/2023/approvals", named);
        assertThat(((Fact.Posted) fact(receipt.at("/counterpart/position").longValue()).fact()).posting().approval())
                .isEqualTo(new Approval(id, "of-both", List.of("checks-both")));
    }

    @Test
    void of_many_commands_each_is_for_the_one_who_sends_it_or_all_or_none_are() throws Exception {
        String both = "[" + item("301", "") + "," + item("302", "") + "]";
        long length = length();

        assertProblem(send("of-301", "/v1/postings?atomic=true", both), 403, "NOT_GRANTED", "department");
        assertProblem(send("of-301", "/v1/postings?atomic=true&dryRun=true", both), 403, "NOT_GRANTED", "department");
        assertThat(JSON.readTree(send("of-301", "/v1/postings?dryRun=true", both).body()).valueStream())
                .extracting(result -> result.get("status").intValue()).containsExactly(200, 403);
        assertProblem(send("publisher", ADJUSTMENTS + "?dryRun=true", LINES), 403, "FORBIDDEN", "");
        assertProblem(send("of-301", ADJUSTMENTS.replace("301", "302") + "?dryRun=true", LINES), 403, "NOT_GRANTED", "department");
        assertThat(length()).isEqualTo(length);
        JsonNode results = JSON.readTree(send("of-301", "/v1/postings", both).body());
        assertThat(results.get(0).get("status").intValue()).as(results.toString()).isEqualTo(201);
        assertThat(results.get(1).get("status").intValue()).isEqualTo(403);
        assertThat(results.get(1).at("/problem/code").stringValue()).isEqualTo("NOT_GRANTED");
        assertThat(length()).isEqualTo(length + 1);
        JsonNode role = JSON.readTree(send("publisher", "/v1/postings", both).body()).get(0);
        assertThat(role.at("/problem/code").stringValue()).isEqualTo("FORBIDDEN");
    }

    @Test
    void a_key_that_is_taken_out_lets_nobody_in_within_a_second_and_a_damaged_file_nobody_at_all() throws Exception {
        key("leaves", List.of("officer"), List.of("*"), null);
        key("expired", List.of("officer"), List.of("*"), null);
        ENTRIES.set(ENTRIES.size() - 1, new AccessKey("expired", ENTRIES.getLast().sha256(), List.of("officer"), List.of("*"), null,
                Instant.now().minusSeconds(1)));
        write();
        Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> send("leaves", ADJUSTMENTS, LINES).statusCode() == 201);
        assertThat(send("expired", ADJUSTMENTS, LINES).statusCode()).isEqualTo(401);

        ENTRIES.removeIf(entry -> entry.name().equals("leaves"));
        write();
        Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> send("leaves", ADJUSTMENTS, LINES).statusCode() == 401);

        try {
            Files.writeString(file, "{\"keys\":[");
            Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> send("officer", ADJUSTMENTS, LINES).statusCode() == 401);
            assertThat(sendBy(issuer.token("wang", List.of("operator")), "/v1/log/verifications", "").statusCode()).isEqualTo(200);
            Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> status("GET", "/actuator/health", null) == 503);
        } finally {
            write();
            Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> status("GET", "/actuator/health", null) == 200
                    && send("officer", ADJUSTMENTS, LINES).statusCode() == 201);
        }
    }

    /** A few hundred that differ in who forged what, and in how it is sent. */
    @Test
    void what_proves_nothing_is_answered_401_and_nothing_of_it_is_recorded() throws Exception {
        long length = length();
        int asked = issuer.asked.get();
        List<Supplier<String>> forgeries = forgeries();
        Random random = new Random(64);
        Map<Integer, Integer> answers = new TreeMap<>();
        for (int i = 0; i < 400; i++) {
            String token = forgeries.get(i % forgeries.size()).get();
            String scheme = List.of("Bearer ", "bearer ", "BEARER ", "Bearer  ", "Basic ", "", "Bearer,").get(random.nextInt(7));
            String path = random.nextBoolean() ? ADJUSTMENTS : "/v1/postings";
            String body = path.equals(ADJUSTMENTS) ? LINES : "[" + item("301", "") + "]";
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(ledger.base + path))
                    .header("Content-Type", "application/json").header("Idempotency-Key", "forged-" + i)
                    .header("Posted-By", "officer").header("Authorization", scheme + token).POST(BodyPublishers.ofString(body));
            if (random.nextInt(4) == 0) { // with a true one beside it
                request.header("Authorization", "Bearer " + keyOf("officer"));
            }
            HttpResponse<String> answer = HTTP.send(request.build(), BodyHandlers.ofString());
            answers.merge(answer.statusCode(), 1, Integer::sum);
            assertProblem(answer, 401, "UNAUTHORIZED", "Authorization");
            assertThat(answer.headers().firstValue("WWW-Authenticate")).as(answer.body()).hasValueSatisfying(
                    value -> assertThat(value).startsWith("Bearer"));
        }

        assertThat(answers).containsOnlyKeys(401);
        assertThat(length()).isEqualTo(length);
        assertThat(issuer.asked.get() - asked).as("however many keys nobody knows").isLessThan(10);
        assertThat(sendBy(issuer.token("wang", List.of("officer"), "*"), ADJUSTMENTS, LINES).statusCode()).isEqualTo(201);
    }

    private static List<Supplier<String>> forgeries() throws Exception {
        RSAKey other = TestIssuer.rsa("signs"); // under the same name
        RSAKey unknown = TestIssuer.rsa("unknown");
        JWTClaimsSet claims = issuer.claims("wang", List.of("officer"), "*").build();
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("signs").build();
        String whole = issuer.signed(claims);
        return List.of(
                () -> "",
                () -> "x",
                () -> "bl_",
                AccessKey::generate,
                () -> keyOf("officer").substring(1),
                () -> keyOf("officer") + "A",
                () -> keyOf("officer").toUpperCase(java.util.Locale.ROOT),
                () -> AccessKey.ofEverything("x", keyOf("officer"), Role.OFFICER).sha256(),
                () -> "a".repeat(5000),
                () -> new PlainJWT(claims).serialize(),
                () -> whole.substring(0, whole.lastIndexOf('.') + 1),
                () -> whole.substring(0, whole.length() - 4) + "AAAA",
                () -> TestIssuer.signed(header, claims, signer(other)),
                () -> TestIssuer.signed(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("unknown").build(), claims, signer(unknown)),
                () -> TestIssuer.signed(new JWSHeader.Builder(JWSAlgorithm.RS256).jwk(unknown.toPublicJWK()).build(), claims, signer(unknown)),
                AccessTest::signedByThePublicKeyAsASecret,
                () -> issuer.token(change -> change.claim("exp", Instant.now().minusSeconds(120).getEpochSecond())),
                () -> issuer.token(change -> change.claim("exp", null)),
                () -> issuer.token(change -> change.claim("nbf", Instant.now().plusSeconds(600).getEpochSecond())),
                () -> issuer.token(change -> change.audience("another")),
                () -> issuer.token(change -> change.claim("aud", null)),
                () -> issuer.token(change -> change.issuer("https://elsewhere.example")),
                () -> issuer.token(change -> change.claim("iss", null)),
                () -> issuer.token(change -> change.claim("sub", null)),
                () -> issuer.token(change -> change.subject("王\u200b")),
                () -> issuer.token(change -> change.subject("x".repeat(101))),
                () -> issuer.token(change -> change.claim("roles", "officer")),
                () -> issuer.token(change -> change.claim("grants", List.of("301"))),
                () -> issuer.token(change -> change.claim("grants", Map.of("departments", List.of("301"), "units", List.of("1")))));
    }

    private static RSASSASigner signer(RSAKey key) {
        try {
            return new RSASSASigner(key);
        } catch (com.nimbusds.jose.JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String signedByThePublicKeyAsASecret() {
        try {
            return TestIssuer.signed(new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("signs").build(),
                    issuer.claims("wang", List.of("officer"), "*").build(), new MACSigner(issuer.key.toRSAPublicKey().getEncoded()));
        } catch (com.nimbusds.jose.JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "no header          |                             | 401",
        "in the query       | ?access_token=%s            | 401",
        "a control          | Authorization: Bearer \u0001%s | 400 401",
        "longer than a head | Authorization: Bearer %s%9000d | 400 401",
        "as a password      | Authorization: Basic %s     | 401",
        "as a cookie        | Cookie: Authorization=%s    | 401"
    })
    void a_true_token_in_another_place_proves_nothing(String what, String said, String statuses) throws Exception {
        long length = length();
        String filled = said == null ? "" : said.replace("%9000d", "0".repeat(9000)).replace("%s", keyOf("officer"));
        String query = filled.startsWith("?") ? filled : "";
        String head = filled.startsWith("?") || filled.isEmpty() ? "" : filled + "\r\n";
        byte[] request = ("POST " + ADJUSTMENTS + query + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + head
                + "Content-Type: application/json\r\nIdempotency-Key: " + what.replace(' ', '-') + "\r\nContent-Length: " + LINES.getBytes(UTF_8).length
                + "\r\n\r\n").getBytes(ISO_8859_1);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), URI.create(ledger.base).getPort()); InputStream in = socket.getInputStream()) {
            socket.getOutputStream().write(request);
            socket.getOutputStream().write(LINES.getBytes(UTF_8));
            assertThat(statuses.split(" ")).contains(new String(in.readNBytes(12), ISO_8859_1).substring(9));
        }
        assertThat(length()).isEqualTo(length);
    }

    private static void key(String name, List<String> roles, List<String> departments, @Nullable List<Integer> years) {
        String key = AccessKey.generate();
        KEYS.put(name, key);
        ENTRIES.add(new AccessKey(name, AccessKey.ofEverything(name, key, Role.READER).sha256(), roles, departments, years, null));
    }

    private static String keyOf(String name) {
        return Objects.requireNonNull(KEYS.get(name), name);
    }

    private static void write() throws Exception {
        Files.writeString(file, JSON.writeValueAsString(Map.of("keys", ENTRIES)));
    }

    private static String item(String department, String more) {
        return "{" + more + "\"type\":\"Adjust\",\"department\":\"" + department + "\",\"fiscalYear\":2023," + LINES.substring(1);
    }

    private static HttpRequest.Builder request(String path, @Nullable String token) {
        HttpRequest.Builder request = ledger.request(path);
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    private static int status(String method, String path, @Nullable String name) throws Exception {
        return HTTP.send(request(path, name == null ? null : keyOf(name)).method(method, BodyPublishers.noBody()).build(),
                BodyHandlers.discarding()).statusCode();
    }

    private static HttpResponse<String> send(String name, String path, String body, String... headers) throws Exception {
        return sendBy(keyOf(name), path, body, headers);
    }

    private static HttpResponse<String> sendBy(String token, String path, String body, String... headers) throws Exception {
        HttpRequest.Builder request = request(path, token).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body));
        return HTTP.send((headers.length == 0 ? request : request.headers(headers)).build(), BodyHandlers.ofString());
    }

    private static JsonNode posted(String name, String path, String body, String... headers) throws Exception {
        HttpResponse<String> answer = send(name, path, body, headers);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return JSON.readTree(answer.body());
    }

    /** But for what says that something was refused. */
    private static long length() throws Exception {
        return HTTP.send(request("/v1/facts?limit=100000", keyOf("auditor")).build(), BodyHandlers.ofString()).body().lines()
                .filter(fact -> !fact.contains("\"AuthorityRefused\"")).count();
    }

    private static Envelope fact(long position) throws Exception {
        return Envelope.parse(HTTP.send(request("/v1/facts?limit=1&after=" + (position - 1), keyOf("auditor")).build(),
                BodyHandlers.ofString()).body().strip().getBytes(UTF_8));
    }
}
