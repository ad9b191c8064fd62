package dev.budgetledger.ledger.commands;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import dev.budgetledger.edge.openapi.AnswerSchemas;

/** The schemas of commands: of their documents as the contract has them, and of the bodies, which say less. */
record CommandSchemas(AnswerSchemas schemas) {

    /** Of what a schema of a command defines: a line of a request is not the line of a fact. */
    private static final String BODY = "Body";

    /** A document of any command. */
    ObjectNode anyDocument() {
        ObjectNode any = AnswerSchemas.json();
        ObjectNode discriminator = any.putObject("discriminator").put("propertyName", "type");
        for (CommandType each : CommandType.ALL) {
            ObjectNode document = schemas.contract("commands/" + each.type(), BODY);
            any.withArray("oneOf").add(document);
            discriminator.withObject("mapping").put(each.type(), document.get("$ref").stringValue());
        }
        return schemas.add("Command", any);
    }

    /** The body of a single request: the document without what the address and the headers say. */
    ObjectNode body(CommandType operation) {
        ObjectNode schema = schemas.definedIn("commands/" + operation.type(), BODY);
        List<String> around = Stream.of(CommandDocument.Surroundings.class, operation.isOnBudget() ? CommandDocument.Address.class : null)
                .flatMap(record -> record == null ? Stream.empty() : Arrays.stream(record.getRecordComponents()))
                .map(RecordComponent::getName).toList();
        ObjectNode fields = (ObjectNode) schema.get("properties");
        schema.remove("title"); // that of the document
        fields.remove(around);
        ((ArrayNode) schema.get("required")).removeIf(name -> around.contains(name.stringValue()));
        if (operation.body() instanceof Class<?>) {
            return schemas.add(operation.type() + BODY, schema);
        }
        // One field of the document alone: what the body does not say is in the address.
        return schemas.add(operation.type() + BODY, (ObjectNode) fields.valueStream()
                .filter(each -> List.of("array", "object").contains(each.path("type").asString())).findFirst().orElseThrow());
    }
}
