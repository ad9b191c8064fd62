package dev.budgetledger.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

import static org.assertj.core.api.Assertions.assertThat;

/** What those read who come from outside is so. */
class FrontDoorTest {

    private static final Pattern AN_OPERATION = Pattern.compile("\\b(Freeze|freezes?|FREEZE|FundsFrozen|PostedFact\\.FROZEN)\\b");

    @Test
    void the_places_that_name_an_operation_are_all_listed() throws IOException {
        Set<String> places = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Markdown.file(""))) {
            files.filter(file -> file.toString().matches(".*/src/main/.*\\.(java|sql|yml)"))
                    .filter(file -> AN_OPERATION.matcher(Markdown.read(file)).find())
                    .forEach(file -> places.add(file.getFileName().toString()));
        }

        assertThat(Markdown.codeRows(Markdown.page("CONTRIBUTING.md").section(2, "Add an operation")).keySet())
                .containsExactlyInAnyOrderElementsOf(places);
    }

    @Test
    void what_a_setting_was_renamed_to_is_a_setting() {
        Map<String, String> renamed =
                Markdown.codeRows(Markdown.page("CHANGELOG.md").section(3, "Changed: settings"));
        String page = Markdown.page("docs/reference/configuration.md").text();

        assertThat(renamed).isNotEmpty().allSatisfy((was, is) -> assertThat(page)
                .contains("| `" + is.replace("*", ""))
                .doesNotContain("| `" + was.replace("*", "")));
    }

    /** Who runs the jar by itself says so: those who compare releases post without. */
    @Test
    void what_the_readme_starts_asks_who_posts() {
        assertThat(Markdown.read(Markdown.file("standalone/pom.xml")))
                .contains("<standalone.people>true</standalone.people>", "<standalone.people>${standalone.people}</standalone.people>");
        assertThat(Readme.of("README.md").steps().stream().flatMap(step -> step.commands().stream())
                        .filter(command -> command.contains(" --data")))
                .isNotEmpty().allMatch(command -> command.startsWith("curl -K data/people/officer.curl "));
    }

    @Test
    void a_machine_runs_what_a_person_runs() {
        String workflow = Markdown.read(Markdown.file(".github/workflows/ci.yml"));

        assertThat(new Yaml().<Map<Object, Object>>load(workflow)).containsKey("jobs");
        assertThat(workflow).contains("java-version: 25");
        assertThat(Pattern.compile("\\brun: *(.+)").matcher(workflow).results().map(step -> step.group(1)))
                .containsExactly(".ci/run");
        assertThat(Markdown.file(".ci/run")).isExecutable();
    }

    @Test
    void the_two_readmes_give_the_same_commands_with_the_same_answers_and_lead_to_the_same_pages() {
        Markdown english = Markdown.page("README.md");
        Markdown chinese = Markdown.page("README.zh.md");

        assertThat(new Readme(chinese).steps()).hasSizeGreaterThan(2).isEqualTo(new Readme(english).steps());
        assertThat(pages(chinese)).containsAll(pages(english));
        assertThat(chinese.headings(2)).hasSameSizeAs(english.headings(2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"officer", "auditor", "developer", "operator"})
    void a_tutorial_is_the_same_in_both_languages(String page) {
        Markdown english = Markdown.page("docs/tutorials/" + page + ".md");
        Markdown chinese = Markdown.page("docs/tutorials/" + page + ".zh.md");

        assertThat(new Readme(chinese).steps()).hasSizeGreaterThan(5).isEqualTo(new Readme(english).steps());
        assertThat(chinese.headings(2)).hasSameSizeAs(english.headings(2));
    }

    private static Set<String> pages(Markdown page) {
        Set<String> pages = new TreeSet<>(page.relativeLinks());
        pages.removeIf(link -> link.startsWith("README"));
        return pages;
    }
}
