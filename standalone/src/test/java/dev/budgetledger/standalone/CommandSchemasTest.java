package dev.budgetledger.standalone;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import dev.budgetledger.edge.problems.ProblemException;
import dev.budgetledger.ledger.commands.CommandDocument;
import dev.budgetledger.ledger.commands.CommandType;
import dev.budgetledger.ledger.store.Submission;

import static org.assertj.core.api.Assertions.assertThat;

/** The schemas of commands and the strict reading of them refuse the same documents. */
class CommandSchemasTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final CommandDocument READER = reader();

    @Test
    void every_command_has_an_example_in_the_documentation() {
        assertThat(examples().map(example -> example.get("type").stringValue()).collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(CommandType.types());
    }

    @ParameterizedTest
    @MethodSource("examples")
    void an_example_of_the_documentation_is_valid_and_read(ObjectNode example) {
        assertThat(refusedBySchema(example)).isNull();
        assertThat(refusedByReader(example)).isNull();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void what_is_changed_in_an_example_is_refused_by_both_or_by_neither(ObjectNode example) {
        List<ObjectNode> changed = CommandChanges.of(full(example));
        int refused = 0;
        SoftAssertions softly = new SoftAssertions();
        for (ObjectNode document : changed) {
            String bySchema = refusedBySchema(document);
            String byReader = refusedByReader(document);
            refused += bySchema == null ? 0 : 1;
            softly.assertThat(bySchema == null).as("%s%nschema: %s%nreader: %s",
                    shortened(document), bySchema, byReader).isEqualTo(byReader == null);
        }
        softly.assertAll();
        assertThat(refused).as("refused of %s", changed.size()).isBetween(changed.size() / 2, changed.size() - 20);
    }

    @Test
    void a_publication_has_each_table_once_for_both() {
        ObjectNode example = examples().filter(each -> each.get("type").stringValue().equals("Publish")).findFirst().orElseThrow();
        ArrayNode tables = (ArrayNode) example.get("tables");
        ObjectNode moved = example.deepCopy();
        ((ArrayNode) moved.get("tables")).add(((ArrayNode) moved.get("tables")).remove(0));
        ObjectNode twice = example.deepCopy();
        ((ObjectNode) twice.at("/tables/0")).put("id", tables.get(1).get("id").stringValue());
        ObjectNode missing = example.deepCopy();
        ((ArrayNode) missing.get("tables")).remove(8);
        ObjectNode unsigned = example.deepCopy();
        unsigned.put("checkpoint", example.get("checkpoint").stringValue().replaceFirst("(?s)\\n\\n.*", "\n\n"));
        ObjectNode longer = example.deepCopy();
        longer.put("checkpoint", example.get("checkpoint").stringValue() + "\n");

        assertThat(refusedBySchema(moved)).isNull();
        assertThat(refusedByReader(moved)).isNull();
        assertThat(refusedBySchema(twice)).isNotNull();
        assertThat(refusedByReader(twice)).isEqualTo("FIELD_INVALID tables[1].id");
        assertThat(refusedBySchema(missing)).isNotNull();
        assertThat(refusedByReader(missing)).isEqualTo("FIELD_MISSING tables");
        for (ObjectNode document : List.of(unsigned, longer)) {
            assertThat(refusedBySchema(document)).isNotNull();
            assertThat(refusedByReader(document)).isEqualTo("FIELD_INVALID checkpoint");
        }
    }

    /** What the schema cannot say: 2023.0 is an integer to it, and no year to the reader. */
    @Test
    void a_whole_number_written_with_a_point_is_refused_by_the_reader_alone() {
        ObjectNode example = examples().findFirst().orElseThrow();
        ObjectNode pointed = example.deepCopy().put("fiscalYear", 2023.0);

        assertThat(refusedBySchema(pointed)).isNull();
        assertThat(refusedByReader(pointed)).startsWith("FIELD_INVALID");
    }

    /** Nor that a code has one name, where not all else of the two is the same. */
    @Test
    void a_code_that_gets_two_names_is_refused_by_the_reader_alone() {
        ObjectNode example = examples().filter(each -> each.get("type").stringValue().equals("DefineNames")).findFirst().orElseThrow();
        ObjectNode twice = example.deepCopy();
        ((ArrayNode) twice.get("names")).add(((ObjectNode) twice.at("/names/0")).deepCopy().put("name", "印刷"));

        assertThat(refusedBySchema(twice)).isNull();
        assertThat(refusedByReader(twice)).isEqualTo("FIELD_INVALID names[1].code");
    }

    /** Nor can it say how letters are composed, or which characters there are by now. */
    @ParameterizedTest
    @ValueSource(strings = {"Cafe\u0301", "\u1100\u1161", "a\u0315\u0301", "x\u0378", "\u2fe0"})
    void a_text_that_is_not_composed_or_not_assigned_is_refused_by_the_reader_alone(String text) {
        ObjectNode example = examples().filter(each -> each.has("reason")).findFirst().orElseThrow();
        ObjectNode changed = example.deepCopy().put("reason", text);

        assertThat(refusedBySchema(changed)).isNull();
        assertThat(refusedByReader(changed)).isEqualTo("FIELD_INVALID reason");
    }

    private static @Nullable String refusedBySchema(ObjectNode document) {
        List<String> errors = SchemaCheck.errors("commands/" + document.get("type").asString(), document);
        return errors.isEmpty() ? null : errors.toString();
    }

    /** What the reader says of the document as it would come in: its bytes. */
    private static @Nullable String refusedByReader(ObjectNode document) {
        try {
            READER.read(READER.parse(JSON.writeValueAsBytes(document)),
                    (command, _, key, sequence) -> new Submission(command, "treasury", key, sequence), null);
            return null;
        } catch (ProblemException malformed) {
            return malformed.problem().code() + " " + malformed.problem().field();
        }
    }

    /** The examples of commands.md, with what their address says, and those of bulk.md. */
    static Stream<ObjectNode> examples() {
        Markdown page = Markdown.page("docs/reference/commands.md");
        Map<String, String> types = new TreeMap<>(Map.of("Define classifications 定义科目", "DefineClassifications",
                "Open a budget 开立预算", "OpenBudget", "Allocate 下达/批复", "Allocate", "Transfer 调剂", "Transfer",
                "Adjust 追加/追减", "Adjust", "Transfer between departments 划转", "Transfer",
                "Freeze 冻结 and release 解冻", "Freeze", "Reverse 冲销", "Reverse", "Carry forward 结转", "CarryForward",
                "Close the year 年终结账", "CloseYear"));
        types.putAll(Map.of("Adopt rules 复核规则", "AdoptRules", "Propose 提请", "Propose", "Approve 复核通过", "Approve",
                "Reject 退回", "Reject", "Withdraw 撤回", "Withdraw"));
        types.put("Publish 公开", "Publish");
        types.put("Adopt a form 公开表样", "AdoptForm");
        types.put("Define units 定义单位", "DefineUnits");
        types.put("Define projects 定义项目", "DefineProjects");
        types.put("Define names of the department's own 定义科目名称", "DefineNames");
        types.put("Make a statement 陈述", "MakeStatement");
        assertThat(page.headings(2).stream().filter(heading -> !heading.equals("Common to all")))
                .containsExactlyInAnyOrderElementsOf(types.keySet());
        List<ObjectNode> examples = new ArrayList<>();
        types.forEach((heading, type) -> Markdown.jsonBlocks(page.section(2, heading)).forEach(block -> {
            ObjectNode document = document(type, JSON.readTree(block));
            examples.add(document);
            if (type.equals("Freeze")) {
                examples.add(document.deepCopy().put("type", "Release"));
            }
        }));
        String bulk = Markdown.page("docs/reference/bulk.md").section(2, "Documents");
        Markdown.jsonBlocks(bulk).forEach(block -> examples.add((ObjectNode) JSON.readTree(block)));
        return examples.stream();
    }

    private static ObjectNode document(String type, JsonNode body) {
        ObjectNode document = SchemaShapes.json().put("type", type);
        return switch (type) {
            case "DefineClassifications" -> document.put("fiscalYear", 2023).set("classifications", body);
            case "OpenBudget" -> document.setAll((ObjectNode) body);
            case "AdoptForm" -> document.set("form", body);
            case "AdoptRules" -> document.setAll((ObjectNode) body);
            default -> document.put("department", "301").put("fiscalYear", 2023).setAll((ObjectNode) body);
        };
    }

    /** The example with every field that it may have: each is changed in turn. */
    private static ObjectNode full(ObjectNode example) {
        ObjectNode full = example.deepCopy();
        full.put("idempotencyKey", "k-1").put("postedBy", "预算处 王").put("expectedSequence", 3);
        switch (full.get("type").stringValue()) {
            case "OpenBudget" -> full.put("comparative", true).put("jurisdiction", "130100");
            case "Transfer" -> {
                full.put("authority", "石财预〔2023〕20号");
                ((ObjectNode) full.get("to")).put("department", "302").put("origin", "CURRENT").put("project", "p");
            }
            default -> {
                if (full.get("lines") instanceof ArrayNode lines) {
                    ((ObjectNode) lines.get(0)).put("origin", "CURRENT").put("project", "p").put("economic", "30201");
                }
            }
        }
        return full;
    }

    private static String shortened(ObjectNode document) {
        String text = document.toString();
        return text.length() > 600 ? text.substring(0, 600) + "…" : text;
    }

    /** The reader as the service has it. */
    private static CommandDocument reader() {
        CommandDocument[] reader = new CommandDocument[1];
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class))
                .withUserConfiguration(strictJson(), CommandDocument.class)
                .run(context -> reader[0] = context.getBean(CommandDocument.class));
        return reader[0];
    }

    private static Class<?> strictJson() {
        try {
            return Class.forName("dev.budgetledger.ledger.commands.StrictJson");
        } catch (ClassNotFoundException e) {
            throw new LinkageError("strict reading", e);
        }
    }
}
