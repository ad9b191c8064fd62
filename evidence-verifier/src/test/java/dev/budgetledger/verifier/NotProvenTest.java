package dev.budgetledger.verifier;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What is not proven is one list: in the report, in the package's README and on the page. */
class NotProvenTest {

    private static final Path PAGE = Path.of("../docs/reference/evidence.md");

    @ParameterizedTest
    @EnumSource
    void it_stands_in_the_package_and_on_the_page(NotProven each) throws IOException {
        String readme = JsonReader.decode(Resources.bytes("evidence/README.txt"));

        assertThat(readme).contains("  - " + each.chinese() + "\n", "  - " + each.english() + "\n");
        assertThat(Files.readString(PAGE)).contains("- " + each.english() + " (" + each.chinese() + ")\n");
    }

    @Test
    void and_nothing_else() throws IOException {
        String page = Files.readString(PAGE);
        String readme = JsonReader.decode(Resources.bytes("evidence/README.txt"));

        assertThat(page.substring(page.indexOf("### Not proven")).lines().filter(line -> line.startsWith("- ")))
                .hasSize(NotProven.values().length);
        assertThat(readme.lines().filter(line -> line.startsWith("  - "))).hasSize(2 * NotProven.values().length);
    }
}
