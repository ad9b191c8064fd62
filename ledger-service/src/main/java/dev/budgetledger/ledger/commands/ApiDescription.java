package dev.budgetledger.ledger.commands;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
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
import io.swagger.v3.oas.models.parameters.QueryParameter;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

import dev.budgetledger.contract.CommandResult;
import dev.budgetledger.contract.Publication;

/** What the OpenAPI description says beyond what the controllers show: headers, answers, and bodies to try. */
@Configuration(proxyBeanMethods = false)
class ApiDescription {

    private static final String LINE = """
            "fund":"GENERAL_PUBLIC","function":"2010301","kind":"OPERATING","economic":"%s\"""";
    private static final String PAPER = """
            "documentNo":"追加1号","effectiveOn":"2023-06-30","reason":"追加办公费\"""";
    private static final String LINES =
            "{" + PAPER + ",\"lines\":[{" + LINE.formatted("30201") + ",\"amount\":\"1000000.00\"}]}";

    private static final String PUBLICATION = """
            {"documentNo":"公开1号","publishedOn":"2023-02-10","reason":"部门预算公开",\
            "asOf":{"effectiveOn":"2023-12-31","position":7},"basis":"ADJUSTED","unit":"WAN_YUAN","tables":[%s],\
            "checkpoint":"what GET /v1/log/checkpoint answers"}""".formatted(Publication.TABLES.stream()
            .map(id -> "{\"id\":\"" + id + "\",\"sha256\":\"" + "0".repeat(64) + "\"}")
            .collect(Collectors.joining(",")));

    /** Bodies that the standalone run accepts as they are, but for the checkpoint of a publication. */
    private static final Map<String, String> EXAMPLES = Map.ofEntries(
            Map.entry("/v1/budgets", """
                    {"department":{"code":"302","name":"某部门"},"fiscalYear":2023}"""),
            Map.entry("/v1/classifications/{year}", """
                    [{"type":"FUNCTION","code":"2010301","name":"行政运行"}]"""),
            Map.entry("/v1/budgets/{department}/{year}/allocations", LINES),
            Map.entry("/v1/budgets/{department}/{year}/adjustments", LINES),
            Map.entry("/v1/budgets/{department}/{year}/transfers", "{" + PAPER
                    + ",\"amount\":\"100000.00\",\"from\":{" + LINE.formatted("30211") + "},\"to\":{"
                    + LINE.formatted("30201") + "}}"),
            Map.entry("/v1/budgets/{department}/{year}/freezes", LINES),
            Map.entry("/v1/budgets/{department}/{year}/releases", LINES),
            Map.entry("/v1/budgets/{department}/{year}/carry-forwards", LINES),
            Map.entry("/v1/budgets/{department}/{year}/reversals", "{" + PAPER + ",\"postingId\":\"301-2023-1\"}"),
            Map.entry("/v1/budgets/{department}/{year}/closing", "{" + PAPER + "}"),
            Map.entry("/v1/budgets/{department}/{year}/publications", PUBLICATION));

    private static final String BULK = "[{\"type\":\"Adjust\",\"department\":\"301\",\"fiscalYear\":2023,"
            + LINES.substring(1) + "]";

    private static final List<HeaderParameter> HEADERS = List.of(
            header(CommandHeaders.IDEMPOTENCY_KEY, "Names the commands that have no key of their own, with their numbers"),
            header(CommandHeaders.POSTED_BY, "Who posts it"),
            header(CommandHeaders.IF_MATCH, "The stream sequence that must be the last one, such as \"17\""));

    private static final HeaderParameter KEY = required(header(CommandHeaders.IDEMPOTENCY_KEY,
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
            api.getPaths().forEach((path, item) -> {
                if (path.equals(WebConfiguration.POSTINGS)) {
                    describeBulk(item.getPost(), json.readValue(BULK, Object.class));
                } else if (item.getPost() != null && EXAMPLES.containsKey(path)) {
                    describe(item.getPost(), json.readValue(EXAMPLES.get(path), Object.class));
                }
            });
        };
    }

    private static void describe(Operation command, Object example) {
        command.addParametersItem(KEY);
        HEADERS.stream().skip(1).forEach(command::addParametersItem);
        command.getRequestBody().getContent().values().forEach(body -> body.setExample(example));
        command.setResponses(new ApiResponses()
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
