package dev.budgetledger.projection.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

import dev.budgetledger.contract.PlainText;

/**
 * RFC 9457 {@code application/problem+json}. What it says is plain and bounded, whatever was sent.
 *
 * @param type always {@code about:blank}: {@code code} tells problems apart
 * @param code stable, for programs
 * @param field the parameter or part of the address at fault
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"type", "title", "status", "detail", "code", "field"})
record Problem(
        String type, String title, int status, @Nullable String detail, String code, @Nullable String field) {

    static Problem of(HttpStatusCode status, String code, @Nullable String field, @Nullable String detail) {
        HttpStatus known = HttpStatus.resolve(status.value());
        String title = known == null ? "Status " + status.value() : known.getReasonPhrase();
        return new Problem("about:blank", title, status.value(), detail == null ? null : PlainText.sentence(detail), code,
                field == null ? null : PlainText.quoted(field));
    }

    ResponseEntity<Object> answer(HttpHeaders headers) {
        return ResponseEntity.status(status)
                .headers(headers)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(this);
    }
}
