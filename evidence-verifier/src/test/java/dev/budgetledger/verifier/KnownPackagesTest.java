package dev.budgetledger.verifier;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Packages that ledgers of earlier releases handed out, honest and not. */
class KnownPackagesTest {

    @TempDir
    private Path folder;

    private String printed = "";

    @Test
    void an_honest_package_of_the_first_release_still_verifies() throws IOException {
        assertThat(verify("of-the-first-release-301-2023")).isEqualTo(EvidenceVerifier.SOUND);
        assertThat(printed).contains(
                "301-2023 业务日期 2023-12-31, 位置 7, adjusted, all, 万元 · recorded by 2026-11-25T19:22:32.755101Z",
                "classification-2023 0…0 (4), 301-2023 0…2 (7)", "rules kept: yes", "not proven: 各流在截至点之前没有其他事实");
    }

    /** It has another README and its facts a request. */
    @Test
    void so_does_one_of_the_second() throws IOException {
        assertThat(verify("of-the-second-release-301-2023", "key-of-the-second-release")).isEqualTo(EvidenceVerifier.SOUND);
        assertThat(printed).contains("301-2023 0…4 (9)", "rules kept: yes");
    }

    /** Its numbers run into each other, in the document and in one that was published. */
    @Test
    void so_does_one_whose_page_was_drawn_before_tables_were_as_wide_as_their_numbers() throws IOException {
        assertThat(verify("page-as-drawn-before-it-fitted", "key-of-page-as-drawn-before-it-fitted")).isEqualTo(EvidenceVerifier.SOUND);
        assertThat(printed).contains("777-2031 0…2 (166)", "rules kept: yes");
    }

    /** The first line says what is wrong, and nothing that the package says makes a line of its own. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "said-to-be-of-2099                | 2099-12-31T23:59:59Z is not when the fact at position 7 was recorded",
        "publication-with-invented-digests | 301-2023-7 its checkpoint has no valid signature of a trusted key",
        "one-story                         | 301-2023-7 its checkpoint has no valid signature of a trusted key",
        "spoof-newline                     | field code is not written as it must be",
        "spoof-osc                         | field code is not written as it must be",
    })
    void a_package_that_lies_says_so_first(String name, String reason) throws IOException {
        assertThat(verify(name)).isEqualTo(EvidenceVerifier.WRONG);
        assertThat(printed.lines().findFirst()).hasValueSatisfying(first ->
                assertThat(first).startsWith("✗ 证据包有问题 · something is wrong with this package: ").contains(reason));
        assertThat(printed).doesNotContain("nothing wrong was found").doesNotContain("rules kept: yes");
        assertThat(printed.lines()).allMatch(line -> line.matches("(✓ |✗ |– |    |信任|规则|结论).*"));
    }

    /** Whoever owns the database wrote the sequences 1 and 2 a second time. Alone such a package cannot be told from an honest one. */
    @Test
    void one_of_two_stories_of_one_log_says_that_it_may_be_one_of_several() throws IOException {
        assertThat(verify("another-story")).isEqualTo(EvidenceVerifier.SOUND);
        assertThat(printed).contains("not proven: 各流在截至点之前没有其他事实, 也没有同一序号的另一事实");
    }

    private int verify(String name) throws IOException {
        return verify(name, "key");
    }

    private int verify(String name, String key) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int exit = EvidenceVerifier.run(new PrintStream(out, true, StandardCharsets.UTF_8),
                resource(name + ".zip").toString(), "--key-file", resource(key).toString());
        printed = out.toString(StandardCharsets.UTF_8);
        return exit;
    }

    private Path resource(String name) throws IOException {
        try (InputStream in = KnownPackagesTest.class.getResourceAsStream("/packages/" + name)) {
            return Files.write(folder.resolve(name), Objects.requireNonNull(in).readAllBytes());
        }
    }
}
