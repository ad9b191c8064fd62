package dev.budgetledger.standalone;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What a service says of itself at {@code /v3/api-docs}, and whether an answer is one that it describes. */
final class Described {

    static final String DESCRIPTION = "/v3/api-docs";

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final SchemaRegistry DRAFT = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    /** Of HTTP, of any answer; {@code content-disposition} is the name of a file. */
    private static final Set<String> OF_HTTP = Set.of("date", "content-type", "content-length", "transfer-encoding", "connection",
            "keep-alive", "vary", "accept", "allow", "content-disposition", "content-language",
            "accept-ranges");

    private final ObjectNode document;
    private final List<Operation> operations = new ArrayList<>();
    private final Map<JsonNode, Schema> schemas = new HashMap<>();

    Described(JsonNode document) {
        this.document = (ObjectNode) document;
        document.required("paths").forEachEntry((path, item) -> item.forEachEntry((method, operation) -> operations.add(
                new Operation(method.toUpperCase(Locale.ROOT), path, operation))));
    }

    /** An operation, as it is described. */
    record Operation(String method, String path, JsonNode json) {

        String id() {
            return json.required("operationId").stringValue();
        }

        boolean takes(String asked, String address) {
            return method.equals(asked) && Pattern.matches(path.replaceAll("\\{\\w+}", "[^/]+"), address);
        }
    }

    /** A client of a service each of whose answers has to be described. */
    static HttpApi client(int port) {
        return client(port, null);
    }

    /** The same for who has an access key. */
    static HttpApi client(int port, @Nullable String key) {
        return new HttpApi(port, key, new Consumer<>() {
            private @Nullable Described described;

            @Override
            public synchronized void accept(HttpResponse<?> answer) {
                if (answer.uri().getPath().startsWith("/v1/")) {
                    if (described == null) {
                        described = of(port);
                    }
                    List<String> faults = described.faults(answer);
                    if (!faults.isEmpty()) {
                        throw new AssertionError(answer.request().method() + " " + answer.uri() + " → " + answer.statusCode() + ": " + faults);
                    }
                }
            }
        });
    }

    /** The description of a running service. */
    static Described of(int port) {
        try (HttpApi service = new HttpApi(port)) {
            return new Described(JSON.readTree(service.get(DESCRIPTION, "application/json").body()));
        }
    }

    ObjectNode document() {
        return document;
    }

    List<Operation> operations() {
        return operations;
    }

    /** Leads a reference to what it is about. */
    JsonNode resolve(JsonNode node) {
        return node.has("$ref") && node.get("$ref").stringValue().startsWith("#/components/responses/")
                ? document.at(node.get("$ref").stringValue().substring(1))
                : node;
    }

    /** What of an answer is not described; of an address that there is not, whether it is a problem. */
    List<String> faults(HttpResponse<?> answer) {
        Operation operation = operations.stream()
                .filter(each -> each.takes(answer.request().method(), answer.uri().getRawPath())).findFirst().orElse(null);
        if (operation == null) {
            return Set.of(400, 401, 403, 404, 405).contains(answer.statusCode()) ? List.of() : List.of("an answer of no operation");
        }
        JsonNode responses = operation.json().required("responses");
        String status = Integer.toString(answer.statusCode());
        JsonNode response = resolve(responses.path(responses.has(status) ? status : status.charAt(0) + "XX"));
        if (response.isMissingNode()) {
            return List.of("status " + answer.statusCode() + " of " + operation.id());
        }
        List<String> faults = new ArrayList<>();
        headers(answer, response, faults);
        String type = answer.headers().firstValue("content-type").orElse("none").replaceFirst(" *;.*", "");
        JsonNode content = response.path("content").path(type);
        if (content.isMissingNode()) {
            faults.add("media type " + type + " of " + operation.id());
        } else {
            body(type, content, answer.body(), faults);
        }
        return faults;
    }

    private static void headers(HttpResponse<?> answer, JsonNode response, List<String> faults) {
        response.path("headers").forEachEntry((name, header) -> {
            if (header.path("required").asBoolean() && answer.headers().firstValue(name).isEmpty()) {
                faults.add("no header " + name);
            }
        });
        answer.headers().map().keySet().stream()
                .filter(name -> !OF_HTTP.contains(name.toLowerCase(Locale.ROOT)))
                .filter(name -> response.path("headers").propertyNames().stream().noneMatch(name::equalsIgnoreCase))
                .forEach(name -> faults.add("header " + name));
    }

    private void body(String type, JsonNode content, Object body, List<String> faults) {
        String text = body instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : (String) body;
        Stream<String> parts = switch (type) {
            case "application/json", "application/problem+json" -> Stream.of(text);
            case "application/x-ndjson" -> text.lines();
            case "text/event-stream" -> text.lines().filter(line -> line.startsWith("data:")).map(line -> line.substring(5));
            default -> Stream.empty();
        };
        JsonNode schema = content.path(content.has("x-itemSchema") ? "x-itemSchema" : "schema");
        parts.forEach(part -> {
            try {
                errors(schema, JSON.readTree(part)).forEach(error -> faults.add(error + " in " + shortened(part)));
            } catch (JacksonException e) {
                faults.add("no JSON: " + shortened(part));
            }
        });
    }

    /** What a schema of the description says against a value. */
    List<String> errors(JsonNode schema, JsonNode value) {
        return schemas.computeIfAbsent(schema, each -> {
            ObjectNode alone = (ObjectNode) each.deepCopy();
            alone.set("components", document.required("components"));
            return DRAFT.getSchema(alone);
        }).validate(value, context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .stream().map(Object::toString).toList();
    }

    private static String shortened(String text) {
        return text.length() > 300 ? text.substring(0, 300) + "…" : text;
    }
}
