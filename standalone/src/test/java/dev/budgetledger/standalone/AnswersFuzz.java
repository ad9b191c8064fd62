package dev.budgetledger.standalone;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import tools.jackson.databind.json.JsonMapper;

import dev.budgetledger.contract.ClientPublicKey;
import dev.budgetledger.contract.Publication;
import dev.budgetledger.contract.merkle.SigningKey;

/** Asks both services whatever their descriptions say may be asked, and holds each answer against them. */
final class AnswersFuzz {

    private static final String LINE =
            "\"fund\":\"GENERAL_PUBLIC\",\"function\":\"2010301\",\"kind\":\"OPERATING\",\"economic\":\"%s\"";
    private static final List<String> DEPARTMENTS = List.of("F1", "F2", "F3");

    /** Closed by what is drawn: nothing else is posted to it. */
    private static final String CLOSED = "F9";

    /** Whose proposals are decided on. */
    private static final String PROPOSED = "F3";

    /** These take long, or change what all others are asked of. */
    private static final Set<String> SELDOM = Set.of("startReplay", "replayEvents", "evidence", "checkTables", "closeYear", "defineClassifications");

    private final Random random;
    /** Of an answer that is not as it is described: a document may be long, and all of it on one line. */
    private static final int SHOWN_BYTES_MAX = 500;

    private final HttpApi ledger;
    private final HttpApi projection;
    private final List<String> proposals = new ArrayList<>();
    private final Map<String, Supplier<List<String>>> seeds = new HashMap<>();
    private final Map<String, Map<Integer, Integer>> answers = new TreeMap<>();
    private final List<String> faults = new ArrayList<>();
    private final List<String> clientKeys = new ArrayList<>(List.of("x".repeat(43)));

    AnswersFuzz(HttpApi ledger, HttpApi projection, long seed) {
        this.ledger = ledger;
        this.projection = projection;
        this.random = new Random(seed);
        long size = prepare();
        values(size);
    }

    /** How often each operation was answered with each status. */
    Map<String, Map<Integer, Integer>> answers() {
        return answers;
    }

    /** What was not as it is described, with the request. */
    List<String> faults() {
        return faults;
    }

    /** Which of the answers are of a request that was done. */
    double shareDone() {
        int all = answers.values().stream().flatMap(each -> each.values().stream()).mapToInt(Integer::intValue).sum();
        int done = answers.values().stream().flatMap(each -> each.entrySet().stream())
                .filter(each -> each.getKey() < 300).mapToInt(Map.Entry::getValue).sum();
        return (double) done / all;
    }

    void run(HttpApi service, Described described, int requests) {
        DescribedRequests drawn = new DescribedRequests(described, random, seeds);
        for (int i = 0; i < requests; ) {
            Described.Operation operation = described.operations().get(random.nextInt(described.operations().size()));
            if (!SELDOM.contains(operation.id()) || random.nextInt(4) == 0) {
                ask(drawn.draw(operation, service), service, described);
                i++;
            }
        }
    }

    private void ask(DescribedRequests.Drawn drawn, HttpApi service, Described described) {
        HttpResponse<byte[]> answer = answer(drawn, service);
        answers.computeIfAbsent(drawn.operation().id(), _ -> new TreeMap<>()).merge(answer.statusCode(), 1, Integer::sum);
        List<String> found = new ArrayList<>(described.faults(answer));
        if (answer.statusCode() >= 500) {
            found.add("status " + answer.statusCode());
        }
        boolean isCommand = answer.request().method().equals("POST") && answer.uri().getPath().matches("/v1/(budgets|classifications)\\b.*");
        if (drawn.valid() && answer.statusCode() == 400 && isCommand) {
            found.add("described as valid, and refused as malformed");
        }
        found.forEach(fault -> faults.add(drawn.text() + " → " + answer.statusCode() + " " + fault + ": "
                + new String(answer.body(), 0, Math.min(SHOWN_BYTES_MAX, answer.body().length), StandardCharsets.UTF_8).lines()
                        .findFirst().orElse("")));
    }

    /** Asks again where it is told to. */
    private static HttpResponse<byte[]> answer(DescribedRequests.Drawn drawn, HttpApi service) {
        HttpResponse<byte[]> answer = service.send(drawn.request(), BodyHandlers.ofByteArray());
        for (int i = 0; i < 100 && answer.headers().firstValue("Retry-After").isPresent(); i++) {
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
            answer = service.send(drawn.request(), BodyHandlers.ofByteArray());
        }
        return answer;
    }

    /** @return the size of the log */
    private long prepare() {
        post("/v1/classifications/2024", """
                [{"type":"FUNCTION","code":"2010301","name":"行政运行"},{"type":"ECONOMIC","code":"30201","name":"办公费"},
                {"type":"ECONOMIC","code":"30211","name":"差旅费"}]""");
        List<String> all = new ArrayList<>(DEPARTMENTS);
        all.add(CLOSED);
        for (String department : all) {
            for (int year : List.of(2023, 2024)) {
                post("/v1/budgets", "{\"department\":{\"code\":\"%s\",\"name\":\"测试单位\"},\"fiscalYear\":%d}".formatted(department, year));
            }
            post("/v1/budgets/" + department + "/2023/allocations", """
                    {"documentNo":"批复1号","effectiveOn":"2023-01-01","reason":"年初批复","lines":[{%s,"amount":"90000000.00"},{%s,"amount":"90000000.00"}]}"""
                    .formatted(LINE.formatted("30201"), LINE.formatted("30211")));
            if (!department.equals(CLOSED)) { // what is frozen keeps a year open
                post("/v1/budgets/" + department + "/2023/freezes", """
                        {"documentNo":"冻结1号","effectiveOn":"2023-01-01","reason":"冻结","lines":[{%s,"amount":"9000000.00"}]}"""
                        .formatted(LINE.formatted("30201")));
            }
        }
        for (int i = 0; i < 120; i++) {
            proposals.add(post("/v1/budgets/" + PROPOSED + "/2023/proposals", proposal(-1 - i)));
        }
        long size = Long.parseLong(checkpoint().lines().skip(1).findFirst().orElseThrow());
        String table = "/v1/disclosures/301/2023/tables?atLeastPosition=" + size;
        if (projection.get(table, "application/json").statusCode() != 200) {
            throw new IllegalStateException("the projection does not catch up");
        }
        return size;
    }

    private static String proposal(int number) {
        return "{\"operation\":\"ADJUST\",\"documentNo\":\"追加" + number + "号\",\"effectiveOn\":\"2023-06-30\",\"reason\":\"追加\",\"lines\":[{"
                + LINE.formatted("30201") + ",\"amount\":\"1.00\"}]}";
    }

    /** @return the id of what was recorded */
    private String post(String path, String body) {
        HttpResponse<String> answer = ledger.post(path, body, "fuzz-" + path.hashCode() + "-" + body.hashCode(), "fuzz");
        if (answer.statusCode() != 201) {
            throw new IllegalStateException(path + ": " + answer.body());
        }
        return JsonMapper.shared().readTree(answer.body()).get("postingId").stringValue();
    }

    /** Of the facts of a stream. */
    private List<String> positions(String stream) {
        return ledger.get("/v1/facts?limit=1000", "application/x-ndjson").body().lines()
                .map(JsonMapper.shared()::readTree)
                .filter(fact -> fact.get("stream").stringValue().equals(stream))
                .map(fact -> fact.get("position").asString())
                .toList();
    }

    private String checkpoint() {
        return ledger.get("/v1/log/checkpoint", "text/plain").body();
    }

    private void values(long size) {
        Supplier<List<String>> positions = () -> List.of("1", Long.toString(1 + random.nextInt((int) size)), Long.toString(size));
        List.of("position", "atLeastPosition", "fromPosition", "toPosition", "from").forEach(name -> seeds.put(name, positions));
        seed("to", Long.toString(size));
        seed("size", Long.toString(size));
        seed("facts.after", "0", "1", Long.toString(size - 1));
        seed("facts.limit", "1", "10");
        seed("after", "0-0", "1-0");
        seed("limit", "1", "1000");
        seeds.put("postings.after", positions);
        seeds.put("log.after", positions);
        seed("balances.after", "GENERAL_PUBLIC:CURRENT::2010301:OPERATING:30201:::");
        seed("departments.after", "301");
        seed("totals.after", "301");
        seed("totals.limit", "1", "100");
        seed("forms.limit", "1", "100");
        seed("forms.after", "putuo-department-2025");
        seed("classifications.after", "FUNCTION-2010301");
        seed("classifications.year", "2024");
        seed("prefix", "2", "201");
        seed("q", "3", "测试");
        seed("stream", "301-2023", "F1-2023");
        seed("log.type", "BudgetAdjusted", "BudgetOpened");
        seed("documentPrefix", "批复", "追加");
        seed("amountFrom", "0", "1.5");
        seed("amountTo", "100000");
        seed("groupBy", "project", "class");
        seeds.put("department", () -> random.nextInt(3) == 0 ? List.of("301") : DEPARTMENTS);
        seed("closeYear.department", CLOSED);
        seed("closeYear.year", "2023");
        seed("closeYear.effectiveOn", "2023-12-31");
        seed("year", "2023", "2023", "2023", "2022");
        seed("publishTables.year", "2023");
        seed("fiscalYear", "2023");
        seed("defineClassifications.code", "777", "77701");
        seeds.put("openBudget.code", () -> List.of("N" + random.nextInt(100_000)));
        seed("code", "201", "20103", "2010301");
        seed("form", "putuo-department-2025", "shijiazhuang-2023");
        seed("defineUnits.department", "F2"); // whose new lines then name one
        seed("defineProjects.department", "F2");
        seed("defineUnits.code", "F2001");
        seed("unit", "F2001", "YUAN");
        seed("fund", "GENERAL_PUBLIC");
        seed("function", "2010301");
        seed("kind", "OPERATING");
        seed("economic", "30201", "30211");
        seed("amount", "1.00", "250.5", "-1.00");
        seed("effectiveOn", "2023-03-15", "2023-06-30", "2023-12-31");
        seed("publishedOn", "2023-02-10");
        seed("fromEffectiveOn", "2023-03-15");
        seed("recordedAsOf", "2099-01-01T00:00:00Z");
        seed("fromYear", "2022");
        seeds.put("postingId", () -> List.of(DEPARTMENTS.get(random.nextInt(3)) + "-2023-" + (1 + random.nextInt(15))));
        seed("reverse.department", "F1"); // a posting of it, in most cases
        seeds.put("reverse.postingId", () -> List.of("F1-2023-" + (1 + random.nextInt(15))));
        seed("factEvidence.department", "F1");
        seed("factEvidence.year", "2023");
        List<String> facts = positions("F1-2023");
        seeds.put("factEvidence.position", () -> List.of(facts.get(random.nextInt(facts.size()))));
        seed("cell.id", "expenditure", "basic-expenditure");
        seed("row", "1", "2");
        seed("column", "total");
        seed("number", "1", "2");
        seed("adoptRules.application/json", """
                {"fiscalYear":2023,"documentNo":"内控1号","effectiveOn":"2023-01-01","reason":"内部控制",
                "rules":[{"operations":["ADJUST"],"funds":["STATE_CAPITAL"],"from":"1000000.00","checkers":1}]}""");
        seeds.put("propose.application/json", () -> List.of(proposal(random.nextInt(100_000)),
                "{\"operation\":\"REVERSE\",\"documentNo\":\"冲销1号\",\"effectiveOn\":\"2023-06-30\",\"reason\":\"误\",\"postingId\":\"F3-2023-1\"}"));
        List.of("approve", "reject", "withdraw").forEach(each -> seed(each + ".department", PROPOSED));
        List.of("approve", "reject", "withdraw").forEach(each -> seed(each + ".year", "2023"));
        seeds.put("proposal", () -> List.of(proposals.get(random.nextInt(proposals.size()))));
        seed("withdraw.Posted-By", "fuzz");
        seed("openProposals.department", PROPOSED);
        seed("openProposals.after", "0", "1");
        seed("openProposals.limit", "1", "100");
        seeds.put("proposals.after", positions);
        seeds.put("allProposals.after", positions);
        List.of("proposals", "allProposals").forEach(each -> seed(each + ".limit", "1", "100"));
        seed("proposal.department", PROPOSED);
        seed("proposal.year", "2023");
        seeds.put("proposal.number", () -> {
            String id = proposals.get(random.nextInt(proposals.size()));
            return List.of(id.substring(id.lastIndexOf('-') + 1));
        });
        seed("replay.id", "1", "2");
        seed("replayEvents.id", "1", "2");
        seed("If-Match", "\"3\"");
        seeds.put("Idempotency-Key", () -> List.of("fuzz-" + random.nextInt(3000)));
        seed("Posted-By", "预算处");
        seed("verify.text/plain", "", checkpoint());
        seed("postMany.text/csv", """
                type,department,fiscalYear,documentNo,effectiveOn,reason,fund,function,kind,economic,amount,idempotencyKey
                Adjust,F1,2023,追加2号,2023-06-30,追加,GENERAL_PUBLIC,2010301,OPERATING,30201,1.00,fuzz-csv
                """);
        String digests = String.join(",", Publication.TABLES.stream()
                .map(id -> "{\"id\":\"" + id + "\",\"sha256\":\"" + "0".repeat(64) + "\"}").toList());
        seeds.put("publish.application/json", () -> List.of("""
                {"documentNo":"公开9号","publishedOn":"2023-02-10","reason":"公开","asOf":{"effectiveOn":"2023-12-31","position":%d},
                "basis":"ADJUSTED","unit":"YUAN","tables":[%s],"checkpoint":%s}""".formatted(
                size, digests, "\"" + checkpoint().replace("\n", "\\n") + "\"")));
        String indicator = "{\"first\":\"产出\",\"second\":\"数量\",\"third\":\"台数\",\"value\":\"10\",\"measure\":\"台\"}";
        seeds.put("makeStatement.application/json", () -> Stream.of(
                        "\"statement\":{\"profile\":{\"duties\":[\"办文\"],\"institutions\":[{\"name\":\"本级\",\"nature\":\"行政\"}]}}",
                        "\"statement\":{\"performance\":{\"goals\":[\"办好\"],\"indicators\":[" + indicator + "]}}",
                        "\"statement\":{\"attainment\":{\"results\":[" + indicator + "]}}",
                        "\"statement\":{\"assets\":{\"asAt\":\"2022-12-31\",\"rows\":[{\"category\":\"设备\",\"value\":\"1.00\"}],\"total\":\"1.00\"}}",
                        "\"key\":\"why\",\"statement\":{\"explanation\":{\"form\":\"nowhere-2025\",\"paragraphs\":[\"原因\"]}}")
                .map(said -> "{\"documentNo\":\"陈述1号\",\"effectiveOn\":\"2023-03-15\",\"reason\":\"公开\"," + said + "}").toList());
        seeds.put("registerClientKey.application/json", () -> List.of(clientKey()));
        seeds.put("revokeClientKey.application/json", () -> clientKeys.stream().map(id -> "{\"keyId\":\"" + id + "\",\"reason\":\"到期\"}").toList());
        seed("defineNames.application/json", """
                {"names":[{"type":"ECONOMIC","code":"30201","name":"办公"},{"type":"FUNCTION","code":"20103","name":"政府事务"}]}""");
        seed("checkTables.application/zip", tables());
    }

    /** Another each time: one is registered once. */
    private String clientKey() {
        ClientPublicKey key = ClientPublicKey.ed25519(SigningKey.generate("x").verifier().raw());
        clientKeys.add(key.id());
        return "{\"name\":\"client:国库\",\"key\":{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"" + key.x()
                + "\"},\"roles\":[\"officer\"],\"departments\":[\"*\"]}";
    }

    private void seed(String name, String... values) {
        seeds.put(name, () -> List.of(values));
    }

    /** The published tables in a zip, a byte a character. */
    private String tables() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (String id : Publication.TABLES) {
                zip.putNextEntry(new ZipEntry(id + ".csv"));
                zip.write(projection.get("/v1/disclosures/301/2023/tables/" + id + "?format=csv", "text/csv").body()
                        .getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }
}
