package dev.budgetledger.edge.openapi;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.responses.ApiResponse;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.node.ObjectNode;

import dev.budgetledger.contract.HttpHeaderNames;
import dev.budgetledger.edge.problems.Problem;
import dev.budgetledger.edge.problems.ProblemCode;

/** What is answered where something goes wrong, of whichever service: RFC 9457. */
final class ProblemSchema {

    /** What is answered under an idempotency key. */
    private static final Set<Integer> REFUSALS = Set.of(409, 412, 422);

    private ProblemSchema() {}

    static ObjectNode schema() {
        ObjectNode schema = AnswerSchemas.json()
                .put("description", "RFC 9457: what went wrong; `code` is stable, for programs.")
                .put("type", "object");
        List.of("type", "title", "status", "detail", "code", "field").forEach(schema.withArray("required")::add);
        ObjectNode fields = schema.withObject("properties");
        fields.withObject("type").put("type", "string").put("format", "uri-reference");
        fields.withObject("title").put("type", "string");
        fields.withObject("status").put("type", "integer").put("format", "int32");
        fields.withObject("detail").put("type", "string").put("description", "A sentence for a person; may change.");
        fields.withObject("instance").put("type", "string").put("format", "uri-reference");
        fields.withObject("code").put("type", "string").put("pattern", "^[A-Z][A-Z0-9_]*$");
        fields.withObject("field").put("type", "string").put("description", "What in the request it is about; empty if nothing in particular.");
        fields.withObject("line").put("type", "integer").put("format", "int64")
                .put("description", "Which command of many it is about, from 1.");
        fields.withObject("faults").put("type", "array")
                .put("description", "Of commands that are posted all or none: all that is wrong, up to 1,000.")
                .set("items", fault());
        fields.withObject("moreFaults").put("type", "integer").put("format", "int32")
                .put("description", "How many faults there are beside those.");
        return schema;
    }

    private static ObjectNode fault() {
        ObjectNode fault = AnswerSchemas.json().put("type", "object");
        List.of("line", "code", "field", "detail").forEach(fault.withArray("required")::add);
        ObjectNode fields = fault.withObject("properties");
        fields.withObject("line").put("type", "integer").put("format", "int64").put("description", "The line, or the row of a sheet, from 1.");
        fields.withObject("column").put("type", "string").put("description", "Of a table: the header of the column, as it was written.");
        fields.withObject("code").put("type", "string").put("pattern", "^[A-Z][A-Z0-9_]*$");
        fields.withObject("field").put("type", "string");
        fields.withObject("detail").put("type", "string");
        return fault;
    }

    /** Which codes a status has in either service; its own name stands for what HTTP itself refuses. */
    static ObjectNode codes(int status) {
        Set<String> codes = new TreeSet<>();
        Arrays.stream(ProblemCode.values()).filter(each -> each.status() == status).forEach(each -> codes.add(each.name()));
        if (!REFUSALS.contains(status)) {
            codes.add(Problem.ofStatus(status, "", null).code());
        }
        ObjectNode schema = AnswerSchemas.json().put("type", "string");
        codes.forEach(schema.putArray("enum")::add);
        return schema;
    }

    /** A problem whose code is one of some. */
    static ObjectNode schema(ObjectNode codes) {
        ObjectNode schema = AnswerSchemas.json();
        schema.withArray("allOf").add(AnswerSchemas.reference("ProblemDetails"))
                .addObject().withObject("properties").set("code", codes);
        return schema;
    }

    static ApiResponse response(int status, ObjectNode problem) {
        ApiResponse response = new ApiResponse()
                .description(HttpStatus.valueOf(status).getReasonPhrase())
                .content(new Content().addMediaType("application/problem+json",
                        new MediaType().schema(ApiDescription.model(problem))));
        if (status == HttpStatus.SERVICE_UNAVAILABLE.value() || status == HttpStatus.TOO_MANY_REQUESTS.value()) {
            response.addHeaderObject("Retry-After", ApiDescription.header(
                    "In how many seconds to ask again, where that helps", false, AnswerSchemas.json().put("type", "integer")));
        } else if (status == HttpStatus.UNAUTHORIZED.value()) {
            response.addHeaderObject("WWW-Authenticate", ApiDescription.header(
                    "Bearer (RFC 6750)", true, AnswerSchemas.json().put("type", "string")));
        } else if (REFUSALS.contains(status)) {
            response.addHeaderObject(HttpHeaderNames.IDEMPOTENCY_REPLAYED, ApiDescription.header(
                    "Of a command: whether it is the first answer again", false, AnswerSchemas.json().put("type", "string")));
        }
        return response;
    }
}
