package dev.budgetledger.standalone;

import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Random requests of what is described: parameters and bodies of their schemas, mostly with values that mean something here; one in
 * seven is spoilt.
 */
final class DescribedRequests {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final double SPOILT = 0.14;

    private final Described described;
    private final RandomGenerator random;
    private final Map<String, Supplier<List<String>>> seeds;

    /**
     * @param seeds values that mean something, of a parameter, a header, a field of a body or a media type; of one operation alone
     *     with its name and a point before
     */
    DescribedRequests(Described described, RandomGenerator random, Map<String, Supplier<List<String>>> seeds) {
        this.described = described;
        this.random = random;
        this.seeds = seeds;
    }

    /** @param valid whether nothing in it was spoilt */
    record Drawn(Described.Operation operation, HttpRequest.Builder request, boolean valid, String text) {}

    Drawn draw(Described.Operation operation, HttpApi service) {
        boolean valid = random.nextDouble() >= SPOILT;
        int spoilt = valid ? -1 : random.nextInt(4);
        String path = operation.path();
        List<String> query = new ArrayList<>();
        List<String[]> headers = new ArrayList<>();
        for (JsonNode parameter : operation.json().path("parameters")) {
            String name = parameter.required("name").stringValue();
            boolean required = parameter.path("required").asBoolean();
            String value = spoilt == 0 && random.nextInt(3) == 0 ? spoilt() : value(operation.id(), name, parameter.required("schema"));
            switch (parameter.required("in").stringValue()) {
                case "path" -> path = path.replace("{" + name + "}", encoded(value));
                case "query" -> {
                    if (required || random.nextInt(4) == 0) {
                        query.add(name + "=" + encoded(value));
                    }
                }
                default -> {
                    if (required || random.nextInt(8) == 0) {
                        headers.add(new String[] {name, new String(value.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1)});
                    }
                }
            }
        }
        if (spoilt == 1) {
            query.add("unknown=1");
        }
        String address = path + (query.isEmpty() ? "" : "?" + String.join("&", query));
        HttpRequest.Builder request = service.request(address).header("Accept", spoilt == 2 ? "image/png" : accept(operation));
        headers.forEach(each -> request.header(each[0], each[1]));
        String body = body(operation, request, spoilt == 3);
        return new Drawn(operation, request, valid, operation.method() + " " + address + " " + body);
    }

    private String accept(Described.Operation operation) {
        List<String> types = new ArrayList<>(List.of("*/*", "application/problem+json, */*"));
        operation.json().required("responses").forEachEntry((status, answer) -> {
            if (status.startsWith("2")) {
                types.addAll(answer.path("content").propertyNames());
            }
        });
        return pick(types);
    }

    private String body(Described.Operation operation, HttpRequest.Builder request, boolean spoil) {
        JsonNode content = operation.json().at("/requestBody/content");
        if (content.isMissingNode()) {
            request.method(operation.method(), BodyPublishers.noBody());
            return "";
        }
        String type = pick(List.copyOf(content.propertyNames()));
        String seeded = seed(operation.id(), type);
        byte[] bytes;
        if (type.equals("application/zip") && seeded != null) {
            bytes = seeded.getBytes(StandardCharsets.ISO_8859_1);
        } else if (seeded != null) {
            bytes = seeded.getBytes(StandardCharsets.UTF_8);
        } else {
            JsonNode media = content.get(type);
            JsonNode value = media.has("example") && random.nextInt(3) > 0
                    ? media.get("example")
                    : value(operation.id(), "", media.path(media.has("x-itemSchema") ? "x-itemSchema" : "schema"), 0);
            bytes = (value.isString() ? value.stringValue() : value.toString()).getBytes(StandardCharsets.UTF_8);
        }
        if (spoil && bytes.length > 0) {
            bytes = bytes.clone();
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        request.header("Content-Type", spoil && random.nextInt(4) == 0 ? "image/png" : type)
                .method(operation.method(), BodyPublishers.ofByteArray(bytes));
        return type.equals("application/zip") ? type : new String(bytes, StandardCharsets.UTF_8);
    }

    private String value(String operation, String name, JsonNode schema) {
        JsonNode value = value(operation, name, schema, 0);
        return value.isString() ? value.stringValue() : value.toString();
    }

    /** A value of a schema, or one that means something under its name. */
    private JsonNode value(String operation, String name, JsonNode schema, int depth) {
        // Which codes go with which type of classification, no schema says.
        boolean isAlwaysSeeded = name.endsWith("osition") || name.equals("code");
        String seeded = random.nextInt(12) > 0 || isAlwaysSeeded ? seed(operation, name) : null;
        JsonNode resolved = reference(schema);
        if (seeded != null && !has(resolved, "object") && !has(resolved, "array")) {
            return has(schema, "integer") ? NODES.numberNode(Long.parseLong(seeded)) : NODES.stringNode(seeded);
        }
        if (resolved.has("oneOf") || resolved.has("anyOf")) {
            return value(operation, name, pick(List.copyOf(resolved.path(resolved.has("oneOf") ? "oneOf" : "anyOf").values())), depth);
        }
        if (resolved.has("const")) {
            return resolved.get("const");
        }
        if (resolved.has("enum")) {
            return pick(List.copyOf(resolved.get("enum").values()));
        }
        if (has(resolved, "object")) {
            return object(operation, resolved, depth);
        }
        if (has(resolved, "array")) {
            ArrayNode array = NODES.arrayNode();
            int size = resolved.path("minItems").asInt(1) + (depth == 0 ? 1 : random.nextInt(2));
            for (int i = 0; i < Math.min(size, resolved.path("maxItems").asInt(size)); i++) {
                array.add(value(operation, "", resolved.get("items"), depth + 1));
            }
            return array;
        }
        if (has(resolved, "boolean")) {
            return NODES.booleanNode(random.nextInt(4) == 0);
        }
        if (has(resolved, "integer")) {
            long least = resolved.path("minimum").asLong(0);
            return NODES.numberNode(random.nextLong(least, Math.max(least, Math.min(resolved.path("maximum").asLong(1000), least + 1000)) + 1));
        }
        return NODES.stringNode(text(resolved));
    }

    private JsonNode object(String operation, JsonNode schema, int depth) {
        ObjectNode object = NODES.objectNode();
        List<String> required = schema.path("required").valueStream().map(JsonNode::stringValue).toList();
        schema.path("properties").forEachEntry((name, field) -> {
            if (required.contains(name) || random.nextInt(4) == 0) {
                object.set(name, value(operation, name, field, depth + 1));
            }
        });
        return object;
    }

    private String text(JsonNode schema) {
        if (schema.has("examples")) {
            return pick(List.copyOf(schema.get("examples").values())).stringValue();
        }
        String format = schema.path("format").asString("");
        String pattern = schema.path("pattern").asString("");
        if (format.equals("date")) {
            return "20%02d-%02d-%02d".formatted(22 + random.nextInt(3), 1 + random.nextInt(12), 1 + random.nextInt(28));
        }
        if (format.equals("date-time")) {
            return "20%02d-06-30T01:02:03Z".formatted(20 + random.nextInt(20));
        }
        List<String> forms = Stream.of("a1", "0123", "1.00", "7", "17-3", "\"3\"", "201", "2010301", "130100", "a".repeat(64))
                .filter(form -> !pattern.isEmpty() && form.matches(pattern))
                .filter(form -> form.length() <= schema.path("maxLength").asInt(form.length())).toList();
        return forms.isEmpty() ? "文" + random.nextInt(100) : pick(forms);
    }

    private JsonNode reference(JsonNode schema) {
        String reference = schema.path("$ref").asString("");
        return reference.isEmpty() || schema.has("type") ? schema : described.document().at(reference.substring(1));
    }

    private static boolean has(JsonNode schema, String type) {
        return schema.path("type").isArray()
                ? schema.get("type").valueStream().anyMatch(each -> each.stringValue().equals(type))
                : schema.path("type").asString("").equals(type);
    }

    private @Nullable String seed(String operation, String name) {
        Supplier<List<String>> values = seeds.getOrDefault(operation + "." + name, seeds.get(name));
        return values == null ? null : pick(values.get());
    }

    private String spoilt() {
        return pick(List.of("x", "-1", "0", "99999999999999999999", "元", "2023-02-30", "a b", "%", "null", "\u3000", "'", "1e3"));
    }

    private <T> T pick(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
