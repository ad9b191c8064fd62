package dev.budgetledger.ledger;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import org.jspecify.annotations.Nullable;

/** The trace of the thread that asks, as W3C Trace Context has it. */
final class CurrentTrace {

    private CurrentTrace() {}

    /** Nothing if it has none, or one that is not kept. */
    static @Nullable String parent() {
        SpanContext span = Span.current().getSpanContext();
        return span.isSampled()
                ? "00-" + span.getTraceId() + "-" + span.getSpanId() + "-" + span.getTraceFlags().asHex()
                : null;
    }
}
