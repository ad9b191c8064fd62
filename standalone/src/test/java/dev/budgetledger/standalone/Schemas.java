package dev.budgetledger.standalone;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import dev.budgetledger.contract.CommandResult;
import dev.budgetledger.contract.DryRun;
import dev.budgetledger.contract.Envelope;
import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.Receipt;
import dev.budgetledger.contract.RecordedRead;
import dev.budgetledger.contract.Watermark;
import dev.budgetledger.ledger.commands.CommandType;

/** The JSON Schemas of {@code docs/reference/schemas}, from the records that are read and written. */
final class Schemas {

    static final String FOLDER = "docs/reference/schemas/";

    private static final SchemaWords OF_REQUESTS = new SchemaWords("requests.txt");
    private static final SchemaWords OF_CONTRACT = new SchemaWords("contract.txt");
    private static final Map<String, ObjectNode> ALL = generate();

    private Schemas() {}

    /** Every schema by its path below the folder, without {@code .json}. */
    static Map<String, ObjectNode> all() {
        return ALL;
    }

    /** The schema of a path. */
    static ObjectNode of(String path) {
        return Objects.requireNonNull(ALL.get(path), path);
    }

    /** Rows of the tables of words that speak of nothing. */
    static List<String> unusedWords() {
        return Stream.of(OF_REQUESTS, OF_CONTRACT).flatMap(words -> words.unused().stream()).toList();
    }

    private static Map<String, ObjectNode> generate() {
        Map<String, ObjectNode> all = new TreeMap<>();
        CommandType.ALL.forEach(each -> all.put("commands/" + each.type(), command(each)));
        facts().forEach(fact -> all.put("facts/" + fact.getSimpleName(), contract("facts/", fact)));
        all.put("facts/Envelope", envelope());
        all.put("facts/Watermark", contract("facts/", Watermark.class));
        all.put("reads/RecordedRead", contract("reads/", RecordedRead.class));
        all.put("results/CommandResult", contract("results/", CommandResult.class));
        all.put("results/DryRun", contract("results/", DryRun.class));
        all.put("results/Receipt", contract("results/", Receipt.class));
        return all;
    }

    /** Of the records that hold a document's fields; {@code CommandSchemasTest} shows that they are the ones read. */
    private static ObjectNode command(CommandType operation) {
        String type = operation.type();
        Stream<Class<?>> records = Stream.of(
                operation.isOnBudget() ? recordOf("Address") : null, operation.document(), recordOf("Surroundings"));
        SchemaShapes shapes = new SchemaShapes(true, OF_REQUESTS);
        ObjectNode schema = shapes.object(records.filter(Objects::nonNull)
                .flatMap(record -> Arrays.stream(record.getRecordComponents()))
                .toList()).setAll(SchemaWords.rules(operation.document()));
        ObjectNode properties = (ObjectNode) schema.get("properties");
        ((ObjectNode) properties.get("type")).put("const", type);
        if (type.equals("CarryForward")) {
            ((ObjectNode) properties.get("fiscalYear")).put("maximum", 9998); // there must be a year after it
        }
        return shapes.document("commands/" + type, schema);
    }

    private static Class<?> recordOf(String name) {
        try {
            return Class.forName("dev.budgetledger.ledger.commands.CommandDocument$" + name);
        } catch (ClassNotFoundException e) {
            throw new LinkageError(name, e);
        }
    }

    private static ObjectNode contract(String folder, Class<?> type) {
        SchemaShapes shapes = new SchemaShapes(false, OF_CONTRACT);
        return shapes.document(folder + type.getSimpleName(), shapes.object(type));
    }

    /** The type of an envelope says what its fact is. */
    private static ObjectNode envelope() {
        SchemaShapes shapes = new SchemaShapes(false, OF_CONTRACT);
        ObjectNode schema = shapes.object(Arrays.stream(Envelope.class.getRecordComponents())
                .filter(field -> !Set.of("fact", "request", "sent", "type").contains(field.getName())).toList());
        ((ArrayNode) schema.get("required")).add("type").add("fact");
        ObjectNode properties = (ObjectNode) schema.get("properties");
        properties.putObject("request").put("description", OF_CONTRACT.meaning("request"))
                .put("type", "string").put("pattern", "^[A-Za-z0-9+/]{32}$");
        properties.putObject("onBehalfOf").put("description", OF_CONTRACT.meaning("onBehalfOf")).put("type", "string");
        properties.putObject("signature").put("description", OF_CONTRACT.meaning("signature"))
                .put("type", "string").put("pattern", "^[A-Za-z0-9_-]+\\.\\.[A-Za-z0-9_-]+$");
        ArrayNode types = properties.putObject("type").put("description", OF_CONTRACT.meaning("type"))
                .put("type", "string").putArray("enum");
        properties.putObject("fact").put("description", OF_CONTRACT.meaning("fact")).put("type", "object");
        ArrayNode each = schema.putArray("allOf");
        facts().forEach(fact -> {
            types.add(fact.getSimpleName());
            ObjectNode rule = each.addObject();
            rule.putObject("if").putObject("properties").putObject("type").put("const", fact.getSimpleName());
            rule.putObject("then").putObject("properties").putObject("fact").put("$ref", shapes.define(fact));
        });
        return shapes.document("facts/Envelope", schema);
    }

    /** Every fact; {@link dev.budgetledger.contract.FactTypes} calls each what its record is called. */
    static Stream<Class<?>> facts() {
        return DocsTest.facts();
    }

    /** The text of a file: what is not seen is escaped. */
    static String text(ObjectNode schema) {
        DefaultIndenter indent = new DefaultIndenter("  ", "\n");
        String text = JsonMapper.builder()
                .defaultPrettyPrinter(new DefaultPrettyPrinter(
                        Separators.createDefaultInstance().withObjectNameValueSpacing(Separators.Spacing.AFTER))
                        .withObjectIndenter(indent))
                .build().writerWithDefaultPrettyPrinter().writeValueAsString(schema);
        StringBuilder visible = new StringBuilder();
        text.codePoints().forEach(character -> {
            if (character != '\n' && SchemaWords.isMisleading(character)) {
                Character.toString(character).chars().forEach(unit -> visible.append(String.format("\\u%04x", unit)));
            } else {
                visible.appendCodePoint(character);
            }
        });
        return visible.append('\n').toString();
    }
}
