package dev.budgetledger.ledger.commands.bulk;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

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

import dev.budgetledger.contract.CommandResult;
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
import dev.budgetledger.ledger.commands.CommandResults;
import dev.budgetledger.ledger.commands.CommandSubmitter;
import dev.budgetledger.ledger.commands.KeyPolicy;
import dev.budgetledger.ledger.commands.Posters;
import dev.budgetledger.ledger.commands.Problems;
import dev.budgetledger.ledger.commands.StreamSettings;
import dev.budgetledger.ledger.commands.sheets.SheetRows;
import dev.budgetledger.ledger.commands.sheets.WorkbookFile;
import dev.budgetledger.ledger.store.LedgerWriter;
import dev.budgetledger.ledger.store.Outcome;
import dev.budgetledger.ledger.store.Outcomes;
import dev.budgetledger.ledger.store.Submission;

/** Commands by the many in one request, each with its own outcome, or all or none. */
@RestController
@RequestMapping("/v1")
@Hidden // described as the commands are
class PostingsController {

    /** This many commands can be recorded all or none: more would keep the writer from others for too long. */
    private static final int MOST_ATOMIC = 10_000;

    private static final long MOST_ATOMIC_BYTES = 64 * 1024 * 1024;

    /** Of commands that are to be posted all or none: more help nobody. */
    private static final int FAULTS_MAX = 1_000;

    /** A command's key is this and its number. */
    private static final int KEY_CHARS_MAX = 235;

    /** What spreadsheets write in China, and everybody else. */
    private static final Set<String> ENCODINGS = Set.of("UTF-8", "GBK", "GB18030");

    private final LedgerWriter writer;
    private final JsonMapper json;
    private final CommandDocument documents;
    private final Places places;
    private final Duration writeTimeout;
    private final KeyPolicy keys;
    private final Posters posters;

    PostingsController(
            LedgerWriter writer, JsonMapper json, CommandDocument documents, KeyPolicy keys, Posters posters,
            StreamSettings settings) {
        this.places = new Places(settings.bulk());
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
        boolean atomic = isAtomic(request, List.of("atomic"));
        StrictRequest.requireUtf8(type);
        Items items = new JsonArray(request.getInputStream(), json, reader(request));
        try (Places.Place _ = places.take()) {
            return post(items, atomic, JsonResults.ARRAY, request, response);
        }
    }

    @PostMapping(path = "/postings", consumes = {MediaType.APPLICATION_NDJSON_VALUE, "text/csv"},
            produces = MediaType.APPLICATION_NDJSON_VALUE)
    @Nullable ResponseEntity<Object> lines(
            HttpServletRequest request,
            HttpServletResponse response,
            @RequestHeader("Content-Type") MediaType type) throws IOException, InterruptedException {
        boolean atomic = isAtomic(request, List.of("atomic"));
        Charset charset = charset(type);
        InputStream in = charset.equals(StandardCharsets.UTF_8)
                ? ByteOrderMark.skip(request.getInputStream())
                : request.getInputStream();
        Items items = type.isCompatibleWith(MediaType.APPLICATION_NDJSON)
                ? new JsonLines(in, documents, reader(request))
                : new PostingTable(new CsvTable(in, charset), reader(request));
        try (Places.Place _ = places.take()) {
            return post(items, atomic, JsonResults.LINES, request, response);
        }
    }

    /** A workbook needs room for its time here, before anything in it is read. */
    @PostMapping(path = "/postings", consumes = WorkbookFile.MEDIA_TYPE,
            produces = {MediaType.APPLICATION_NDJSON_VALUE, WorkbookFile.MEDIA_TYPE})
    @Nullable ResponseEntity<Object> workbook(HttpServletRequest request, HttpServletResponse response)
            throws IOException, InterruptedException {
        boolean atomic = isAtomic(request, List.of("atomic", "sheet"));
        Reader reader = reader(request);
        try (Places.Place _ = places.take();
                WorkbookFile file = WorkbookFile.receive(request.getInputStream(), request.getParameter("sheet"));
                SheetRows rows = file.rows()) {
            PostingTable table = new PostingTable(new WorkbookTable(rows), reader);
            if (!isSheetWanted(request)) {
                return post(table, atomic, JsonResults.LINES, request, response);
            }
            try (SheetRows again = file.rows()) {
                return post(table, atomic, new OutcomeSheet(again, table.layout()), request, response);
            }
        }
    }

    /** Whether the answer is to be a workbook too; who takes anything gets results. */
    private static boolean isSheetWanted(HttpServletRequest request) {
        return MediaType.parseMediaTypes(Collections.list(request.getHeaders(HttpHeaders.ACCEPT))).stream()
                .anyMatch(type -> type.equalsTypeAndSubtype(MediaType.parseMediaType(WorkbookFile.MEDIA_TYPE)));
    }

    /** Null once the answers have been written. */
    private @Nullable ResponseEntity<Object> post(
            Items items, boolean atomic, ResultWriter form, HttpServletRequest request, HttpServletResponse response)
            throws IOException, InterruptedException {
        if (atomic) {
            return postAtomically(items, form, request, response);
        }
        begin(response, form);
        new BulkPosting(writer, writeTimeout, Language.of(request.getHeader(HttpHeaders.ACCEPT_LANGUAGE)))
                .post(items, form, response.getOutputStream(), ClientConnection.of(request));
        return null;
    }

    private @Nullable ResponseEntity<Object> postAtomically(
            Items items, ResultWriter form, HttpServletRequest request, HttpServletResponse response)
            throws IOException, InterruptedException {
        List<Item.Legible> all = allLegible(items);
        List<Submission> submissions = all.stream().map(Item.Legible::submission).toList();
        Outcomes outcomes = submissions.isEmpty()
                ? new Outcomes.Accepted(List.of())
                : CommandSubmitter.await(writer.submitAll(submissions), writer.settings().patienceOfMany());
        return switch (outcomes) {
            case Outcomes.Refused(int index, Outcome.Refused refused) ->
                located(Problems.of(refused.refusal()), all.get(index)).answer(request);
            case Outcomes.Accepted(List<Outcome.Accepted> each) -> {
                begin(response, form);
                for (int i = 0; i < each.size(); i++) {
                    response.getOutputStream().write(form.write(CommandResults.of(
                            all.get(i).line(), submissions.get(i).idempotencyKey(), each.get(i)), i == 0));
                }
                response.getOutputStream().write(form.end(each.isEmpty()));
                yield null;
            }
        };
    }

    /** All commands, or all that is wrong with those that cannot be read. */
    private static List<Item.Legible> allLegible(Items items) throws IOException {
        List<Item.Legible> all = new ArrayList<>();
        List<CommandResult.Fault> faults = new ArrayList<>();
        ProblemException first = null;
        long bytes = 0;
        int commands = 0;
        for (Item item = items.next(); item != null && faults.size() < FAULTS_MAX; item = items.next()) {
            commands++;
            switch (item) {
                case Item.Illegible illegible -> {
                    ProblemException why = illegible.why();
                    first = first != null ? first : why.problem().line() == null ? why.at(illegible.line()) : why;
                    faults.addAll(illegible.faults().isEmpty() ? List.of(fault(illegible)) : illegible.faults());
                    all.clear();
                }
                case Item.Legible legible -> {
                    bytes += legible.bytes();
                    if (first == null) {
                        all.add(legible);
                    }
                }
            }
            if (commands > MOST_ATOMIC || bytes > MOST_ATOMIC_BYTES) {
                first = first != null ? first : new ProblemException(ProblemCode.BATCH_TOO_LARGE, "body",
                        "at most " + MOST_ATOMIC + " commands of " + MOST_ATOMIC_BYTES + " bytes all or none");
                break;
            }
        }
        if (first != null) {
            throw faults.isEmpty() ? first : new ProblemException(first.problem().with(faults));
        }
        return all;
    }

    private static CommandResult.Fault fault(Item.Illegible illegible) {
        Problem problem = illegible.why().problem();
        return new CommandResult.Fault(illegible.line(), null, problem.code(), problem.field(), problem.detail());
    }

    private static Problem located(Problem problem, Item.Legible item) {
        if (item.locator() == null) {
            return problem.at(item.line());
        }
        CommandResult.Fault fault = item.locator().locate(new CommandResult.Problem(problem.code(), problem.field(), problem.detail()));
        return problem.at(fault.line()).with(List.of(fault));
    }

    private static void begin(HttpServletResponse response, ResultWriter form) {
        response.setStatus(HttpServletResponse.SC_OK);
        response.setContentType(form.mediaType());
        response.setBufferSize(BulkPosting.ANSWER_BUFFER_BYTES);
    }

    private Reader reader(HttpServletRequest request) {
        if (request.getHeader(HttpHeaderNames.IF_MATCH) != null) {
            throw new ProblemException(ProblemCode.FIELD_INVALID, HttpHeaderNames.IF_MATCH,
                    "many commands have no one sequence to match: give each its expectedSequence");
        }
        String key = CommandHeaders.key(request.getHeader(HttpHeaderNames.IDEMPOTENCY_KEY));
        if (key != null && key.codePointCount(0, key.length()) > KEY_CHARS_MAX) {
            throw new ProblemException(ProblemCode.FIELD_INVALID, HttpHeaderNames.IDEMPOTENCY_KEY,
                    "of many commands at most " + KEY_CHARS_MAX + " characters");
        }
        return new Reader(documents, keys, posters.of(request), key);
    }

    /** Nothing is ignored: a misspelt {@code atomic} would be a posting in parts. */
    private static boolean isAtomic(HttpServletRequest request, List<String> parameters) {
        StrictRequest.require(request, parameters);
        return switch (request.getParameter("atomic")) {
            case "true" -> true;
            case "false" -> false;
            case null -> false;
            default -> throw new ProblemException(ProblemCode.FIELD_INVALID, "atomic", "atomic: true or false");
        };
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
