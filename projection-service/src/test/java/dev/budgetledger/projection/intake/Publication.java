package dev.budgetledger.projection.intake;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import dev.budgetledger.contract.Envelope;
import dev.budgetledger.contract.Topics;
import dev.budgetledger.contract.Watermark;

/** What a relay leaves in each partition that continues in batches, breaks down and begins again further back. */
record Publication(List<List<IncomingRecord>> partitions) {

    static Publication random(Random random, List<Envelope> log, int partitions) {
        Publication publication = of(partitions);
        int done = 0;
        while (done < log.size()) {
            int to = endOfCommit(log, done + 1 + random.nextInt(8));
            log.subList(done, to).forEach(publication::publish);
            if (random.nextInt(4) > 0 || to == log.size()) {
                publication.publishToAll(new Watermark(to, knownAt(random, log, to)));
            }
            boolean breaksDown = random.nextInt(5) == 0;
            done = breaksDown ? random.nextInt(to) : to;
        }
        return publication;
    }

    static Publication of(int partitions) {
        List<List<IncomingRecord>> empty = new ArrayList<>();
        for (int i = 0; i < partitions; i++) {
            empty.add(new ArrayList<>());
        }
        return new Publication(empty);
    }

    void publish(Envelope envelope) {
        int partition = partitionOf(envelope.stream(), partitions.size());
        List<IncomingRecord> records = partitions.get(partition);
        records.add(new IncomingRecord.OfFact(place(partition), envelope, new Bytes(envelope.bytes())));
    }

    void publishToAll(Watermark watermark) {
        for (int partition = 0; partition < partitions.size(); partition++) {
            partitions.get(partition).add(new IncomingRecord.OfWatermark(place(partition), watermark));
        }
    }

    static int partitionOf(String stream, int partitions) {
        return Math.floorMod(stream.hashCode(), partitions);
    }

    private RecordPosition place(int partition) {
        return new RecordPosition(Topics.FACTS, partition, partitions.get(partition).size());
    }

    private static int endOfCommit(List<Envelope> log, int atLeast) {
        int end = Math.min(atLeast, log.size());
        while (end < log.size() && log.get(end).recordedAt().equals(log.get(end - 1).recordedAt())) {
            end++;
        }
        return end;
    }

    /** Any instant from the last fact on, but before the next. */
    private static Instant knownAt(Random random, List<Envelope> log, int position) {
        Instant last = log.get(position - 1).recordedAt();
        return last.plusMillis(random.nextInt(1000));
    }
}
