package dev.budgetledger.projection.intake;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import dev.budgetledger.contract.Envelope;
import dev.budgetledger.contract.PackedEnvelope;
import dev.budgetledger.projection.samples.SampleLog;

import static org.assertj.core.api.Assertions.assertThat;

/** Which envelopes lie in one block, and where. */
class EnvelopeBlockTest {

    private static final List<Envelope> FACTS = SampleLog.random(new Random(16), 40).facts();

    @Test
    void sixteen_lie_together_and_what_is_left_at_the_end() {
        List<EnvelopeBlock> blocks = EnvelopeBlock.of(FACTS.stream().limit(37).map(EnvelopeBlockTest::received).toList());

        assertThat(blocks).extracting(each -> each.facts().size()).containsExactly(16, 16, 5);
        assertThat(blocks).extracting(EnvelopeBlock::id).containsExactly(1L, 17L, 33L);
        assertThat(EnvelopeBlock.of(List.of())).isEmpty();
    }

    @Test
    void each_is_found_again_at_its_place() {
        for (EnvelopeBlock block : EnvelopeBlock.of(FACTS.stream().map(EnvelopeBlockTest::received).toList())) {
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            block.parts().forEach(content::writeBytes);
            assertThat(block.places()).hasSameSizeAs(block.facts()).allSatisfy(each -> {
                assertThat(each.block()).isEqualTo(block.id());
                assertThat(PackedEnvelope.unpack(Arrays.copyOfRange(content.toByteArray(), each.begins(), each.begins() + each.length())))
                        .isEqualTo(each.fact().bytes().value());
            });
        }
    }

    @Test
    void a_long_one_makes_no_other_slow() {
        List<IncomingRecord.OfFact> facts = FACTS.stream()
                .limit(6)
                .map(each -> each.position() == 3 ? received(each, new byte[EnvelopeBlock.BYTES_ENOUGH]) : received(each))
                .toList();

        assertThat(EnvelopeBlock.of(facts)).extracting(each -> each.facts().size()).containsExactly(3, 3);
    }

    private static IncomingRecord.OfFact received(Envelope fact) {
        return received(fact, fact.bytes());
    }

    private static IncomingRecord.OfFact received(Envelope fact, byte[] bytes) {
        return new IncomingRecord.OfFact(new RecordPosition("facts", 0, fact.position()), fact, new Bytes(bytes));
    }
}
