package dev.budgetledger.ledger.witnesses;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import dev.budgetledger.contract.merkle.Checkpoint;
import dev.budgetledger.contract.merkle.ConsistencyProof;
import dev.budgetledger.contract.merkle.SignedNote;
import dev.budgetledger.ledger.log.LogTree;

/**
 * Asks the witnesses to cosign a head before anybody is told it: what has been told is never signed otherwise later. One that does not answer is
 * done without, and asked again after a while; so nothing waits for witnesses for longer than their timeout. For one thread, but for
 * {@link #states}.
 */
public final class Witnesses implements AutoCloseable {

    /** A witness says which size it has seen; asked again with the proof from there, it knows. */
    private static final int ROUNDS = 2;

    private final WitnessSettings settings;
    private final List<WitnessClient> clients;

    public Witnesses(WitnessSettings settings) {
        this.settings = settings;
        this.clients = settings.servers().stream().map(server -> new WitnessClient(server, settings)).toList();
    }

    /** Nobody is asked. */
    public static Witnesses none() {
        return new Witnesses(new WitnessSettings(List.of(), Duration.ofSeconds(1), Duration.ZERO, Duration.ofSeconds(1)));
    }

    public boolean isEmpty() {
        return clients.isEmpty();
    }

    /** At least so long between two heads that are told. */
    public Duration interval() {
        return settings.interval();
    }

    /** What is known of each, for people. */
    public List<State> states() {
        return clients.stream().map(WitnessClient::state).toList();
    }

    /**
     * One witness.
     *
     * @param cosigned the size of the head that it cosigned last for this instance, 0 if none
     * @param trouble why it did not cosign the last head, empty if it did
     */
    public record State(String name, long cosigned, String trouble) {}

    /** The note with the cosignatures of those who give one. */
    public String cosigned(Connection connection, String note) throws SQLException, InterruptedException {
        SignedNote signed = SignedNote.parse(note);
        Checkpoint head = Checkpoint.parse(signed.text());
        SignedNote all = signed;
        List<WitnessClient> asked = clients.stream().filter(client -> head.size() > 0 && client.mayBeAsked()).toList();
        for (int round = 0; round < ROUNDS && !asked.isEmpty(); round++) {
            List<WitnessClient> again = new ArrayList<>();
            for (Asked each : ask(asked, connection, signed, head)) {
                switch (settle(each)) {
                    case WitnessClient.Answer.Cosigned cosigned -> all = all.with(cosigned.line());
                    case WitnessClient.Answer.KnowsAnother _ -> again.add(each.client);
                    case WitnessClient.Answer.Nothing _ -> {}
                }
            }
            asked = again;
        }
        return all.format();
    }

    private record Asked(WitnessClient client, CompletableFuture<WitnessClient.Answer> answer) {}

    /** All at once; the proofs before, as a connection is for one thread. */
    private static List<Asked> ask(List<WitnessClient> clients, Connection connection, SignedNote note, Checkpoint head) throws SQLException {
        List<Asked> asked = new ArrayList<>();
        for (WitnessClient client : clients) {
            long known = client.knownSize();
            if (known > head.size()) {
                client.contradicted(known, head.size());
            } else {
                ConsistencyProof proof = LogTree.consistency(connection, known, head.size());
                asked.add(new Asked(client, client.ask(proof, note)));
            }
        }
        return asked;
    }

    private WitnessClient.Answer settle(Asked asked) throws InterruptedException {
        try {
            return asked.client.settled(asked.answer.get(settings.timeout().toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException | TimeoutException away) {
            asked.answer.cancel(true);
            return asked.client.away(away instanceof ExecutionException why ? String.valueOf(why.getCause()) : "no answer in time");
        }
    }

    @Override
    public void close() {
        clients.forEach(WitnessClient::close);
    }
}
