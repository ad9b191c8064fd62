package dev.budgetledger.ledger.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Envelope;
import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.merkle.Checkpoint;
import dev.budgetledger.contract.merkle.Hash;
import dev.budgetledger.contract.merkle.RightEdge;
import dev.budgetledger.ledger.budget.Budget;
import dev.budgetledger.ledger.log.StoredFact;

/**
 * The log of a release, with what has to come of it: {@code facts.ndjson} as {@code GET /v1/facts} answered it, {@code checkpoint}, the
 * states of its budgets, and the digests of their tables, at which the projection's test looks. Nothing of it ever changes.
 */
record ReleasedLog(String release, List<StoredFact> facts, Checkpoint head, String states) {

    private static final Path FOLDER = Path.of("..", "ledger-contract", "src", "test", "resources", "released");

    /** Of all releases, the newest last. */
    static List<ReleasedLog> all() {
        try (Stream<Path> folders = Files.list(FOLDER)) {
            return folders.sorted(Comparator.comparing(folder -> ModuleDescriptor.Version.parse(folder.getFileName().toString())))
                    .map(ReleasedLog::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ReleasedLog read(Path folder) {
        try {
            return new ReleasedLog(folder.getFileName().toString(),
                    Files.readAllLines(folder.resolve("facts.ndjson")).stream()
                            .map(line -> line.getBytes(StandardCharsets.UTF_8))
                            .map(bytes -> StoredFact.read(bytes, Hash.ofLeaf(bytes).bytes())).toList(),
                    Checkpoint.parse(Files.readString(folder.resolve("checkpoint"))),
                    Files.readString(folder.resolve("states.txt")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void write(String release, List<StoredFact> facts, String states) {
        Path folder = FOLDER.resolve(release);
        RightEdge edge = new RightEdge();
        facts.forEach(fact -> edge.append(fact.leafHash(), _ -> {}));
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("facts.ndjson"), facts.stream()
                    .map(fact -> new String(fact.bytes(), StandardCharsets.UTF_8) + "\n").collect(Collectors.joining()));
            Files.writeString(folder.resolve("checkpoint"), new Checkpoint("budget-ledger", facts.size(), edge.root()).text());
            Files.writeString(folder.resolve("states.txt"), states);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a writer knows of the budgets that some facts are of, a line each. */
    static String states(LedgerWriter writer, List<StoredFact> facts) {
        return facts.stream().map(StoredFact::envelope).map(Envelope::stream).distinct().sorted()
                .filter(stream -> !BudgetId.isClassificationStream(stream))
                .map(stream -> (Budget.Open) writer.inspect(BudgetId.ofStream(stream)).join())
                .map(ReleasedLog::state).collect(Collectors.joining());
    }

    private static String state(Budget.Open budget) {
        return "%s %s, %d facts, turnover %s%s%s, publications %d, reversed %s%n".formatted(
                        budget.id().stream(), budget.departmentName(), budget.facts(), budget.turnover().toYuan(),
                        budget.comparative() ? ", comparative" : "", budget.closed() ? ", closed" : "",
                        budget.publications(), new TreeMap<>(budget.reversed().words()))
                + budget.lines().entrySet().stream()
                        .map(entry -> "  %s free %s frozen %s carried twice %s%n".formatted(text(entry.getKey()),
                                entry.getValue().free().balance().toYuan(), entry.getValue().frozen().balance().toYuan(),
                                entry.getValue().carriedTwice()))
                        .sorted().collect(Collectors.joining());
    }

    private static String text(Line line) {
        return Stream.of(line.fund(), line.origin(), line.function(), line.kind(), line.economic(), line.project())
                .map(part -> text(part)).collect(Collectors.joining("/"));
    }

    private static String text(@Nullable Object part) {
        return part == null ? "" : part.toString();
    }
}
