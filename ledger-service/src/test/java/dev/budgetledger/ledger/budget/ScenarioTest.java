package dev.budgetledger.ledger.budget;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;

/** Runs the scenarios in {@code src/test/resources/scenarios}, which a budget officer can read and write. */
class ScenarioTest {

    private static final Path SCENARIOS = Path.of("src/test/resources/scenarios");

    @TestFactory
    List<DynamicTest> scenarios() throws IOException {
        try (Stream<Path> files = Files.list(SCENARIOS)) {
            List<DynamicTest> tests = files.sorted()
                    .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> run(file)))
                    .toList();
            assertThat(tests).hasSizeGreaterThanOrEqualTo(4);
            return tests;
        }
    }

    private static void run(Path file) throws IOException {
        Scenario scenario = new Scenario();
        int number = 0;
        for (String line : Files.readAllLines(file)) {
            number++;
            try {
                scenario.play(line);
            } catch (AssertionError | RuntimeException failure) {
                throw new AssertionError(file.getFileName() + ":" + number + " " + line.strip(), failure);
            }
        }
        scenario.end();
    }
}
