package dev.budgetledger.ledger.commands.bulk;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

import dev.budgetledger.contract.HttpHeaderNames;
import dev.budgetledger.edge.problems.Language;
import dev.budgetledger.edge.problems.Places;
import dev.budgetledger.edge.problems.Problem;
import dev.budgetledger.edge.problems.ProblemCode;
import dev.budgetledger.edge.problems.ProblemException;
import dev.budgetledger.edge.problems.StrictRequest;
import dev.budgetledger.ledger.commands.ClientConnection;
import dev.budgetledger.ledger.commands.CommandDocument;
import dev.budgetledger.ledger.commands.CommandHeaders;
import dev.budgetledger.ledger.commands.HttpSettings;
import dev.budgetledger.ledger.commands.KeyPolicy;
import dev.budgetledger.ledger.commands.Posters;
import dev.budgetledger.ledger.commands.StreamSettings;
import dev.budgetledger.ledger.commands.sheets.SheetRows;
import dev.budgetledger.ledger.commands.sheets.WorkbookFile;
import dev.budgetledger.ledger.store.LedgerWriter;

/** Commands by the many in one request, each with its own outcome, or all or none. */
@RestController
@RequestMapping("/v1")
@Hidden // described as the commands are
class PostingsController {

    /** A command's key is this and its number. */
    private static final int KEY_CHARS_MAX = 235;

    /** What spreadsheets write in China, and everybody else. */
    private static final Set<String> ENCODINGS = Set.of("UTF-8", "GBK", "GB18030");

    private final LedgerWriter writer;
    private final JsonMapper json;
    private final CommandDocument documents;
    private final Uploads uploads;
    private final BatchRoom room = BatchRoom.ofHeap();
    private final Duration writeTimeout;
    private final KeyPolicy keys;
    private final Posters posters;

    PostingsController(
            LedgerWriter writer, JsonMapper json, CommandDocument documents, KeyPolicy keys, Posters posters,
            StreamSettings settings, HttpSettings http) {
        this.uploads = new Uploads(settings.bulk(), http.bulkBytesPerSecond());
        this.writeTimeout = settings.writeTimeout();
        this.writer = writer;
        this.json = json;
        this.documents = documents;
        this.keys = keys;
        this.posters = posters;
    }

    @PostMapping(path = "/postings", consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Nullable ResponseEntity<Object> array(
            HttpServletRequest request,
            HttpServletResponse response,
            @RequestHeader("Content-Type") MediaType type) throws IOException, InterruptedException {
        Mode mode = Mode.of(request, List.of());
        StrictRequest.requireUtf8(type);
        Uploads.Upload body = body(request);
        Items items = new JsonArray(body, json, reader(request, mode));
        try (Places.Place _ = uploads.take(body)) {
            return post(items, mode, JsonResults.ARRAY, request, response);
        }
    }

    @PostMapping(path = "/postings", consumes = CsvFile.MEDIA_TYPE, produces = {MediaType.APPLICATION_NDJSON_VALUE, CsvFile.MEDIA_TYPE})
    @Nullable ResponseEntity<Object> table(
            HttpServletRequest request,
            HttpServletResponse response,
            @RequestHeader("Content-Type") MediaType type) throws IOException, InterruptedException {
        if (!isWanted(request, CsvFile.MEDIA_TYPE)) {
            return lines(request, response, type);
        }
        Mode mode = Mode.of(request, List.of());
        Charset charset = charset(type);
        Reader reader = reader(request, mode);
        Uploads.Upload body = body(request);
        try (Places.Place _ = uploads.take(body);
                CsvFile file = CsvFile.receive(body, charset);
                InputStream in = file.read();
                InputStream again = file.read()) {
            PostingTable table = new PostingTable(new CsvTable(in, charset), reader);
            OutcomeCsv form = new OutcomeCsv(table.layout(), charset, file.isMarked());
            return post(table, mode, new OutcomeSheet(new CsvTable(again, charset), table.layout(), form), request, response);
        }
    }

    @PostMapping(path = "/postings", consumes = MediaType.APPLICATION_NDJSON_VALUE, produces = MediaType.APPLICATION_NDJSON_VALUE)
    @Nullable ResponseEntity<Object> lines(
            HttpServletRequest request,
            HttpServletResponse response,
            @RequestHeader("Content-Type") MediaType type) throws IOException, InterruptedException {
        Mode mode = Mode.of(request, List.of());
        Charset charset = charset(type);
        Uploads.Upload body = body(request);
        InputStream in = charset.equals(StandardCharsets.UTF_8) ? ByteOrderMark.skip(body) : body;
        Items items = type.isCompatibleWith(MediaType.APPLICATION_NDJSON)
                ? new JsonLines(in, documents, reader(request, mode))
                : new PostingTable(new CsvTable(in, charset), reader(request, mode));
        try (Places.Place _ = uploads.take(body)) {
            return post(items, mode, JsonResults.LINES, request, response);
        }
    }

    /** A workbook needs room for its time here, before anything in it is read. */
    @PostMapping(path = "/postings", consumes = WorkbookFile.MEDIA_TYPE,
            produces = {MediaType.APPLICATION_NDJSON_VALUE, WorkbookFile.MEDIA_TYPE})
    @Nullable ResponseEntity<Object> workbook(HttpServletRequest request, HttpServletResponse response)
            throws IOException, InterruptedException {
        Mode mode = Mode.of(request, List.of("sheet"));
        Reader reader = reader(request, mode);
        Uploads.Upload body = body(request);
        try (Places.Place _ = uploads.take(body);
                WorkbookFile file = WorkbookFile.receive(body, request.getParameter("sheet"));
                SheetRows rows = file.rows()) {
            PostingTable table = new PostingTable(new WorkbookTable(rows), reader);
            if (!isWanted(request, WorkbookFile.MEDIA_TYPE)) {
                return post(table, mode, JsonResults.LINES, request, response);
            }
            try (SheetRows again = file.rows()) {
                return post(table, mode, new OutcomeSheet(new WorkbookTable(again), table.layout(), new OutcomeWorkbook(table.layout())), request, response);
            }
        }
    }

    /** Whether the answer is to be a sheet too; who takes anything gets results. */
    private static boolean isWanted(HttpServletRequest request, String sheet) {
        return MediaType.parseMediaTypes(Collections.list(request.getHeaders(HttpHeaders.ACCEPT))).stream()
                .anyMatch(type -> type.equalsTypeAndSubtype(MediaType.parseMediaType(sheet)));
    }

    /** Null once the answers have been written. */
    private @Nullable ResponseEntity<Object> post(
            Items items, Mode mode, ResultWriter form, HttpServletRequest request, HttpServletResponse response)
            throws IOException, InterruptedException {
        if (mode.isTogether()) {
            Problem problem = new TogetherPosting(writer, room, language(request)).post(items, mode, form, () -> {
                begin(response, form);
                return response.getOutputStream();
            });
            return problem == null ? null : problem.answer(request);
        }
        begin(response, form);
        new BulkPosting(writer, writeTimeout, language(request))
                .post(items, form, response.getOutputStream(), ClientConnection.of(request));
        return null;
    }

    private Uploads.Upload body(HttpServletRequest request) throws IOException {
        return uploads.of(request.getInputStream(), ClientConnection.of(request));
    }

    private static Language language(HttpServletRequest request) {
        return Language.of(request.getHeader(HttpHeaders.ACCEPT_LANGUAGE));
    }

    private static void begin(HttpServletResponse response, ResultWriter form) {
        response.setStatus(HttpServletResponse.SC_OK);
        response.setContentType(form.mediaType());
        response.setBufferSize(BulkPosting.ANSWER_BUFFER_BYTES);
    }

    private Reader reader(HttpServletRequest request, Mode mode) {
        if (request.getHeader(HttpHeaderNames.IF_MATCH) != null) {
            throw new ProblemException(ProblemCode.FIELD_INVALID, HttpHeaderNames.IF_MATCH,
                    "many commands have no one sequence to match: give each its expectedSequence");
        }
        String key = CommandHeaders.key(request.getHeader(HttpHeaderNames.IDEMPOTENCY_KEY));
        if (key != null && key.codePointCount(0, key.length()) > KEY_CHARS_MAX) {
            throw new ProblemException(ProblemCode.FIELD_INVALID, HttpHeaderNames.IDEMPOTENCY_KEY,
                    "of many commands at most " + KEY_CHARS_MAX + " characters");
        }
        return new Reader(documents, mode.dryRun() ? KeyPolicy.NONE : keys, posters.of(request), key);
    }

    /**
     * What is to become of the commands.
     *
     * @param atomic whether all are recorded or none
     * @param dryRun 试算: whether none is recorded at all
     */
    record Mode(boolean atomic, boolean dryRun) {

        /** @param others parameters that the request may have beside */
        static Mode of(HttpServletRequest request, List<String> others) {
            StrictRequest.require(request, Stream.concat(Stream.of("atomic", "dryRun"), others.stream()).toList());
            return new Mode(CommandHeaders.flag(request, "atomic"), CommandHeaders.flag(request, "dryRun"));
        }

        /** Whether all are read before the first is decided. */
        boolean isTogether() {
            return atomic || dryRun;
        }
    }

    private static Charset charset(MediaType type) {
        Charset charset = type.getCharset();
        if (charset == null) {
            return StandardCharsets.UTF_8;
        }
        if (!type.getSubtype().equals("csv")) {
            StrictRequest.requireUtf8(type);
        } else if (!ENCODINGS.contains(charset.name())) {
            throw new ProblemException(
                    ProblemCode.FIELD_INVALID, "Content-Type", "charset: one of " + new TreeSet<>(ENCODINGS));
        }
        return charset;
    }
}
