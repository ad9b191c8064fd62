package dev.budgetledger.ledger.commands;

import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import dev.budgetledger.contract.Envelope;
import dev.budgetledger.edge.problems.Places;
import dev.budgetledger.edge.problems.ProblemException;
import dev.budgetledger.ledger.log.FactLog;

/** The log as it is: one envelope a line, the very bytes that are hashed and published. */
@RestController
@Tag(name = "Log 账本日志")
class FactsController {

    private static final int FACTS_PER_READ_MAX = 1000;
    private static final int LIMIT_MAX = 100_000;

    /** A page waits in memory for a client that reads slowly. */
    private static final long PAGE_BYTES = 1024 * 1024;

    private final DataSource dataSource;
    private final FactLog log;
    private final Places places;

    FactsController(DataSource dataSource, FactLog log, StreamSettings settings) {
        this.dataSource = dataSource;
        this.log = log;
        this.places = new Places(settings.facts());
    }

    @GetMapping(path = "/v1/facts", produces = "application/x-ndjson")
    @Operation(summary = "The log after a position: NDJSON, one envelope a line")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Envelope.class)))
    void facts(
            @RequestParam(defaultValue = "0") String after,
            @Schema(minimum = "1", maximum = "" + LIMIT_MAX) @RequestParam(defaultValue = "1000") String limit,
            HttpServletResponse response) throws IOException, SQLException {
        long position = Fields.number(after, "after");
        long most = Fields.number(limit, "limit");
        if (most < 1 || most > LIMIT_MAX) {
            throw ProblemException.invalid("limit", "between 1 and " + LIMIT_MAX);
        }
        try (Places.Place _ = places.take()) {
            long end = position + most;
            List<byte[]> page = page(position, end);
            response.setContentType("application/x-ndjson");
            OutputStream out = response.getOutputStream();
            while (!page.isEmpty()) {
                for (byte[] envelope : page) {
                    out.write(envelope);
                    out.write('\n');
                }
                // Positions are dense, so what was read says where to continue.
                position += page.size();
                page = page(position, end);
            }
        }
    }

    /** Nobody waits for the client with a connection in hand. */
    private List<byte[]> page(long position, long end) throws SQLException {
        if (position >= end) {
            return List.of();
        }
        try (Connection connection = dataSource.getConnection()) {
            return log.bytesAfter(connection, position, (int) Math.min(FACTS_PER_READ_MAX, end - position), PAGE_BYTES);
        }
    }
}
