package dev.budgetledger.contract;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;

/**
 * Writes the same bytes as {@link ContractJson}, in a fraction of its time, of what is written most: postings as they are asked for, recorded and
 * answered. Who calls it keeps the order of the keys. Property tests compare the two.
 */
public final class CanonicalWriter {

    private static final int CAPACITY = 1024;

    /** A character takes at most as many bytes: {@code \}{@code u001f}. */
    private static final int BYTES_A_CHARACTER_MAX = 6;

    private static final int QUOTES = 2;

    /** Around the name of a key. */
    private static final int SIGNS_OF_KEY = 4;

    private static final String HEX = "0123456789abcdef";

    private static final int YEAR_MAX = 9999;

    private byte[] bytes = new byte[CAPACITY];
    private int length;

    /** All that was written. */
    public byte[] bytes() {
        return Arrays.copyOf(bytes, length);
    }

    public CanonicalWriter open() {
        return put('{');
    }

    public CanonicalWriter close() {
        return put('}');
    }

    public CanonicalWriter key(String name) {
        reserve(name.length() + SIGNS_OF_KEY);
        if (bytes[length - 1] != '{') {
            add(',');
        }
        return add('"').copy(name).add('"').add(':');
    }

    /** A field, left out if it is absent. */
    public CanonicalWriter field(String name, @Nullable String text) {
        return text == null ? this : key(name).text(text);
    }

    /** The same of a text that needs no escapes. */
    public CanonicalWriter plain(String name, @Nullable Object text) {
        return text == null ? this : key(name).put('"').ascii(text.toString()).put('"');
    }

    public CanonicalWriter field(String name, long number) {
        return key(name).ascii(Long.toString(number));
    }

    /** Yuan with two decimals. */
    public CanonicalWriter field(String name, Money amount) {
        key(name).put('"');
        long fen = amount.fen();
        if (fen < 0) {
            put('-');
        }
        return ascii(Long.toString(Math.abs(fen / 100))).put('.').digits((int) Math.abs(fen % 100), 10).put('"');
    }

    /** As {@link Envelope#format} gives it. */
    public CanonicalWriter field(String name, Instant instant) {
        LocalDateTime at = LocalDateTime.ofEpochSecond(instant.getEpochSecond(), instant.getNano(), ZoneOffset.UTC);
        if (at.getYear() < 0 || at.getYear() > YEAR_MAX) {
            return plain(name, Envelope.format(instant));
        }
        return key(name).put('"').digits(at.getYear(), 1000).put('-').digits(at.getMonthValue(), 10).put('-').digits(at.getDayOfMonth(), 10)
                .put('T').digits(at.getHour(), 10).put(':').digits(at.getMinute(), 10).put(':').digits(at.getSecond(), 10)
                .put('.').digits(at.getNano() / 1000, 100_000).put('Z').put('"');
    }

    CanonicalWriter fact(Fact fact) {
        return fact instanceof Fact.Posted posted ? posted(posted) : raw(ContractJson.write(fact));
    }

    private CanonicalWriter posted(Fact.Posted fact) {
        open();
        if (fact instanceof Fact.FundsTransferred transferred) {
            field("authority", transferred.authority());
        }
        field("counterpart", fact.counterpart()).key("posting").posting(fact.posting());
        if (fact instanceof Fact.PostingReversed reversed) {
            field("reversedType", reversed.reversedType()).field("reverses", reversed.reverses());
        }
        return close();
    }

    private CanonicalWriter posting(Posting posting) {
        open();
        if (posting.approval() != null) {
            key("approval").raw(ContractJson.write(posting.approval()));
        }
        return field("documentNo", posting.documentNo()).plain("effectiveOn", posting.effectiveOn())
                .list("entries", posting.entries(), CanonicalWriter::entry).field("id", posting.id()).field("reason", posting.reason())
                .field("superiorDocumentNo", posting.superiorDocumentNo()).close();
    }

    /** A field that is a list, of one element or more. */
    public <T> CanonicalWriter list(String name, List<T> elements, BiConsumer<CanonicalWriter, T> write) {
        key(name);
        for (int i = 0; i < elements.size(); i++) {
            put(i == 0 ? '[' : ',');
            write.accept(this, elements.get(i));
        }
        return put(']');
    }

    private CanonicalWriter entry(Entry entry) {
        open().field("amount", entry.amount());
        if (entry instanceof Entry.OfLine line) {
            key("line").line(line.line());
            if (line.timesCarried() != null) {
                field("timesCarried", line.timesCarried());
            }
        } else if (entry instanceof Entry.OfFrozen frozen) {
            key("frozen").line(frozen.frozen());
        } else if (entry instanceof Entry.OfSource source) {
            plain("source", source.source());
        } else if (entry instanceof Entry.OfCounterpart other) {
            field("counterpart", other.counterpart()).plain("fund", other.fund());
        }
        return close();
    }

    /** What was answered to a command that was recorded. */
    CanonicalWriter recorded(CommandResult result) {
        open().field("idempotencyKey", result.idempotencyKey());
        if (result.line() != null) {
            field("line", result.line());
        }
        if (result.receipt() != null) {
            key("receipt").receipt(result.receipt());
        }
        if (result.repeated() != null) {
            key("repeated").ascii(result.repeated().toString());
        }
        return field("status", result.status()).close();
    }

    private CanonicalWriter receipt(Receipt receipt) {
        open();
        if (receipt.counterpart() != null) {
            key("counterpart").receipt(receipt.counterpart());
        }
        return field("leafHash", receipt.leafHash()).field("position", receipt.position()).field("postingId", receipt.postingId())
                .field("recordedAt", receipt.recordedAt()).field("streamSequence", receipt.streamSequence()).close();
    }

    public CanonicalWriter line(Line line) {
        return open().field("economic", line.economic()).field("function", line.function()).plain("fund", line.fund())
                .field("governmentEconomic", line.governmentEconomic()).plain("kind", line.kind()).plain("origin", line.origin())
                .field("project", line.project()).field("tag", line.tag()).field("unit", line.unit()).close();
    }

    /** What is canonical already. */
    public CanonicalWriter raw(byte[] json) {
        reserve(json.length);
        System.arraycopy(json, 0, bytes, length, json.length);
        length += json.length;
        return this;
    }

    public CanonicalWriter text(String text) {
        reserve(BYTES_A_CHARACTER_MAX * text.length() + QUOTES);
        int start = length;
        add('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= ' ' && c < 0x80 && c != '"' && c != '\\') {
                bytes[length++] = (byte) c;
            } else if (c < 0x80) {
                escape(c);
            } else if (c < 0x800) {
                add(0xC0 | (c >> 6)).continued(c);
            } else if (!Character.isSurrogate(c)) {
                add(0xE0 | (c >> 12)).continued(c >> 6).continued(c);
            } else if (i + 1 < text.length() && Character.isSurrogatePair(c, text.charAt(i + 1))) {
                int whole = Character.toCodePoint(c, text.charAt(++i));
                add(0xF0 | (whole >> 18)).continued(whole >> 12).continued(whole >> 6).continued(whole);
            } else { // half a character is no text: it is refused as it always was
                length = start;
                return raw(ContractJson.write(text));
            }
        }
        return add('"');
    }

    private void escape(char c) {
        switch (c) {
            case '"', '\\' -> add('\\').add(c);
            case '\b' -> add('\\').add('b');
            case '\t' -> add('\\').add('t');
            case '\n' -> add('\\').add('n');
            case '\f' -> add('\\').add('f');
            case '\r' -> add('\\').add('r');
            default -> add('\\').add('u').add('0').add('0').add(HEX.charAt(c >> 4)).add(HEX.charAt(c & 0xF));
        }
    }

    private CanonicalWriter continued(int bits) {
        return add(0x80 | (bits & 0x3F));
    }

    private CanonicalWriter digits(int number, int highest) {
        for (int place = highest; place > 0; place /= 10) {
            put('0' + (number / place) % 10);
        }
        return this;
    }

    private CanonicalWriter ascii(String text) {
        reserve(text.length());
        return copy(text);
    }

    /** What is ASCII, where there is room for it. */
    @SuppressWarnings("deprecation") // of each character it takes the lower half, which is all there is
    private CanonicalWriter copy(String ascii) {
        ascii.getBytes(0, ascii.length(), bytes, length);
        length += ascii.length();
        return this;
    }

    private CanonicalWriter put(int character) {
        reserve(1);
        return add(character);
    }

    /** Where there is room for it. */
    private CanonicalWriter add(int octet) {
        bytes[length++] = (byte) octet;
        return this;
    }

    private void reserve(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, 2 * bytes.length));
        }
    }
}
