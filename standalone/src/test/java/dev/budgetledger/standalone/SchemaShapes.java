package dev.budgetledger.standalone;

import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import dev.budgetledger.contract.Money;
import dev.budgetledger.contract.form.Form;

/**
 * One JSON Schema out of records: their fields, the types of these, what may be absent. The records that a record holds
 * become {@code $defs}, so that each schema stands for itself. Forms and meanings are the {@link SchemaWords}'.
 *
 * <p>Of requests: nothing unknown is taken, and null says as little as an absent field. Of the contract: later versions
 * may add fields, and what is absent is left out.
 */
final class SchemaShapes {

    private static final Set<Class<?>> INTEGERS = Set.of(int.class, Integer.class, long.class, Long.class);
    private static final Set<Class<?>> LONGS = Set.of(long.class, Long.class);
    private static final Set<Class<?>> BOOLEANS = Set.of(boolean.class, Boolean.class);

    private final boolean ofRequests;
    private final SchemaWords words;
    private final Map<String, ObjectNode> defs = new TreeMap<>();

    SchemaShapes(boolean ofRequests, SchemaWords words) {
        this.ofRequests = ofRequests;
        this.words = words;
    }

    ObjectNode object(Class<?> type) {
        return object(Arrays.asList(type.getRecordComponents())).setAll(SchemaWords.rules(type));
    }

    /** The object that has these fields. */
    ObjectNode object(List<RecordComponent> fields) {
        ObjectNode object = json().put("type", "object");
        ArrayNode required = object.putArray("required");
        ObjectNode properties = object.putObject("properties");
        for (RecordComponent field : fields) {
            ObjectNode schema = field(field);
            if (!isOptional(field)) {
                required.add(field.getName());
            } else if (ofRequests) {
                orNull(schema);
            }
            properties.set(field.getName(), schema);
        }
        return ofRequests ? object.put("additionalProperties", false) : object;
    }

    private boolean isOptional(RecordComponent field) {
        // Every field of a request may be absent where it is read: which of them must not is said in words.
        return ofRequests ? words.isOptional(field) : field.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    private static void orNull(ObjectNode schema) {
        if (!schema.has("type")) { // a record
            schema.putArray("anyOf").add(json().set("$ref", schema.remove("$ref"))).add(json().put("type", "null"));
            return;
        }
        String type = schema.get("type").stringValue();
        schema.putArray("type").add(type).add("null");
        if (schema.get("enum") instanceof ArrayNode names) {
            names.addNull();
        }
    }

    private ObjectNode field(RecordComponent field) {
        ObjectNode schema = json().put("description", words.meaning(field));
        Class<?> type = field.getType();
        if (type == List.class) {
            AnnotatedType element =
                    ((AnnotatedParameterizedType) field.getAnnotatedType()).getAnnotatedActualTypeArguments()[0];
            Class<?> of = (Class<?>) element.getType();
            JsonNode items = of == String.class
                    ? json().put("type", "string").setAll(withText(words.formOfItems(field)))
                    : of.isEnum() ? names(json(), of) : json().put("$ref", define(of));
            return schema.put("type", "array").setAll(form(field)).set("items", items);
        }
        if (type == Form.class || type == Map.class) {
            return schema.put("type", "object").setAll(form(field));
        }
        if (type.isEnum()) {
            return names(schema, type);
        }
        if ((type.isRecord() || type.isSealed()) && type != Money.class) {
            return schema.put("$ref", define(type));
        }
        String json = INTEGERS.contains(type) ? "integer" : BOOLEANS.contains(type) ? "boolean" : "string";
        schema.put("type", json);
        if (INTEGERS.contains(type)) {
            schema.put("format", LONGS.contains(type) ? "int64" : "int32"); // for who makes a type of it
        }
        return schema.setAll(form(field));
    }

    private static ObjectNode names(ObjectNode schema, Class<?> type) {
        ArrayNode names = schema.put("type", "string").putArray("enum");
        Arrays.stream(type.getEnumConstants()).forEach(constant -> names.add(constant.toString()));
        return schema;
    }

    private ObjectNode form(RecordComponent field) {
        return withText(words.form(field));
    }

    private ObjectNode withText(ObjectNode form) {
        if (form.has("$ref")) {
            defs.put("Text", SchemaWords.text());
        }
        return form;
    }

    /** Makes a type one of the {@code $defs} and answers the reference to it. */
    String define(Class<?> type) {
        String name = type.getSimpleName().replaceFirst("Body$", "");
        if (defs.putIfAbsent(name, json()) == null) { // what holds itself finds itself
            ObjectNode schema = json().put("description", words.meaning(name));
            if (type.isSealed()) {
                ArrayNode each = schema.putArray("oneOf");
                Arrays.stream(type.getPermittedSubclasses()).forEach(leaf -> each.addObject().put("$ref", define(leaf)));
            } else {
                schema.setAll(object(type));
            }
            defs.put(name, schema);
        }
        return "#/$defs/" + name;
    }

    /** The schema of a document, to be kept as {@code path}. */
    ObjectNode document(String path, ObjectNode schema) {
        String title = path.substring(path.indexOf('/') + 1);
        ObjectNode document = json()
                .put("$schema", "https://json-schema.org/draft/2020-12/schema")
                .put("$id", "urn:budget-ledger:schema:" + path.replace('/', ':') + ":v1")
                .put("title", title)
                .put("description", words.meaning(title))
                .setAll(schema);
        if (!defs.isEmpty()) {
            document.putObject("$defs").setAll(defs);
        }
        return document;
    }

    static ObjectNode json() {
        return JsonNodeFactory.instance.objectNode();
    }
}
