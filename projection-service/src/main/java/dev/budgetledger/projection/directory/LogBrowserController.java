package dev.budgetledger.projection.directory;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.budgetledger.projection.console.InPage;
import dev.budgetledger.projection.console.PageConverter;
import dev.budgetledger.projection.console.PageFormat;
import dev.budgetledger.projection.entries.AsOf;
import dev.budgetledger.projection.entries.BudgetDirectory;
import dev.budgetledger.projection.entries.BudgetDirectory.FactHead;
import dev.budgetledger.projection.entries.BudgetDirectory.FactHeads;
import dev.budgetledger.projection.entries.BudgetReader;
import dev.budgetledger.projection.web.AsOfDocument;
import dev.budgetledger.projection.web.FormQuery;
import dev.budgetledger.projection.web.KnownParameters;
import dev.budgetledger.projection.web.Paging;

/** 账本日志: which facts were received, in order. */
@RestController
@Tag(name = "Log 账本日志")
class LogBrowserController {

    private final BudgetReader reader;
    private final BudgetDirectory directory;

    LogBrowserController(BudgetReader reader, BudgetDirectory directory) {
        this.reader = reader;
        this.directory = directory;
    }

    /**
     * Facts in order, without what they say.
     *
     * @param position through which they are shown
     * @param next the address of the next page; null at the end. A page may be short, or empty, though there is one
     */
    @JsonPropertyOrder({"position", "facts", "next"})
    record LogDocument(long position, List<LoggedFact> facts, @Nullable String next) {}

    /** @param envelope where the ledger service gives the bytes, relative to its host */
    @JsonPropertyOrder({"position", "recordedAt", "stream", "sequence", "type", "postedBy", "envelope"})
    record LoggedFact(long position, Instant recordedAt, String stream, long sequence, String type, String postedBy, String envelope) {

        static LoggedFact of(FactHead fact) {
            return new LoggedFact(fact.position(), fact.recordedAt(), fact.stream(), fact.sequence(), fact.type(), fact.postedBy(),
                    "/v1/facts?after=" + (fact.position() - 1) + "&limit=1");
        }
    }

    @GetMapping(path = "/v1/log", produces = {MediaType.APPLICATION_JSON_VALUE, PageConverter.HTML})
    @Operation(summary = "账本日志: the facts that were received, by stream and type, page by page")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = LogDocument.class)), headers = {
        @Header(name = "Vary", description = "Accept, where it chose the form"), @Header(name = "Link", description = Paging.LINK)})
    ResponseEntity<InPage> log(LogQuery query) {
        int limit = Paging.limit(query.limit());
        AsOf point = query.known().point(reader);
        long position = point.position();
        FactHeads found = directory.facts(query.stream(), query.type(), query.after() == null ? 0 : query.after(), position, limit);
        String next = found.next() == null ? null : "/v1/log?position=" + position + query.inAddress() + "&after=" + found.next();
        LogDocument document = new LogDocument(position, found.facts().stream().map(LoggedFact::of).toList(), next);
        AsOfDocument asOf = AsOfDocument.of(point);
        return InPage.answer(asOf, query.format(), next, new InPage(document, () -> new LogPage(document, query, asOf).html()));
    }

    /** What may be asked of the log. */
    record LogQuery(
            KnownParameters known,
            @Parameter(description = "only of this stream, such as 301-2023")
            @Nullable String stream,
            @Parameter(description = "only of this type, such as BudgetAdjusted")
            @Nullable String type,
            @Parameter(description = "facts behind this position")
            @Nullable Long after,
            @Parameter(description = Paging.LIMIT, schema = @Schema(minimum = "1", maximum = "1000"))
            @Nullable Integer limit,
            @Parameter(description = PageFormat.DESCRIPTION)
            @Nullable PageFormat format)
            implements FormQuery {

        String inAddress() {
            return asked() + PageFormat.inAddress(format);
        }

        /** But for the point, where it begins and what it is written as. */
        String asked() {
            Map<String, String> asked = new LinkedHashMap<>();
            if (stream != null) {
                asked.put("stream", stream);
            }
            if (type != null) {
                asked.put("type", type);
            }
            if (limit != null) {
                asked.put("limit", limit.toString());
            }
            return Paging.inAddress(asked);
        }
    }
}
