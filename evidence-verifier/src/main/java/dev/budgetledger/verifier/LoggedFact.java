package dev.budgetledger.verifier;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.regex.Pattern;

/** 信封: a fact where it stands in the log. */
record LoggedFact(
        long position, Instant recordedAt, String stream, long sequence, String type, Json.Members fact) {

    private static final Pattern RECORDED_AT =
            Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{6}Z");

    /** @throws Fault if these are not the canonical bytes of an envelope */
    static LoggedFact read(ByteBuffer bytes) {
        Json.Members envelope = JsonReader.object(bytes);
        CanonicalJson.require(bytes, envelope);
        String recordedAt = envelope.text("recordedAt");
        Fault.require(RECORDED_AT.matcher(recordedAt).matches(),
                "不是记账时间: " + recordedAt, "not an instant of the log: " + recordedAt);
        String _ = envelope.text("postedBy");
        return new LoggedFact(
                envelope.whole("position"),
                Instant.parse(recordedAt),
                envelope.text("stream"),
                envelope.whole("sequence"),
                envelope.text("type"),
                envelope.object("fact"));
    }

    String id() {
        return stream + "-" + sequence;
    }
}
