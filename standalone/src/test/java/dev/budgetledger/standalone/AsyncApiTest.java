package dev.budgetledger.standalone;

import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.budgetledger.contract.Topics;
import dev.budgetledger.ledger.commands.CommandType;

import static org.assertj.core.api.Assertions.assertThat;

/** The AsyncAPI document speaks of the topics, headers and schemas that there are. */
class AsyncApiTest {

    private static final Path FILE = Markdown.file("docs/reference/asyncapi.yaml");
    private static final JsonNode DOCUMENT =
            JsonMapper.shared().valueToTree(new Yaml().<Object>load(Markdown.read(FILE)));
    private static final Set<String> OF_DEAD_LETTERS = Set.of(
            Topics.REASON_CODE, Topics.REASON_FIELD, Topics.REASON_DETAIL,
            Topics.ORIGIN_TOPIC, Topics.ORIGIN_PARTITION, Topics.ORIGIN_OFFSET);

    @Test
    void its_channels_are_the_topics() {
        assertThat(DOCUMENT.required("asyncapi").stringValue()).isEqualTo("3.0.0");
        assertThat(DOCUMENT.required("channels").valueStream().map(channel -> channel.required("address").stringValue()))
                .containsExactlyInAnyOrderElementsOf(constants("budget."));
    }

    @Test
    void its_headers_are_those_of_the_records() {
        Set<String> all = new TreeSet<>(constants(""));
        all.removeAll(constants("budget."));
        all.removeAll(constants("dev.budgetledger."));
        all.removeAll(constants("urn:"));
        all.removeAll(OF_DEAD_LETTERS);
        all.remove(Topics.COMMAND_SIGNATURE);

        assertThat(headers("Fact")).isEqualTo(all);
        assertThat(headers("Watermark")).isSubsetOf(all).contains(Topics.CE_TYPE, Topics.LEDGER_POSITION);
        assertThat(headers("CommandResult")).isSubsetOf(all).contains(Topics.CE_TYPE, Topics.CE_LEDGER_POSITION);
        assertThat(message("CommandResult").at("/headers/properties/" + Topics.CE_TYPE + "/const").stringValue())
                .isEqualTo(Topics.RESULT_TYPE);
        assertThat(headers("RecordedRead")).isSubsetOf(all).contains(Topics.CE_TYPE, Topics.CE_ID);
        assertThat(message("RecordedRead").at("/headers/properties/" + Topics.CE_TYPE + "/const").stringValue()).isEqualTo(Topics.READ_TYPE);
        assertThat(headers("DeadLetter")).isEqualTo(OF_DEAD_LETTERS);
        assertThat(message("Watermark").at("/headers/properties/" + Topics.CE_TYPE + "/const").stringValue())
                .isEqualTo(Topics.WATERMARK_TYPE);
        assertThat(message("Fact").at("/headers/properties/" + Topics.CE_TYPE + "/pattern").stringValue())
                .isEqualTo("^" + Topics.FACT_TYPE_PREFIX.replace(".", "\\.") + "[A-Za-z]+$");
    }

    @Test
    void every_reference_leads_somewhere() {
        List<String> references = DOCUMENT.findValuesAsString("$ref");

        assertThat(references).isNotEmpty().allSatisfy(reference -> {
            if (reference.startsWith("#")) {
                assertThat(DOCUMENT.at(reference.substring(1)).isMissingNode()).as(reference).isFalse();
            } else {
                assertThat(FILE.resolveSibling(reference)).isRegularFile();
            }
        });
    }

    @Test
    void every_command_is_a_message_of_its_topic_and_every_channel_is_used() {
        assertThat(DOCUMENT.at("/channels/commands/messages").propertyNames())
                .containsExactlyInAnyOrderElementsOf(taken());
        for (String type : taken()) {
            assertThat(message(type).at("/payload/$ref").stringValue()).isEqualTo("schemas/commands/" + type + ".json");
            assertThat(headers(type)).containsExactly(Topics.COMMAND_SIGNATURE);
        }
        assertThat(DOCUMENT.required("operations").valueStream()
                        .map(operation -> operation.at("/channel/$ref").stringValue().replace("#/channels/", ""))
                        .collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(DOCUMENT.required("channels").propertyNames());
    }

    private static List<String> taken() {
        return CommandType.ALL.stream().filter(CommandType::isTakenFromKafka).map(CommandType::type).toList();
    }

    private static JsonNode message(String name) {
        return DOCUMENT.required("components").required("messages").required(name);
    }

    private static Set<String> headers(String message) {
        return new TreeSet<>(message(message).required("headers").required("properties").propertyNames());
    }

    private static Set<String> constants(String prefix) {
        return Arrays.stream(Topics.class.getFields()).map(AsyncApiTest::value)
                .filter(value -> value.startsWith(prefix)).collect(Collectors.toSet());
    }

    private static String value(Field constant) {
        try {
            return String.valueOf(constant.get(null));
        } catch (IllegalAccessException e) {
            throw new LinkageError(constant.getName(), e);
        }
    }
}
