package dev.budgetledger.ledger.intake;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

import dev.budgetledger.ledger.intake.MalformedRequestException.Code;
import dev.budgetledger.ledger.store.LogUnavailableException;

/** Whatever goes wrong on the way in becomes a problem with a code and a field; nothing of the inside shows. */
@RestControllerAdvice
class ProblemAdvice extends ResponseEntityExceptionHandler {

    private static final Logger LOGGER = LoggerFactory.getLogger(ProblemAdvice.class);

    @ExceptionHandler
    ProblemDetail malformed(MalformedRequestException malformed) {
        return Problems.of(malformed);
    }

    @ExceptionHandler({LogUnavailableException.class, SQLException.class})
    ResponseEntity<ProblemDetail> unavailable() {
        return later("LEDGER_UNAVAILABLE", "the ledger cannot reach its log now; retry with the same Idempotency-Key");
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> busy(TimeoutException busy) {
        return later("LEDGER_BUSY", "no answer in time; retry with the same Idempotency-Key");
    }

    @ExceptionHandler
    ProblemDetail fault(Exception fault) {
        LOGGER.error("A request failed", fault);
        return Problems.problem(HttpStatus.INTERNAL_SERVER_ERROR, "FAULT", "", "the ledger failed; it has been logged");
    }

    private static ResponseEntity<ProblemDetail> later(String code, String detail) {
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, "1")
                .body(Problems.problem(HttpStatus.SERVICE_UNAVAILABLE, code, "", detail));
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException unreadable, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        for (Throwable cause = unreadable; cause != null; cause = cause.getCause()) {
            if (cause instanceof MalformedRequestException malformed) {
                return answer(Problems.of(malformed));
            }
        }
        return answer(Problems.of(malformed(unreadable.getCause())));
    }

    private static MalformedRequestException malformed(@Nullable Throwable cause) {
        return switch (cause) {
            case UnrecognizedPropertyException unknown -> {
                String field = Problems.path(unknown.getPath());
                yield new MalformedRequestException(Code.UNKNOWN_FIELD, field, field + " is not a field of this request");
            }
            case InvalidFormatException value when value.getTargetType().isEnum() -> Fields.invalid(
                    Problems.path(value.getPath()),
                    "one of " + Arrays.toString(value.getTargetType().getEnumConstants()) + ", not " + value.getValue());
            case InvalidFormatException value -> Fields.invalid(
                    Problems.path(value.getPath()), "cannot be read: " + value.getValue());
            case DatabindException mismatch -> Fields.invalid(
                    Problems.path(mismatch.getPath()), "has another shape than this request's");
            case JacksonException broken -> new MalformedRequestException(
                    Code.MALFORMED_JSON, "body", "not JSON" + at(broken.getLocation()));
            case null, default -> new MalformedRequestException(Code.MALFORMED_JSON, "body", "a JSON body is required");
        };
    }

    private static String at(@Nullable TokenStreamLocation location) {
        return location == null ? "" : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleTypeMismatch(
            TypeMismatchException mismatch, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        String field = mismatch instanceof MethodArgumentTypeMismatchException argument
                ? argument.getName()
                : String.valueOf(mismatch.getPropertyName());
        return answer(Problems.of(Fields.invalid(field, "cannot be read: " + mismatch.getValue())));
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
        }
        return super.handleExceptionInternal(fault, answer, headers, status, request);
    }

    private static ResponseEntity<Object> answer(ProblemDetail problem) {
        return ResponseEntity.status(problem.getStatus()).body(problem);
    }
}
