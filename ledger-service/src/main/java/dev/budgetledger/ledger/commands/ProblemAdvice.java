package dev.budgetledger.ledger.commands;

import java.sql.SQLException;

import org.apache.coyote.BadRequestException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

import dev.budgetledger.contract.PlainText;
import dev.budgetledger.ledger.log.ContradictedHistoryException;
import dev.budgetledger.ledger.log.ImplausibleClockException;
import dev.budgetledger.ledger.log.SigningUnavailableException;
import dev.budgetledger.ledger.store.LedgerBusyException;
import dev.budgetledger.ledger.store.LogUnavailableException;
import dev.budgetledger.ledger.store.OutcomeUnknownException;
import dev.budgetledger.ledger.store.PostingStoppedException;

/** Whatever goes wrong on the way in becomes a problem with a code and a field; nothing of the inside shows. */
@RestControllerAdvice
class ProblemAdvice extends ResponseEntityExceptionHandler {

    private static final Logger LOGGER = LoggerFactory.getLogger(ProblemAdvice.class);

    @ExceptionHandler
    ResponseEntity<Object> malformed(MalformedRequestException malformed) {
        return answer(Problems.of(malformed));
    }

    @ExceptionHandler({LogUnavailableException.class, SQLException.class})
    ResponseEntity<ProblemDetail> unavailable() {
        return later(Unavailable.LEDGER_UNAVAILABLE);
    }

    @ExceptionHandler(ImplausibleClockException.class)
    ResponseEntity<ProblemDetail> implausible() {
        return later(Unavailable.CLOCK_IMPLAUSIBLE);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> full(Places.NoPlaceException full) {
        return later(Unavailable.TOO_MANY_AT_ONCE);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> stopped(PostingStoppedException stopped) {
        return later(Unavailable.of(stopped.stop()), stopped.stop().detail());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> contradicted(ContradictedHistoryException contradicted) {
        return later(Unavailable.HISTORY_CONTRADICTED, String.valueOf(contradicted.getMessage()));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unsigned(SigningUnavailableException unsigned) {
        return later(Unavailable.SIGNING_UNAVAILABLE);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> busy(LedgerBusyException busy) {
        return later(Unavailable.LEDGER_BUSY);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unknown(OutcomeUnknownException unknown) {
        return later(Unavailable.OUTCOME_UNKNOWN);
    }

    /**
     * The client is gone, or its body is not what HTTP calls one: {@link dev.budgetledger.edge.ProblemValve} answers the one who
     * still reads.
     */
    @ExceptionHandler
    void gone(BadRequestException gone) {
        LOGGER.debug("A request broke off", gone);
    }

    @ExceptionHandler
    ResponseEntity<Object> fault(Exception fault) {
        LOGGER.error("A request failed", fault);
        return answer(Problems.problem(
                HttpStatus.INTERNAL_SERVER_ERROR, Unavailable.FAULT.name(), "", Unavailable.FAULT.detail));
    }

    private static ResponseEntity<ProblemDetail> later(Unavailable trouble) {
        return later(trouble, trouble.detail);
    }

    private static ResponseEntity<ProblemDetail> later(Unavailable trouble, String detail) {
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, "1")
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(Problems.problem(HttpStatus.SERVICE_UNAVAILABLE, trouble.name(), "", detail));
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException unreadable, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (unreadable.getCause() instanceof BadRequestException gone) {
            gone(gone);
            return null;
        }
        return answer(Problems.of(JsonFaults.malformed(unreadable.getCause())));
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMissingServletRequestParameter(
            MissingServletRequestParameterException missing, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        String field = missing.getParameterName();
        return answer(Problems.of(new MalformedRequestException(
                MalformedRequestException.Code.FIELD_MISSING, field, field + " is required")));
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleTypeMismatch(
            TypeMismatchException mismatch, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        String field = mismatch instanceof MethodArgumentTypeMismatchException argument
                ? argument.getName()
                : String.valueOf(mismatch.getPropertyName());
        return answer(Problems.of(Fields.invalid(field, "cannot be read: " + PlainText.quoted(mismatch.getValue()))));
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception fault, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        Object answer = body == null && fault instanceof ErrorResponse response
                ? response.updateAndGetBody(getMessageSource(), LocaleContextHolder.getLocale())
                : body;
        if (answer instanceof ProblemDetail problem) {
            problem.setProperty("code", HttpStatus.valueOf(status.value()).name());
            problem.setProperty("field", "");
            if (problem.getDetail() != null) {
                problem.setDetail(PlainText.sentence(problem.getDetail()));
            }
        }
        HttpHeaders asProblem = new HttpHeaders(headers); // else it is negotiated, and an Accept that is none would empty it
        asProblem.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        return super.handleExceptionInternal(fault, answer, asProblem, status, request);
    }

    private static ResponseEntity<Object> answer(ProblemDetail problem) {
        return ResponseEntity.status(problem.getStatus()).contentType(MediaType.APPLICATION_PROBLEM_JSON).body(problem);
    }
}
