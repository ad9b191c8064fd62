package dev.budgetledger.contract;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * Reads what {@link CanonicalWriter} writes, in a fraction of the mapper's time: envelopes of postings. It knows one spelling, the canonical one, in the
 * order of its keys; of anything else it says nothing, and the mapper reads it or says what is wrong with it. A property test compares the two.
 */
final class CanonicalReader {

    private static final int DIGITS_MAX = 16;
    private static final int INTEGER_DIGITS_MAX = 9;
    private static final int DATE = 10;
    private static final char NOT_DECODED = '\uFFFD';

    private static final Map<Class<?>, Shape> SHAPES =
            Stream.of(Fact.Posted.class.getPermittedSubclasses()).collect(Collectors.toUnmodifiableMap(Function.identity(), Shape::of));

    private final byte[] bytes;
    private int at;

    private CanonicalReader(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Whatever it is, the mapper may read it. */
    private static final class OtherwiseException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private OtherwiseException() {
            super(null, null, false, false);
        }
    }

    /**
     * Of a fact.
     *
     * @param fields in the order of its record
     */
    private record Shape(Constructor<?> constructor, List<String> fields) {

        static Shape of(Class<?> fact) {
            RecordComponent[] components = fact.getRecordComponents();
            try {
                return new Shape(fact.getDeclaredConstructor(Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new)),
                        Stream.of(components).map(RecordComponent::getName).toList());
            } catch (NoSuchMethodException e) {
                throw new IllegalStateException(e); // every record has it
            }
        }

        Fact of(Map<String, Object> said) {
            require(fields.containsAll(said.keySet()));
            try {
                return (Fact) constructor.newInstance(fields.stream().map(said::get).toArray());
            } catch (ReflectiveOperationException e) {
                throw new OtherwiseException();
            }
        }
    }

    /** The envelope of a posting; null if the bytes are not the canonical ones of such. */
    static @Nullable Envelope posting(byte[] bytes) {
        try {
            return new CanonicalReader(bytes).envelope();
        } catch (OtherwiseException | IllegalArgumentException | ArithmeticException | DateTimeException e) {
            return null; // the mapper says what is wrong, if something is
        }
    }

    private Envelope envelope() {
        expect("{\"fact\":{");
        Map<String, Object> said = said();
        expect("},");
        String onBehalfOf = has("\"onBehalfOf\":") ? textAndComma() : null;
        expect("\"position\":");
        long position = number(DIGITS_MAX);
        expect(",\"postedBy\":");
        String postedBy = text();
        expect(",\"recordedAt\":");
        Instant recordedAt = instant();
        RequestHash request = has(",\"request\":") ? new RequestHash(text()) : null;
        expect(",\"sequence\":");
        long sequence = number(DIGITS_MAX);
        SentBy sent = has(",\"signature\":") ? new SentBy(text(), onBehalfOf) : null;
        require(sent != null || onBehalfOf == null);
        expect(",\"stream\":");
        String stream = text();
        expect(",\"type\":");
        Fact fact = fact(text(), said);
        expect("}");
        require(at == bytes.length);
        return new Envelope(position, recordedAt, stream, sequence, postedBy, fact, request, sent);
    }

    /** What any fact of a posting says, by the names of its fields. */
    private Map<String, Object> said() {
        Map<String, Object> said = new HashMap<>();
        if (has("\"authority\":")) {
            said.put("authority", textAndComma());
        }
        if (has("\"counterpart\":")) {
            said.put("counterpart", textAndComma());
        }
        expect("\"posting\":");
        said.put("posting", posting());
        if (has(",\"reversedType\":")) {
            said.put("reversedType", text());
        }
        if (has(",\"reverses\":")) {
            said.put("reverses", text());
        }
        return said;
    }

    private static Fact fact(String type, Map<String, Object> said) {
        Shape shape = SHAPES.get(FactTypes.named(type));
        if (shape == null) {
            throw new OtherwiseException();
        }
        return shape.of(said);
    }

    private Posting posting() {
        expect("{");
        Approval approval = has("\"approval\":") ? approval() : null;
        expect("\"documentNo\":");
        String documentNo = text();
        expect(",\"effectiveOn\":");
        LocalDate effectiveOn = day();
        expect(",\"entries\":[");
        List<Entry> entries = new ArrayList<>();
        do {
            entries.add(entry());
        } while (has(","));
        expect("],\"id\":");
        String id = text();
        expect(",\"reason\":");
        String reason = text();
        String superior = has(",\"superiorDocumentNo\":") ? text() : null;
        expect("}");
        return new Posting(id, documentNo, superior, effectiveOn, reason, entries, approval);
    }

    private Approval approval() {
        expect("{\"approvedBy\":[");
        List<String> approvedBy = new ArrayList<>();
        do {
            approvedBy.add(text());
        } while (has(","));
        expect("],\"proposal\":");
        String proposal = text();
        expect(",\"proposedBy\":");
        String proposedBy = text();
        expect("},");
        return new Approval(proposal, proposedBy, approvedBy);
    }

    private Entry entry() {
        expect("{\"amount\":");
        Money amount = amount();
        Entry entry;
        if (has(",\"line\":")) {
            Line line = line();
            entry = new Entry.OfLine(line, amount, has(",\"timesCarried\":") ? (Integer) (int) number(INTEGER_DIGITS_MAX) : null);
        } else if (has(",\"frozen\":")) {
            entry = new Entry.OfFrozen(line(), amount);
        } else if (has(",\"source\":")) {
            entry = new Entry.OfSource(Fund.valueOf(text()), amount);
        } else {
            expect(",\"counterpart\":");
            String counterpart = text();
            expect(",\"fund\":");
            entry = new Entry.OfCounterpart(counterpart, Fund.valueOf(text()), amount);
        }
        expect("}");
        return entry;
    }

    private Line line() {
        expect("{");
        String economic = has("\"economic\":") ? textAndComma() : null;
        String function = has("\"function\":") ? textAndComma() : null;
        expect("\"fund\":");
        Fund fund = Fund.valueOf(text());
        String governmentEconomic = has(",\"governmentEconomic\":") ? text() : null;
        Kind kind = has(",\"kind\":") ? Kind.valueOf(text()) : null;
        expect(",\"origin\":");
        Origin origin = Origin.valueOf(text());
        String project = has(",\"project\":") ? text() : null;
        String tag = has(",\"tag\":") ? text() : null;
        String unit = has(",\"unit\":") ? text() : null;
        expect("}");
        return new Line(fund, origin, unit, function, kind, economic, governmentEconomic, project, tag);
    }

    /** Yuan with two decimals. */
    private Money amount() {
        expect("\"");
        boolean negative = has("-");
        long yuan = number(DIGITS_MAX);
        expect(".");
        long fen = yuan * 100 + 10L * digit() + digit();
        expect("\"");
        return Money.ofFen(negative ? -fen : fen);
    }

    private LocalDate day() {
        expect("\"");
        LocalDate day = date();
        expect("\"");
        return day;
    }

    private LocalDate date() {
        require(bytes.length - at > DATE);
        int year = digits(4);
        expect("-");
        int month = digits(2);
        expect("-");
        return LocalDate.of(year, month, digits(2));
    }

    /** As {@link Envelope#format} gives it. */
    private Instant instant() {
        expect("\"");
        LocalDate date = date();
        expect("T");
        int hour = digits(2);
        expect(":");
        int minute = digits(2);
        expect(":");
        int second = digits(2);
        expect(".");
        int nanos = 1000 * digits(6);
        expect("Z\"");
        return LocalDateTime.of(date.getYear(), date.getMonth(), date.getDayOfMonth(), hour, minute, second, nanos).toInstant(ZoneOffset.UTC);
    }

    private int digits(int count) {
        int value = 0;
        for (int i = 0; i < count; i++) {
            value = 10 * value + digit();
        }
        return value;
    }

    private int digit() {
        int digit = next() - '0';
        require(digit >= 0 && digit <= 9);
        return digit;
    }

    /** A whole number that is not negative, as it is written in one way only. */
    private long number(int digitsMax) {
        int start = at;
        long value = digit();
        while (at < bytes.length && bytes[at] >= '0' && bytes[at] <= '9') {
            value = 10 * value + digit();
            require(at - start <= digitsMax);
        }
        require(bytes[start] != '0' || at == start + 1);
        return value;
    }

    private String textAndComma() {
        String text = text();
        expect(",");
        return text;
    }

    /** A text without escapes. */
    private String text() {
        expect("\"");
        int start = at;
        boolean ascii = true;
        for (byte octet = next(); octet != '"'; octet = next()) {
            require(octet != '\\' && (octet < 0 || octet >= ' '));
            ascii &= octet > 0;
        }
        int length = at - 1 - start;
        if (ascii) {
            return new String(bytes, start, length, StandardCharsets.ISO_8859_1);
        }
        String text = new String(bytes, start, length, StandardCharsets.UTF_8);
        require(text.indexOf(NOT_DECODED) < 0);
        return text;
    }

    private byte next() {
        require(at < bytes.length);
        return bytes[at++];
    }

    /** Passes by what stands here, if it does. */
    private boolean has(String expected) {
        int length = expected.length();
        if (bytes.length - at < length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (bytes[at + i] != expected.charAt(i)) {
                return false;
            }
        }
        at += length;
        return true;
    }

    private void expect(String expected) {
        require(has(expected));
    }

    private static void require(boolean so) {
        if (!so) {
            throw new OtherwiseException();
        }
    }
}
