package dev.budgetledger.projection.intake;

import java.util.ArrayList;
import java.util.List;

import dev.budgetledger.contract.PackedEnvelope;

/**
 * The envelopes of some facts, one after the other as they are stored, packed: what they say alike beyond that the database keeps once. Which facts lie in
 * one block is as they came, and nothing follows from it.
 *
 * @param facts by position, at least one
 */
record EnvelopeBlock(List<Packed> facts) {

    /** Few enough that one is read out of it at next to no cost. */
    static final int FACTS_MAX = 16;

    /** A block that has so much gets no more. */
    static final int BYTES_ENOUGH = 32 * 1024;

    record Packed(IncomingRecord.OfFact fact, byte[] bytes) {}

    /** @param facts by position */
    static List<EnvelopeBlock> of(List<IncomingRecord.OfFact> facts) {
        List<EnvelopeBlock> blocks = new ArrayList<>();
        List<Packed> next = new ArrayList<>(FACTS_MAX);
        int bytes = 0;
        for (IncomingRecord.OfFact fact : facts) {
            Packed packed = new Packed(fact, PackedEnvelope.pack(fact.bytes().value()));
            next.add(packed);
            bytes += packed.bytes.length;
            if (next.size() == FACTS_MAX || bytes >= BYTES_ENOUGH) {
                blocks.add(new EnvelopeBlock(next));
                next = new ArrayList<>(FACTS_MAX);
                bytes = 0;
            }
        }
        if (!next.isEmpty()) {
            blocks.add(new EnvelopeBlock(next));
        }
        return blocks;
    }

    /** The position of its first fact: no other block has it. */
    long id() {
        return facts.getFirst().fact.envelope().position();
    }

    List<byte[]> parts() {
        return facts.stream().map(Packed::bytes).toList();
    }

    /** Where each envelope lies. */
    List<PlacedEnvelope> places() {
        List<PlacedEnvelope> places = new ArrayList<>(facts.size());
        int begins = 0;
        for (Packed each : facts) {
            PlacedEnvelope place = new PlacedEnvelope(each.fact, id(), begins, each.bytes.length);
            places.add(place);
            begins += place.length;
        }
        return places;
    }

    /** @param begins after so many bytes of its block */
    record PlacedEnvelope(IncomingRecord.OfFact fact, long block, int begins, int length) {}
}
