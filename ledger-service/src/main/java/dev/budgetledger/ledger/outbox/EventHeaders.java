package dev.budgetledger.ledger.outbox;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

import dev.budgetledger.contract.Envelope;
import dev.budgetledger.contract.Topics;

/** The headers of a record that is a CloudEvent 1.0 in binary mode, its value being JSON. */
public final class EventHeaders {

    private final Headers headers = new RecordHeaders();

    private EventHeaders() {}

    /**
     * What every event has.
     *
     * @param id with the source it names the event: sent again, it has the same
     * @param schema folder, version and name of the schema of the value, {@code results:Receipt:v1}
     */
    public static EventHeaders of(String id, String source, String type, Instant time, String schema) {
        return new EventHeaders()
                .with(Topics.CE_SPEC_VERSION, "1.0")
                .with(Topics.CE_ID, id)
                .with(Topics.CE_SOURCE, source)
                .with(Topics.CE_TYPE, type)
                .with(Topics.CE_TIME, Envelope.format(time))
                .with(Topics.CE_DATA_SCHEMA, Topics.SCHEMA_PREFIX + schema)
                .with(Topics.CONTENT_TYPE, "application/json");
    }

    public EventHeaders with(String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    public EventHeaders with(String name, long value) {
        return with(name, Long.toString(value));
    }

    public Headers headers() {
        return headers;
    }
}
