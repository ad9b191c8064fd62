package dev.budgetledger.projection.intake;

import java.util.ArrayList;
import java.util.List;

/**
 * The envelopes of some facts, one after the other as they are stored: what they say alike the database keeps once. Which facts lie in one block
 * is as they came, and nothing follows from it.
 *
 * @param facts by position, at least one
 */
record EnvelopeBlock(List<IncomingRecord.OfFact> facts) {

    /** Few enough that one is read out of it at next to no cost. */
    static final int FACTS_MAX = 16;

    /** A block that has so much gets no more. */
    static final int BYTES_ENOUGH = 32 * 1024;

    /** @param facts by position */
    static List<EnvelopeBlock> of(List<IncomingRecord.OfFact> facts) {
        List<EnvelopeBlock> blocks = new ArrayList<>();
        int from = 0;
        int bytes = 0;
        for (int i = 0; i < facts.size(); i++) {
            bytes += facts.get(i).bytes().value().length;
            if (i + 1 - from == FACTS_MAX || bytes >= BYTES_ENOUGH || i + 1 == facts.size()) {
                blocks.add(new EnvelopeBlock(facts.subList(from, i + 1)));
                from = i + 1;
                bytes = 0;
            }
        }
        return blocks;
    }

    /** The position of its first fact: no other block has it. */
    long id() {
        return facts.getFirst().envelope().position();
    }

    List<byte[]> parts() {
        return facts.stream().map(each -> each.bytes().value()).toList();
    }

    /** Where each envelope lies. */
    List<PlacedEnvelope> places() {
        List<PlacedEnvelope> places = new ArrayList<>(facts.size());
        int begins = 0;
        for (IncomingRecord.OfFact each : facts) {
            PlacedEnvelope place = new PlacedEnvelope(each, id(), begins, each.bytes().value().length);
            places.add(place);
            begins += place.length;
        }
        return places;
    }

    /** @param begins after so many bytes of its block */
    record PlacedEnvelope(IncomingRecord.OfFact fact, long block, int begins, int length) {}
}
