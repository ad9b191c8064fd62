package dev.budgetledger.verifier;

import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** 信封: a fact where it stands in the log. */
record LoggedFact(
        long position, Instant recordedAt, String stream, long sequence, String type, String postedBy, Json.Members fact) {

    static final int POSTED_BY_MAX = 1000;
    private static final int SIGNATURE_MAX = 4096;

    private static final ZoneOffset CHINA = ZoneOffset.ofHours(8);

    /** @throws Fault if these are not the canonical bytes of an envelope */
    static LoggedFact read(ByteBuffer bytes) {
        Json.Members envelope = JsonReader.object(bytes);
        CanonicalJson.require(bytes, envelope);
        envelope.only("fact", "onBehalfOf?", "position", "postedBy", "recordedAt", "request?", "sequence", "signature?", "stream", "type");
        if (envelope.has("onBehalfOf")) {
            envelope.text("onBehalfOf", POSTED_BY_MAX);
        }
        if (envelope.has("signature")) {
            envelope.text("signature", SIGNATURE_MAX);
        }
        if (envelope.has("request")) {
            envelope.text("request", Known.REQUEST);
        }
        long sequence = envelope.whole("sequence");
        Fault.require(sequence >= 0, "序号为负", "a negative sequence");
        return new LoggedFact(
                envelope.number("position"),
                recordedAt(envelope, "recordedAt"),
                envelope.text("stream", Known.STREAM),
                sequence,
                envelope.text("type", Known.TYPE),
                envelope.text("postedBy", POSTED_BY_MAX),
                envelope.object("fact"));
    }

    /** An instant as the log writes it. */
    static Instant recordedAt(Json.Members object, String name) {
        try {
            return Instant.parse(object.text(name, Known.INSTANT));
        } catch (DateTimeException e) {
            throw new Fault("字段 " + name + " 不是时间", "field " + name + " is no instant");
        }
    }

    String id() {
        return stream + "-" + sequence;
    }

    /** The day in China on which it is recorded. */
    LocalDate day() {
        return recordedAt.atOffset(CHINA).toLocalDate();
    }
}
