package dev.budgetledger.standalone.oracle;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import tools.jackson.databind.JsonNode;

/** Holds descriptors against the published schema of Fiscal Data Packages. */
final class FiscalSchema {

    private static final SchemaRegistry DRAFT = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_4);

    private FiscalSchema() {}

    static List<String> errors(JsonNode descriptor) throws IOException {
        try (InputStream in = FiscalSchema.class.getResourceAsStream("/fiscal-data-package/fiscal-data-package.json")) {
            String schema = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            return DRAFT.getSchema(schema).validate(descriptor, context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
                    .stream().map(Object::toString).toList();
        }
    }
}
