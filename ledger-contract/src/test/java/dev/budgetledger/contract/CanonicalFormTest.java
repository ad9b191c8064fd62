package dev.budgetledger.contract;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;

import static org.assertj.core.api.Assertions.assertThat;

/** What is written by hand are the bytes that the mapper writes, which every log has, and what is read by hand is what the mapper reads. */
class CanonicalFormTest {

    private static final String ESCAPED = "\u0000\u0007\u001f\"\\/\u007f\b\t\n\f\r\u0080";
    private static final String LONG = "预算𠮷é߿ࠀ￿".repeat(200);

    @Property(tries = 2000)
    void any_fact_and_its_envelope_are_written_as_the_mapper_writes_them(
            @ForAll String text, @ForAll @LongRange(min = -Long.MAX_VALUE) long fen, @ForAll long seed) {
        Sentences any = new Sentences(encodable(text), new Random(seed));
        Posting posting = posting(any, Money.ofFen(fen));
        Stream<Fact> facts = Stream.of(
                new Fact.FundsAllocated(posting), new Fact.FundsTransferred(posting, any.orNull(), any.orNull()),
                new Fact.BudgetAdjusted(posting), new Fact.FundsCarriedForward(posting, any.text()), new Fact.FundsFrozen(posting),
                new Fact.FundsReleased(posting), new Fact.PostingReversed(posting, any.text(), any.text(), any.orNull()),
                new Fact.YearClosed(any.text(), LocalDate.EPOCH, any.text()));

        assertThat(facts).allSatisfy(fact -> {
            assertThat(new CanonicalWriter().fact(fact).bytes()).isEqualTo(ContractJson.write(fact));
            Envelope envelope = new Envelope(seed & Long.MAX_VALUE, instant(any.random), any.text(), any.random.nextLong(), any.text(), fact,
                    any.random.nextBoolean() ? null : RequestHash.of("k", new byte[32]),
                    any.random.nextBoolean() ? null : new SentBy(any.text(), any.orNull()));
            assertThat(envelope.bytes()).asString(StandardCharsets.UTF_8).isEqualTo(byMapper(envelope));
            assertThat(readBack(envelope.bytes())).isEqualTo(readByMapper(envelope.bytes()));
        });
    }

    @Property(tries = 2000)
    void results_are_written_as_the_mapper_writes_them(@ForAll String text, @ForAll long seed) {
        Sentences any = new Sentences(encodable(text), new Random(seed));
        Receipt other = any.random.nextBoolean() ? null : receipt(any, null);
        for (CommandResult result : List.of(
                new CommandResult(any.random.nextLong(), 201, any.orNull(), true, receipt(any, other), null),
                new CommandResult(null, any.random.nextInt(), any.text(), false, receipt(any, other), null).by(any.orNull()),
                new CommandResult(1L, 409, any.orNull(), any.random.nextBoolean(), null, new CommandResult.Problem("C", any.text(), any.text())),
                new CommandResult(2L, 400, null, null, null, null))) {
            assertThat(result.bytes()).asString(StandardCharsets.UTF_8).isEqualTo(new String(ContractJson.write(result), StandardCharsets.UTF_8));
        }
    }

    private static Receipt receipt(Sentences any, @Nullable Receipt counterpart) {
        return new Receipt(any.text(), any.random.nextLong(), instant(any.random), any.text(), any.random.nextLong(), counterpart);
    }

    @Property(tries = 5000)
    void whatever_bytes_are_read_as_the_mapper_reads_them_or_refused_as_it_refuses_them(@ForAll long seed) {
        Random random = new Random(seed);
        Posting posting = posting(new Sentences("预算", random), Money.ofFen(random.nextInt()));
        byte[] bytes = envelope(random, one(new Fact[] {
            new Fact.FundsAllocated(posting), new Fact.FundsTransferred(posting, null, "302-2023-1"), new Fact.FundsCarriedForward(posting, "c"),
            new Fact.PostingReversed(posting, "301-2023-7", "FundsAllocated", null)}, random)).bytes();
        for (int i = 0; i < 20; i++) {
            byte[] other = changed(bytes, random);
            assertThat(readBack(other)).as(new String(other, StandardCharsets.UTF_8)).isEqualTo(readByMapper(other));
        }
    }

    @Test
    void postings_are_read_without_the_mapper() {
        Random random = new Random(1);
        Posting posting = posting(new Sentences("预算𠮷-1", random, false), Money.ofFen(random.nextInt()));
        assertThat(List.of(new Fact.FundsAllocated(posting), new Fact.FundsTransferred(posting, "a", null), new Fact.BudgetAdjusted(posting),
                new Fact.FundsCarriedForward(posting, "c"), new Fact.FundsFrozen(posting), new Fact.FundsReleased(posting),
                new Fact.PostingReversed(posting, "r", "t", "c")))
                .allSatisfy(fact -> assertThat(CanonicalReader.posting(envelope(random, fact).bytes())).isNotNull());
    }

    private static Envelope envelope(Random random, Fact fact) {
        return new Envelope(random.nextInt(1, 1_000_000), Instant.parse("2023-01-05T01:02:03.123456Z"), "301-2023", random.nextInt(10), "石财", fact,
                random.nextBoolean() ? null : RequestHash.of("k", new byte[32]), random.nextBoolean() ? null : new SentBy("s", null));
    }

    /** One octet is another, gone, or there twice; or a piece is; or the end is missing. */
    private static byte[] changed(byte[] bytes, Random random) {
        int at = random.nextInt(bytes.length);
        int to = Math.min(bytes.length, at + random.nextInt(1, 30));
        byte[] octets = "\"\\{}[],:.-0129 \u0001nabc\uFFFD".getBytes(StandardCharsets.UTF_8);
        return switch (random.nextInt(6)) {
            case 0 -> joined(bytes, at, new byte[] {octets[random.nextInt(octets.length)]}, at + 1);
            case 1 -> joined(bytes, at, new byte[] {(byte) random.nextInt()}, at + 1);
            case 2 -> joined(bytes, at, new byte[0], at + 1);
            case 3 -> joined(bytes, at, new byte[] {octets[random.nextInt(octets.length)]}, at);
            case 4 -> joined(bytes, at, Arrays.copyOfRange(bytes, at, to), at);
            default -> joined(bytes, at, new byte[0], random.nextBoolean() ? to : bytes.length);
        };
    }

    private static byte[] joined(byte[] bytes, int until, byte[] between, int from) {
        byte[] joined = Arrays.copyOf(bytes, until + between.length + bytes.length - from);
        System.arraycopy(between, 0, joined, until, between.length);
        System.arraycopy(bytes, from, joined, until + between.length, bytes.length - from);
        return joined;
    }

    /** What is read, or why it is not. */
    private static Object readBack(byte[] bytes) {
        try {
            return Envelope.parse(bytes);
        } catch (RuntimeException refused) {
            return refused.getClass() + ": " + refused.getMessage();
        }
    }

    private static Object readByMapper(byte[] bytes) {
        try {
            return Envelope.parse(bytes, FactVersions.RELEASED);
        } catch (RuntimeException refused) {
            return refused.getClass() + ": " + refused.getMessage();
        }
    }

    @Test
    void half_a_character_is_written_or_refused_as_the_mapper_does_it() {
        for (String half : List.of("\ud842", "a\udfb7b", "\udfb7\ud842", "\ud842\ud842\udfb7", "预\ud842算")) {
            Fact closed = new Fact.YearClosed(half, LocalDate.EPOCH, "h");
            assertThat(written(() -> new CanonicalWriter().fact(closed).bytes())).isEqualTo(written(() -> ContractJson.write(closed)));
        }
    }

    private static String written(Supplier<byte[]> bytes) {
        try {
            return new String(bytes.get(), StandardCharsets.UTF_8);
        } catch (JacksonException refused) {
            return "refused: " + refused.getOriginalMessage();
        }
    }

    private static String byMapper(Envelope envelope) {
        Map<String, Object> fields = new HashMap<>(Map.of("fact", envelope.fact(), "position", envelope.position(), "postedBy", envelope.postedBy(),
                "recordedAt", Envelope.format(envelope.recordedAt()), "sequence", envelope.sequence(), "stream", envelope.stream(),
                "type", envelope.type()));
        if (envelope.request() != null) {
            fields.put("request", envelope.request().text());
        }
        if (envelope.sent() != null) {
            fields.put("signature", envelope.sent().signature());
            if (envelope.sent().onBehalfOf() != null) {
                fields.put("onBehalfOf", envelope.sent().onBehalfOf());
            }
        }
        return new String(ContractJson.write(fields), StandardCharsets.UTF_8);
    }

    /** Texts of all kinds. */
    private record Sentences(String given, Random random, boolean varied) {
        Sentences(String given, Random random) {
            this(given, random, true);
        }

        String text() {
            return switch (varied ? random.nextInt(4) : 0) {
                case 0 -> given;
                case 1 -> ESCAPED;
                case 2 -> LONG;
                default -> "2010301";
            };
        }

        @Nullable String orNull() {
            return random.nextBoolean() ? null : text();
        }
    }

    private static Posting posting(Sentences any, Money amount) {
        Fund fund = one(Fund.values(), any.random);
        Line line = new Line(fund, one(Origin.values(), any.random), any.orNull(), any.orNull(),
                any.random.nextBoolean() ? null : one(Kind.values(), any.random), any.orNull(), any.orNull(), any.orNull(), any.orNull());
        List<Entry> entries = new ArrayList<>();
        for (Entry entry : List.of(new Entry.OfLine(line, amount, any.random.nextBoolean() ? null : any.varied ? any.random.nextInt() : 2),
                new Entry.OfFrozen(line, amount), new Entry.OfSource(fund, Money.ofFen(any.random.nextInt(-100, 100))),
                new Entry.OfCounterpart(any.text(), fund, amount))) {
            entries.add(entry);
            entries.add(entry.mirrored());
        }
        return new Posting(any.text(), any.text(), any.orNull(), LocalDate.ofEpochDay(any.random.nextInt(-719_000, 2_900_000)), any.text(), entries,
                any.random.nextBoolean() ? null : new Approval(any.text(), any.text(), List.of(any.text())));
    }

    private static <T> T one(T[] values, Random random) {
        return values[random.nextInt(values.length)];
    }

    private static Instant instant(Random random) {
        return Instant.ofEpochSecond(random.nextLong(-62_135_596_800L, 253_500_000_000L), random.nextInt(1_000_000_000));
    }

    private static String encodable(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
