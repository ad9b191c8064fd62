package dev.budgetledger.projection.replay.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Optional;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpEntity;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

import dev.budgetledger.contract.PlainText;
import dev.budgetledger.edge.problems.Places;
import dev.budgetledger.edge.problems.ProblemCode;
import dev.budgetledger.edge.problems.ProblemException;
import dev.budgetledger.projection.console.InPage;
import dev.budgetledger.projection.console.PageConverter;
import dev.budgetledger.projection.console.PageFormat;
import dev.budgetledger.projection.replay.ReplayDocument;
import dev.budgetledger.projection.replay.Replays;
import dev.budgetledger.projection.web.Query;

/** Starts replays and tells how they go. */
@RestController
@Tag(name = "Replays 回放")
class ReplayController {

    static final String ADDRESS = "/v1/replays";

    private static final String IDS = "^[1-9][0-9]{0,17}$";

    private final Replays replays;
    private final Places followers = new Places(32);

    ReplayController(Replays replays) {
        this.replays = replays;
    }

    @PostMapping(
            path = ADDRESS,
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "回放: rebuild the projection from the log at a point, and compare it with what is served",
            requestBody = @RequestBody(content = @Content(schema = @Schema(implementation = ReplayQuestion.class))))
    @ApiResponse(responseCode = "202", headers = @Header(name = "Location", required = true, description = "The replay"))
    @ApiResponse(responseCode = "409")
    ResponseEntity<ReplayDocument> startReplay(Query.None query, InputStream body) throws IOException {
        ReplayQuestion question = ReplayQuestion.of(body.readNBytes(ReplayQuestion.BYTES_MAX + 1));
        ReplayDocument replay = replays.start(question.asOf(), question.switchTo())
                .orElseThrow(() -> new ProblemException(ProblemCode.REPLAY_RUNNING, "", replays.running()
                        .map(id -> "replay " + id + " is running: one at a time")
                        .orElse("generations are being removed: ask again")));
        return ResponseEntity.accepted().location(URI.create(ADDRESS + "/" + replay.id())).body(replay);
    }

    record ReplaysDocument(List<ReplayDocument> replays) {}

    @GetMapping(path = ADDRESS, produces = {MediaType.APPLICATION_JSON_VALUE, PageConverter.HTML})
    @Operation(summary = "回放: replays that run or ran, the newest first; of those that ended the last hundred")
    HttpEntity<InPage<ReplaysDocument>> allReplays(FormatQuery query) {
        ReplaysDocument document = new ReplaysDocument(replays.all());
        return InPage.answer(query.format(), new InPage<>(document, () -> ReplayPages.all(document)));
    }

    @GetMapping(path = ADDRESS + "/{id}", produces = {MediaType.APPLICATION_JSON_VALUE, PageConverter.HTML})
    @Operation(summary = "How a replay goes, and what came out")
    HttpEntity<InPage<ReplayDocument>> replay(@Schema(pattern = IDS) @PathVariable String id, FormatQuery query) {
        ReplayDocument replay = find(id);
        return InPage.answer(query.format(), new InPage<>(replay, () -> ReplayPages.one(replay)));
    }

    /** How they may be asked. */
    record FormatQuery(
            @Parameter(description = PageFormat.DESCRIPTION)
            @Nullable PageFormat format)
            implements Query {}

    @GetMapping(path = ADDRESS + "/{id}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Operation(summary = "The same as it changes, to its end")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = ReplayDocument.class)))
    SseEmitter replayEvents(@Schema(pattern = IDS) @PathVariable String id, Query.None query) {
        return ReplayEvents.of(replays, find(id), followers.take()::close);
    }

    private ReplayDocument find(String id) {
        return (id.matches(IDS) ? replays.find(Long.parseLong(id)) : Optional.<ReplayDocument>empty())
                .orElseThrow(() -> new ProblemException(
                        ProblemCode.REPLAY_UNKNOWN, "id", "no replay is called " + PlainText.quoted(id)));
    }
}
