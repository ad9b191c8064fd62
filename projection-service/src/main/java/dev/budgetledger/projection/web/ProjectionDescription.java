package dev.budgetledger.projection.web;

import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Year;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.method.HandlerMethod;
import tools.jackson.databind.node.ObjectNode;

import dev.budgetledger.contract.CommandLimits;
import dev.budgetledger.contract.HttpHeaderNames;
import dev.budgetledger.contract.Publication;
import dev.budgetledger.edge.openapi.AnswerSchemas;
import dev.budgetledger.edge.openapi.ApiDescription;

/** The description of the projection service: parameters are the components of the {@link Query} records. */
@Component
final class ProjectionDescription extends ApiDescription {

    private static final List<Integer> REFUSED = List.of(409, 422);

    ProjectionDescription() {
        super(new AnswerSchemas(true));
    }

    @Override
    protected void complete(OpenAPI api) {
        api.info(new Info()
                .title("Budget ledger: disclosures 部门预算公开")
                .version("v1")
                .description("Department budgets as of any point in two times: effectiveOn 业务日期, when it "
                        + "counts, and recordedAsOf 记账时间, when it was known. Answers say what they are as "
                        + "of; asking again with that gives the same bytes. Amounts are decimal strings in "
                        + "the unit named, each rounded half up by itself.")
                .license(new License().name("Apache-2.0").identifier("Apache-2.0")));
    }

    @Override
    protected Stream<Parameter> query(HandlerMethod handler) {
        return Arrays.stream(handler.getMethodParameters())
                .map(MethodParameter::getParameterType)
                .filter(Query.class::isAssignableFrom)
                .flatMap(Query::parameters)
                .map(ProjectionDescription::parameter);
    }

    private static Parameter parameter(RecordComponent field) {
        var said = Objects.requireNonNull(
                field.getAccessor().getAnnotation(io.swagger.v3.oas.annotations.Parameter.class), field::toString);
        ObjectNode schema = field.getName().equals("table") ? table() : ParameterValues.schema(field.getType());
        return parameter("query", field.getName(), said.required(), within(schema, said.schema()))
                .description(said.description());
    }

    /** What is read of a body is written as parameters are. */
    @Override
    protected ObjectNode body(Class<?> record) {
        ObjectNode object = AnswerSchemas.json().put("type", "object").put("additionalProperties", false);
        for (RecordComponent field : record.getRecordComponents()) {
            JsonProperty named = field.getAccessor().getAnnotation(JsonProperty.class);
            String name = named == null ? field.getName() : named.value();
            Schema said = field.getAccessor().getAnnotation(Schema.class);
            ObjectNode schema = schema(field.getType());
            if (said != null) {
                within(schema, said);
            }
            boolean optional = field.getAnnotatedType().isAnnotationPresent(Nullable.class)
                    || (said != null && said.requiredMode() == Schema.RequiredMode.NOT_REQUIRED);
            if (!optional) {
                object.withArray("required").add(name);
            }
            object.withObject("properties").set(name, optional ? AnswerSchemas.orNull(schema) : schema);
        }
        return schemas().add(record.getSimpleName(), object);
    }

    private static ObjectNode schema(Class<?> type) {
        return type == boolean.class
                ? AnswerSchemas.json().put("type", "boolean")
                : ParameterValues.schema(type == long.class ? Long.class : type == int.class ? Integer.class : type);
    }

    private static ObjectNode within(ObjectNode schema, Schema said) {
        if (!said.minimum().isEmpty()) {
            schema.put("minimum", Long.parseLong(said.minimum()));
        }
        if (!said.maximum().isEmpty()) {
            schema.put("maximum", Long.parseLong(said.maximum()));
        }
        if (said.maxLength() != Integer.MAX_VALUE) {
            schema.put("minLength", 1).put("maxLength", said.maxLength());
        }
        if (!said.pattern().isEmpty()) {
            schema.put("pattern", said.pattern());
        }
        if (said.allowableValues().length > 0) {
            Stream.of(said.allowableValues()).forEach(schema.putArray("enum")::add);
        }
        return schema;
    }

    /** The tables of the form that is asked for; of most, and of that of the year, these. */
    private static ObjectNode table() {
        ObjectNode ids = ofForm();
        Publication.TABLES.forEach(ids.withArray("examples")::add);
        return ids;
    }

    private static ObjectNode ofForm() {
        return text().put("pattern", "^[A-Za-z][A-Za-z0-9_-]{0,63}$");
    }

    @Override
    protected ObjectNode variable(String name, HandlerMethod handler) {
        Schema said = Arrays.stream(handler.getMethodParameters())
                .filter(parameter -> name.equals(parameter.getParameter().getName()))
                .map(parameter -> parameter.getParameterAnnotation(Schema.class))
                .filter(Objects::nonNull).findFirst().orElse(null);
        if (said != null) {
            return within(text(), said);
        }
        return switch (name) {
            case "department" -> text().put("pattern", "^[A-Za-z0-9]{1,12}$");
            case "year" -> ParameterValues.schema(Year.class);
            case "id" -> table();
            case "form" -> ofForm();
            case "number", "row", "position" -> ParameterValues.schema(Long.class).put("minimum", 1);
            case "column" -> text();
            default -> throw new IllegalStateException("no words for the variable " + name);
        };
    }

    /** Who answers with an entity of a response says of when the answer is; with one of HTTP, it is of no point. */
    @Override
    protected Map<String, Header> headers(HandlerMethod handler, int status) {
        Map<String, Header> headers = new LinkedHashMap<>();
        headers.put("Budget-Shard", header("Of which share of the departments it is, 2/3; absent if of all", false, text()));
        if (handler.hasMethodAnnotation(GetMapping.class)
                && handler.getMethod().getReturnType() == ResponseEntity.class) {
            headers.put("Effective-On", header("业务日期", true, ParameterValues.schema(LocalDate.class)));
            headers.put("Recorded-As-Of", header("记账时间", true, ParameterValues.schema(Instant.class)));
            headers.put("Ledger-Position", header("The position of the log", true, ParameterValues.schema(Long.class)));
            headers.put("Checkpoint", header("Size and root of a checkpoint over the position", false, text()));
            headers.put("Ledger-Lag", header("How far the answer is behind, RFC 9651; absent if it is not", false, text()));
        }
        if (isPage(handler)) {
            headers.putAll(ofPages());
            headers.put("Vary", header("Accept, where it chose the form", false, text()));
        }
        if (answered(handler) instanceof Class<?> list && list.isRecord()
                && Stream.of(list.getRecordComponents()).anyMatch(each -> each.getName().equals("next"))) {
            headers.put("Link", header(Paging.LINK, false, text()));
        }
        return headers;
    }

    private static Map<String, Header> ofPages() {
        Map<String, Header> headers = new LinkedHashMap<>();
        headers.put("Content-Security-Policy", header("Of a page: its own style and script, and nothing else", false, text()));
        headers.put("X-Content-Type-Options", header("Of a page: nosniff", false, text()));
        headers.put("Referrer-Policy", header("Of a page: same-origin, of a document: no-referrer", false, text()));
        return headers;
    }

    /** A page, to who would rather have one than JSON. */
    @Override
    protected void view(ApiResponse problem) {
        problem.getContent().addMediaType(MediaType.TEXT_HTML_VALUE, new io.swagger.v3.oas.models.media.MediaType().schema(model(text())));
        ofPages().forEach(problem::addHeaderObject);
    }

    /** Where departments are shared out. */
    @Override
    protected Map<Integer, ApiResponse> elsewhere(HandlerMethod handler) {
        return variables(handler).contains("department")
                ? Map.of(307, new ApiResponse()
                        .description("The department is of another shard: this is its address there")
                        .addHeaderObject("Location", header("To be asked in the same way", true, text().put("format", "uri"))))
                : Map.of();
    }

    private static boolean isPage(HandlerMethod handler) {
        GetMapping mapping = handler.getMethodAnnotation(GetMapping.class);
        return mapping != null && Arrays.stream(mapping.produces()).anyMatch(type -> type.startsWith(MediaType.TEXT_HTML_VALUE));
    }

    /** Why a publication is refused is said by the ledger, whose codes are its own. */
    @Override
    protected ObjectNode codes(int status) {
        ObjectNode codes = super.codes(status);
        if (REFUSED.contains(status)) {
            codes.set("examples", codes.remove("enum"));
            codes.put("description", "One of these; of a publication, why the ledger refuses it, as its description has it.");
        }
        return codes;
    }

    @Override
    protected Parameter requestHeader(String name) {
        return switch (name) {
            case HttpHeaderNames.IDEMPOTENCY_KEY -> parameter("header", name, true,
                            text().put("minLength", 1).put("maxLength", CommandLimits.IDEMPOTENCY_KEY_CHARS_MAX))
                    .description("Names this request: a retry with the same key gets the first answer again");
            case HttpHeaderNames.POSTED_BY -> parameter("header", name, false,
                            text().put("minLength", 1).put("maxLength", CommandLimits.POSTED_BY_CHARS_MAX))
                    .description("Who posts it");
            default -> throw new IllegalStateException("no words for the header " + name);
        };
    }
}
