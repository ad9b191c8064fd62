package dev.budgetledger.reliability.workload;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

import dev.budgetledger.reliability.check.Checkpoint;
import dev.budgetledger.reliability.check.Fact;
import dev.budgetledger.reliability.check.Table;
import dev.budgetledger.reliability.cluster.Service;

/** What readers ask for, and keep all that they were shown. */
public final class Shown {

    private static final Duration TABLE_TIMEOUT = Duration.ofSeconds(12);
    private static final int PAGE = 5000;

    private final Http http;
    private final List<Service> projections;
    private final Set<Checkpoint> checkpoints = ConcurrentHashMap.newKeySet();
    private final Queue<Table> tables = new ConcurrentLinkedQueue<>();

    Shown(Http http, List<Service> projections) {
        this.http = http;
        this.projections = projections;
    }

    /** Asks until it is interrupted. */
    void keepCheckpoints(Service ledger) throws InterruptedException {
        while (true) {
            try {
                HttpResponse<byte[]> answer = http.get(ledger, "/v1/log/checkpoint", Duration.ofSeconds(1));
                if (answer.statusCode() == 200) {
                    checkpoints.add(Checkpoint.read(new String(answer.body(), StandardCharsets.UTF_8)));
                }
            } catch (IOException e) {
                // Away, as it may be.
            }
            Thread.sleep(300);
        }
    }

    /** A table with everything up to a position; nothing if it is not to be had. */
    Optional<Table> table(Service projection, int department, long position) throws InterruptedException {
        try {
            HttpResponse<byte[]> answer = http.get(projection, "/v1/disclosures/" + Commands.code(department) + "/"
                    + Commands.YEAR + "/tables/basic-expenditure?unit=YUAN&atLeastPosition=" + position,
                    TABLE_TIMEOUT);
            if (answer.statusCode() != 200) {
                return Optional.empty();
            }
            JsonNode body = Http.JSON.readTree(answer.body());
            Map<String, Long> fen = body.required("rows").valueStream()
                    .map(row -> row.required("cells"))
                    .filter(cells -> cells.path("code").asString("").length() == 5)
                    .filter(cells -> Table.fen(cells.required("total").asString()) != 0)
                    .collect(Collectors.toMap(cells -> cells.required("code").asString(),
                            cells -> Table.fen(cells.required("total").asString())));
            Table table = new Table(projection.name(), Commands.stream(department),
                    body.required("asOf").required("position").asLong(), fen);
            tables.add(table);
            return Optional.of(table);
        } catch (IOException | JacksonException e) {
            return Optional.empty();
        }
    }

    /** The tables of every budget as each projection has them now, with everything that is in the log. */
    public List<Table> tables(long position) throws InterruptedException {
        for (Service projection : projections) {
            for (int department = 0; department < Commands.DEPARTMENTS; department++) {
                for (int attempt = 0; table(projection, department, position).isEmpty() && attempt < 5; attempt++) {
                    Thread.sleep(1000);
                }
            }
        }
        return List.copyOf(tables);
    }

    /** The whole log as a ledger serves it. */
    public List<Fact> log(Service ledger) throws IOException, InterruptedException {
        List<Fact> log = new ArrayList<>();
        List<Fact> page;
        do {
            String path = "/v1/facts?after=" + log.size() + "&limit=" + PAGE;
            page = new String(http.get(ledger, path, Duration.ofMinutes(1)).body(), StandardCharsets.UTF_8).lines()
                    .map(line -> Fact.read(line.getBytes(StandardCharsets.UTF_8)))
                    .toList();
            log.addAll(page);
        } while (page.size() == PAGE);
        return log;
    }

    public Set<Checkpoint> checkpoints() {
        return checkpoints;
    }
}
