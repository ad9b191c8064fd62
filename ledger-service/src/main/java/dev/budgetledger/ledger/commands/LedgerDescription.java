package dev.budgetledger.ledger.commands;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ValueConstants;
import org.springframework.web.method.HandlerMethod;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import dev.budgetledger.contract.CommandLimits;
import dev.budgetledger.contract.CommandResult;
import dev.budgetledger.contract.DryRun;
import dev.budgetledger.contract.HttpHeaderNames;
import dev.budgetledger.contract.Receipt;
import dev.budgetledger.edge.openapi.AnswerSchemas;
import dev.budgetledger.edge.openapi.ApiDescription;
import dev.budgetledger.ledger.budget.Refusal;
import dev.budgetledger.ledger.budget.RefusalCode;
import dev.budgetledger.ledger.commands.sheets.WorkbookFile;

/** The description of the ledger service: what its controllers say, and every {@link CommandType}. */
@Component
final class LedgerDescription extends ApiDescription {

    private static final String JSON = org.springframework.http.MediaType.APPLICATION_JSON_VALUE;
    private static final String NDJSON = org.springframework.http.MediaType.APPLICATION_NDJSON_VALUE;
    private static final String CSV = "text/csv";
    private static final String XLSX = WorkbookFile.MEDIA_TYPE;
    private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");
    private static final String ALSO_DONE = "2XX";
    private static final List<Integer> REFUSED = List.of(409, 412, 422);

    private final CommandSchemas commands;
    private final JsonMapper json;

    LedgerDescription(JsonMapper json) {
        super(new AnswerSchemas(false));
        this.commands = new CommandSchemas(schemas());
        this.json = json;
    }

    @Override
    protected void complete(OpenAPI api) {
        api.info(new Info()
                .title("Budget ledger")
                .version("v1")
                .description("Post budget operations of departments 部门预算. Amounts are decimal strings in yuan 元. "
                        + "Refusals are RFC 9457 problems with a stable `code` and the `field` they are about.")
                .license(new License().name("Apache-2.0").identifier("Apache-2.0")));
        CommandType.ALL.forEach(each -> api.path(each.path(), new PathItem().post(command(each))));
        api.path(WebConfiguration.POSTINGS, new PathItem().post(many()));
    }

    /** Whatever is asked of the log is asked with whole numbers. */
    @Override
    protected Stream<Parameter> query(HandlerMethod handler) {
        return Arrays.stream(handler.getMethodParameters())
                .filter(parameter -> parameter.hasParameterAnnotation(RequestParam.class))
                .map(parameter -> {
                    RequestParam asked = Objects.requireNonNull(parameter.getParameterAnnotation(RequestParam.class));
                    boolean hasDefault = !asked.defaultValue().equals(ValueConstants.DEFAULT_NONE);
                    ObjectNode schema = AnswerSchemas.json().put("type", "integer").put("format", "int64");
                    var bounds = parameter.getParameterAnnotation(io.swagger.v3.oas.annotations.media.Schema.class);
                    schema.put("minimum", bounds == null ? 0 : Long.parseLong(bounds.minimum()))
                            .put("maximum", bounds == null ? Fields.NUMBER_MAX : Long.parseLong(bounds.maximum()));
                    if (hasDefault) {
                        schema.put("default", Long.parseLong(asked.defaultValue()));
                    }
                    return parameter("query", parameter.getParameter().getName(), asked.required() && !hasDefault, schema);
                });
    }

    @Override
    protected ObjectNode body(Class<?> record) {
        throw new IllegalStateException("a body that is no command: " + record);
    }

    @Override
    protected ObjectNode variable(String name, HandlerMethod handler) {
        return variable(name);
    }

    @Override
    protected Map<String, Header> headers(HandlerMethod handler, int status) {
        return Map.of();
    }

    /** Refusals are problems too. */
    @Override
    protected ObjectNode codes(int status) {
        ObjectNode codes = super.codes(status);
        Arrays.stream(RefusalCode.values())
                .filter(each -> Problems.of(new Refusal(each, "", "")).status() == status)
                .forEach(each -> codes.withArray("enum").add(each.name()));
        return codes;
    }

    @Override
    protected Parameter requestHeader(String name) {
        return switch (name) {
            case HttpHeaderNames.IDEMPOTENCY_KEY -> header(name, true,
                    "Names this request: a retry with the same key gets the first answer again", text().put("maxLength", CommandLimits.IDEMPOTENCY_KEY_CHARS_MAX));
            case HttpHeaderNames.POSTED_BY -> header(name, false, "Who posts it", text().put("maxLength", CommandLimits.POSTED_BY_CHARS_MAX));
            case HttpHeaderNames.IF_MATCH -> header(name, false,
                    "The stream sequence that must be the last one, such as \"17\"", text().put("pattern", "^\"?[0-9]{1,18}\"?$"));
            default -> throw new IllegalStateException("no words for the header " + name);
        };
    }

    private static Parameter header(String name, boolean required, String description, ObjectNode schema) {
        return parameter("header", name, required, schema.put("minLength", 1)).description(description);
    }

    private static ObjectNode variable(String name) {
        return switch (name) {
            case "department" -> text().put("pattern", "^[A-Za-z0-9]{1,12}$");
            case "year" -> AnswerSchemas.json().put("type", "integer").put("format", "int32").put("minimum", 1949).put("maximum", 9999);
            default -> throw new IllegalStateException("no words for the variable " + name);
        };
    }

    private static Parameter dryRun(String description) {
        return parameter("query", CommandLane.DRY_RUN, false, AnswerSchemas.json().put("type", "boolean").put("default", false))
                .description(description);
    }

    private Operation command(CommandType each) {
        Operation operation = new Operation()
                .operationId(each.type().substring(0, 1).toLowerCase(Locale.ROOT) + each.type().substring(1))
                .summary(each.summary())
                .addTagsItem(BudgetController.TAG)
                .requestBody(new RequestBody().required(true).content(new Content().addMediaType(JSON, new MediaType()
                        .schema(model(commands.body(each)))
                        .example(json.readValue(each.example(), Object.class)))));
        VARIABLE.matcher(each.path()).results().map((MatchResult found) -> found.group(1))
                .forEach(name -> operation.addParametersItem(variable(name, variable(name))));
        Stream.of(HttpHeaderNames.IDEMPOTENCY_KEY, HttpHeaderNames.POSTED_BY, HttpHeaderNames.IF_MATCH)
                .forEach(name -> operation.addParametersItem(requestHeader(name)));
        operation.addParametersItem(dryRun("true: nothing is recorded; answered 200 with what would be, or as without it. No key is needed, and none is used up"));
        ApiResponse receipt = new ApiResponse().description("Accepted: the receipt")
                .content(new Content().addMediaType(JSON, media(JSON, Receipt.class)))
                .addHeaderObject(HttpHeaders.ETAG, header("The sequence of the stream", true, text()))
                .addHeaderObject(HttpHeaderNames.IDEMPOTENCY_REPLAYED, header("Whether it is the first answer again", true, text()));
        ApiResponses all = responses(201, receipt, true, REFUSED);
        // Who makes a client takes the lowest status for what the operation answers.
        all.addApiResponse(ALSO_DONE, new ApiResponse().description("200, with dryRun: what would be recorded and changed")
                .content(new Content().addMediaType(JSON, media(JSON, DryRun.class))));
        return operation.responses(all);
    }

    private Operation many() {
        ObjectNode document = commands.anyDocument();
        ObjectNode array = AnswerSchemas.json().put("type", "array");
        array.set("items", document);
        ObjectNode results = AnswerSchemas.json().put("type", "array");
        results.set("items", schemas().of(CommandResult.class));
        String example = "[{\"type\":\"Adjust\",\"department\":\"301\",\"fiscalYear\":2023,"
                + Objects.requireNonNull(CommandType.named("Adjust")).example().substring(1) + "]";
        return new Operation()
                .operationId("postMany")
                .summary("Post many 批量: commands as a JSON array, one a line, or a table of posting lines, CSV or a workbook")
                .addTagsItem("Bulk 批量")
                .addParametersItem(parameter("query", "atomic", false, AnswerSchemas.json().put("type", "boolean").put("default", false))
                        .description("true: all or nothing, at most 10,000 commands"))
                .addParametersItem(parameter("query", "sheet", false, text().put("minLength", 1))
                        .description("Which sheet of a workbook; the first that is not hidden, if absent"))
                .addParametersItem(requestHeader(HttpHeaderNames.IDEMPOTENCY_KEY).required(false)
                        .description("Names the commands that have no key of their own, with their numbers"))
                .addParametersItem(requestHeader(HttpHeaderNames.POSTED_BY))
                .addParametersItem(dryRun("true: nothing is recorded; at most 10,000 commands, each decided on what those before it would leave"))
                .requestBody(new RequestBody().required(true).content(new Content()
                        .addMediaType(JSON, new MediaType().schema(model(array)).example(json.readValue(example, Object.class)))
                        .addMediaType(NDJSON, parts(document))
                        .addMediaType(CSV, new MediaType().schema(model(text())))
                        .addMediaType(XLSX, media(XLSX, byte[].class))))
                .responses(responses(200, new ApiResponse().description("What became of each command, in order")
                        .content(new Content()
                                .addMediaType(JSON, new MediaType().schema(model(results)))
                                .addMediaType(NDJSON, media(NDJSON, CommandResult.class))
                                .addMediaType(CSV, new MediaType().schema(model(text())))
                                .addMediaType(XLSX, media(XLSX, byte[].class))), true, REFUSED));
    }
}
