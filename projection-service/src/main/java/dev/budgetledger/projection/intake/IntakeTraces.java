package dev.budgetledger.projection.intake;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.Topics;

/** Tells each trace whose facts a batch put into the tables of that batch. Reads nothing unless there are traces. */
final class IntakeTraces {

    /** Of one batch: it may hold the facts of thousands. */
    private static final int TRACES_MAX = 100;

    private final @Nullable Tracer tracer;

    IntakeTraces(@Nullable OpenTelemetry telemetry) {
        tracer = telemetry == null ? null : telemetry.getTracer("dev.budgetledger.projection.intake");
    }

    /** The traces of records. */
    Set<String> of(ConsumerRecords<byte[], byte[]> records) {
        if (tracer == null) {
            return Set.of();
        }
        Set<String> traces = new LinkedHashSet<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            Header trace = record.headers().lastHeader(Topics.TRACE_PARENT);
            if (trace != null && traces.size() < TRACES_MAX) {
                traces.add(new String(trace.value(), StandardCharsets.UTF_8));
            }
        }
        return traces;
    }

    /** A batch is in the tables. */
    void applied(Set<String> traces, Instant began, int facts) {
        if (tracer == null) {
            return;
        }
        Instant ended = Instant.now();
        for (String trace : traces) {
            Span span = tracer.spanBuilder("apply batch")
                    .setParent(W3CTraceContextPropagator.getInstance().extract(Context.root(), trace, Parent.IT))
                    .setSpanKind(SpanKind.CONSUMER)
                    .setAttribute("facts", facts)
                    .setStartTimestamp(began)
                    .startSpan();
            span.end(ended);
        }
    }

    private enum Parent implements TextMapGetter<String> {
        IT;

        @Override
        public Iterable<String> keys(String trace) {
            return List.of(Topics.TRACE_PARENT);
        }

        @Override
        public @Nullable String get(@Nullable String trace, String name) {
            return name.equals(Topics.TRACE_PARENT) ? trace : null;
        }
    }
}
