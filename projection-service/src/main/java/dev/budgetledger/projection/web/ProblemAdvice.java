package dev.budgetledger.projection.web;

import org.apache.coyote.BadRequestException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

import dev.budgetledger.projection.entries.HistoryContradictedException;
import dev.budgetledger.projection.entries.NotCaughtUpException;

/**
 * Answers whatever goes wrong with a {@link Problem}.
 *
 * <p>It is not limited to the controllers of some packages: an unknown path and a wrong method have no controller.
 */
@RestControllerAdvice
public final class ProblemAdvice extends ResponseEntityExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);
    private static final String RETRY_AFTER_SECONDS = "1";

    @ExceptionHandler
    ResponseEntity<Object> requestProblem(RequestProblem e) {
        HttpHeaders headers = new HttpHeaders();
        if (e.problem().status() == HttpStatus.SERVICE_UNAVAILABLE.value()) {
            headers.set(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        return e.problem().answer(headers);
    }

    @ExceptionHandler
    ResponseEntity<Object> notCaughtUp(NotCaughtUpException e) {
        HttpHeaders headers = new HttpHeaders();
        headers.set(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        return Problem.of(HttpStatus.SERVICE_UNAVAILABLE, "NOT_CAUGHT_UP", null, e.getMessage()).answer(headers);
    }

    /** Asking again does not help, so nothing says when to. */
    @ExceptionHandler
    ResponseEntity<Object> contradicted(HistoryContradictedException e) {
        return Problem.of(HttpStatus.SERVICE_UNAVAILABLE, "HISTORY_CONTRADICTED", null, e.getMessage())
                .answer(HttpHeaders.EMPTY);
    }

    /** The database is unavailable: asking again later helps. */
    @ExceptionHandler({DataAccessResourceFailureException.class, TransientDataAccessException.class})
    ResponseEntity<Object> unavailable(DataAccessException e) {
        LOG.warn("a request was not answered: {}", e.getMessage());
        HttpHeaders headers = new HttpHeaders();
        headers.set(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        return Problem.of(HttpStatus.SERVICE_UNAVAILABLE, "UNAVAILABLE", null, "the database does not answer")
                .answer(headers);
    }

    /**
     * The client is gone, or its body is not what HTTP calls one: {@link dev.budgetledger.edge.ProblemValve} answers the one who
     * still reads.
     */
    @ExceptionHandler
    void gone(BadRequestException e) {
        LOG.debug("a request broke off", e);
    }

    @ExceptionHandler
    ResponseEntity<Object> fault(Exception e) {
        LOG.error("a request failed", e);
        // The reason is in the log: it may say more than the public should read.
        return Problem.of(HttpStatus.INTERNAL_SERVER_ERROR, "INTERNAL_ERROR", null, null).answer(HttpHeaders.EMPTY);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (e.getCause() instanceof BadRequestException gone) {
            gone(gone);
            return null;
        }
        return super.handleHttpMessageNotReadable(e, headers, status, request);
    }

    /** What Spring itself refuses. */
    @Override
    protected ResponseEntity<Object> handleExceptionInternal(
            Exception e, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        String detail = e instanceof ErrorResponse response ? response.getBody().getDetail() : null;
        return Problem.of(status, code(status), null, detail).answer(headers);
    }

    private static String code(HttpStatusCode status) {
        return switch (status.value()) {
            case 400 -> "INVALID_REQUEST";
            case 404 -> "PATH_UNKNOWN";
            case 405 -> "METHOD_NOT_ALLOWED";
            case 406 -> "NOT_ACCEPTABLE";
            case 415 -> "UNSUPPORTED_MEDIA_TYPE";
            case 503 -> "UNAVAILABLE";
            default -> status.is4xxClientError() ? "INVALID_REQUEST" : "INTERNAL_ERROR";
        };
    }
}
