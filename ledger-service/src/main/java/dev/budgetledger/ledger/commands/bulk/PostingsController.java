package dev.budgetledger.ledger.commands.bulk;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
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

import dev.budgetledger.contract.HttpHeaderNames;
import dev.budgetledger.edge.problems.Language;
import dev.budgetledger.edge.problems.Places;
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
        boolean atomic = isAtomic(request);
        StrictRequest.requireUtf8(type);
        return post(
                new JsonArray(request.getInputStream(), json, reader(request)), atomic, ResultWriter.ARRAY, request, response);
    }

    @PostMapping(path = "/postings", consumes = {MediaType.APPLICATION_NDJSON_VALUE, "text/csv"},
            produces = MediaType.APPLICATION_NDJSON_VALUE)
    @Nullable ResponseEntity<Object> lines(
            HttpServletRequest request,
            HttpServletResponse response,
            @RequestHeader("Content-Type") MediaType type) throws IOException, InterruptedException {
        boolean atomic = isAtomic(request);
        Charset charset = charset(type);
        InputStream in = charset.equals(StandardCharsets.UTF_8)
                ? ByteOrderMark.skip(request.getInputStream())
                : request.getInputStream();
        Items items = type.isCompatibleWith(MediaType.APPLICATION_NDJSON)
                ? new JsonLines(in, documents, reader(request))
                : new CsvTable(in, charset, reader(request));
        return post(items, atomic, ResultWriter.LINES, request, response);
    }

    /** Null once the answers have been written. */
    private @Nullable ResponseEntity<Object> post(
            Items items, boolean atomic, ResultWriter form, HttpServletRequest request, HttpServletResponse response)
            throws IOException, InterruptedException {
        try (Places.Place _ = places.take()) {
            if (atomic) {
                return postAtomically(items, form, request, response);
            }
            begin(response, form);
            new BulkPosting(writer, writeTimeout, Language.of(request.getHeader(HttpHeaders.ACCEPT_LANGUAGE)))
                    .post(items, form, response.getOutputStream(), ClientConnection.of(request));
            return null;
        }
    }

    private @Nullable ResponseEntity<Object> postAtomically(
            Items items, ResultWriter form, HttpServletRequest request, HttpServletResponse response)
            throws IOException, InterruptedException {
        List<Item.Legible> all = new ArrayList<>();
        long bytes = 0;
        for (Item item = items.next(); item != null; item = items.next()) {
            switch (item) {
                case Item.Illegible(long line, _, ProblemException why) -> throw why.problem().line() == null ? why.at(line) : why;
                case Item.Legible legible -> all.add(legible);
            }
            bytes += all.getLast().bytes();
            if (all.size() > MOST_ATOMIC || bytes > MOST_ATOMIC_BYTES) {
                throw new ProblemException(ProblemCode.BATCH_TOO_LARGE, "body",
                        "at most " + MOST_ATOMIC + " commands of " + MOST_ATOMIC_BYTES + " bytes all or none");
            }
        }
        List<Submission> submissions = all.stream().map(Item.Legible::submission).toList();
        Outcomes outcomes = submissions.isEmpty()
                ? new Outcomes.Accepted(List.of())
                : CommandSubmitter.await(writer.submitAll(submissions), writer.settings().patienceOfMany());
        return switch (outcomes) {
            case Outcomes.Refused(int index, Outcome.Refused refused) ->
                Problems.of(refused.refusal()).at(all.get(index).line()).answer(request);
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

    private static void begin(HttpServletResponse response, ResultWriter form) {
        response.setStatus(HttpServletResponse.SC_OK);
        response.setContentType(form.mediaType);
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
    private static boolean isAtomic(HttpServletRequest request) {
        StrictRequest.require(request, List.of("atomic"));
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
