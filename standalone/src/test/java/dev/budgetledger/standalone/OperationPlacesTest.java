package dev.budgetledger.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What it takes to add an operation: the files that name one. CONTRIBUTING.md walks through them. */
class OperationPlacesTest {

    private static final int FILES_MAX = 8;

    @ParameterizedTest
    @CsvSource({"Release, FundsReleased", "Freeze, FundsFrozen"})
    void an_operation_without_rules_of_its_own_is_named_in_at_most_eight_files(String command, String fact) throws IOException {
        assertThat(filesThatName(command, fact)).isNotEmpty().hasSizeLessThanOrEqualTo(FILES_MAX);
    }

    @Test
    void they_are_found() throws IOException {
        assertThat(filesThatName("Release", "FundsReleased")).extracting(file -> file.getFileName().toString())
                .contains("Command.java", "Decider.java", "Fact.java", "FactTypes.java", "CommandType.java");
    }

    private static List<Path> filesThatName(String command, String fact) throws IOException {
        Pattern name = Pattern.compile("\\b(Command\\." + command + "|record " + command + "\\(|\"" + command + "\"|" + fact + ")\\b");
        List<Path> found = new ArrayList<>();
        for (String module : List.of("ledger-contract", "ledger-service", "projection-service")) {
            try (Stream<Path> all = Files.walk(Markdown.file(module + "/src/main/java"))) {
                all.filter(file -> file.toString().endsWith(".java") && name.matcher(Markdown.read(file)).find())
                        .forEach(found::add);
            }
        }
        return found;
    }
}
