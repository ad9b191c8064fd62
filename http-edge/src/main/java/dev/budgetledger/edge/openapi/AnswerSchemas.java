package dev.budgetledger.edge.openapi;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import dev.budgetledger.contract.Money;
import dev.budgetledger.contract.form.Form;

/**
 * The JSON Schemas of what is answered, each record one of the components: what is written always is required, and what may be
 * null says so. A record of the contract that has a schema of its own keeps it.
 */
public final class AnswerSchemas {

    private static final String COMPONENT = "#/components/schemas/";

    private final boolean writesNulls;
    private final Map<String, Class<?>> records = new HashMap<>();
    private final Map<String, ObjectNode> components = new TreeMap<>();

    /** @param writesNulls whether what is absent is written as null, if its record does not say otherwise */
    public AnswerSchemas(boolean writesNulls) {
        this.writesNulls = writesNulls;
    }

    /** All components so far, by name. */
    Map<String, ObjectNode> components() {
        return components;
    }

    /** An empty object. */
    public static ObjectNode json() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** A reference to a component. */
    public static ObjectNode reference(String name) {
        return json().put("$ref", COMPONENT + name);
    }

    /** Adds a component and answers the reference to it. */
    public ObjectNode add(String name, ObjectNode schema) {
        components.put(name, schema);
        return reference(name);
    }

    /**
     * Adds a schema of the contract, what it defines becoming components too.
     *
     * @param path below its folder, {@code results/Receipt}
     * @param suffix of the names of what it defines, so that a line of a request is not the line of a fact
     */
    public ObjectNode contract(String path, String suffix) {
        return add(path.substring(path.indexOf('/') + 1), definedIn(path, suffix));
    }

    /** Adds what a schema of the contract defines, and answers the schema itself. */
    public ObjectNode definedIn(String path, String suffix) {
        ObjectNode schema = ContractSchema.read(path, COMPONENT, suffix);
        if (schema.remove("$defs") instanceof ObjectNode defs) {
            defs.properties().forEach(each -> components.put(
                    ContractSchema.nameOf(each.getKey(), suffix), (ObjectNode) each.getValue()));
        }
        return schema;
    }

    /**
     * The schema of a type that is written.
     *
     * @throws IllegalStateException if another record has its name already
     */
    public ObjectNode of(Type type) {
        if (type instanceof ParameterizedType generic) {
            Type last = generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1];
            return Collection.class.isAssignableFrom((Class<?>) generic.getRawType())
                    ? json().put("type", "array").set("items", of(last))
                    : json().put("type", "object").set("additionalProperties", of(last));
        }
        Class<?> of = (Class<?>) type;
        ObjectNode simple = simple(of);
        if (simple != null) {
            return simple;
        }
        String contract = ContractSchema.pathOf(of);
        if (contract != null) {
            return components.containsKey(of.getSimpleName()) ? reference(of.getSimpleName()) : contract(contract, "");
        }
        return of.isSealed() ? oneOf(of) : record(of);
    }

    /** What is one of several records, which are distinguished by their fields. */
    private ObjectNode oneOf(Class<?> type) {
        ObjectNode schema = json();
        Arrays.stream(type.getPermittedSubclasses()).forEach(each -> schema.withArray("anyOf").add(of(each)));
        return schema;
    }

    private static @Nullable ObjectNode simple(Class<?> type) {
        if (type.isEnum()) {
            ObjectNode schema = json().put("type", "string");
            Arrays.stream(type.getEnumConstants()).forEach(each -> schema.withArray("enum").add(each.toString()));
            return schema;
        }
        return switch (type.getSimpleName()) {
            case "String" -> json().put("type", "string");
            case "boolean", "Boolean" -> json().put("type", "boolean");
            case "int", "Integer" -> json().put("type", "integer").put("format", "int32");
            case "long", "Long" -> json().put("type", "integer").put("format", "int64");
            default -> type == LocalDate.class ? json().put("type", "string").put("format", "date")
                    : type == Instant.class ? json().put("type", "string").put("format", "date-time")
                    : type == Form.class ? json().put("type", "object") // in a language that has a page of its own
                    : type == Money.class ? json().put("type", "string").put("pattern", "^-?[0-9]+\\.[0-9]{2}$")
                    : null;
        };
    }

    private ObjectNode record(Class<?> type) {
        if (!type.isRecord()) {
            throw new IllegalStateException("no schema is known of " + type);
        }
        String name = nameOf(type);
        Class<?> other = records.put(name, type);
        if (other == null) {
            ObjectNode schema = json().put("type", "object");
            components.put(name, schema); // what holds itself finds itself
            schema.setAll(fields(type));
        } else if (other != type) {
            throw new IllegalStateException(type + " and " + other + " are both called " + name);
        }
        return reference(name);
    }

    private ObjectNode fields(Class<?> type) {
        ObjectNode object = json();
        for (RecordComponent field : type.getRecordComponents()) {
            if (field.getAccessor().isAnnotationPresent(JsonIgnore.class)) {
                continue;
            }
            if (field.getAccessor().isAnnotationPresent(JsonUnwrapped.class)) {
                ObjectNode inner = fields(field.getType());
                object.withArray("required").addAll(inner.withArray("required"));
                object.withObject("properties").setAll(inner.withObject("properties"));
                continue;
            }
            ObjectNode schema = of(field.getGenericType());
            boolean optional = isOptional(field);
            if (!optional || isWrittenAsNull(field)) {
                object.withArray("required").add(nameOf(field));
            }
            object.withObject("properties").set(nameOf(field), optional && isWrittenAsNull(field) ? orNull(schema) : schema);
        }
        return object;
    }

    private static boolean isOptional(RecordComponent field) {
        return field.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    private boolean isWrittenAsNull(RecordComponent field) {
        for (AnnotatedElement place : List.of(field.getAccessor(), field.getDeclaringRecord())) {
            JsonInclude included = place.getAnnotation(JsonInclude.class);
            if (included != null) {
                return included.value() == JsonInclude.Include.ALWAYS;
            }
        }
        return writesNulls;
    }

    /** The same, or null. */
    public static ObjectNode orNull(ObjectNode schema) {
        JsonNode type = schema.get("type");
        if (type == null) {
            ObjectNode either = json();
            either.withArray("anyOf").add(schema).add(json().put("type", "null"));
            return either;
        }
        schema.putArray("type").add(type).add("null");
        if (schema.has("enum")) {
            schema.withArray("enum").addNull();
        }
        return schema;
    }

    private static String nameOf(RecordComponent field) {
        JsonProperty named = field.getAccessor().getAnnotation(JsonProperty.class);
        return named == null ? field.getName() : named.value();
    }

    /** A record within another is called after both. */
    private static String nameOf(Class<?> type) {
        Class<?> outer = type.getEnclosingClass();
        String own = type.getSimpleName().replaceFirst("(?<=.)(Documents?|Body|Controller)$", "");
        return outer == null || outer.getSimpleName().endsWith("Controller") ? own : nameOf(outer) + own;
    }
}
