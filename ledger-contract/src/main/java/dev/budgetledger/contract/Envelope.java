package dev.budgetledger.contract;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A fact where it stands in the log. Its {@link #bytes() canonical bytes} are what is hashed, stored, published and
 * exported, the same everywhere, for ever: they bind the times and the order, not only the content.
 *
 * <p>{@code {"fact":{…},"position":1,"postedBy":"…","recordedAt":"2023-01-05T01:02:03.000000Z","request":"…",
 * "sequence":0,"stream":"301-2023","type":"BudgetOpened"}}
 *
 * @param position 1, 2, 3 … without a gap, in commit order
 * @param recordedAt 记账时间, whole microseconds; never decreases along positions; one instant for one commit
 * @param stream the budget or the catalogue the fact belongs to
 * @param sequence 0, 1, 2 … within the stream
 * @param postedBy who posted it
 * @param fact as the newest version of its type has it
 * @param request what was asked, and under which key; not in what was recorded before, nor of a request without a key
 * @param sent how it is known who posted it, where a signature says so
 * @param type the name under which the fact is stored, which may be of an earlier version
 */
public record Envelope(long position, Instant recordedAt, String stream, long sequence, String postedBy, Fact fact,
        @Nullable RequestHash request, @Nullable SentBy sent, String type) {

    /** 经办: who posts if nothing says so. */
    public static final String ANONYMOUS = "anonymous";

    static final String INSTANT_PATTERN = "uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'";

    private static final ZoneOffset CHINA = ZoneOffset.ofHours(8);

    private static final DateTimeFormatter MICROSECONDS =
            DateTimeFormatter.ofPattern(INSTANT_PATTERN, Locale.ROOT).withZone(ZoneOffset.UTC);

    /** Of a new fact. */
    public Envelope(long position, Instant recordedAt, String stream, long sequence, String postedBy, Fact fact,
            @Nullable RequestHash request, @Nullable SentBy sent) {
        this(position, recordedAt, stream, sequence, postedBy, fact, request, sent, FactTypes.nameOf(fact));
    }

    /** Of one that nobody signed. */
    public Envelope(long position, Instant recordedAt, String stream, long sequence, String postedBy, Fact fact,
            @Nullable RequestHash request) {
        this(position, recordedAt, stream, sequence, postedBy, fact, request, null);
    }

    /** Without a {@link #request}. */
    public Envelope(long position, Instant recordedAt, String stream, long sequence, String postedBy, Fact fact) {
        this(position, recordedAt, stream, sequence, postedBy, fact, null);
    }

    /**
     * Canonical JSON, RFC 8785.
     *
     * @throws IllegalStateException if it was stored in an earlier version: its bytes are those that are stored
     */
    public byte[] bytes() {
        if (!type.equals(FactTypes.nameOf(fact))) {
            throw new IllegalStateException("a fact that was stored as " + type + " is not written again");
        }
        CanonicalWriter out = new CanonicalWriter().open().key("fact").fact(fact);
        if (sent != null) {
            out.field("onBehalfOf", sent.onBehalfOf());
        }
        out.field("position", position).field("postedBy", postedBy).field("recordedAt", recordedAt);
        if (request != null) {
            out.plain("request", request.text());
        }
        out.field("sequence", sequence);
        if (sent != null) {
            out.field("signature", sent.signature());
        }
        return out.field("stream", stream).plain("type", type).close().bytes();
    }

    /**
     * Reads an envelope back.
     *
     * @throws tools.jackson.core.JacksonException if the bytes are not JSON or a field is missing or of another shape
     * @throws IllegalArgumentException if the type is unknown or a posting does not balance
     */
    public static Envelope parse(byte[] bytes) {
        return parse(bytes, FactVersions.RELEASED);
    }

    static Envelope parse(byte[] bytes, FactVersions versions) {
        JsonNode node = ContractJson.mapper().readTree(bytes);
        JsonNode request = node.get("request");
        String type = node.required("type").stringValue();
        return new Envelope(
                node.required("position").longValue(),
                Instant.parse(node.required("recordedAt").stringValue()),
                node.required("stream").stringValue(),
                node.required("sequence").longValue(),
                node.required("postedBy").stringValue(),
                versions.read(type, node.required("fact")),
                request == null ? null : new RequestHash(request.stringValue()),
                sent(node.get("signature"), node.get("onBehalfOf")),
                type);
    }

    /** The day of an instant in China, UTC+8. */
    public static LocalDate dayOf(Instant instant) {
        return instant.atOffset(CHINA).toLocalDate();
    }

    private static @Nullable SentBy sent(@Nullable JsonNode signature, @Nullable JsonNode onBehalfOf) {
        return signature == null ? null : new SentBy(signature.stringValue(), onBehalfOf == null ? null : onBehalfOf.stringValue());
    }

    /** An instant as the log writes it: UTC, six decimals of a second. */
    public static String format(Instant instant) {
        return MICROSECONDS.format(instant);
    }
}
