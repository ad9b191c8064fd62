package dev.budgetledger.edge.openapi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import dev.budgetledger.contract.CommandResult;

/** The JSON Schemas of the contract, as they are kept in {@code docs/reference/schemas}. */
final class ContractSchema {

    private static final String FOLDER = "/schemas/";
    private static final Pattern DEFINITION = Pattern.compile("#/\\$defs/(\\w+)");

    /** Says how any text is written: the same in requests and elsewhere. */
    private static final String TEXT = "Text";

    private ContractSchema() {}

    /** Where the schema of a record is, null if it has none. */
    static @Nullable String pathOf(Class<?> type) {
        return type.getPackage() != CommandResult.class.getPackage() ? null : List.of("results/", "facts/").stream()
                .map(folder -> folder + type.getSimpleName())
                .filter(path -> ContractSchema.class.getResource(FOLDER + path + ".json") != null)
                .findFirst().orElse(null);
    }

    /** The name as a component of what a schema defines. */
    static String nameOf(String definition, String suffix) {
        return definition.equals(TEXT) ? TEXT : definition + suffix;
    }

    /** A schema, its references being to components. */
    static ObjectNode read(String path, String components, String suffix) {
        String name = FOLDER + path + ".json";
        try (InputStream in = Objects.requireNonNull(ContractSchema.class.getResourceAsStream(name), name)) {
            String text = DEFINITION.matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .replaceAll(found -> components + nameOf(found.group(1), suffix));
            ObjectNode schema = (ObjectNode) JsonMapper.shared().readTree(text);
            if (schema.at("/$defs/" + TEXT) instanceof ObjectNode any) {
                any.putArray("type").add("string").add("null"); // who refers to it says which: generators look here
            }
            return schema.remove(List.of("$schema", "$id"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
