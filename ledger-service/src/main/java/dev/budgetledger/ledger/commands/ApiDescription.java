package dev.budgetledger.ledger.commands;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.core.converter.ResolvedSchema;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.BooleanSchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.parameters.PathParameter;
import io.swagger.v3.oas.models.parameters.QueryParameter;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

import dev.budgetledger.contract.CommandResult;
import dev.budgetledger.contract.HttpHeaderNames;

/** What the OpenAPI description says beyond what the controllers show: headers, answers, and bodies to try. */
@Configuration(proxyBeanMethods = false)
class ApiDescription {

    private static final String BULK = "[{\"type\":\"Adjust\",\"department\":\"301\",\"fiscalYear\":2023,"
            + Objects.requireNonNull(CommandType.named("Adjust")).example().substring(1) + "]";

    private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");

    private static final List<HeaderParameter> HEADERS = List.of(
            header(HttpHeaderNames.IDEMPOTENCY_KEY, "Names the commands that have no key of their own, with their numbers"),
            header(HttpHeaderNames.POSTED_BY, "Who posts it"),
            header(HttpHeaderNames.IF_MATCH, "The stream sequence that must be the last one, such as \"17\""));

    private static final HeaderParameter KEY = required(header(HttpHeaderNames.IDEMPOTENCY_KEY,
            "Names this request: a retry with the same key gets the first answer again"));

    @Bean
    OpenAPI openApi() {
        return new OpenAPI().info(new Info()
                .title("Budget ledger")
                .version("v1")
                .description("Post budget operations of departments 部门预算. Amounts are decimal strings in yuan 元. "
                        + "Refusals are RFC 9457 problems with a stable `code` and the `field` they are about.")
                .license(new License().name("Apache-2.0")));
    }

    @Bean
    OpenApiCustomizer commands(JsonMapper json) {
        return api -> {
            ModelConverters.getInstance(true).readAll(CommandResult.class).forEach(api.getComponents()::addSchemas);
            describeBulk(Objects.requireNonNull(api.getPaths().get(WebConfiguration.POSTINGS)).getPost(), json.readValue(BULK, Object.class));
            CommandType.ALL.forEach(each -> api.path(each.path(),
                    new PathItem().post(described(each, json.readValue(each.example(), Object.class), api.getComponents()))));
        };
    }

    private static Operation described(
            CommandType each, Object example, Components components) {
        ResolvedSchema body = ModelConverters.getInstance(true)
                .resolveAsResolvedSchema(new AnnotatedType(each.body()).resolveAsRef(true));
        body.referencedSchemas.forEach(components::addSchemas);
        Operation command = new Operation()
                .operationId(each.type().substring(0, 1).toLowerCase(Locale.ROOT) + each.type().substring(1))
                .summary(each.summary())
                .addTagsItem(BudgetController.TAG)
                .requestBody(new RequestBody().required(true).content(new Content().addMediaType(
                        "application/json", new MediaType().schema(body.schema).example(example))));
        VARIABLE.matcher(each.path()).results().forEach(variable -> command.addParametersItem(
                new PathParameter().name(variable.group(1)).schema(new StringSchema())));
        command.addParametersItem(KEY);
        HEADERS.stream().skip(1).forEach(command::addParametersItem);
        return command.responses(new ApiResponses()
                .addApiResponse("201", answer("Accepted: the receipt", "application/json",
                        new Schema<>().$ref("#/components/schemas/Receipt")))
                .addApiResponse("400", problem("Malformed: names the field"))
                .addApiResponse("409", problem("Refused: the state of the ledger does not allow it"))
                .addApiResponse("412", problem("Refused: If-Match does not hold"))
                .addApiResponse("422", problem("Refused: the content breaks a rule")));
    }

    private static void describeBulk(Operation bulk, Object example) {
        HEADERS.stream().limit(2).forEach(bulk::addParametersItem);
        bulk.addParametersItem(new QueryParameter()
                .name("atomic")
                .description("true: all or nothing, at most 10,000 commands")
                .required(false)
                .schema(new BooleanSchema()._default(false)));
        Schema<?> result = new Schema<>().$ref("#/components/schemas/CommandResult");
        bulk.requestBody(new RequestBody().required(true).content(new Content()
                .addMediaType("application/json", new MediaType().schema(new ArraySchema().items(new ObjectSchema()))
                        .example(example))
                .addMediaType("application/x-ndjson", new MediaType().schema(new StringSchema()))
                .addMediaType("text/csv", new MediaType().schema(new StringSchema()))));
        bulk.setResponses(new ApiResponses()
                .addApiResponse("200", new ApiResponse().description("What became of each command, in order")
                        .content(new Content()
                                .addMediaType("application/json",
                                        new MediaType().schema(new ArraySchema().items(result)))
                                .addMediaType("application/x-ndjson", new MediaType().schema(result))))
                .addApiResponse("400", problem("Malformed: names the field, and with atomic the line"))
                .addApiResponse("409", problem("Refused, with atomic: names the line"))
                .addApiResponse("422", problem("Refused, with atomic: names the line")));
    }

    private static ApiResponse problem(String description) {
        return answer(description, "application/problem+json", new Schema<>().type("object")
                .addProperty("status", new Schema<>().type("integer"))
                .addProperty("code", new StringSchema())
                .addProperty("field", new StringSchema())
                .addProperty("detail", new StringSchema()));
    }

    private static ApiResponse answer(String description, String type, Schema<?> schema) {
        return new ApiResponse().description(description)
                .content(new Content().addMediaType(type, new MediaType().schema(schema)));
    }

    private static HeaderParameter header(String name, String description) {
        HeaderParameter header = new HeaderParameter();
        header.name(name).description(description).required(false).schema(new StringSchema());
        return header;
    }

    private static HeaderParameter required(HeaderParameter header) {
        header.required(true);
        return header;
    }
}
