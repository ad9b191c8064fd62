package dev.budgetledger.ledger.commands.kafka;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import dev.budgetledger.contract.ClientPublicKey;
import dev.budgetledger.contract.CommandResult;
import dev.budgetledger.contract.CommandSignature;
import dev.budgetledger.contract.Envelope;
import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.Receipt;
import dev.budgetledger.contract.SentBy;
import dev.budgetledger.contract.Topics;
import dev.budgetledger.contract.merkle.SigningKey;
import dev.budgetledger.edge.access.AccessKey;
import dev.budgetledger.edge.access.Role;
import dev.budgetledger.ledger.RunningLedger;
import dev.budgetledger.testservers.TestServers;

import static dev.budgetledger.ledger.RunningLedger.*;
import static dev.budgetledger.ledger.commands.kafka.CommandClient.utf8;
import static org.assertj.core.api.Assertions.assertThat;

/** A ledger that asks who comes takes from Kafka what a registered client has signed, and records it as that client's. */
class SignedCommandsTest {

    private static final String LINES = "{" + PAPER + ",\"lines\":[{" + LINE + ",\"amount\":\"1.00\"}]}";
    private static final int ATTEMPTS = 500;

    @TempDir
    private static Path folder;

    private static final Map<String, String> KEYS = new HashMap<>();
    private static final SigningKey OF_301 = SigningKey.generate("x");
    private static final SigningKey OTHER = SigningKey.generate("x");
    private static final SigningKey PUBLISHES = SigningKey.generate("x");
    private static final SigningKey REVOKED = SigningKey.generate("x");
    private static final SigningKey EXPIRED = SigningKey.generate("x");
    private static final SigningKey NOT_YET = SigningKey.generate("x");
    private static final SigningKey UNKNOWN = SigningKey.generate("x");

    private static RunningLedger ledger;
    private static CommandClient client;

    @BeforeAll
    static void start() throws Exception {
        List<AccessKey> entries = new ArrayList<>();
        for (String name : List.of("officer", "of-301")) {
            String key = AccessKey.generate();
            KEYS.put(name, key);
            boolean all = name.equals("officer");
            entries.add(new AccessKey(name, AccessKey.ofEverything(name, key, Role.OFFICER).sha256(),
                    all ? List.of("officer", "publisher") : List.of("officer"), List.of(all ? "*" : "301"), all ? null : List.of(2023), null));
        }
        Path file = folder.resolve("keys.json");
        Files.writeString(file, JSON.writeValueAsString(Map.of("keys", entries)));
        client = new CommandClient();
        String group = "signed" + UUID.randomUUID();
        client.startAtTheEnd(group);
        ledger = RunningLedger.on(TestServers.newDatabase("signed"), "--access.keys-file=" + file,
                "--ledger.commands.enabled=true", "--ledger.commands.group=" + group,
                "--ledger.refusals.per-principal=0s", "--ledger.refusals.in-all=0s");
        posted("/v1/classifications/2023", """
                [{"type":"FUNCTION","code":"2010301","name":"行政运行"},{"type":"ECONOMIC","code":"30201","name":"办公费"}]""");
        for (String department : List.of("301", "302")) {
            posted("/v1/budgets", "{\"department\":{\"code\":\"" + department + "\",\"name\":\"某部门\"},\"fiscalYear\":2023}");
            posted("/v1/budgets/" + department + "/2023/allocations", LINES.replace("1.00", "1000.00"));
        }
        register(OF_301, "client:三零一", "officer", "\"301\"", "");
        register(OTHER, "client:另一", "officer", "\"*\"", "");
        register(PUBLISHES, "client:公开", "publisher", "\"*\"", "");
        register(EXPIRED, "client:过期", "officer", "\"*\"", ",\"expires\":\"" + Instant.EPOCH + "\"");
        register(NOT_YET, "client:未来", "officer", "\"*\"", ",\"validFrom\":\"2999-01-01T00:00:00Z\"");
        register(REVOKED, "client:吊销", "officer", "\"*\"", "");
        posted("/v1/client-keys/revocations", "{\"keyId\":\"" + id(REVOKED) + "\",\"reason\":\"密钥泄露\"}");
    }

    @AfterAll
    static void stop() {
        ledger.close();
        client.close();
    }

    @Test
    void what_is_signed_is_recorded_as_the_clients_and_anybody_can_prove_it() throws Exception {
        byte[] value = adjust("301", "1.00", "预算处 王");
        client.send(signed(OF_301, "signed-1", value));

        CommandResult result = client.result("signed-1");

        assertThat(result.status()).as(String.valueOf(result.problem())).isEqualTo(201);
        assertThat(result.signedBy()).isEqualTo(id(OF_301));
        Envelope recorded = fact(Objects.requireNonNull(result.receipt()).position());
        assertThat(recorded.postedBy()).isEqualTo("client:三零一");
        SentBy sent = Objects.requireNonNull(recorded.sent());
        assertThat(sent.onBehalfOf()).isEqualTo("预算处 王");
        assertThat(CommandSignature.read(sent.signature()).isBy(publicKey(OF_301), value)).isTrue();
        client.send(signed(OF_301, "signed-2", adjust("301", "1.00", null)));
        assertThat(fact(Objects.requireNonNull(client.result("signed-2").receipt()).position()).sent())
                .extracting(SentBy::onBehalfOf).isNull();
    }

    /** What somebody may try, and what he is told. */
    private static Map<String, Attempt> attempts() {
        Map<String, Attempt> all = new LinkedHashMap<>();
        String invalid = "SIGNATURE_INVALID";
        all.put("SIGNATURE_REQUIRED unsigned", (key, value, _) -> record(key, value));
        all.put("SIGNATURE_KEY_UNKNOWN another key", (key, value, _) -> signed(UNKNOWN, key, value));
        all.put(invalid + " under the id of another key", (key, value, _) -> record(key, value, jws("EdDSA", key, id(OF_301), Topics.COMMANDS, value, UNKNOWN)));
        all.put(invalid + " for another topic", (key, value, _) -> record(key, value, CommandSignature.sign(OF_301, "budget.other.v1", key, value)));
        all.put(invalid + " for another key", (key, value, _) -> record(key, value, CommandSignature.sign(OF_301, Topics.COMMANDS, key + "x", value)));
        all.put(invalid + " over another value", (key, value, random) -> {
            byte[] changed = value.clone();
            changed[random.nextInt(changed.length)] ^= 1;
            return record(key, value, CommandSignature.sign(OF_301, Topics.COMMANDS, key, changed));
        });
        all.put(invalid + " changed", (key, value, random) -> {
            String text = CommandSignature.sign(OF_301, Topics.COMMANDS, key, value);
            int at = text.indexOf("..") + 2 + random.nextInt(80);
            return record(key, value, text.substring(0, at) + (text.charAt(at) == 'A' ? 'B' : 'A') + text.substring(at + 1));
        });
        all.put(invalid + " algorithm none", (key, value, _) ->
                record(key, value, jws("none", key, id(OF_301), Topics.COMMANDS, value, OF_301)));
        all.put(invalid + " no signature at all", (key, value, _) ->
                record(key, value, jws("none", key, id(OF_301), Topics.COMMANDS, value, OF_301).replaceAll("\\.\\..*", "..")));
        all.put(invalid + " the public key as a secret", (key, value, _) -> record(key, value, hmac(key, value)));
        all.put(invalid + " another algorithm", (key, value, _) ->
                record(key, value, jws("ES256", key, id(OF_301), Topics.COMMANDS, value, OF_301)));
        all.put(invalid + " twice", (key, value, _) -> {
            ProducerRecord<byte[], byte[]> twice = signed(OF_301, key, value);
            twice.headers().add(Topics.COMMAND_SIGNATURE, twice.headers().lastHeader(Topics.COMMAND_SIGNATURE).value());
            return twice;
        });
        all.put(invalid + " two signatures", (key, value, random) -> {
            ProducerRecord<byte[], byte[]> two = signed(random.nextBoolean() ? OF_301 : OTHER, key, value);
            two.headers().add(Topics.COMMAND_SIGNATURE, utf8(CommandSignature.sign(OTHER, Topics.COMMANDS, key, value)));
            return two;
        });
        all.put(invalid + " in another case", (key, value, _) -> {
            ProducerRecord<byte[], byte[]> other = record(key, value);
            other.headers().add("Command-Signature", utf8(CommandSignature.sign(OF_301, Topics.COMMANDS, key, value)));
            return other;
        });
        all.put(invalid + " beside one in another case", (key, value, _) -> {
            ProducerRecord<byte[], byte[]> beside = signed(OF_301, key, value);
            beside.headers().add("COMMAND-SIGNATURE", utf8("x"));
            return beside;
        });
        all.put(invalid + " empty", (key, value, _) -> record(key, value, ""));
        all.put(invalid + " oversize", (key, value, random) -> record(key, value, "A".repeat(5000 + random.nextInt(100_000))));
        all.put(invalid + " with the payload", (key, value, _) ->
                record(key, value, CommandSignature.sign(OF_301, Topics.COMMANDS, key, value).replace("..", "." + base64(value) + ".")));
        all.put("CLIENT_KEY_NOT_VALID revoked", (key, value, _) -> signed(REVOKED, key, value));
        all.put("CLIENT_KEY_NOT_VALID expired", (key, value, _) -> signed(EXPIRED, key, value));
        all.put("CLIENT_KEY_NOT_VALID not yet", (key, value, _) -> signed(NOT_YET, key, value));
        all.put("NOT_GRANTED a foreign department", (key, _, _) -> signed(OF_301, key, adjust("302", "1.00", null)));
        all.put("FORBIDDEN another role", (key, value, _) -> signed(PUBLISHES, key, value));
        all.put("FORBIDDEN a key of its own", (key, _, _) -> signed(OTHER, key, utf8("{\"type\":\"RegisterClientKey\"," + client(
                SigningKey.generate("x"), "client:自己", "officer", "\"*\"", "").substring(1))));
        return all;
    }

    /** As whom it is recorded that he was refused. */
    private static final Map<String, String> WHOSE = Map.of("CLIENT_KEY_NOT_VALID revoked", "client:吊销", "CLIENT_KEY_NOT_VALID expired", "client:过期",
            "CLIENT_KEY_NOT_VALID not yet", "client:未来", "NOT_GRANTED a foreign department", "client:三零一", "FORBIDDEN another role", "client:公开",
            "FORBIDDEN a key of its own", "client:另一");

    /** How often each has been. */
    private static Map<String, Long> refused() throws Exception {
        Map<String, Long> times = new HashMap<>();
        for (String line : facts("limit=100000").lines().toList()) {
            Envelope envelope = Envelope.parse(line.getBytes(StandardCharsets.UTF_8));
            if (envelope.fact() instanceof Fact.AuthorityRefused refused && refused.door() == Fact.AuthorityRefused.Door.KAFKA) {
                times.merge(envelope.postedBy(), 1 + refused.leftOut(), Long::sum);
            }
        }
        return times;
    }

    interface Attempt {
        ProducerRecord<byte[], byte[]> record(String key, byte[] value, Random random);
    }

    @Test
    void of_hundreds_of_forged_attempts_each_is_refused_and_nothing_is_recorded() throws Exception {
        long length = length();
        Random random = new Random(72);
        List<String> kinds = List.copyOf(attempts().keySet());
        List<String> expected = new ArrayList<>();
        Map<String, Long> clients = new HashMap<>();
        Map<String, Long> before = refused();
        String run = "forged-" + UUID.randomUUID() + "-";
        for (int i = 0; i < ATTEMPTS; i++) {
            String kind = kinds.get(i < kinds.size() ? i : random.nextInt(kinds.size()));
            expected.add(kind.substring(0, kind.indexOf(' ')));
            String whose = WHOSE.get(kind);
            if (whose != null) {
                clients.merge(whose, 1L, Long::sum);
            }
            byte[] value = adjust("301", "0.0" + (1 + random.nextInt(9)), random.nextBoolean() ? null : "client:三零一");
            client.send(Objects.requireNonNull(attempts().get(kind)).record(run + i, value, random));
        }

        List<CommandResult> results = client.results(run, ATTEMPTS);

        assertThat(results).extracting(result -> result.problem() == null ? "RECORDED" : result.problem().code()).isEqualTo(expected);
        assertThat(results).allSatisfy(result -> assertThat(result.status()).isIn(401, 403));
        assertThat(results).filteredOn(result -> result.status() == 401).allSatisfy(result -> assertThat(result.signedBy()).isNull());
        assertThat(length()).isEqualTo(length);
        // 越权: each as the client's whose key it was, what proves nothing as nobody's.
        before.forEach((name, times) -> clients.merge(name, times, Long::sum));
        Awaitility.await().untilAsserted(() -> assertThat(refused()).isEqualTo(clients));
        client.send(signed(OF_301, run + "0", adjust("301", "1.00", null)));
        assertThat(client.results(run + "0", 2).getLast().status()).as("its key is not used up").isEqualTo(201);
    }

    @Test
    void a_key_is_revoked_for_what_comes_after_and_what_was_answered_stays_so() throws Exception {
        SigningKey key = SigningKey.generate("x");
        register(key, "client:暂时", "officer", "\"301\"", "");
        byte[] value = adjust("301", "2.00", null);
        client.send(signed(key, "revoke-1", value));
        Receipt receipt = Objects.requireNonNull(client.result("revoke-1").receipt());

        posted("/v1/client-keys/revocations", "{\"keyId\":\"" + id(key) + "\",\"reason\":\"到期\"}");
        client.send(signed(key, "revoke-2", value));
        client.send(signed(key, "revoke-1", value));

        assertThat(client.result("revoke-2").problem()).satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("CLIENT_KEY_NOT_VALID");
            assertThat(problem.field()).isEqualTo(Topics.COMMAND_SIGNATURE);
        });
        CommandResult again = client.results("revoke-1", 2).getLast();
        assertThat(again.repeated()).isTrue();
        assertThat(again.receipt()).isEqualTo(receipt);
        client.send(signed(OF_301, "revoke-2", value));
        assertThat(client.results("revoke-2", 2).getLast().status()).as("who has a revoked key uses up no key of others").isEqualTo(201);
    }

    @Test
    void what_is_reversed_may_have_come_just_before() throws Exception {
        client.send(signed(OF_301, "reverse-0", adjust("301", "3.00", null)));
        long sequence = Objects.requireNonNull(client.result("reverse-0").receipt()).streamSequence();
        for (int i = 1; i <= 5; i++) {
            client.send(signed(OF_301, "reverse-" + i + "a", adjust("301", "3.00", null)));
            client.send(signed(OF_301, "reverse-" + i + "b", utf8("""
                    {"type":"Reverse","department":"301","fiscalYear":2023,%s,"postingId":"301-2023-%d"}""".formatted(PAPER, sequence + 2L * i - 1))));
        }

        assertThat(client.results("reverse-", 11)).extracting(CommandResult::status).containsOnly(201);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "of-301  | officer   | \"301\" | ,\"fiscalYears\":[2023] | 201 |               |",
        "of-301  | officer   | \"301\" |                         | 403 | NOT_GRANTED   | departments",
        "of-301  | officer   | \"302\" | ,\"fiscalYears\":[2023] | 403 | NOT_GRANTED   | departments",
        "of-301  | officer   | \"*\"   | ,\"fiscalYears\":[2023] | 403 | NOT_GRANTED   | departments",
        "of-301  | publisher | \"301\" | ,\"fiscalYears\":[2023] | 403 | FORBIDDEN     | roles",
        "officer | operator  | \"*\"   |                         | 400 | FIELD_INVALID | roles[0]",
        "officer | officer   | \"*\",\"301\" |                   | 400 | FIELD_INVALID | departments[0]",
        "officer | officer   | \"*\"   | ,\"fiscalYears\":[23]   | 400 | FIELD_INVALID | fiscalYears[0]",
        "officer | officer   | \"*\"   | ,\"expires\":\"2023-01-01\" | 400 | FIELD_INVALID | expires",
        "officer | officer   | \"*\"   | ,\"validFrom\":\"2023-01-01T00:00:00Z\",\"expires\":\"2023-01-01T00:00:00Z\" | 400 | FIELD_INVALID | expires"
    })
    void nobody_gives_a_client_more_than_he_has(
            String who, String role, String departments, @Nullable String more, int status, @Nullable String code, @Nullable String field)
            throws Exception {
        HttpResponse<String> answer = send(who, "/v1/client-keys",
                client(SigningKey.generate("x"), "client:某", role, departments, more == null ? "" : more));

        if (code == null) {
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        } else {
            assertProblem(answer, status, code, Objects.requireNonNull(field));
        }
    }

    @Test
    void a_key_is_registered_once_and_revoked_once_and_its_private_part_is_refused() throws Exception {
        String again = client(OF_301, "client:别名", "officer", "\"301\"", "");
        SigningKey key = SigningKey.generate("x");
        String revocation = "{\"keyId\":\"" + id(key) + "\",\"reason\":\"到期\"}";

        assertProblem(send("officer", "/v1/client-keys", again), 409, "CLIENT_KEY_REGISTERED", "key");
        assertProblem(send("officer", "/v1/client-keys", again.replace("\"kty\"", "\"d\":\"x\",\"kty\"")), 400, "UNKNOWN_FIELD", "key.d");
        assertProblem(send("officer", "/v1/client-keys", again.replace("client:别名", "国库")), 400, "FIELD_INVALID", "name");
        assertProblem(send("officer", "/v1/client-keys", again.replace("Ed25519", "Ed448")), 400, "FIELD_INVALID", "key");
        assertProblem(send("officer", "/v1/client-keys/revocations", revocation), 409, "CLIENT_KEY_UNKNOWN", "keyId");
        register(key, "client:一次", "officer", "\"*\"", "");
        assertProblem(send("of-301", "/v1/client-keys/revocations", revocation), 403, "NOT_GRANTED", "departments");
        posted("/v1/client-keys/revocations", revocation);
        assertProblem(send("officer", "/v1/client-keys/revocations", revocation), 409, "CLIENT_KEY_REVOKED", "keyId");
    }

    private static ProducerRecord<byte[], byte[]> record(String key, byte[] value) {
        return new ProducerRecord<>(Topics.COMMANDS, utf8(key), value);
    }

    private static ProducerRecord<byte[], byte[]> record(String key, byte[] value, String signature) {
        ProducerRecord<byte[], byte[]> record = record(key, value);
        record.headers().add(Topics.COMMAND_SIGNATURE, utf8(signature));
        return record;
    }

    private static ProducerRecord<byte[], byte[]> signed(SigningKey by, String key, byte[] value) {
        return record(key, value, CommandSignature.sign(by, Topics.COMMANDS, key, value));
    }

    /** Whatever its header says, the signature is true. */
    private static String jws(String algorithm, String key, String keyId, String topic, byte[] value, SigningKey by) {
        String header = header(algorithm, key, keyId, topic);
        return header + ".." + base64(by.sign(utf8(header + "." + base64(value))));
    }

    private static String header(String algorithm, String key, String keyId, String topic) {
        return base64(utf8("{\"alg\":\"%s\",\"key\":\"%s\",\"kid\":\"%s\",\"topic\":\"%s\"}".formatted(algorithm, key, keyId, topic)));
    }

    private static String hmac(String key, byte[] value) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(OF_301.verifier().raw(), "HmacSHA256"));
            String header = header("HS256", key, id(OF_301), Topics.COMMANDS);
            return header + ".." + base64(mac.doFinal(utf8(header + "." + base64(value))));
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static ClientPublicKey publicKey(SigningKey key) {
        return ClientPublicKey.ed25519(key.verifier().raw());
    }

    private static String id(SigningKey key) {
        return publicKey(key).id();
    }

    private static byte[] adjust(String department, String amount, @Nullable String postedBy) {
        return utf8("""
                {"type":"Adjust","department":"%s","fiscalYear":2023,%s%s,"lines":[{%s,"amount":"%s"}]}"""
                .formatted(department, postedBy == null ? "" : "\"postedBy\":\"" + postedBy + "\",", PAPER, LINE, amount));
    }

    private static String client(SigningKey key, String name, String role, String departments, String more) {
        return """
                {"name":"%s","key":{"kty":"OKP","crv":"Ed25519","x":"%s"},"roles":["%s"],"departments":[%s]%s}"""
                .formatted(name, publicKey(key).x(), role, departments, more);
    }

    private static void register(SigningKey key, String name, String role, String departments, String more) throws Exception {
        assertThat(posted("/v1/client-keys", client(key, name, role, departments, more)).get("postingId").stringValue()).startsWith("client-keys-");
    }

    private static JsonNode posted(String path, String body) throws Exception {
        HttpResponse<String> answer = send("officer", path, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return JSON.readTree(answer.body());
    }

    private static HttpResponse<String> send(String who, String path, String body) throws Exception {
        return HTTP.send(ledger.request(path).header("Authorization", "Bearer " + KEYS.get(who))
                .header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    }

    private static String facts(String query) throws Exception {
        return HTTP.send(ledger.request("/v1/facts?" + query).header("Authorization", "Bearer " + KEYS.get("officer")).build(),
                BodyHandlers.ofString()).body();
    }

    /** But for what says that something was refused. */
    private static long length() throws Exception {
        return facts("limit=100000").lines().filter(fact -> !fact.contains("\"AuthorityRefused\"")).count();
    }

    private static Envelope fact(long position) throws Exception {
        return Envelope.parse(facts("limit=1&after=" + (position - 1)).strip().getBytes(StandardCharsets.UTF_8));
    }
}
