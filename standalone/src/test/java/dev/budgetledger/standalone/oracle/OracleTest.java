package dev.budgetledger.standalone.oracle;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.budgetledger.standalone.oracle.RandomCommands.Sent;
import dev.budgetledger.verifier.Check;
import dev.budgetledger.verifier.Recalculation;
import dev.budgetledger.verifier.Recalculation.LineSum;
import dev.budgetledger.verifier.Report;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * 对照: random commands to the running services, one client after the other and eight at once, against a plain ledger beside
 * them. Same answers, same balances, same tables at random points in both times.
 *
 * <p>A longer run, or the same again: {@code -Doracle.commands=1000000 -Doracle.seed=…}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OracleTest {

    private static final int COMMANDS = Integer.getInteger("oracle.commands", 100_000);
    private static final long SEED = Long.getLong("oracle.seed", new Random().nextLong());
    private static final int ROUND = 5_000;
    private static final int CLIENTS = 8;
    private static final int POINTS = 60;
    private static final int POINTS_PER_PACKAGE = 6;

    /** That of the year, then others. */
    private static final List<String> FORMS = List.of("shijiazhuang-2023", "putuo-department-2025", "shanghai-unit-2025");
    private static final Path DOCS = Path.of("../docs/forms");

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Random random = new Random(SEED);
    private final PlainLedger plain = new PlainLedger();
    private final RandomCommands commands = new RandomCommands(random, plain);
    private final Replay replay = new Replay(plain);
    private BothServices services;

    @BeforeAll
    void start(@TempDir Path folder) {
        System.out.println("Oracle: seed " + SEED + ", " + COMMANDS + " commands");
        services = new BothServices(folder);
    }

    @AfterAll
    void stop() {
        services.close();
    }

    @Test
    void services_and_plain_ledger_agree() throws Exception {
        post(List.of(commands.first()));
        for (int done = 0; done < COMMANDS; done += ROUND) {
            post(done / ROUND % 2 == 0 ? List.of(commands.next(ROUND, RandomCommands.DEPARTMENTS)) : clients());
        }
        System.out.printf("Oracle: %d accepted, %d refused %s, %d repeated, %d malformed%n",
                replay.accepted, replay.refused, replay.codes, replay.repeated, replay.malformed);
        assertThat(replay.codes.keySet()).as("reasons to refuse that came up").hasSizeGreaterThanOrEqualTo(20);

        List<JsonNode> log = log();
        everythingBalances(log);
        balancesAgree();
        tablesAgree(log);
    }

    /** Half of the time everybody posts to the same departments. */
    private List<List<Sent>> clients() {
        boolean everywhere = random.nextBoolean();
        return IntStream.range(0, CLIENTS)
                .mapToObj(_ -> commands.next(ROUND / CLIENTS,
                        everywhere ? RandomCommands.DEPARTMENTS : RandomCommands.DEPARTMENTS.subList(0, 2)))
                .toList();
    }

    private void post(List<List<Sent>> clients) throws Exception {
        List<List<JsonNode>> results = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(clients.size())) {
            List<Future<List<JsonNode>>> answers = clients.stream().map(sent -> threads.submit(() -> services.post(
                    sent.stream().map(Sent::text).collect(Collectors.joining("\n"))))).toList();
            for (Future<List<JsonNode>> answer : answers) {
                results.add(answer.get());
            }
        }
        replay.judge(clients, results);
    }

    private List<JsonNode> log() throws IOException, InterruptedException {
        List<JsonNode> facts = new ArrayList<>();
        List<JsonNode> next;
        do {
            next = get(services.ledger, "/v1/facts?limit=10000&after=" + facts.size()).lines().map(JSON::readTree).toList();
            facts.addAll(next);
        } while (!next.isEmpty());
        for (int i = 0; i < facts.size(); i++) {
            assertThat(facts.get(i).get("position").asInt()).isEqualTo(i + 1);
        }
        return facts;
    }

    /** Entries sum to zero per fund: of each posting, of each budget, and what budgets owe one another of all. */
    private static void everythingBalances(List<JsonNode> log) {
        Map<String, Long> between = new HashMap<>();
        long postings = 0;
        for (JsonNode fact : log) {
            Map<String, Long> sums = new HashMap<>();
            for (JsonNode entry : fact.at("/fact/posting/entries")) {
                String fund = entry.has("line") ? entry.at("/line/fund").asString()
                        : entry.has("frozen") ? entry.at("/frozen/fund").asString()
                        : entry.has("source") ? entry.get("source").asString()
                        : entry.get("fund").asString();
                long fen = Fen.of(entry.get("amount").asString());
                sums.merge(fund, fen, Long::sum);
                if (entry.has("counterpart")) {
                    between.merge(fund, fen, Long::sum);
                }
            }
            postings += sums.isEmpty() ? 0 : 1;
            assertThat(sums.values()).as(fact.toString()).allMatch(fen -> fen == 0);
        }
        assertThat(between.values()).isNotEmpty().allMatch(fen -> fen == 0);
        assertThat(postings).isGreaterThan(log.size() / 2);
    }

    private void balancesAgree() throws IOException, InterruptedException {
        for (PlainBudget budget : plain.budgets.values()) {
            if (!budget.open) {
                continue;
            }
            JsonNode served = JSON.readTree(get(services.ledger, "/v1/budgets/" + budget.department + "/" + budget.year));
            assertThat(served.get("publications").asLong()).as(budget.stream()).isEqualTo(budget.publications);
            Map<String, String> balances = new TreeMap<>();
            served.get("lines").forEach(line -> balances.put(
                    PlainLine.of(line.get("line")).toString(), line.get("balance").asString() + " " + line.get("frozen").asString()));
            Map<String, String> expected = new TreeMap<>();
            budget.entries.forEach((line, entries) -> expected.put(line.toString(),
                    Fen.yuan(entries.stream().mapToLong(PlainEntry::fen).sum()) + " "
                            + Fen.yuan(entries.stream().filter(PlainEntry::frozen).mapToLong(PlainEntry::fen).sum())));
            assertThat(balances).as(budget.stream()).isEqualTo(expected);
        }
    }

    private void tablesAgree(List<JsonNode> log) throws IOException, InterruptedException {
        List<PlainBudget> open = plain.budgets.values().stream().filter(budget -> budget.open).toList();
        for (int i = 0; i < POINTS; i++) {
            PlainBudget budget = open.get(random.nextInt(open.size()));
            LocalDate effectiveOn = LocalDate.of(budget.year - 1, 7, 1).plusDays(random.nextInt(549));
            int position = (int) Math.max(budget.openedAt, random.nextInt(log.size() + 1));
            Instant recordedAt = Instant.parse(log.get(position - 1).get("recordedAt").asString());
            boolean byInstant = random.nextBoolean();
            boolean approved = random.nextInt(4) == 0;
            String amounts = List.of("all", "all", "frozen", "free").get(random.nextInt(4));
            long through = !byInstant ? position : log.stream()
                    .filter(fact -> !Instant.parse(fact.get("recordedAt").asString()).isAfter(recordedAt)).count();
            Predicate<PlainEntry> isKnown =
                    entry -> byInstant ? !entry.recordedAt().isAfter(recordedAt) : entry.position() <= position;
            List<String> units = budget.entries.values().stream().flatMap(List::stream).filter(isKnown)
                    .map(entry -> entry.line().unit()).filter(Objects::nonNull).distinct().sorted().toList();
            String unit = units.isEmpty() || random.nextBoolean() ? null : units.get(random.nextInt(units.size()));
            String form = FORMS.get(random.nextInt(FORMS.size()));
            Recalculation recalculation = new Recalculation(Files.readAllBytes(DOCS.resolve(form + ".json")), budget.year, "元",
                    new Recalculation.Year(budget.comparative, lines(budget, amounts,
                            entry -> isKnown.test(entry) && (unit == null || unit.equals(entry.line().unit())),
                            entry -> !entry.day().isAfter(effectiveOn)
                            && (!approved || entry.operation().equals("Allocate"))),
                    new Recalculation.CodeNames(names(log, budget, through, "FUNCTION"), names(log, budget, through, "ECONOMIC"),
                            names(log, budget, through, "GOVERNMENT_ECONOMIC"), Map.of(), Map.of()),
                    natures(log, budget.stream(), through, effectiveOn)), null);
            String disclosures = "/v1/disclosures/" + budget.department + "/" + budget.year;
            String point = "&effectiveOn=" + effectiveOn + (byInstant ? "&recordedAsOf=" + recordedAt : "&position=" + position)
                    + "&atLeastPosition=" + log.size();
            balancesAgree(budget, disclosures + "/balances?limit=1000" + (unit == null ? "" : "&unit=" + unit) + point,
                    isKnown.and(entry -> unit == null || unit.equals(entry.line().unit())), entry -> !entry.day().isAfter(effectiveOn));
            String question = "?measure=YUAN" + (form.equals(FORMS.getFirst()) ? "" : "&form=" + form) + (unit == null ? "" : "&unit=" + unit)
                    + point + "&amounts=" + amounts + "&basis=" + (approved ? "approved" : "adjusted");
            for (String id : recalculation.tables()) {
                String path = disclosures + "/tables/" + id + question;
                JsonNode served = JSON.readTree(get(services.projection, path));
                Recalculation.Printed printed = recalculation.table(id);
                assertThat(cells(served)).as(path).isEqualTo(printed.rows());
                assertThat(texts(served.get("notes"))).as(path).isEqualTo(printed.notes());
            }
            if (i % POINTS_PER_PACKAGE == 0) {
                evidenceVerifies(disclosures + "/evidence" + question);
            }
        }
    }

    /** Every line that was posted to by then, with what of its entries counts, and their sum. */
    private void balancesAgree(PlainBudget budget, String path, Predicate<PlainEntry> isKnown, Predicate<PlainEntry> counts)
            throws IOException, InterruptedException {
        Map<String, String> expected = new TreeMap<>();
        List<PlainEntry> every = new ArrayList<>();
        budget.entries.forEach((line, all) -> {
            List<PlainEntry> known = all.stream().filter(isKnown).toList();
            if (!known.isEmpty()) {
                expected.put(line.toString(), figures(known.stream().filter(counts).toList()));
                every.addAll(known);
            }
        });
        JsonNode served = JSON.readTree(get(services.projection, path));
        Map<String, String> lines = new TreeMap<>();
        served.get("lines").forEach(each -> lines.put(PlainLine.of(each.get("line")).toString(), figures(each)));
        assertThat(served.get("next").isNull()).as(path).isTrue();
        assertThat(lines).as(path).isEqualTo(expected);
        assertThat(figures(served.get("total"))).as(path).isEqualTo(figures(every.stream().filter(counts).toList()));
    }

    private static String figures(List<PlainEntry> entries) {
        return Fen.yuan(entries.stream().mapToLong(PlainEntry::fen).sum())
                + " " + Fen.yuan(entries.stream().filter(PlainEntry::frozen).mapToLong(PlainEntry::fen).sum())
                + " " + Fen.yuan(entries.stream().filter(each -> each.operation().equals("Allocate")).mapToLong(PlainEntry::fen).sum())
                + " " + Fen.yuan(-entries.stream().filter(each -> each.operation().equals("CarryOut")).mapToLong(PlainEntry::fen).sum());
    }

    private static String figures(JsonNode served) {
        return Stream.of("balance", "frozen", "approved", "carriedOut").map(each -> served.get(each).asString()).collect(Collectors.joining(" "));
    }

    /** Every line that was posted to by then, with the money of the entries that count. */
    private static List<LineSum> lines(
            PlainBudget budget, String amounts, Predicate<PlainEntry> isKnown, Predicate<PlainEntry> counts) {
        List<LineSum> lines = new ArrayList<>();
        budget.entries.forEach((line, all) -> {
            List<PlainEntry> known = all.stream().filter(isKnown).toList();
            long balance = 0;
            long carriedOut = 0;
            long allocated = 0;
            for (PlainEntry entry : known) {
                if (counts.test(entry)) {
                    balance += amounts.equals("all") || entry.frozen() == amounts.equals("frozen") ? entry.fen() : 0;
                    allocated += !amounts.equals("frozen") && entry.operation().equals("Allocate") ? entry.fen() : 0;
                    carriedOut -= !amounts.equals("frozen") && entry.operation().equals("CarryOut") ? entry.fen() : 0;
                }
            }
            if (!known.isEmpty()) {
                lines.add(new LineSum(
                        line.fund(), line.origin(), line.unit(), line.function(), line.kind(), line.economic(), line.governmentEconomic(),
                        null, balance, carriedOut, allocated));
            }
        });
        return lines;
    }

    /** Everyone's names, then the department's own over them. */
    private static Map<String, String> names(List<JsonNode> log, PlainBudget budget, long through, String type) {
        Map<String, String> names = new HashMap<>(names(log, "classification-" + budget.year, "/fact/classifications", through, type));
        names.putAll(names(log, budget.stream(), "/fact/names", through, type));
        return names;
    }

    private static Map<String, String> names(List<JsonNode> log, String stream, String list, long through, String type) {
        Map<String, String> names = new HashMap<>();
        log.stream().limit(through).filter(fact -> fact.get("stream").asString().equals(stream))
                .flatMap(fact -> fact.at(list).valueStream())
                .filter(each -> each.get("type").asString().equals(type))
                .forEach(each -> names.put(each.get("code").asString(), each.get("name").asString()));
        return names;
    }

    /** 单位性质 by unit on a day, as was known by then: of what was said from when, the latest. */
    private static Map<String, String> natures(List<JsonNode> log, String stream, long through, LocalDate effectiveOn) {
        Map<String, String> natures = new HashMap<>();
        Map<String, LocalDate> since = new HashMap<>();
        log.stream().limit(through).filter(fact -> fact.get("stream").asString().equals(stream))
                .flatMap(fact -> fact.at("/fact/units").valueStream())
                .forEach(unit -> {
                    String code = unit.get("code").asString();
                    LocalDate from = unit.has("validFrom") ? LocalDate.parse(unit.get("validFrom").asString()) : LocalDate.MIN;
                    if (!from.isAfter(effectiveOn) && !from.isBefore(since.getOrDefault(code, LocalDate.MIN))) {
                        since.put(code, from);
                        natures.put(code, unit.get("nature").asString());
                    }
                });
        return natures;
    }

    private static List<Map<String, String>> cells(JsonNode table) {
        return table.get("rows").valueStream().map(row -> row.get("cells").propertyStream()
                .collect(Collectors.toMap(Map.Entry::getKey, cell -> cell.getValue().asString()))).toList();
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }

    /** 证据包: other code than the service's comes to the tables too, from the facts alone. */
    private void evidenceVerifies(String path) {
        Report report = services.evidence(path);

        // Publications are random too: nobody signed their heads.
        assertThat(EnumSet.complementOf(EnumSet.of(Check.PUBLICATIONS))).as("%s%n%s", path, report).noneMatch(report::found);
        assertThat(report.rulesKept()).as("%s%n%s", path, report).isTrue();
    }

    private String get(ConfigurableApplicationContext service, String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = services.get(service, path);
        assertThat(answer.statusCode()).as(path + " " + answer.body()).isEqualTo(200);
        return answer.body();
    }
}
