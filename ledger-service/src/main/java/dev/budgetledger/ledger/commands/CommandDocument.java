package dev.budgetledger.ledger.commands;

import java.util.List;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.CommandLimits;
import dev.budgetledger.contract.PlainText;
import dev.budgetledger.edge.problems.ProblemCode;
import dev.budgetledger.edge.problems.ProblemException;
import dev.budgetledger.ledger.budget.Command;
import dev.budgetledger.ledger.store.Submission;

/**
 * 指令: one command as one JSON object, where commands come by the many. It has the fields of the body of the single request,
 * and what is said there by the address and the headers: {@code type}, {@code department}, {@code fiscalYear},
 * {@code idempotencyKey}, {@code postedBy}, {@code expectedSequence}.
 */
@Component
public final class CommandDocument {

    private final JsonMapper json;

    /** @param json the mapper that refuses what it does not know */
    public CommandDocument(JsonMapper json) {
        this.json = json;
    }

    /** What stands round every command. */
    record Surroundings(
            @Nullable String type,
            @Nullable String idempotencyKey,
            @Nullable String postedBy,
            @Nullable Long expectedSequence) {}

    /** The budget that a command is for. */
    record Address(@Nullable String department, @Nullable Integer fiscalYear) {
        BudgetId budget() {
            return new BudgetId(Fields.department(department, "department"), Fields.year(fiscalYear, "fiscalYear"));
        }
    }

    /** A JSON object that may be a document. */
    public sealed interface Document {}

    /** One that is read field by field, and used up by that. */
    private record Tree(ObjectNode fields) implements Document {}

    /** One that is written as most are, of which nothing has to be read any more. */
    private record Plain(CommandType operation, Surroundings around, @Nullable Address at, Object body) implements Document {

        Command command() {
            return operation.ofDocument().apply(body, at == null ? null : on(at));
        }
    }

    /**
     * The JSON of a document.
     *
     * @throws ProblemException if it is no JSON object
     */
    public Document parse(byte[] document) {
        String text = JsonFaults.text(document);
        Document plain = plain(text);
        return plain == null ? tree(text) : plain;
    }

    Document tree(String text) {
        try {
            return object(json.readTree(text));
        } catch (JacksonException fault) {
            throw JsonFaults.malformed(fault);
        }
    }

    /** The same without the mapper; null if it takes that. */
    static @Nullable Document plain(String text) {
        String type = PlainJson.first(text, "type");
        CommandType operation = type == null ? null : CommandType.named(type);
        if (operation == null) {
            return null;
        }
        List<Object> read = operation.isOnBudget()
                ? PlainJson.readAll(text, Surroundings.class, Address.class, operation.document())
                : PlainJson.readAll(text, Surroundings.class, operation.document());
        return read != null && read.getFirst() instanceof Surroundings around && operation.type().equals(around.type())
                ? new Plain(operation, around, read.get(1) instanceof Address at ? at : null, read.getLast())
                : null;
    }

    /**
     * A document among others, as it was read.
     *
     * @throws ProblemException if it is no JSON object
     */
    public static Document object(@Nullable JsonNode document) {
        if (document instanceof ObjectNode object) {
            return new Tree(object);
        }
        throw new ProblemException(
                ProblemCode.MALFORMED_JSON, "body", "a command is a JSON object");
    }

    /** What a command that is too large is told. */
    public static ProblemException tooLarge() {
        return new ProblemException(
                ProblemCode.BODY_TOO_LARGE, "body", "a command has at most " + CommandLimits.BYTES_MAX + " bytes");
    }

    /**
     * An idempotency key that comes beside a document.
     *
     * @param field what it comes in
     * @throws ProblemException if it cannot be one
     */
    public static String key(@Nullable String text, String field) {
        return Fields.text(text, field, CommandLimits.IDEMPOTENCY_KEY_CHARS_MAX);
    }

    /** The idempotency key of a document that need not be right otherwise, null if it cannot be one. */
    public static @Nullable String keyOf(Document document) {
        String key = switch (document) {
            case Tree(ObjectNode fields) -> fields.get("idempotencyKey") instanceof StringNode text ? text.stringValue() : null;
            case Plain plain -> plain.around.idempotencyKey();
        };
        try {
            return key == null ? null : key(key, "idempotencyKey");
        } catch (ProblemException none) {
            return null;
        }
    }

    /**
     * The command of a document.
     *
     * @param poster who posts it
     * @param key its idempotency key, if the document does not say
     * @throws ProblemException if it says nothing the ledger could decide on
     */
    public Submission read(Document document, Poster poster, @Nullable String key) {
        return switch (document) {
            case Tree(ObjectNode fields) -> {
                Surroundings around = bind(take(fields, "type", "idempotencyKey", "postedBy", "expectedSequence"), Surroundings.class);
                yield read(around, () -> command(Fields.required(around.type(), "type"), fields), poster, key);
            }
            case Plain plain -> read(plain.around, plain::command, poster, key);
        };
    }

    private static Submission read(Surroundings around, Supplier<Command> command, Poster poster, @Nullable String key) {
        Long sequence = around.expectedSequence();
        if (sequence != null && sequence < 0) {
            throw ProblemException.invalid("expectedSequence", "zero or more");
        }
        return poster.submission(
                command.get(),
                around.postedBy() == null ? null : Fields.text(around.postedBy(), "postedBy", CommandLimits.POSTED_BY_CHARS_MAX),
                around.idempotencyKey() == null ? key : Fields.text(around.idempotencyKey(), "idempotencyKey", CommandLimits.IDEMPOTENCY_KEY_CHARS_MAX),
                sequence);
    }

    private Command command(String type, ObjectNode document) {
        CommandType operation = CommandType.named(type);
        if (operation == null) {
            throw ProblemException.invalid("type", "one of " + CommandType.types() + ", not " + PlainText.quoted(type));
        }
        CommandType.Address at = operation.isOnBudget()
                ? on(bind(take(document, "department", "fiscalYear"), Address.class))
                : null;
        return operation.ofDocument().apply(bind(document, operation.document()), at);
    }

    private static CommandType.Address on(Address at) {
        return new CommandType.Address(at.budget(), "fiscalYear");
    }

    private ObjectNode take(ObjectNode document, String... names) {
        ObjectNode taken = json.createObjectNode();
        for (String name : names) {
            JsonNode value = document.remove(name);
            if (value != null) {
                taken.set(name, value);
            }
        }
        return taken;
    }

    private <T> T bind(ObjectNode fields, Class<T> type) {
        try {
            return json.treeToValue(fields, type);
        } catch (JacksonException fault) {
            throw JsonFaults.malformed(fault);
        }
    }
}
