package dev.budgetledger.ledger.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.CanonicalWriter;
import dev.budgetledger.contract.Envelope;
import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.SentBy;
import dev.budgetledger.ledger.budget.Command;

/**
 * A command with what surrounds it.
 *
 * @param postedBy who posts it
 * @param idempotencyKey the caller's name for this request, so that a retry is answered and not posted twice
 * @param expectedSequence the stream sequence that must be the last one, {@code If-Match}
 * @param sent by whose signature it is known who posts it, null if by none
 * @param door by which it came, if it is recorded that it is refused for want of authority; null where nobody has proven who posts it, and
 *     of what is only tried
 */
public record Submission(Command command, String postedBy, @Nullable String idempotencyKey, @Nullable Long expectedSequence,
        @Nullable SentBy sent, Fact.AuthorityRefused.@Nullable Door door) {

    /** Of one that nobody signed. */
    public Submission(Command command, String postedBy, @Nullable String idempotencyKey, @Nullable Long expectedSequence) {
        this(command, postedBy, idempotencyKey, expectedSequence, null, null);
    }

    /**
     * The ledger's own, of somebody who was refused: in his name, though he does not ask for it.
     *
     * @param key under which it is told until it is recorded
     */
    public static Submission ofRefusal(Fact.AuthorityRefused refused, String whose, String key) {
        return new Submission(new Command.NoteRefusal(refused), whose, key, null);
    }

    /** The one of a message, none if that is not of a {@link Command}. */
    static Optional<Submission> of(CommandMessage<?> message) {
        return message.getPayload() instanceof Command command
                ? Optional.of(new Submission(command, postedBy(message), null, expectedSequence(message), sent(message),
                        (Fact.AuthorityRefused.Door) message.getMetaData().get(DOOR)))
                : Optional.empty();
    }

    /** Metadata of a command that is dispatched: who posts it, text; {@code anonymous} without it. */
    public static final String POSTED_BY = LogStorageEngine.POSTED_BY;

    /** Metadata of a command that is dispatched: its idempotency key, text. */
    public static final String IDEMPOTENCY_KEY = "idempotencyKey";

    /** Metadata of a command that is dispatched: the expected sequence, a {@link Long}. */
    public static final String IF_MATCH = "ifMatch";

    private static final String REQUEST = "request";
    private static final String SENT = "sent";
    private static final String DOOR = "door";

    /** As the writer's bus takes it; what of it takes long is worked out here, not by the writer. */
    CommandMessage<?> message() {
        return new GenericCommandMessage<>(command, metaData());
    }

    /** The same of a message that somebody dispatches; one with something else than a {@link Command} stays as it is. */
    static CommandMessage<?> message(CommandMessage<?> dispatched) {
        return dispatched.getPayload() instanceof Command command
                ? dispatched.andMetaData(new Submission(command, postedBy(dispatched),
                        (String) dispatched.getMetaData().get(IDEMPOTENCY_KEY), expectedSequence(dispatched)).metaData())
                : dispatched;
    }

    private Map<String, Object> metaData() {
        Map<String, Object> around = new HashMap<>(8);
        around.put(POSTED_BY, postedBy);
        if (idempotencyKey != null) {
            around.put(REQUEST, KeyedRequest.of(idempotencyKey, contentHash()));
        }
        if (expectedSequence != null) {
            around.put(IF_MATCH, expectedSequence);
        }
        if (sent != null) {
            around.put(SENT, sent);
        }
        if (door != null) {
            around.put(DOOR, door);
        }
        return around;
    }

    static String postedBy(CommandMessage<?> message) {
        return (String) message.getMetaData().getOrDefault(POSTED_BY, Envelope.ANONYMOUS);
    }

    static @Nullable KeyedRequest request(CommandMessage<?> message) {
        return (KeyedRequest) message.getMetaData().get(REQUEST);
    }

    static @Nullable SentBy sent(CommandMessage<?> message) {
        return (SentBy) message.getMetaData().get(SENT);
    }

    static @Nullable Long expectedSequence(CommandMessage<?> message) {
        return (Long) message.getMetaData().get(IF_MATCH);
    }

    /**
     * {@link #contentHash} in hex: the same of a row of a table, of a record and of a body that ask the same, so that who has what was asked
     * can show that it is that.
     */
    public String sha256() {
        return HexFormat.of().formatHex(contentHash());
    }

    /** What "the same content" means for an idempotency key: the hash of the command's canonical JSON and its poster. */
    byte[] contentHash() {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(command.getClass().getSimpleName().getBytes(StandardCharsets.US_ASCII));
            CanonicalWriter said = new CanonicalWriter().text(postedBy);
            if (sent != null && sent.onBehalfOf() != null) {
                said.text(sent.onBehalfOf());
            }
            return sha256.digest(CommandContent.write(said, command).bytes());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
