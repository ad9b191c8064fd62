package dev.budgetledger.standalone;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.budgetledger.contract.ContractJson;
import dev.budgetledger.contract.Envelope;
import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.FactTypes;
import dev.budgetledger.contract.Posting;
import dev.budgetledger.contract.Topics;
import dev.budgetledger.edge.problems.Language;
import dev.budgetledger.edge.problems.ProblemCode;
import dev.budgetledger.ledger.budget.RefusalCode;
import dev.budgetledger.ledger.commands.CommandType;
import dev.budgetledger.projection.disclosure.TableId;

import static org.assertj.core.api.Assertions.assertThat;

/** The reference says what the code says, no more and no less. */
class DocsTest {

    @Test
    void every_refusal_has_its_heading_in_the_order_of_precedence() {
        Markdown page = Markdown.page("docs/reference/refusals.md");

        assertThat(page.headings(2)).isEqualTo(names(RefusalCode.values()));
        for (RefusalCode code : RefusalCode.values()) {
            String status = switch (code.nature()) {
                case SENDER -> "| Status | 403 (SENDER)";
                case CONFLICT -> "| Status | 409 (CONFLICT)";
                case PRECONDITION -> "| Status | 412 (PRECONDITION)";
                case CONTENT -> "| Status | 422 (CONTENT)";
            };
            assertThat(page.section(2, code.name())).contains("| When |", "| Field |", status, "| What to do |");
        }
    }

    @Test
    void every_other_problem_has_its_heading_once() {
        List<String> headings = new ArrayList<>(Markdown.page("docs/reference/malformed.md").headings(2));
        headings.addAll(Markdown.page("docs/reference/problems.md").headings(3));
        headings.addAll(Markdown.page("docs/reference/refusals.md").headings(2));
        headings.removeAll(names(RefusalCode.values()));
        List<String> codes = new ArrayList<>(names(ProblemCode.values()));
        codes.removeAll(names(RefusalCode.values()));

        assertThat(headings).containsExactlyInAnyOrderElementsOf(codes);
    }

    /** Whoever asks in Chinese is answered so, whatever is wrong. */
    @ParameterizedTest
    @ValueSource(strings = {"refusals", "malformed", "problems"})
    void the_example_of_a_problem_is_said_in_chinese(String page) {
        List<String> examples = Pattern.compile("\\| Example \\| `([^`]*)` \\|")
                .matcher(Markdown.read(Markdown.file("docs/reference/" + page + ".md"))).results()
                .map(example -> example.group(1))
                .toList();

        assertThat(examples).isNotEmpty()
                .allSatisfy(example -> assertThat(Language.CHINESE.say(example)).isNotEqualTo(example));
    }

    @Test
    void every_fact_has_its_heading() {
        List<String> names = leaves(Fact.class).map(Class::getSimpleName).toList();

        assertThat(Markdown.page("docs/reference/facts.md").headings(2)).containsExactlyInAnyOrderElementsOf(names);
    }

    @ParameterizedTest
    @MethodSource("facts")
    void the_example_of_a_fact_is_what_the_log_holds(Class<? extends Fact> type) {
        String section = Markdown.page("docs/reference/facts.md").section(2, type.getSimpleName());

        assertThat(Markdown.jsonBlocks(section)).singleElement().satisfies(json -> {
            byte[] spaced = json.getBytes(StandardCharsets.UTF_8);
            byte[] canonical = ContractJson.write(ContractJson.read(spaced, Map.class));
            Envelope envelope = Envelope.parse(canonical);
            assertThat(new String(envelope.bytes(), StandardCharsets.UTF_8))
                    .isEqualTo(new String(canonical, StandardCharsets.UTF_8));
            assertThat(FactTypes.nameOf(envelope.fact())).isEqualTo(type.getSimpleName());
            if (envelope.fact() instanceof Fact.Posted posted) {
                assertThat(posted.posting().id()).isEqualTo(Posting.id(envelope.stream(), envelope.sequence()));
            }
        });
    }

    @Test
    void the_tables_are_those_that_are_served() {
        List<String> ids = Markdown.page("docs/reference/tables.md").headings(2).stream()
                .map(heading -> heading.replaceFirst("^`([^`]+)`.*", "$1"))
                .toList();

        assertThat(ids).isEqualTo(Arrays.stream(TableId.values()).map(TableId::id).toList());
    }

    @Test
    void the_addresses_are_those_that_are_served() throws ClassNotFoundException {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(RestController.class));
        Set<String> served = CommandType.ALL.stream().map(command -> "`POST " + command.path() + "`")
                .collect(Collectors.toCollection(TreeSet::new));
        for (var bean : scanner.findCandidateComponents("dev.budgetledger")) {
            Class<?> controller = Class.forName(bean.getBeanClassName());
            for (var method : controller.getDeclaredMethods()) {
                RequestMapping own = AnnotatedElementUtils.findMergedAnnotation(method, RequestMapping.class);
                if (own != null) {
                    served.add("`" + own.method()[0] + " " + path(controller) + path(method) + "`");
                }
            }
        }

        assertThat(Markdown.page("docs/reference/http.md").headings(3).stream().filter(heading -> heading.startsWith("`")))
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(served);
    }

    @Test
    void topics_and_headers_are_those_of_the_contract() throws IllegalAccessException {
        String page = Markdown.page("docs/reference/topics.md").text();
        for (Field constant : Topics.class.getFields()) {
            assertThat(Modifier.isStatic(constant.getModifiers())).isTrue();
            assertThat(page).as(constant.getName()).contains("`" + constant.get(null) + "`");
        }
    }

    @Test
    void the_event_processor_is_the_one_that_is_tested() {
        String tested = Markdown.read(Markdown.file("ledger-service/src/test/java/dev/budgetledger/example/SpendingMail.java"));

        assertThat(Markdown.page("docs/own-event-processor.md").text())
                .contains("```java" + tested.substring(tested.indexOf("// snippet") + "// snippet".length()) + "```");
    }

    @ParameterizedTest
    @MethodSource("dev.budgetledger.standalone.Markdown#pages")
    void every_link_leads_to_a_file(Path page) {
        Path folder = Objects.requireNonNull(page.getParent());

        assertThat(new Markdown(Markdown.read(page)).relativeLinks())
                .allSatisfy(target -> assertThat(Files.exists(folder.resolve(target))).as(target).isTrue());
    }

    static Stream<Class<?>> facts() {
        return leaves(Fact.class);
    }

    private static Stream<Class<?>> leaves(Class<?> type) {
        Class<?>[] permitted = type.getPermittedSubclasses();
        return permitted == null ? Stream.of(type) : Arrays.stream(permitted).flatMap(DocsTest::leaves);
    }

    private static List<String> names(Object[] constants) {
        return Arrays.stream(constants).map(Object::toString).toList();
    }

    private static String path(java.lang.reflect.AnnotatedElement element) {
        RequestMapping mapping = AnnotatedElementUtils.findMergedAnnotation(element, RequestMapping.class);
        return mapping == null || mapping.path().length == 0 ? "" : mapping.path()[0];
    }
}
