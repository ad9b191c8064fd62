package dev.budgetledger.edge.openapi;

import java.lang.annotation.Annotation;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.method.HandlerMethod;
import tools.jackson.databind.node.ObjectNode;

/**
 * Describes each operation of a service by what its handler says: mapping, variables, headers, the record that it answers. Statuses
 * follow from these; {@code @ApiResponse} on a handler adds those that no rule gives. The rest is the service's.
 */
public abstract class ApiDescription implements OperationCustomizer, OpenApiCustomizer {

    private static final String JSON = "application/json";

    private static final String BEARER = "bearer";

    /** Of each part of a text that is read as it comes: what JSON Schema cannot say of the whole, as OpenAPI 3.2 will. */
    private static final String ITEM_SCHEMA = "x-itemSchema";

    private static final List<Integer> ALWAYS = List.of(400, 401, 403, 406, 421, 429, 500, 503);
    private static final List<Integer> WITH_BODY = List.of(408, 413, 415);

    private final AnswerSchemas schemas;
    private final Set<Integer> problems = new TreeSet<>();

    protected ApiDescription(AnswerSchemas schemas) {
        this.schemas = schemas;
    }

    /** The parameters in the query of a handler. */
    protected abstract Stream<Parameter> query(HandlerMethod handler);

    /** The schema of a record that is read. */
    protected abstract ObjectNode body(Class<?> record);

    /** How a variable of an address is written. */
    protected abstract ObjectNode variable(String name, HandlerMethod handler);

    /** The headers of the answer of a handler that does what it was asked for. */
    protected abstract Map<String, Header> headers(HandlerMethod handler, int status);

    /** The answers, by status, that lead to where what was asked for is. */
    protected Map<Integer, ApiResponse> elsewhere(HandlerMethod handler) {
        return Map.of();
    }

    /** Which codes a problem of a status may have. */
    protected ObjectNode codes(int status) {
        return ProblemSchema.codes(status);
    }

    protected final AnswerSchemas schemas() {
        return schemas;
    }

    @Override
    public final Operation customize(Operation operation, HandlerMethod handler) {
        List<Parameter> parameters = new ArrayList<>();
        variables(handler).forEach(name -> parameters.add(variable(name, variable(name, handler))));
        query(handler).forEach(parameters::add);
        requestHeaders(handler).forEach(parameters::add);
        RequestBody body = body(handler);
        int status = success(handler).map(each -> Integer.parseInt(each.responseCode())).orElse(200);
        ApiResponse answer = new ApiResponse()
                .description(HttpStatus.valueOf(status).getReasonPhrase())
                .content(content(handler));
        headers(handler, status).forEach(answer::addHeaderObject);
        success(handler).stream().flatMap(each -> Arrays.stream(each.headers())).forEach(each ->
                answer.addHeaderObject(each.name(), header(each.description(), each.required(), text())));
        List<Integer> refused = annotated(handler)
                .map(each -> Integer.parseInt(each.responseCode())).filter(code -> code >= 400).toList();
        boolean mayBeUnknown = !variables(handler).isEmpty();
        ApiResponses responses = responses(status, answer, body != null,
                Stream.concat(refused.stream(), mayBeUnknown ? Stream.of(404) : Stream.of()).toList());
        elsewhere(handler).forEach((each, response) -> responses.addApiResponse(Integer.toString(each), response));
        return operation.parameters(parameters).requestBody(body).responses(responses);
    }

    @Override
    public final void customise(OpenAPI api) {
        api.servers(List.of(new Server().url("/")));
        api.getComponents().addSecuritySchemes(BEARER, new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme("bearer")
                .description("An access key, or a token of the issuer; nothing where nobody is asked, or what is read is public"));
        api.security(List.of(new SecurityRequirement(), new SecurityRequirement().addList(BEARER)));
        complete(api);
        api.getComponents().setSchemas(null);
        schemas.add("ProblemDetails", ProblemSchema.schema());
        problems.forEach(status -> {
            ApiResponse response = ProblemSchema.response(status, schemas.add(nameOf(status), ProblemSchema.schema(codes(status))));
            view(response);
            api.getComponents().addResponses(nameOf(status), response);
        });
        schemas.components().forEach((name, schema) -> api.getComponents().addSchemas(name, model(schema)));
    }

    /** Adds to a problem what else than JSON it may be told as. */
    protected void view(ApiResponse problem) {}

    /** Adds the operations that no handler has. */
    protected void complete(OpenAPI api) {}

    /**
     * The answers of an operation.
     *
     * @param refused statuses of problems beside those that every operation has
     */
    protected final ApiResponses responses(int status, ApiResponse answer, boolean withBody, List<Integer> refused) {
        ApiResponses all = new ApiResponses().addApiResponse(Integer.toString(status), answer);
        Stream.of(ALWAYS, withBody ? WITH_BODY : List.<Integer>of(), refused).flatMap(List::stream).sorted().distinct().forEach(each -> {
            problems.add(each);
            all.addApiResponse(Integer.toString(each), new ApiResponse().$ref("#/components/responses/" + nameOf(each)));
        });
        return all;
    }

    /** A variable of an address. */
    protected static Parameter variable(String name, ObjectNode schema) {
        return parameter("path", name, true, schema);
    }

    /** A parameter of a request. */
    protected static Parameter parameter(String in, String name, boolean required, ObjectNode schema) {
        return new Parameter().in(in).name(name).required(required).schema(model(schema));
    }

    /** A header of an answer. */
    protected static Header header(String description, boolean always, ObjectNode schema) {
        return new Header().description(description).required(always).schema(model(schema));
    }

    /** Content of a media type. */
    protected final MediaType media(String type, Type of) {
        return switch (type) {
            case JSON -> new MediaType().schema(model(schemas.of(of)));
            case "application/x-ndjson", "text/event-stream" -> parts(schemas.of(of));
            case "application/zip", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" -> new MediaType().schema(model(text().put("format", "binary")));
            default -> new MediaType().schema(model(text()));
        };
    }

    /** A text of parts, each of a schema. */
    protected static MediaType parts(ObjectNode each) {
        MediaType media = new MediaType().schema(model(text().put("format", "binary")));
        media.addExtension(ITEM_SCHEMA, model(each));
        return media;
    }

    /** A schema as springdoc writes it. */
    protected static Schema<?> model(ObjectNode schema) {
        try {
            return Json31.mapper().readValue(schema.toString(), Schema.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    protected static ObjectNode text() {
        return AnswerSchemas.json().put("type", "string");
    }

    private Content content(HandlerMethod handler) {
        Content content = new Content();
        Type answered = answered(handler);
        List<String> produced = Arrays.asList(mapping(handler).produces());
        (produced.isEmpty() ? List.of(JSON) : produced).forEach(type ->
                content.addMediaType(essence(type), media(essence(type), answered)));
        return content;
    }

    /** What is answered where it goes well, as it is said, or as the handler returns it. */
    protected static Type answered(HandlerMethod handler) {
        return success(handler)
                .flatMap(each -> Arrays.stream(each.content()).findFirst())
                .<Type>map(each -> each.schema().implementation())
                .orElseGet(() -> within(handler.getMethod().getGenericReturnType()));
    }

    /** What an entity is of, or a record of which JSON is one value. */
    private static Type within(Type type) {
        return type instanceof ParameterizedType of && of.getRawType() instanceof Class<?> raw && (HttpEntity.class.isAssignableFrom(raw) || isOneValue(raw))
                ? within(of.getActualTypeArguments()[0])
                : type;
    }

    private static boolean isOneValue(Class<?> type) {
        return type.isRecord() && Arrays.stream(type.getRecordComponents())
                .anyMatch(each -> each.getAccessor().isAnnotationPresent(JsonValue.class) && each.getGenericType() instanceof TypeVariable<?>);
    }

    private @Nullable RequestBody body(HandlerMethod handler) {
        List<String> consumed = Arrays.asList(mapping(handler).consumes());
        if (consumed.isEmpty()) {
            return null;
        }
        var described = annotation(handler, io.swagger.v3.oas.annotations.Operation.class).requestBody();
        Class<?> record = Arrays.stream(described.content())
                .<Class<?>>map(each -> each.schema().implementation()).findFirst().orElse(Void.class);
        Content content = new Content();
        consumed.forEach(type -> content.addMediaType(essence(type),
                record == Void.class ? media(essence(type), String.class) : new MediaType().schema(model(body(record)))));
        return new RequestBody().required(described.required()).content(content);
    }

    private Stream<Parameter> requestHeaders(HandlerMethod handler) {
        return parameters(handler, RequestHeader.class)
                .map(header -> header.name().isEmpty() ? header.value() : header.name())
                .filter(name -> !name.equalsIgnoreCase("Content-Type")) // that is the media type of the body
                .map(this::requestHeader);
    }

    /** A header of a request. */
    protected abstract Parameter requestHeader(String name);

    /** The names of the variables of an address. */
    protected static List<String> variables(HandlerMethod handler) {
        return Arrays.stream(handler.getMethodParameters())
                .filter(parameter -> parameter.hasParameterAnnotation(PathVariable.class))
                .map(parameter -> parameter.getParameter().getName())
                .toList();
    }

    private static Optional<io.swagger.v3.oas.annotations.responses.ApiResponse> success(HandlerMethod handler) {
        return annotated(handler).filter(each -> each.responseCode().startsWith("2")).findFirst();
    }

    private static Stream<io.swagger.v3.oas.annotations.responses.ApiResponse> annotated(HandlerMethod handler) {
        return AnnotatedElementUtils.findMergedRepeatableAnnotations(
                handler.getMethod(), io.swagger.v3.oas.annotations.responses.ApiResponse.class).stream();
    }

    private static <A extends Annotation> Stream<A> parameters(HandlerMethod handler, Class<A> annotation) {
        return Arrays.stream(handler.getMethodParameters())
                .map((MethodParameter parameter) -> parameter.getParameterAnnotation(annotation))
                .filter(Objects::nonNull);
    }

    private static RequestMapping mapping(HandlerMethod handler) {
        return annotation(handler, RequestMapping.class);
    }

    private static <A extends Annotation> A annotation(HandlerMethod handler, Class<A> type) {
        A found = AnnotatedElementUtils.findMergedAnnotation(handler.getMethod(), type);
        if (found == null) {
            throw new IllegalStateException(handler + " has no " + type.getSimpleName());
        }
        return found;
    }

    private static String essence(String mediaType) {
        return mediaType.replaceFirst(";.*", "");
    }

    private static String nameOf(int status) {
        return "Problem" + status;
    }
}
