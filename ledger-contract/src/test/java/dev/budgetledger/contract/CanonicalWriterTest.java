package dev.budgetledger.contract;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
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

/** What is written by hand are the bytes that the mapper writes, which every log has. */
class CanonicalWriterTest {

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
        });
    }

    @Property(tries = 2000)
    void any_receipt_is_written_as_the_mapper_writes_it(@ForAll String text, @ForAll long number, @ForAll long seed) {
        Random random = new Random(seed);
        String said = encodable(text);
        Receipt other = new Receipt(said, number, instant(random), said, random.nextLong(), null);
        Receipt receipt = new Receipt(said, number, instant(random), LONG, number, random.nextBoolean() ? other : null);

        assertThat(receipt.bytesWithin("receipt")).isEqualTo(ContractJson.write(Map.of("receipt", receipt)));
    }

    @Test
    void half_a_character_is_written_or_refused_as_the_mapper_does_it() {
        for (String half : List.of("\ud842", "a\udfb7b", "\udfb7\ud842", "\ud842\ud842\udfb7", "预\ud842算")) {
            Receipt receipt = new Receipt(half, 1, Instant.EPOCH, "h", 1, null);
            assertThat(written(() -> receipt.bytesWithin("receipt"))).isEqualTo(written(() -> ContractJson.write(Map.of("receipt", receipt))));
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
    private record Sentences(String given, Random random) {
        String text() {
            return switch (random.nextInt(4)) {
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
        for (Entry entry : List.of(new Entry.OfLine(line, amount, any.random.nextBoolean() ? null : any.random.nextInt()),
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
