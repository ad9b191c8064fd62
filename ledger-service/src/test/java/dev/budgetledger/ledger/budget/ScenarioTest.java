package dev.budgetledger.ledger.budget;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;

/** Runs the scenarios in {@code src/test/resources/scenarios}, which a budget officer can read and write. */
class ScenarioTest {

    private static final Path SCENARIOS = Path.of("src/test/resources/scenarios");

    @TestFactory
    List<DynamicTest> scenarios() throws IOException {
        List<DynamicTest> tests = files().stream()
                .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> run(file)))
                .toList();
        assertThat(tests).hasSizeGreaterThanOrEqualTo(4);
        return tests;
    }

    @Test
    void every_word_of_a_step_is_said_in_english() throws IOException {
        Set<String> used = new TreeSet<>();
        for (Path file : files()) {
            Files.readAllLines(file).forEach(line -> used.addAll(keywords(List.of(line.split("#", 2)[0].strip().split("\\s+")))));
        }
        used.removeIf(word -> !word.matches("\\p{IsHan}+"));

        assertThat(Pattern.compile("(?m)^\\| `([^`]+)` \\|").matcher(Files.readString(SCENARIOS.resolve("README.md"))).results()
                        .map(row -> row.group(1)))
                .containsExactlyInAnyOrderElementsOf(used);
    }

    /** Without the names of lines and projects. */
    private static List<String> keywords(List<String> words) {
        return switch (words.getFirst()) {
            case "科目", "公开" -> words;
            case "表样" -> words.contains("说明位") ? List.of(words.getFirst(), "说明位") : words.subList(0, 1);
            case "指标" -> List.of(words.getFirst(), words.get(3), words.get(5), words.getLast().equals("结转") ? "结转" : "");
            default -> words.subList(0, 1);
        };
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(SCENARIOS)) {
            return files.filter(file -> file.toString().endsWith(".txt")).sorted().toList();
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
