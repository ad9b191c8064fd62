package dev.budgetledger.edge.problems;

import jakarta.servlet.http.HttpServletRequest;
import org.apache.coyote.BadRequestException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

import dev.budgetledger.contract.PlainText;

/**
 * Whatever goes wrong becomes a {@link Problem}; nothing of the inside shows.
 *
 * <p>It is not limited to the controllers of some packages: an unknown path and a wrong method have no controller.
 */
@RestControllerAdvice
public final class ProblemAdvice extends ResponseEntityExceptionHandler {

    private static final Logger LOGGER = LoggerFactory.getLogger(ProblemAdvice.class);

    private final Faults faults;
    private final @Nullable ProblemView view;

    /** @param view absent where problems are JSON to all who ask */
    public ProblemAdvice(Faults faults, @Nullable ProblemView view) {
        this.faults = faults;
        this.view = view;
    }

    @ExceptionHandler
    ResponseEntity<Object> unanswered(ProblemException why, HttpServletRequest request) {
        return answer(why.problem(), request, HttpHeaders.EMPTY);
    }

    private ResponseEntity<Object> answer(Problem problem, HttpServletRequest request, HttpHeaders headers) {
        ResponseEntity<Object> json = problem.answer(request, headers);
        return view == null ? json : view.answer(problem, json, request);
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
    ResponseEntity<Object> fault(Exception fault, HttpServletRequest request) {
        ProblemException known = faults.problem(fault);
        if (known != null) {
            return unanswered(known, request);
        }
        LOGGER.error("A request failed", fault);
        return unanswered(internalError(), request);
    }

    /** The reason is in the log: it may say more than the public should read. */
    public static ProblemException internalError() {
        return new ProblemException(ProblemCode.INTERNAL_ERROR, "", "the service failed; it has been logged");
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException unreadable, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (unreadable.getCause() instanceof BadRequestException gone) {
            gone(gone);
            return null;
        }
        return super.handleHttpMessageNotReadable(unreadable, headers, status, request);
    }

    @Override
    protected ResponseEntity<Object> handleMissingServletRequestParameter(
            MissingServletRequestParameterException missing, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return unanswered(ProblemException.missing(missing.getParameterName()), of(request));
    }

    @Override
    protected ResponseEntity<Object> handleTypeMismatch(
            TypeMismatchException mismatch, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        String field = mismatch instanceof MethodArgumentTypeMismatchException argument
                ? argument.getName()
                : String.valueOf(mismatch.getPropertyName());
        return unanswered(ProblemException.invalid(
                field, "cannot be read: " + PlainText.quoted(mismatch.getValue())), of(request));
    }

    /** What Spring itself refuses has the name of its status for a code. */
    @Override
    protected ResponseEntity<Object> handleExceptionInternal(
            Exception fault, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (status.value() == HttpStatus.INTERNAL_SERVER_ERROR.value()) {
            return fault(fault, of(request));
        }
        String detail = fault instanceof ErrorResponse response ? response.getBody().getDetail() : null;
        return answer(Problem.ofStatus(status.value(), "", detail), of(request), headers);
    }

    private static HttpServletRequest of(WebRequest request) {
        return ((ServletWebRequest) request).getRequest();
    }
}
