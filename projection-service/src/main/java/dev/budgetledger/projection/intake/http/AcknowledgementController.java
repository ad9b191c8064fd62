package dev.budgetledger.projection.intake.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Optional;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

import dev.budgetledger.contract.HttpHeaderNames;
import dev.budgetledger.edge.problems.ProblemCode;
import dev.budgetledger.edge.problems.ProblemException;
import dev.budgetledger.projection.intake.AcknowledgementDocument;
import dev.budgetledger.projection.intake.Acknowledgements;
import dev.budgetledger.projection.intake.StandingHalt;
import dev.budgetledger.projection.intake.StandingHalts;
import dev.budgetledger.projection.web.JsonBody;
import dev.budgetledger.projection.web.Query;

/** Takes what a person says of a record before which the intake stands. */
@RestController
@Tag(name = "Intake 接收")
class AcknowledgementController {

    private static final String ADDRESS = "/v1/intake/acknowledgements";
    private static final int LISTED_MAX = 1000;

    private final Acknowledgements acknowledgements;
    private final JdbcClient served;

    AcknowledgementController(Acknowledgements acknowledgements, JdbcClient served) {
        this.acknowledgements = acknowledgements;
        this.served = served;
    }

    /** Said again, it is answered with what was said before. */
    @PostMapping(
            path = ADDRESS,
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "确认: records before which the intake stands are not of the log, and are passed by",
            requestBody = @RequestBody(
                    required = true,
                    content = @Content(schema = @Schema(implementation = AcknowledgeRequest.class))))
    @ApiResponse(responseCode = "201", headers = {
        @Header(name = "Location", required = true, description = "The list"),
        @Header(name = "Idempotency-Replayed", required = true, description = "Whether it was said before")})
    @ApiResponse(responseCode = "409")
    ResponseEntity<AcknowledgementDocument> acknowledge(
            Query.None query,
            @RequestHeader(name = HttpHeaderNames.POSTED_BY, required = false) @Nullable String postedBy,
            HttpServletRequest http,
            InputStream body) throws IOException {
        AcknowledgeRequest request = AcknowledgeRequest.read(body.readNBytes(AcknowledgeRequest.BYTES_MAX + 1));
        String by = JsonBody.postedBy(http, postedBy);
        Optional<AcknowledgementDocument> before = acknowledgements.same(request.first(), request.through(), request.digest());
        return ResponseEntity.created(URI.create(ADDRESS))
                .header("Idempotency-Replayed", Boolean.toString(before.isPresent()))
                .body(before.orElseGet(() -> acknowledgements.add(standing(request), request.through(), request.reason(), by)));
    }

    @GetMapping(path = ADDRESS, produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "What was acknowledged, the newest first, at most " + LISTED_MAX)
    AcknowledgementDocument.All acknowledgements(Query.None query) {
        return new AcknowledgementDocument.All(acknowledgements.newest(LISTED_MAX));
    }

    private StandingHalt standing(AcknowledgeRequest request) {
        StandingHalts stops = new StandingHalts(served);
        StandingHalt stop = stops.in(request.topic(), request.partition())
                .orElseThrow(() -> new ProblemException(ProblemCode.NOTHING_TO_ACKNOWLEDGE, "partition",
                        "the intake stands before no record of " + request.topic() + "-" + request.partition()));
        if (stop.before().offset() != request.offset()) {
            throw new ProblemException(ProblemCode.NOTHING_TO_ACKNOWLEDGE, "offset", "the intake stands before " + stop.before());
        }
        if (!stop.digest().equals(request.digest())) {
            throw new ProblemException(ProblemCode.DIGEST_DIFFERS, "digest",
                    "the digest of " + stop.before() + " is " + stop.digest());
        }
        if (request.through() > stop.seenThrough()) {
            throw new ProblemException(ProblemCode.NOTHING_TO_ACKNOWLEDGE,
                    "through", "the last record that has been looked at is " + stop.seenThrough());
        }
        if (stops.mayBeNeeded(stop)) {
            throw new ProblemException(ProblemCode.RECORD_OF_THE_LOG, "offset", stop.before() + " says to be position " + stop.saysPosition()
                    + ", which the log has and no other record is");
        }
        return stop;
    }
}
