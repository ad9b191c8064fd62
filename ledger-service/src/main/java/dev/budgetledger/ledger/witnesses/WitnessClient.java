package dev.budgetledger.ledger.witnesses;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.budgetledger.contract.merkle.ConsistencyProof;
import dev.budgetledger.contract.merkle.Hash;
import dev.budgetledger.contract.merkle.SignedNote;
import dev.budgetledger.contract.merkle.VerifierKey;

/** One witness, as C2SP tlog-witness speaks with it. */
final class WitnessClient implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(Witnesses.class);
    private static final int CONFLICT = 409;
    private static final int OK = 200;

    private final VerifierKey key;
    private final URI address;
    private final HttpClient http;
    private final Duration timeout;
    private final Duration retryAfter;
    private long knownSize;
    private long asking;
    private long notBefore = System.nanoTime();
    private volatile long cosigned;
    private volatile String trouble = "not asked yet";

    WitnessClient(WitnessSettings.Server server, WitnessSettings settings) {
        this.key = VerifierKey.parseWitness(server.key());
        this.address = URI.create(server.url().replaceAll("/+$", "") + "/add-checkpoint");
        this.http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(settings.timeout()).build();
        this.timeout = settings.timeout();
        this.retryAfter = settings.retryAfter();
    }

    /** What comes of asking. */
    sealed interface Answer {

        record Cosigned(SignedNote.Signature line) implements Answer {}

        /** It had seen another head last than was believed. */
        record KnowsAnother(long size) implements Answer {}

        record Nothing(String why) implements Answer {}
    }

    boolean mayBeAsked() {
        return System.nanoTime() - notBefore >= 0;
    }

    /** The size of the head that it cosigned last, as far as is known. */
    long knownSize() {
        return knownSize;
    }

    Witnesses.State state() {
        return new Witnesses.State(key.name(), cosigned, trouble);
    }

    CompletableFuture<Answer> ask(ConsistencyProof proof, SignedNote note) {
        asking = proof.to();
        StringBuilder body = new StringBuilder("old ").append(proof.from()).append('\n');
        proof.path().stream().map(Hash::base64).forEach(hash -> body.append(hash).append('\n'));
        body.append('\n').append(note.format());
        HttpRequest request = HttpRequest.newBuilder(address).timeout(timeout).header("Content-Type", "text/plain;charset=utf-8")
                .POST(BodyPublishers.ofString(body.toString(), StandardCharsets.UTF_8)).build();
        return http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofString(StandardCharsets.UTF_8), 64 * 1024L))
                .thenApply(answer -> answer(answer, note));
    }

    private Answer answer(HttpResponse<String> answer, SignedNote note) {
        try {
            return switch (answer.statusCode()) {
                case OK -> cosignature(answer.body(), note);
                case CONFLICT -> new Answer.KnowsAnother(Long.parseLong(answer.body().strip()));
                default -> new Answer.Nothing("it answers " + answer.statusCode() + ": " + answer.body().strip());
            };
        } catch (IllegalArgumentException e) {
            return new Answer.Nothing("it answers what is not to be understood: " + e.getMessage());
        }
    }

    /** Whatever else it answers is not taken. */
    private Answer cosignature(String lines, SignedNote note) {
        SignedNote answered = SignedNote.parse(note.text() + "\n" + lines);
        for (SignedNote.Signature line : answered.signatures()) {
            if (key.cosigned(new SignedNote(note.text(), List.of(line))).isPresent()) {
                return new Answer.Cosigned(line);
            }
        }
        return new Answer.Nothing("its answer has no cosignature of " + key.format());
    }

    /** What is learned of an answer. */
    Answer settled(Answer answer) {
        switch (answer) {
            case Answer.Cosigned _ -> {
                knownSize = asking;
                cosigned = asking;
                trouble("");
            }
            case Answer.KnowsAnother(long size) when size == knownSize -> contradicted(knownSize, asking);
            case Answer.KnowsAnother(long size) -> knownSize = size;
            case Answer.Nothing(String why) -> away(why);
        }
        return answer;
    }

    /** It has seen a head that this log does not have: another history was shown to it, or this one lost its end. */
    void contradicted(long seen, long own) {
        trouble("it has cosigned a head of size " + seen + " that this log, of size " + own + ", does not continue from");
        pause();
    }

    Answer away(String why) {
        trouble(why);
        pause();
        return new Answer.Nothing(why);
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    private void pause() {
        notBefore = System.nanoTime() + retryAfter.toNanos();
    }

    private void trouble(String now) {
        if (!now.equals(trouble)) {
            if (now.isEmpty()) {
                LOGGER.info("The witness {} cosigns", key.name());
            } else {
                LOGGER.warn("The witness {} does not cosign: {}", key.name(), now);
            }
        }
        trouble = now;
    }
}
