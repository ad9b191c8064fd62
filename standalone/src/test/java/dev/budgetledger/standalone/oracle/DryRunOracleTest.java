package dev.budgetledger.standalone.oracle;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.budgetledger.standalone.oracle.RandomCommands.Sent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * 试算: random commands, first tried and then posted. What was said of each is what then becomes of it, its facts and the balances that it
 * leaves too; the dry run itself leaves log and books as they were.
 *
 * <p>A longer run, or the same again: {@code -Doracle.dry-runs=200 -Doracle.seed=…}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DryRunOracleTest {

    private static final int ROUNDS = Integer.getInteger("oracle.dry-runs", 16);
    private static final int ROUND = 250;
    private static final long SEED = Long.getLong("oracle.seed", new Random().nextLong());
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final PlainLedger plain = new PlainLedger();
    private final RandomCommands commands = new RandomCommands(new Random(SEED), plain);
    private final Replay replay = new Replay(plain);
    private BothServices services;

    @BeforeAll
    void start(@TempDir Path folder) {
        services = new BothServices(folder);
    }

    @AfterAll
    void stop() {
        services.close();
    }

    @Test
    void what_a_dry_run_says_is_what_posting_then_does() throws Exception {
        round(commands.first(), 0);
        for (int i = 1; i <= ROUNDS; i++) {
            round(commands.next(ROUND, i % 2 == 0 ? RandomCommands.DEPARTMENTS : RandomCommands.DEPARTMENTS.subList(0, 2)), i);
        }
        assertThat(replay.accepted).as("seed %d", SEED).isGreaterThan(ROUNDS * ROUND / 8);
        assertThat(replay.codes).as("seed %d", SEED).hasSizeGreaterThan(10);
    }

    private void round(List<Sent> sent, int number) throws Exception {
        String text = sent.stream().map(Sent::text).collect(Collectors.joining("\n"));
        int length = log(0).size();
        Map<String, String> books = books();

        List<JsonNode> tried = services.post("?dryRun=true", "round-" + number, text);
        assertThat(log(length)).as("facts of a dry run").isEmpty();
        assertThat(books()).as("seed %d, round %d", SEED, number).isEqualTo(books);
        List<JsonNode> posted = services.post("", "round-" + number, text);

        for (int i = 0; i < sent.size(); i++) {
            agree(tried.get(i), posted.get(i), "seed " + SEED + ": " + sent.get(i).text());
        }
        assertThat(tried.stream().flatMap(each -> each.at("/dryRun/facts").valueStream()).toList()).isEqualTo(log(length).stream()
                .map(fact -> JSON.createObjectNode().put("stream", fact.get("stream").asString()).put("type", fact.get("type").asString())
                        .set("fact", fact.get("fact"))).toList());
        replay.judge(List.of(sent), List.of(posted));
        balancesAgree(tried);
    }

    private static void agree(JsonNode tried, JsonNode posted, String what) {
        assertThat(tried.get("line")).as(what).isEqualTo(posted.get("line"));
        if (tried.at("/problem/code").asString("").equals("POSITION_UNKNOWN")) { // where the log ends, it says as well
            assertThat(posted.at("/problem/code").asString("")).as(what).isEqualTo("POSITION_UNKNOWN");
        } else {
            assertThat(tried.get("problem")).as(what).isEqualTo(posted.get("problem"));
        }
        assertThat(tried.get("repeated")).as(what).isEqualTo(posted.get("repeated"));
        if (tried.has("dryRun")) {
            assertThat(posted.get("status").asInt()).as(what).isEqualTo(201);
            assertThat(tried.at("/dryRun/facts").isEmpty()).as(what).isEqualTo(posted.get("repeated").asBoolean());
        } else {
            assertThat(tried.get("receipt")).as(what).isEqualTo(posted.get("receipt"));
        }
    }

    /** What was said last of each line, and of each budget. */
    private void balancesAgree(List<JsonNode> tried) throws IOException, InterruptedException {
        Map<String, String> lines = new HashMap<>();
        Map<String, String> totals = new HashMap<>();
        tried.stream().map(each -> each.path("dryRun")).filter(each -> each.path("approvals").asInt(1) == 0)
                .flatMap(each -> each.get("budgets").valueStream()).forEach(budget -> {
                    String id = budget.get("department").asString() + "/" + budget.get("fiscalYear").asInt();
                    budget.get("lines").forEach(line -> lines.put(id + " " + PlainLine.of(line.get("line")),
                            line.at("/balance/after").asString() + " " + line.at("/frozen/after").asString()));
                    totals.put(id, budget.at("/totals/expenditure/after").asString());
                });
        for (Map.Entry<String, String> total : totals.entrySet()) {
            assertThat(Fen.yuan(lines(total.getKey()).stream().mapToLong(line -> Fen.of(line.get("balance").asString())).sum()))
                    .as(total.getKey()).isEqualTo(total.getValue());
        }
        for (Map.Entry<String, String> line : lines.entrySet()) {
            int end = line.getKey().indexOf(' ');
            assertThat(lines(line.getKey().substring(0, end)).stream()
                    .filter(each -> PlainLine.of(each.get("line")).toString().equals(line.getKey().substring(end + 1)))
                    .map(each -> each.get("balance").asString() + " " + each.get("frozen").asString()))
                    .as(line.getKey()).containsExactly(line.getValue());
        }
    }

    private List<JsonNode> lines(String budget) throws IOException, InterruptedException {
        return JSON.readTree(services.get(services.ledger, "/v1/budgets/" + budget).body()).get("lines").valueStream().toList();
    }

    private List<JsonNode> log(int after) throws IOException, InterruptedException {
        List<JsonNode> facts = new ArrayList<>();
        List<JsonNode> next;
        do {
            next = services.get(services.ledger, "/v1/facts?limit=10000&after=" + (after + facts.size())).body()
                    .lines().map(JSON::readTree).toList();
            facts.addAll(next);
        } while (!next.isEmpty());
        return facts;
    }

    /** All budgets as the write side has them. */
    private Map<String, String> books() throws IOException, InterruptedException {
        Map<String, String> books = new TreeMap<>();
        for (String department : RandomCommands.DEPARTMENTS) {
            for (int year : RandomCommands.YEARS) {
                books.put(department + year, services.get(services.ledger, "/v1/budgets/" + department + "/" + year).body());
            }
        }
        return books;
    }
}
