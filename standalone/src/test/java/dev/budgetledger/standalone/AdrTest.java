package dev.budgetledger.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Decisions are numbered, dated, and all in the list. */
class AdrTest {

    private static final Pattern STATUS = Pattern.compile(
            "Status: (accepted|superseded by \\[\\d+]\\(\\d{4}-[a-z0-9-]+\\.md\\)) · 20\\d\\d-\\d\\d-\\d\\d"
                    + "( · superseded by \\[\\d+]\\(\\d{4}-[a-z0-9-]+\\.md\\) in .+)?");

    @ParameterizedTest
    @MethodSource("decisions")
    void a_decision_has_its_number_and_says_its_status_below_the_title(Path file) {
        List<String> lines = Markdown.read(file).lines().toList();

        assertThat(lines.getFirst()).startsWith("# " + number(file) + ". ");
        assertThat(lines.get(1)).isEmpty();
        assertThat(lines.get(2)).matches(STATUS);
        assertThat(lines.get(3)).isEmpty();
    }

    @Test
    void the_list_has_every_decision_by_its_title_in_order_and_explains_a_missing_number() throws IOException {
        List<String> listed = Markdown.page("docs/adr/README.md").text().lines().filter(line -> line.startsWith("- ")).toList();

        assertThat(listed.stream().filter(line -> line.startsWith("- ["))).containsExactlyElementsOf(decisions()
                .map(file -> "- [" + Markdown.read(file).lines().findFirst().orElseThrow().substring(2) + "](" + file.getFileName() + ")")
                .toList());
        for (int i = 0; i < listed.size(); i++) {
            assertThat(listed.get(i)).matches("- \\[?" + (i + 1) + "\\b.*");
        }
    }

    static Stream<Path> decisions() throws IOException {
        try (Stream<Path> files = Files.list(Markdown.file("docs/adr"))) {
            return files.filter(file -> file.getFileName().toString().matches("\\d{4}-.+\\.md")).sorted().toList().stream();
        }
    }

    private static int number(Path file) {
        return Integer.parseInt(file.getFileName().toString().substring(0, 4));
    }
}
