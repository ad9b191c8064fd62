package dev.budgetledger.projection.intake;

import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.merkle.VerifierKey;
import dev.budgetledger.projection.entries.VerifiedCheckpoint;
import dev.budgetledger.projection.generations.GenerationBuild;
import dev.budgetledger.projection.kafka.KafkaClients;
import dev.budgetledger.projection.shards.Shard;

/**
 * The log as the ledger published and signed it. It is kept without limit, byte for byte, so it can be read again from the
 * beginning.
 */
public final class KafkaLog {

    private final KafkaClients clients;
    private final @Nullable VerifierKey verifier;
    private final Shard shard;
    private final Acknowledgements acknowledgements;

    KafkaLog(KafkaClients clients, @Nullable VerifierKey verifier, Shard shard, Acknowledgements acknowledgements) {
        this.clients = clients;
        this.verifier = verifier;
        this.shard = shard;
        this.acknowledgements = acknowledgements;
    }

    /**
     * Begins to read it from the beginning into a projection that is being built, by the code of the intake.
     *
     * @throws IllegalStateException if Kafka does not answer, or has no such topics
     */
    public Rebuild into(GenerationBuild building) {
        try (Admin admin = clients.admin()) {
            TopicsAtStart topics = TopicsAtStart.ask(admin);
            IntakeTarget into = IntakeTarget.of(building.generation().source(), verifier, shard, Keys.missing(building::makeKeys),
                    new AcknowledgedRecords(acknowledgements).of(topics.ids()));
            into.store().register(topics.partitions());
            return new Rebuild(clients.loneConsumer(), into, topics);
        } catch (TopicsAtStart.NotYetException e) {
            throw new IllegalStateException("the published log cannot be read: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted before the published log was read", e);
        }
    }

    /** Whether a stored checkpoint says what its note says, and the ledger signed that, if its key is known. */
    public boolean vouchesFor(VerifiedCheckpoint checkpoint) {
        return LedgerTree.isSigned(checkpoint.note(), verifier) && LedgerTree.says(checkpoint);
    }

    /** Whether the key is known, without which only roots are compared. */
    public boolean knowsItsKey() {
        return verifier != null;
    }
}
