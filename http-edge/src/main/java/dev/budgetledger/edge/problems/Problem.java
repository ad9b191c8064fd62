package dev.budgetledger.edge.problems;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

import dev.budgetledger.contract.CommandResult;
import dev.budgetledger.contract.PlainText;

/**
 * RFC 9457 {@code application/problem+json}. What it says is plain and bounded, whatever was sent.
 *
 * @param type where the code is explained, relative to the service: {@code /problems#LEDGER_BUSY}
 * @param title name of the status
 * @param detail one sentence for a person, in the language of the answer
 * @param code stable, for programs
 * @param field what in the request it is about, empty if nothing in particular
 * @param line which of several commands it is about
 * @param faults of several commands that were to be posted all or none: all that is wrong, by line and, of a table, column; up to 1,000
 * @param moreFaults how many faults there are beside those, absent if there are none
 * @param instance path of the request
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"type", "title", "status", "detail", "code", "field", "line", "faults", "moreFaults", "instance"})
public record Problem(String type, String title, int status, String detail, String code, String field,
        @Nullable Long line, @Nullable List<CommandResult.Fault> faults, @Nullable Integer moreFaults,
        @Nullable String instance) {

    public Problem {
        faults = faults == null ? null : List.copyOf(faults);
    }

    /** Where all codes are explained. */
    public static final String PAGE = "/problems";

    /** More than these help nobody. */
    private static final int FAULTS_MAX = 1_000;

    private static final String RETRY_AFTER_SECONDS = "1";

    /**
     * What HTTP has a status for, and no code of ours says more: the code is the name of the status.
     *
     * @param detail null if nothing is to be said beyond the title
     */
    public static Problem ofStatus(int status, String field, @Nullable String detail) {
        HttpStatus known = HttpStatus.resolve(status);
        String code = known == null ? "ERROR"
                : known == HttpStatus.INTERNAL_SERVER_ERROR ? ProblemCode.INTERNAL_ERROR.name() : known.name();
        return of(status, code, field, detail == null ? title(status) : detail);
    }

    private static String title(int status) {
        HttpStatus known = HttpStatus.resolve(status);
        return known == null ? "Status " + status : known.getReasonPhrase();
    }

    /** A problem in English. */
    public static Problem of(int status, String code, String field, String detail) {
        return new Problem(PAGE + "#" + code, title(status), status, PlainText.sentence(detail), code,
                PlainText.quoted(field), null, null, null, null);
    }

    /** The same of one command of several. */
    public Problem at(@Nullable Long number) {
        return new Problem(type, title, status, detail, code, field, number, faults, moreFaults, instance);
    }

    /** The same with all that is wrong, as far as that is listed. */
    public Problem with(List<CommandResult.Fault> all) {
        return new Problem(type, title, status, detail, code, field, line, all.subList(0, Math.min(all.size(), FAULTS_MAX)),
                all.size() > FAULTS_MAX ? all.size() - FAULTS_MAX : null, instance);
    }

    /** The same, told to who asked at an address. */
    public Problem to(Language language, String path) {
        return new Problem(type, language.say(title), status, language.say(detail), code, field, line,
                language.say(faults), moreFaults, path);
    }

    /** The answer to a request, in its language. */
    public ResponseEntity<Object> answer(HttpServletRequest request) {
        return answer(request, HttpHeaders.EMPTY);
    }

    /** The same with more headers. */
    public ResponseEntity<Object> answer(HttpServletRequest request, HttpHeaders headers) {
        Language language = Language.of(request.getHeader(HttpHeaders.ACCEPT_LANGUAGE));
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(status)
                .headers(headers)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .header(HttpHeaders.CONTENT_LANGUAGE, language.tag())
                .varyBy(HttpHeaders.ACCEPT_LANGUAGE);
        if (helpsToAskAgain()) {
            answer.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        return answer.body(to(language, request.getRequestURI()));
    }

    /** Whether the same request may be answered in a moment. */
    public boolean helpsToAskAgain() {
        return status == HttpStatus.SERVICE_UNAVAILABLE.value()
                && !code.equals(ProblemCode.HISTORY_CONTRADICTED.name());
    }
}
