package dev.budgetledger.ledger.commands;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.budgetledger.contract.Envelope;
import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.Fact.AuthorityRefused.Door;
import dev.budgetledger.edge.access.AccessKey;
import dev.budgetledger.edge.access.Role;
import dev.budgetledger.ledger.RunningLedger;
import dev.budgetledger.testservers.TestServers;

import static dev.budgetledger.ledger.RunningLedger.*;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** 越权被拒: who asks for what is not his stands in the log, once, as whom he has proven to be; nobody else does. By Kafka: {@code SignedCommandsTest}. */
class RefusalsTest {

    private static final String ADJUSTMENTS = "/v1/budgets/301/2023/adjustments";
    private static final String LINES = "{" + PAPER + ",\"lines\":[{" + LINE + ",\"amount\":\"1.00\"}]}";
    private static final String ITEM = "{\"type\":\"Adjust\",\"department\":\"%s\",\"fiscalYear\":2023," + LINES.substring(1);

    @TempDir
    private static Path folder;

    private static final Map<String, String> KEYS = new HashMap<>();
    private static final List<AccessKey> ENTRIES = new ArrayList<>();
    private static RunningLedger ledger;

    @BeforeAll
    static void start() throws Exception {
        key("officer", "officer", "*");
        for (String name : List.of("reads", "reads-dry")) {
            key(name, "reader", "*");
        }
        for (String name : List.of("of-302", "many", "atomic", "of-302-dry", "retries", "thousand", "bystander", "marker")) {
            key(name, "officer", "302");
        }
        for (String name : List.of("withdraws", "withdraws-dry", "withdraws-atomic")) {
            key(name, "officer", "*");
        }
        key("checks", "checker", "*");
        ledger = running("--ledger.refusals.per-principal=0s", "--ledger.refusals.in-all=0s");
        given(ledger);
    }

    @AfterAll
    static void stop() {
        ledger.close();
    }

    @Test
    void by_the_role_of_an_address_before_anything_else_is_read() throws Exception {
        assertProblem(send("reads", ADJUSTMENTS, "no command"), 403, "FORBIDDEN", "");

        assertThat(only("reads")).isEqualTo(new Fact.AuthorityRefused(Door.ADDRESS, "Adjust", "301-2023", "FORBIDDEN", null, null, 0, 0));
    }

    @Test
    void by_a_grant_with_the_hash_of_what_was_asked_the_same_however_it_comes() throws Exception {
        assertProblem(send("of-302", ADJUSTMENTS, LINES), 403, "NOT_GRANTED", "department");
        Fact.AuthorityRefused alone = only("of-302");
        send("of-302", "/v1/postings", "[" + ITEM.formatted("301") + "]");
        Awaitility.await().until(() -> total(ledger, "of-302") == 2);

        assertThat(alone).isEqualTo(
                new Fact.AuthorityRefused(Door.HTTP, "Adjust", "301-2023", "NOT_GRANTED", "department", alone.sha256(), 0, 0));
        assertThat(alone.sha256()).matches("[0-9a-f]{64}");
        assertThat(of(ledger, "of-302").getLast()).isEqualTo(alone);
    }

    @Test
    void each_of_many_in_one_request_is_counted_of_which_all_or_none_are_recorded_too() throws Exception {
        assertThat(send("many", "/v1/postings", "[" + ITEM.formatted("301") + "," + ITEM.formatted("302") + "," + ITEM.formatted("301") + "]")
                .statusCode()).isEqualTo(200);
        send("atomic", "/v1/postings?atomic=true", "[" + ITEM.formatted("302") + "," + ITEM.formatted("301") + "]");

        Awaitility.await().until(() -> total(ledger, "many") == 2 && total(ledger, "atomic") == 1);
    }

    @Test
    void by_the_writer_once_though_all_of_a_batch_is_taken_back_and_not_again_when_it_is_repeated() throws Exception {
        String id = proposed("1.01");
        String withdrawal = "{\"proposal\":\"" + id + "\",\"reason\":\"重新测算\"}";
        for (int i = 0; i < 3; i++) {
            assertProblem(send("withdraws", "/v1/budgets/301/2023/withdrawals", withdrawal, "Idempotency-Key", "again"), 409, "NOT_THE_PROPOSER", "proposal");
        }
        assertThat(only("withdraws")).satisfies(fact -> {
            assertThat(List.of(fact.door(), Objects.requireNonNull(fact.operation()), fact.code())).isEqualTo(List.of(Door.HTTP, "Withdraw", "NOT_THE_PROPOSER"));
            assertThat(fact.sha256()).isNotNull();
        });
        assertProblem(send("withdraws-atomic", "/v1/postings?atomic=true", "[" + ITEM.formatted("302")
                + ",{\"type\":\"Withdraw\",\"department\":\"301\",\"fiscalYear\":2023," + withdrawal.substring(1) + "]"), 409, "NOT_THE_PROPOSER", "proposal");
        assertThat(only("withdraws-atomic").code()).isEqualTo("NOT_THE_PROPOSER");
        adopt("{\"operations\":[\"ADJUST\"],\"from\":\"5000.00\",\"checkers\":2}");
        String of5000 = proposed("5000.00");
        String named = "{\"proposal\":\"" + of5000 + "\"}";
        assertThat(send("checks", "/v1/budgets/301/2023/approvals", named).statusCode()).isEqualTo(201);
        assertProblem(send("checks", "/v1/budgets/301/2023/approvals", named), 409, "CHECKER_NOT_ANOTHER", "proposal");
        assertThat(only("checks").code()).isEqualTo("CHECKER_NOT_ANOTHER");
        marked();
        assertThat(total(ledger, "withdraws")).isEqualTo(1);
    }

    @Test
    void of_a_dry_run_of_what_nobody_may_and_of_those_who_prove_nothing_there_is_none() throws Exception {
        String id = proposed("1.02");
        String withdrawal = "{\"proposal\":\"" + id + "\",\"reason\":\"重新测算\"}";
        assertProblem(send("reads-dry", ADJUSTMENTS + "?dryRun=true", LINES), 403, "FORBIDDEN", "");
        assertProblem(send("reads-dry", "/v1/nothing", LINES), 403, "FORBIDDEN", "");
        assertProblem(send("of-302-dry", ADJUSTMENTS + "?dryRun=true", LINES), 403, "NOT_GRANTED", "department");
        send("of-302-dry", "/v1/postings?dryRun=true", "[" + ITEM.formatted("301") + "]");
        assertProblem(send("withdraws-dry", "/v1/budgets/301/2023/withdrawals?dryRun=true", withdrawal), 409, "NOT_THE_PROPOSER", "proposal");
        long before = of(ledger, null).size();
        for (int i = 0; i < 300; i++) {
            HttpRequest.Builder request = ledger.request(i % 2 == 0 ? ADJUSTMENTS : "/v1/postings").header("Content-Type", "application/json");
            HttpRequest.Builder said = i % 3 == 0 ? request : request.header("Authorization", "Bearer " + AccessKey.generate()).header("Posted-By", "officer");
            assertThat(HTTP.send(said.POST(BodyPublishers.ofString(LINES)).build(), BodyHandlers.ofString()).statusCode()).isEqualTo(401);
        }

        marked();

        assertThat(of(ledger, null)).hasSize((int) before + 1);
        for (String name : List.of("reads-dry", "of-302-dry", "withdraws-dry", Envelope.ANONYMOUS)) {
            assertThat(of(ledger, name)).as(name).isEmpty();
        }
    }

    @Test
    void where_nobody_is_asked_there_is_none() throws Exception {
        TestServers.TestDatabase database = TestServers.newDatabase("refusals_open");
        try (RunningLedger open = RunningLedger.with301(database)) {
            HttpResponse<String> proposed = open.post("/v1/budgets/301/2023/proposals", "{\"operation\":\"ADJUST\"," + LINES.substring(1), "Posted-By", "wang");
            String id = JSON.readTree(proposed.body()).get("postingId").stringValue();
            assertProblem(open.post("/v1/budgets/301/2023/withdrawals", "{\"proposal\":\"" + id + "\",\"reason\":\"x\"}", "Posted-By", "li"),
                    409, "NOT_THE_PROPOSER", "proposal");
        } // tells what is left

        try (RunningLedger again = RunningLedger.on(database)) {
            assertThat(again.facts(0, 1000)).hasSizeGreaterThan(3).noneMatch(fact -> fact.contains("AuthorityRefused"));
        }
    }

    @Test
    void a_thousand_forged_attempts_of_one_are_few_facts_that_add_up_after_an_orderly_stop() throws Exception {
        TestServers.TestDatabase database = TestServers.newDatabase("refusals_many");
        try (RunningLedger much = running(database)) {
            given(much);
            for (int i = 0; i < 1000; i++) {
                HttpRequest request = request(much, "thousand", ADJUSTMENTS, LINES).build();
                assertThat(HTTP.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(403);
                if (i % 250 == 0) {
                    HTTP.send(request(much, "bystander", ADJUSTMENTS, LINES).build(), BodyHandlers.ofString());
                }
            }
        }

        try (RunningLedger again = running(database)) {
            assertThat(total(again, "thousand")).isEqualTo(1000);
            assertThat(total(again, "bystander")).isEqualTo(4);
            assertThat(of(again, null).size()).isLessThan(20);
        }
    }

    private static void key(String name, String role, String department) {
        String key = AccessKey.generate();
        KEYS.put(name, key);
        ENTRIES.add(new AccessKey(name, AccessKey.ofEverything(name, key, Role.READER).sha256(), List.of(role), List.of(department), null, null));
    }

    private static RunningLedger running(String... settings) throws Exception {
        return running(TestServers.newDatabase("refusals"), settings);
    }

    private static RunningLedger running(TestServers.TestDatabase database, String... settings) throws Exception {
        Path file = folder.resolve(database.name());
        Files.writeString(file, JSON.writeValueAsString(Map.of("keys", ENTRIES)));
        return RunningLedger.on(database, Stream.concat(Stream.of("--access.keys-file=" + file), Stream.of(settings)).toArray(String[]::new));
    }

    private static void given(RunningLedger on) throws Exception {
        List<String[]> all = new ArrayList<>();
        all.add(new String[] {"/v1/classifications/2023", """
                [{"type":"FUNCTION","code":"2010301","name":"行政运行"},{"type":"ECONOMIC","code":"30201","name":"办公费"}]"""});
        for (String department : List.of("301", "302")) {
            all.add(new String[] {"/v1/budgets", "{\"department\":{\"code\":\"" + department + "\",\"name\":\"某部门\"},\"fiscalYear\":2023}"});
            all.add(new String[] {"/v1/budgets/" + department + "/2023/allocations", LINES.replace("1.00", "90000.00")});
        }
        for (String[] each : all) {
            HttpResponse<String> answer = HTTP.send(request(on, "officer", each[0], each[1]).build(), BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        }
    }

    private static String proposed(String amount) throws Exception {
        HttpResponse<String> answer =
                send("officer", "/v1/budgets/301/2023/proposals", "{\"operation\":\"ADJUST\"," + LINES.replace("\"1.00", "\"" + amount).substring(1));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return JSON.readTree(answer.body()).get("postingId").stringValue();
    }

    private static void adopt(String rule) throws Exception {
        HttpResponse<String> answer = send("checks", "/v1/rules", """
                {"fiscalYear":2023,"department":"301","documentNo":"内控1号","effectiveOn":"2023-01-01","reason":"内部控制","rules":[%s]}""".formatted(rule));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }

    /** What was refused before is told before this. */
    private static void marked() throws Exception {
        long before = total(ledger, "marker");
        assertThat(send("marker", ADJUSTMENTS, LINES).statusCode()).isEqualTo(403);
        Awaitility.await().until(() -> total(ledger, "marker") > before);
    }

    private static HttpRequest.Builder request(RunningLedger at, String name, String path, String body) {
        return at.request(path).header("Authorization", "Bearer " + Objects.requireNonNull(KEYS.get(name), name))
                .header("Content-Type", "application/json").POST(BodyPublishers.ofString(body));
    }

    private static HttpResponse<String> send(String name, String path, String body, String... headers) throws Exception {
        HttpRequest.Builder request = request(ledger, name, path, body);
        return HTTP.send((headers.length == 0 ? request : request.headers(headers)).build(), BodyHandlers.ofString());
    }

    /** The one that there is of a name, once it is there. */
    private static Fact.AuthorityRefused only(String name) {
        Awaitility.await().until(() -> !of(ledger, name).isEmpty());
        List<Fact.AuthorityRefused> all = of(ledger, name);
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    private static long total(RunningLedger at, String name) {
        return of(at, name).stream().mapToLong(fact -> 1 + fact.leftOut()).sum();
    }

    /** @param name null of all */
    private static List<Fact.AuthorityRefused> of(RunningLedger at, @Nullable String name) {
        try {
            String body = HTTP.send(at.request("/v1/facts?limit=100000").header("Authorization", "Bearer " + KEYS.get("officer")).build(),
                    BodyHandlers.ofString()).body();
            return body.lines().map(line -> Envelope.parse(line.getBytes(UTF_8)))
                    .filter(envelope -> name == null || envelope.postedBy().equals(name))
                    .flatMap(envelope -> envelope.fact() instanceof Fact.AuthorityRefused refused && envelope.stream().equals(Fact.AuthorityRefused.STREAM)
                            ? Stream.of(refused) : Stream.empty())
                    .toList();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
