package dev.budgetledger.projection.disclosure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Envelope;
import dev.budgetledger.contract.Sha256;
import dev.budgetledger.contract.Watermark;
import dev.budgetledger.projection.disclosure.http.TableFiles;
import dev.budgetledger.projection.entries.Amounts;
import dev.budgetledger.projection.entries.AsOf;
import dev.budgetledger.projection.entries.AsOfQuestion;
import dev.budgetledger.projection.entries.Basis;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.BudgetReader;
import dev.budgetledger.projection.entries.Unit;
import dev.budgetledger.projection.intake.StoredLog;

import static org.assertj.core.api.Assertions.assertThat;

/** The log of each release makes the tables that it made then, to the byte. The ledger's test of the same name says how one is added. */
class ReleasedLogsTest {

    private static final Path RELEASES = Path.of("..", "ledger-contract", "src", "test", "resources", "released");

    static Stream<Path> releases() throws IOException {
        try (Stream<Path> folders = Files.list(RELEASES)) {
            return folders.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("releases")
    void its_tables_are_the_same(Path release) throws IOException {
        List<byte[]> lines = Files.readAllLines(release.resolve("facts.ndjson")).stream()
                .map(line -> line.getBytes(StandardCharsets.UTF_8)).toList();
        String digests = digests(lines.stream().map(Envelope::parse).toList());
        Path tables = release.resolve("tables.txt");
        if (release.endsWith(System.getProperty("released.write", "none"))) {
            Files.writeString(tables, digests);
        }

        assertThat(digests).isEqualTo(Files.readString(tables));
    }

    /** Of every table of every budget, on every basis, of all amounts and of parts of them: at the end, and as known halfway. */
    private static String digests(List<Envelope> facts) {
        Envelope last = facts.getLast();
        StoredLog stored = new StoredLog(1).facts(facts).watermark(new Watermark(last.position(), last.recordedAt()));
        BudgetReader reader = stored.reader(last.recordedAt(), Duration.ZERO);
        StringBuilder text = new StringBuilder();
        for (BudgetId id : List.of(new BudgetId("301", 2022), new BudgetId("301", 2023), new BudgetId("302", 2023), new BudgetId("301", 2024))) {
            for (long position : new long[] {last.position() / 2, last.position()}) {
                AsOf asOf = reader.resolve(id.fiscalYear(),
                        new AsOfQuestion(LocalDate.of(id.fiscalYear(), 12, 31), null, position, null));
                for (Basis basis : Basis.values()) {
                    BudgetAsOf budget = reader.read(id, asOf, basis).orElseThrow();
                    for (Amounts amounts : Amounts.values()) {
                        Disclosure.tables(budget.showing(amounts), SampleTemplates.all().of(id.fiscalYear())).forEach(table ->
                                text.append("%s %d %s %s %s %s%n".formatted(id.stream(), position, basis, amounts, table.id(),
                                        Sha256.hex(TableFiles.csv(table, budget, amounts, Unit.YUAN)))));
                    }
                }
            }
        }
        return text.toString();
    }
}
