package dev.budgetledger.standalone;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import tools.jackson.databind.JsonNode;

/** Holds documents against the schemas. */
final class SchemaCheck {

    private static final SchemaRegistry DRAFT = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private static final Map<String, Schema> SCHEMAS = new ConcurrentHashMap<>();

    private SchemaCheck() {}

    /** What is wrong with a document, {@code format} taken seriously. */
    static List<String> errors(String path, JsonNode document) {
        return SCHEMAS.computeIfAbsent(path, name -> DRAFT.getSchema(Schemas.of(name)))
                .validate(document, context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .stream().map(Object::toString).toList();
    }
}
