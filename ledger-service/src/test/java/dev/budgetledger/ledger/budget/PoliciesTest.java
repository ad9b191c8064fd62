package dev.budgetledger.ledger.budget;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The rules are one list, the glossary has the same one, and its refusals are in order of precedence. */
class PoliciesTest {

    private final List<String[]> glossary = rulesOfTheGlossary();

    @Test
    void the_glossary_names_every_rule_in_order() {
        assertThat(glossary).extracting(row -> row[1])
                .containsExactlyElementsOf(Policies.ALL.stream().map(Policy::name).toList());
    }

    @Test
    void the_order_of_the_rules_is_the_precedence_of_their_refusals() {
        List<RefusalCode> codes = glossary.stream()
                .flatMap(row -> Arrays.stream(row[2].split(", ")))
                .map(RefusalCode::valueOf)
                .toList();

        assertThat(codes).isSorted();
        assertThat(codes.stream().distinct()).containsExactlyElementsOf(Arrays.stream(RefusalCode.values())
                .filter(code -> !Set.of(RefusalCode.IDEMPOTENCY_KEY_REUSED, RefusalCode.FORM_OF_ANOTHER).contains(code))
                .filter(code -> !code.name().startsWith("CLIENT_KEY_")) // of no budget
                .toList());
    }

    private static List<String[]> rulesOfTheGlossary() {
        try {
            return Files.readString(Path.of("../docs/glossary.md")).lines()
                    .dropWhile(line -> !line.equals("## Rules"))
                    .skip(1)
                    .takeWhile(line -> !line.startsWith("## "))
                    .filter(line -> line.startsWith("| "))
                    .skip(1)
                    .map(line -> line.split(" ?\\| ?", -1))
                    .toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
