package dev.budgetledger.projection.disclosure.http;

import java.time.Instant;
import java.time.LocalDate;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.springframework.http.HttpHeaders;

import dev.budgetledger.projection.entries.AsOf;

/** What an answer is as of. Asking again with these three gives the same bytes. */
@JsonPropertyOrder({"effectiveOn", "recordedAsOf", "position"})
public record AsOfDocument(LocalDate effectiveOn, Instant recordedAsOf, long position) {

    public static AsOfDocument of(AsOf asOf) {
        return new AsOfDocument(asOf.effectiveOn(), asOf.recordedAsOf(), asOf.position());
    }

    /** The same as headers, for answers that are not JSON. */
    public HttpHeaders headers() {
        HttpHeaders headers = new HttpHeaders();
        headers.set("Effective-On", effectiveOn.toString());
        headers.set("Recorded-As-Of", recordedAsOf.toString());
        headers.set("Ledger-Position", Long.toString(position));
        return headers;
    }
}
